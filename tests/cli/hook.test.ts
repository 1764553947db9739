/** The hook: it judges what is about to be committed, whoever commits, and is nobody else's. */
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

test('it judges what is staged, and not what lies in the work tree', async () => {
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

test('`git commit PATH` is judged by what it takes along', async () => {
  const box = await withHook();
  box.write({ [item]: broken(box) });
  expect(await commit(box, item)).toMatchObject({ code: 1 });
});

test('what has nothing to do with the plan is let through, and so is a plan that goes', async () => {
  const box = await withHook();
  box.write({ [item]: broken(box), note: 'x' });
  box.git('add', 'note');
  expect(await commit(box)).toMatchObject({ code: 0 });
  box.git('rm', '-rqf', 'plan');
  expect(await commit(box)).toMatchObject({ code: 0 });
});

test('a change by `plan` goes through it, under its own lock, and is refused by it', async () => {
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

test('it is there or not, once, and goes without a trace', async () => {
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
  // Where the program has moved, its line does too.
  box.write({ '.git/hooks/pre-commit': text.replace(program, '/elsewhere/plan.js') });
  expect(await hook(box, 'status')).toMatchObject({ code: 1 });
  expect(await hook(box, 'install')).toMatchObject({ code: 0 });
  expect(box.read('.git/hooks/pre-commit')).toBe(text);
  expect(await hook(box, 'remove')).toMatchObject({ code: 0 });
  expect(existsSync(path)).toBe(false);
});

test('two plans of a repository share it', async () => {
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

test('somebody else’s hook stays as it is, and is told what to add', async () => {
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

test('linked work trees have it too, and hooks that lie elsewhere', async () => {
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

test('a folder of hooks for all repositories is left alone', async () => {
  const box = shippedPlan(few);
  box.git('config', '--global', 'core.hooksPath', join(box.home, 'hooks'));
  const { stderr, code } = await hook(box, 'install');
  expect(stderr).toMatch(/is shared with other repositories/);
  expect(code).toBe(3);
  expect(existsSync(join(box.home, 'hooks'))).toBe(false);
});

test('`--staged` where nothing of the plan is, and where there is no repository', async () => {
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
