import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findRepository, operationInProgress, repoPath } from '../../../src/git/repository.ts';
import { createSandbox, type Sandbox } from '../../support/sandbox.ts';

const find = (sandbox: Sandbox, path = '.') => findRepository(sandbox.at(path), {});
const planError = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

test('finds the repository from a folder below the top', () => {
  const sandbox = createSandbox();
  sandbox.write({ 'plan/items/01.yaml': 'id: 1\n' });
  const gitDir = sandbox.at('.git');
  expect(find(sandbox, 'plan/items')).toEqual({ top: sandbox.dir, gitDir, commonDir: gitDir });
});

test('finds none outside a repository', () => {
  expect(find(createSandbox({ repository: false }))).toBeUndefined();
});

test('ignores an empty `.git` folder', () => {
  const sandbox = createSandbox();
  mkdirSync(sandbox.at('plan/.git'), { recursive: true });
  expect(find(sandbox, 'plan')?.top).toBe(sandbox.dir);
});

test('finds a linked work tree, also of a bare repository', () => {
  const sandbox = createSandbox();
  sandbox.commit({ a: '' });
  sandbox.git('worktree', 'add', '--quiet', '-b', 'other', '../linked');
  expect(find(sandbox, '../linked')).toEqual({
    top: sandbox.at('../linked'),
    gitDir: sandbox.at('.git/worktrees/linked'),
    commonDir: sandbox.at('.git'),
  });
  sandbox.git('clone', '--quiet', '--bare', '.', '../bare');
  sandbox.git('-C', '../bare', 'worktree', 'add', '--quiet', '../hung', 'main');
  expect(find(sandbox, '../hung')?.commonDir).toBe(sandbox.at('../bare'));
});

test('finds a submodule', () => {
  const sandbox = createSandbox();
  sandbox.commit({ a: '' });
  sandbox.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', sandbox.dir, 'ngā tikanga');
  expect(find(sandbox, 'ngā tikanga')).toEqual({
    top: sandbox.at('ngā tikanga'),
    gitDir: sandbox.at('.git/modules/ngā tikanga'),
    commonDir: sandbox.at('.git/modules/ngā tikanga'),
  });
});

test('refuses a bare repository', () => {
  const sandbox = createSandbox();
  sandbox.git('init', '--quiet', '--bare', '../bare');
  expect(() => find(sandbox, '../bare')).toThrow(planError('refused', /bare repository/));
  sandbox.git('init', '--quiet', '--bare', '../hidden/.git');
  expect(() => find(sandbox, '../hidden')).toThrow(planError('refused', /bare repository/));
});

test('refuses a `.git` file that points to no repository', () => {
  const sandbox = createSandbox({ repository: false });
  writeFileSync(sandbox.at('.git'), 'gitdir: ../gone\n');
  expect(() => find(sandbox)).toThrow(planError('git', /gone/));
});

test('follows GIT_DIR and GIT_WORK_TREE', () => {
  const sandbox = createSandbox();
  sandbox.write({ 'plan/a': '' });
  cpSync(sandbox.at('.git'), sandbox.at('../elsewhere'), { recursive: true });
  const gitDir = sandbox.at('../elsewhere');
  const commonDir = gitDir;
  const from = sandbox.at('plan');
  expect(findRepository(from, { GIT_DIR: gitDir, GIT_WORK_TREE: '..' })).toEqual({
    top: sandbox.dir,
    gitDir,
    commonDir,
  });
  expect(findRepository(from, { GIT_DIR: '../elsewhere' }, sandbox.dir)).toEqual({
    top: sandbox.dir,
    gitDir,
    commonDir,
  });
  expect(() => findRepository(from, { GIT_DIR: 'gone' })).toThrow(planError('git', /GIT_DIR/));
});

test('repoPath gives paths as git takes them', () => {
  const sandbox = createSandbox();
  sandbox.write({ 'plan/items/01.yaml': '' });
  const repo = find(sandbox)!;
  symlinkSync(sandbox.at('plan'), sandbox.at('../way'));
  expect(repoPath(repo, sandbox.at('plan/items/01.yaml'))).toBe('plan/items/01.yaml');
  expect(repoPath(repo, sandbox.at('../way/items/01.yaml'))).toBe('plan/items/01.yaml');
  expect(repoPath(repo, sandbox.at('..x'))).toBe('..x');
  expect(() => repoPath(repo, sandbox.at('../way'))).toThrow(planError('refused', /outside/));
});

/** Two branches that change the same line. */
function divergedBranches(): Sandbox {
  const sandbox = createSandbox();
  sandbox.commit({ a: '1\n' });
  sandbox.git('switch', '--quiet', '--create', 'other');
  sandbox.commit({ a: '2\n' }, 'other');
  sandbox.git('switch', '--quiet', 'main');
  sandbox.commit({ a: '3\n' }, 'main');
  return sandbox;
}

test.each([
  ['a merge', ['merge', 'other'], 'git merge --abort'],
  ['a rebase', ['rebase', 'other'], 'git rebase --continue'],
  ['a rebase', ['rebase', '--apply', 'other'], 'git rebase --continue'],
  ['a cherry-pick', ['cherry-pick', 'other'], 'git cherry-pick --abort'],
  ['a revert', ['revert', 'other'], 'git revert --abort'],
  ['`git bisect`', ['bisect', 'start', 'HEAD', 'HEAD~1'], 'git bisect reset'],
])('%s in progress: git %s', async (what, args, hint) => {
  const sandbox = divergedBranches();
  expect(operationInProgress(find(sandbox)!)).toBeUndefined();
  await sandbox.run('git', args);
  expect(operationInProgress(find(sandbox)!)).toEqual({ what, hint: expect.stringContaining(hint) });
});

test('`git am` in progress', async () => {
  const sandbox = divergedBranches();
  const patch = sandbox.git('format-patch', '-1', '--stdout', 'other');
  await sandbox.run('git', ['am'], { input: `${patch}\n` });
  expect(operationInProgress(find(sandbox)!)).toEqual({
    what: '`git am`',
    hint: expect.stringContaining('git am --abort'),
  });
});

test('an operation in another work tree does not count', async () => {
  const sandbox = divergedBranches();
  await sandbox.run('git', ['merge', 'other']);
  sandbox.git('worktree', 'add', '--quiet', '../linked', 'other');
  expect(operationInProgress(find(sandbox, join('..', 'linked'))!)).toBeUndefined();
});
