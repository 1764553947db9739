/** The pre-commit hook checks what is about to be committed, and leaves other hooks alone. */
import { cpSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { expect, test } from 'vitest';
import { plan as inProcess, planProcess } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { few, leftIn, program, shippedPlan } from '../support/shipped.ts';

const hook = (box: Sandbox, words: string, env: Record<string, string> = {}) =>
  inProcess(box.dir, ['hook', ...words.split(' ')], {
    env: { ...box.env, ...env },
    program: [execPath, program],
  });

const item = 'plan/items/05.yaml';
const broken = (box: Sandbox) => box.read(item).replace('pillar: prevention', 'pillar: prevension');
const commit = (box: Sandbox, ...words: string[]) =>
  box.run('git', ['commit', '--quiet', '--message', 'x', ...words]);

async function withHook(): Promise<Sandbox> {
  const box = shippedPlan(few);
  expect(await hook(box, 'install')).toMatchObject({
    stdout: '`.git/hooks/pre-commit` checks the plan before each commit; undo with `plan hook remove`\n',
    code: 0,
  });
  return box;
}

test('checks the staged files, not the work tree', async () => {
  const box = await withHook();
  const [good, bad] = [box.read(item), broken(box)];
  box.write({ [item]: bad });
  box.git('add', item);
  box.write({ [item]: good });
  const { stderr, stdout, code } = await commit(box);
  expect(stdout + stderr).toContain(`${item}:`);
  expect(stdout + stderr).toContain('[unknown-pillar]');
  expect(code).toBe(1);
  box.write({ [item]: `${good}# fine\n` });
  box.git('add', item);
  box.write({ [item]: bad });
  expect(await commit(box)).toMatchObject({ code: 0 });
});

test('checks the files of `git commit PATH`', async () => {
  const box = await withHook();
  box.write({ [item]: broken(box) });
  expect(await commit(box, item)).toMatchObject({ code: 1 });
});

test('allows commits without the plan, and the removal of the plan', async () => {
  const box = await withHook();
  box.write({ [item]: broken(box), note: 'x' });
  box.git('add', 'note');
  expect(await commit(box)).toMatchObject({ code: 0 });
  box.git('rm', '-rqf', 'plan');
  expect(await commit(box)).toMatchObject({ code: 0 });
});

test('runs for the commits of `plan` too, and can refuse them', async () => {
  const box = await withHook();
  expect(await planProcess(box, 'update 5 --status in-progress')).toMatchObject({ code: 0 });
  box.write({ 'plan/items/07.yaml': box.read('plan/items/07.yaml').replace('pillar: ', 'pillar: x') });
  box.git('commit', '--quiet', '--no-verify', '--all', '--message', 'broken');
  const before = box.git('rev-parse', 'HEAD');
  expect(await planProcess(box, 'update 5 --note Hello')).toMatchObject({ code: 3 });
  expect(box.git('rev-parse', 'HEAD')).toBe(before);
  expect(box.git('status', '--porcelain')).toBe('');
  expect(leftIn(box)).toEqual([]);
});

test('is installed once, reported and removed', async () => {
  const box = shippedPlan(few);
  const path = box.at('.git/hooks/pre-commit');
  expect(await hook(box, 'status')).toMatchObject({ stdout: 'no hook checks the plan\n', code: 1 });
  expect(await hook(box, 'remove')).toMatchObject({ stdout: 'no hook checks the plan\n', code: 0 });
  expect(JSON.parse((await hook(box, 'install --json')).stdout)).toMatchObject({
    ...{ kind: 'hook', action: 'install', hook: '.git/hooks/pre-commit', installed: true, changed: true },
  });
  expect(statSync(path).mode & 0o777).toBe(0o755);
  const text = box.read('.git/hooks/pre-commit');
  expect(JSON.parse((await hook(box, 'install --json')).stdout)).toMatchObject({
    installed: true,
    changed: false,
  });
  expect(box.read('.git/hooks/pre-commit')).toBe(text);
  expect(await hook(box, 'status')).toMatchObject({ code: 0 });
  // If the program has moved, the line is replaced.
  box.write({ '.git/hooks/pre-commit': text.replace(program, '/elsewhere/plan.js') });
  expect(await hook(box, 'status')).toMatchObject({ code: 1 });
  expect(await hook(box, 'install')).toMatchObject({ code: 0 });
  expect(box.read('.git/hooks/pre-commit')).toBe(text);
  expect(await hook(box, 'remove')).toMatchObject({ code: 0 });
  expect(existsSync(path)).toBe(false);
});

test('serves two plans in one repository', async () => {
  const box = await withHook();
  cpSync(box.at('plan'), box.at("it's another/plan"), { recursive: true });
  const one = box.read('.git/hooks/pre-commit');
  const dir = ['--dir', "it's another/plan"];
  const other = (action: string) =>
    inProcess(box.dir, ['hook', action, ...dir], { env: box.env, program: [execPath, program] });
  expect(await other('install')).toMatchObject({ code: 0 });
  box.git('add', '.');
  expect(await commit(box)).toMatchObject({ code: 0 });
  box.write({ [`it's another/${item}`]: broken(box) });
  expect(await commit(box, '--all')).toMatchObject({ code: 1 });
  expect(await other('remove')).toMatchObject({ code: 0 });
  expect(box.read('.git/hooks/pre-commit')).toBe(one);
});

test('leaves another hook alone, and prints the line to add', async () => {
  const box = shippedPlan(few);
  box.hook('pre-commit', 'true');
  const { stderr, code } = await hook(box, 'install');
  expect(code).toBe(3);
  const [, line = ''] = /\n {2}add this line to it: (.*)\n$/.exec(stderr)!;
  expect(box.read('.git/hooks/pre-commit')).toBe('#!/bin/sh\ntrue\n');
  box.hook('pre-commit', `true\n${line}`);
  expect(await hook(box, 'status')).toMatchObject({ code: 0 });
  box.write({ [item]: broken(box) });
  expect(await commit(box, '--all')).toMatchObject({ code: 1 });
  expect(await hook(box, 'remove')).toMatchObject({ code: 3 });
});

test('works in linked work trees, and with `core.hooksPath`', async () => {
  const box = await withHook();
  box.git('worktree', 'add', '--quiet', '../linked');
  const linked = { ...box, dir: box.at('../linked') };
  expect(await hook(linked, 'status')).toMatchObject({ code: 0 });
  box.write({ [`../linked/${item}`]: broken(box) });
  expect(await box.run('git', ['commit', '-qam', 'x'], { cwd: linked.dir })).toMatchObject({ code: 1 });

  box.git('config', 'core.hooksPath', 'ours');
  expect(await hook(box, 'status')).toMatchObject({ code: 1 });
  expect(await hook(box, 'install')).toMatchObject({ code: 0 });
  expect(existsSync(box.at('ours/pre-commit'))).toBe(true);
});

test('refuses a hooks folder that other repositories share', async () => {
  const box = shippedPlan(few);
  box.git('config', '--global', 'core.hooksPath', join(box.home, 'hooks'));
  const { stderr, code } = await hook(box, 'install');
  expect(stderr).toMatch(/is shared with other repositories/);
  expect(code).toBe(3);
  expect(existsSync(join(box.home, 'hooks'))).toBe(false);
});

test('`--staged` without files of the plan in the index, and without a repository', async () => {
  const box = shippedPlan(few);
  const told = (words: string) => inProcess(box.dir, words.split(' '), { env: box.env });
  box.git('rm', '-rq', '--cached', 'plan');
  expect(await told('validate --staged')).toEqual({
    stdout: '',
    stderr: 'no file of the plan is in git’s index\n',
    code: 0,
  });
  const plain = shippedPlan(few, { repository: false });
  expect(await inProcess(plain.dir, ['validate', '--staged'], { env: plain.env })).toMatchObject({ code: 3 });
  expect(await told('validate --staged --as-of HEAD')).toMatchObject({ code: 2 });
  expect(await told('hook instal')).toMatchObject({
    stderr:
      'plan: `instal` is not an action of `plan hook`: use `install`, `remove` or `status`\n  did you mean `install`?\n',
    code: 2,
  });
});
