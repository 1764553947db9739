import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findRepository, operationInProgress, repoPath } from '../../../src/git/repository.ts';
import { type Sandbox, sandbox } from '../../support/sandbox.ts';

const find = (box: Sandbox, path = '.') => findRepository(box.at(path), {});
const planError = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

test('finds the repository from a folder below the top', () => {
  const box = sandbox();
  box.write({ 'plan/items/01.yaml': 'id: 1\n' });
  const gitDir = box.at('.git');
  expect(find(box, 'plan/items')).toEqual({ top: box.dir, gitDir, commonDir: gitDir });
});

test('finds none outside a repository', () => {
  expect(find(sandbox({ repository: false }))).toBeUndefined();
});

test('ignores an empty `.git` folder', () => {
  const box = sandbox();
  mkdirSync(box.at('plan/.git'), { recursive: true });
  expect(find(box, 'plan')?.top).toBe(box.dir);
});

test('finds a linked work tree, also of a bare repository', () => {
  const box = sandbox();
  box.commit({ a: '' });
  box.git('worktree', 'add', '--quiet', '-b', 'other', '../linked');
  expect(find(box, '../linked')).toEqual({
    top: box.at('../linked'),
    gitDir: box.at('.git/worktrees/linked'),
    commonDir: box.at('.git'),
  });
  box.git('clone', '--quiet', '--bare', '.', '../bare');
  box.git('-C', '../bare', 'worktree', 'add', '--quiet', '../hung', 'main');
  expect(find(box, '../hung')?.commonDir).toBe(box.at('../bare'));
});

test('finds a submodule', () => {
  const box = sandbox();
  box.commit({ a: '' });
  box.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', box.dir, 'ngā tikanga');
  expect(find(box, 'ngā tikanga')).toEqual({
    top: box.at('ngā tikanga'),
    gitDir: box.at('.git/modules/ngā tikanga'),
    commonDir: box.at('.git/modules/ngā tikanga'),
  });
});

test('refuses a bare repository', () => {
  const box = sandbox();
  box.git('init', '--quiet', '--bare', '../bare');
  expect(() => find(box, '../bare')).toThrow(planError('refused', /bare repository/));
  box.git('init', '--quiet', '--bare', '../hidden/.git');
  expect(() => find(box, '../hidden')).toThrow(planError('refused', /bare repository/));
});

test('refuses a `.git` file that points to no repository', () => {
  const box = sandbox({ repository: false });
  writeFileSync(box.at('.git'), 'gitdir: ../gone\n');
  expect(() => find(box)).toThrow(planError('git', /gone/));
});

test('follows GIT_DIR and GIT_WORK_TREE', () => {
  const box = sandbox();
  box.write({ 'plan/a': '' });
  cpSync(box.at('.git'), box.at('../elsewhere'), { recursive: true });
  const gitDir = box.at('../elsewhere');
  const commonDir = gitDir;
  const from = box.at('plan');
  expect(findRepository(from, { GIT_DIR: gitDir, GIT_WORK_TREE: '..' })).toEqual({
    top: box.dir,
    gitDir,
    commonDir,
  });
  expect(findRepository(from, { GIT_DIR: '../elsewhere' }, box.dir)).toEqual({
    top: box.dir,
    gitDir,
    commonDir,
  });
  expect(() => findRepository(from, { GIT_DIR: 'gone' })).toThrow(planError('git', /GIT_DIR/));
});

test('repoPath gives paths as git takes them', () => {
  const box = sandbox();
  box.write({ 'plan/items/01.yaml': '' });
  const repo = find(box)!;
  symlinkSync(box.at('plan'), box.at('../way'));
  expect(repoPath(repo, box.at('plan/items/01.yaml'))).toBe('plan/items/01.yaml');
  expect(repoPath(repo, box.at('../way/items/01.yaml'))).toBe('plan/items/01.yaml');
  expect(repoPath(repo, box.at('..x'))).toBe('..x');
  expect(() => repoPath(repo, box.at('../way'))).toThrow(planError('refused', /outside/));
});

/** Two branches that change the same line. */
function divergedBranches(): Sandbox {
  const box = sandbox();
  box.commit({ a: '1\n' });
  box.git('switch', '--quiet', '--create', 'other');
  box.commit({ a: '2\n' }, 'other');
  box.git('switch', '--quiet', 'main');
  box.commit({ a: '3\n' }, 'main');
  return box;
}

test.each([
  ['a merge', ['merge', 'other'], 'git merge --abort'],
  ['a rebase', ['rebase', 'other'], 'git rebase --continue'],
  ['a rebase', ['rebase', '--apply', 'other'], 'git rebase --continue'],
  ['a cherry-pick', ['cherry-pick', 'other'], 'git cherry-pick --abort'],
  ['a revert', ['revert', 'other'], 'git revert --abort'],
  ['`git bisect`', ['bisect', 'start', 'HEAD', 'HEAD~1'], 'git bisect reset'],
])('%s in progress: git %s', async (what, args, hint) => {
  const box = divergedBranches();
  expect(operationInProgress(find(box)!)).toBeUndefined();
  await box.run('git', args);
  expect(operationInProgress(find(box)!)).toEqual({ what, hint: expect.stringContaining(hint) });
});

test('`git am` in progress', async () => {
  const box = divergedBranches();
  const patch = box.git('format-patch', '-1', '--stdout', 'other');
  await box.run('git', ['am'], { input: `${patch}\n` });
  expect(operationInProgress(find(box)!)).toEqual({
    what: '`git am`',
    hint: expect.stringContaining('git am --abort'),
  });
});

test('an operation in another work tree does not count', async () => {
  const box = divergedBranches();
  await box.run('git', ['merge', 'other']);
  box.git('worktree', 'add', '--quiet', '../linked', 'other');
  expect(operationInProgress(find(box, join('..', 'linked'))!)).toBeUndefined();
});
