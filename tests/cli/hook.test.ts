/** The pre-commit hook checks what is about to be committed, and leaves other hooks alone. */
import { cpSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { expect, test } from 'vitest';
import { plan as inProcess, planProcess } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { fewItems, leftoversIn, program, shippedPlan } from '../support/shipped.ts';

const hook = (sandbox: Sandbox, words: string, env: Record<string, string> = {}) =>
  inProcess(sandbox, ['hook', ...words.split(' ')], { env: { ...env }, program: [execPath, program] });

const item = 'plan/items/05.yaml';
const broken = (sandbox: Sandbox) => sandbox.read(item).replace('pillar: prevention', 'pillar: prevension');
const commit = (sandbox: Sandbox, ...words: string[]) =>
  sandbox.run('git', ['commit', '--quiet', '--message', 'x', ...words]);

async function withHook(): Promise<Sandbox> {
  const sandbox = shippedPlan(fewItems);
  expect(await hook(sandbox, 'install')).toMatchObject({
    stdout: '`.git/hooks/pre-commit` checks the plan before each commit; undo with `plan hook remove`\n',
    code: 0,
  });
  return sandbox;
}

test('checks the staged files, not the work tree', async () => {
  const sandbox = await withHook();
  const [good, bad] = [sandbox.read(item), broken(sandbox)];
  sandbox.write({ [item]: bad });
  sandbox.git('add', item);
  sandbox.write({ [item]: good });
  const { stderr, stdout, code } = await commit(sandbox);
  expect(stdout + stderr).toContain(`${item}:`);
  expect(stdout + stderr).toContain('[unknown-pillar]');
  expect(code).toBe(1);
  sandbox.write({ [item]: `${good}# fine\n` });
  sandbox.git('add', item);
  sandbox.write({ [item]: bad });
  expect(await commit(sandbox)).toMatchObject({ code: 0 });
});

test('checks the files of `git commit PATH`', async () => {
  const sandbox = await withHook();
  sandbox.write({ [item]: broken(sandbox) });
  expect(await commit(sandbox, item)).toMatchObject({ code: 1 });
});

test('allows commits without the plan, and the removal of the plan', async () => {
  const sandbox = await withHook();
  sandbox.write({ [item]: broken(sandbox), note: 'x' });
  sandbox.git('add', 'note');
  expect(await commit(sandbox)).toMatchObject({ code: 0 });
  sandbox.git('rm', '-rqf', 'plan');
  expect(await commit(sandbox)).toMatchObject({ code: 0 });
});

test('runs for the commits of `plan` too, and can refuse them', async () => {
  const sandbox = await withHook();
  expect(await planProcess(sandbox, 'update 5 --status in-progress')).toMatchObject({ code: 0 });
  sandbox.write({
    'plan/items/07.yaml': sandbox.read('plan/items/07.yaml').replace('pillar: ', 'pillar: x'),
  });
  sandbox.git('commit', '--quiet', '--no-verify', '--all', '--message', 'broken');
  const before = sandbox.git('rev-parse', 'HEAD');
  expect(await planProcess(sandbox, 'update 5 --note Hello')).toMatchObject({ code: 3 });
  expect(sandbox.git('rev-parse', 'HEAD')).toBe(before);
  expect(sandbox.git('status', '--porcelain')).toBe('');
  expect(leftoversIn(sandbox)).toEqual([]);
});

test('is installed once, reported and removed', async () => {
  const sandbox = shippedPlan(fewItems);
  const path = sandbox.at('.git/hooks/pre-commit');
  expect(await hook(sandbox, 'status')).toMatchObject({ stdout: 'no hook checks the plan\n', code: 1 });
  expect(await hook(sandbox, 'remove')).toMatchObject({ stdout: 'no hook checks the plan\n', code: 0 });
  expect(JSON.parse((await hook(sandbox, 'install --json')).stdout)).toMatchObject({
    ...{ kind: 'hook', action: 'install', hook: '.git/hooks/pre-commit', installed: true, changed: true },
  });
  expect(statSync(path).mode & 0o777).toBe(0o755);
  const text = sandbox.read('.git/hooks/pre-commit');
  expect(JSON.parse((await hook(sandbox, 'install --json')).stdout)).toMatchObject({
    installed: true,
    changed: false,
  });
  expect(sandbox.read('.git/hooks/pre-commit')).toBe(text);
  expect(await hook(sandbox, 'status')).toMatchObject({ code: 0 });
  // If the program has moved, the line is replaced.
  sandbox.write({ '.git/hooks/pre-commit': text.replace(program, '/elsewhere/plan.js') });
  expect(await hook(sandbox, 'status')).toMatchObject({ code: 1 });
  expect(await hook(sandbox, 'install')).toMatchObject({ code: 0 });
  expect(sandbox.read('.git/hooks/pre-commit')).toBe(text);
  expect(await hook(sandbox, 'remove')).toMatchObject({ code: 0 });
  expect(existsSync(path)).toBe(false);
});

test('serves two plans in one repository', async () => {
  const sandbox = await withHook();
  cpSync(sandbox.at('plan'), sandbox.at("it's another/plan"), { recursive: true });
  const one = sandbox.read('.git/hooks/pre-commit');
  const dir = ['--dir', "it's another/plan"];
  const other = (action: string) =>
    inProcess(sandbox, ['hook', action, ...dir], { program: [execPath, program] });
  expect(await other('install')).toMatchObject({ code: 0 });
  sandbox.git('add', '.');
  expect(await commit(sandbox)).toMatchObject({ code: 0 });
  sandbox.write({ [`it's another/${item}`]: broken(sandbox) });
  expect(await commit(sandbox, '--all')).toMatchObject({ code: 1 });
  expect(await other('remove')).toMatchObject({ code: 0 });
  expect(sandbox.read('.git/hooks/pre-commit')).toBe(one);
});

test('leaves another hook alone, and prints the line to add', async () => {
  const sandbox = shippedPlan(fewItems);
  sandbox.hook('pre-commit', 'true');
  const { stderr, code } = await hook(sandbox, 'install');
  expect(code).toBe(3);
  const [, line = ''] = /\n {2}add this line to it: (.*)\n$/.exec(stderr)!;
  expect(sandbox.read('.git/hooks/pre-commit')).toBe('#!/bin/sh\ntrue\n');
  sandbox.hook('pre-commit', `true\n${line}`);
  expect(await hook(sandbox, 'status')).toMatchObject({ code: 0 });
  sandbox.write({ [item]: broken(sandbox) });
  expect(await commit(sandbox, '--all')).toMatchObject({ code: 1 });
  expect(await hook(sandbox, 'remove')).toMatchObject({ code: 3 });
});

test('works in linked work trees, and with `core.hooksPath`', async () => {
  const sandbox = await withHook();
  sandbox.git('worktree', 'add', '--quiet', '../linked');
  const linked = { ...sandbox, dir: sandbox.at('../linked') };
  expect(await hook(linked, 'status')).toMatchObject({ code: 0 });
  sandbox.write({ [`../linked/${item}`]: broken(sandbox) });
  expect(await sandbox.run('git', ['commit', '-qam', 'x'], { cwd: linked.dir })).toMatchObject({ code: 1 });

  sandbox.git('config', 'core.hooksPath', 'ours');
  expect(await hook(sandbox, 'status')).toMatchObject({ code: 1 });
  expect(await hook(sandbox, 'install')).toMatchObject({ code: 0 });
  expect(existsSync(sandbox.at('ours/pre-commit'))).toBe(true);
});

test('refuses a hooks folder that other repositories share', async () => {
  const sandbox = shippedPlan(fewItems);
  sandbox.git('config', '--global', 'core.hooksPath', join(sandbox.home, 'hooks'));
  const { stderr, code } = await hook(sandbox, 'install');
  expect(stderr).toMatch(/is shared with other repositories/);
  expect(code).toBe(3);
  expect(existsSync(join(sandbox.home, 'hooks'))).toBe(false);
});

test('`--staged` without files of the plan in the index, and without a repository', async () => {
  const sandbox = shippedPlan(fewItems);
  const told = (words: string) => inProcess(sandbox, words.split(' '));
  sandbox.git('rm', '-rq', '--cached', 'plan');
  expect(await told('validate --staged')).toEqual({
    stdout: '',
    stderr: 'no file of the plan is in git’s index\n',
    code: 0,
  });
  const plain = shippedPlan(fewItems, { repository: false });
  expect(await inProcess(plain, ['validate', '--staged'])).toMatchObject({ code: 3 });
  expect(await told('validate --staged --known HEAD')).toMatchObject({ code: 2 });
  expect(await told('hook instal')).toMatchObject({
    stderr:
      'plan: `instal` is not an action of `plan hook`: use `install`, `remove` or `status`\n  did you mean `install`?\n',
    code: 2,
  });
});
