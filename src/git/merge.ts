/** Merges two commits without touching the work tree, and moves the branch to the result. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { PlanError } from '../errors.ts';
import { readBlobs } from './cat-file.ts';
import { listEdits, unshallowHint } from './error-messages.ts';
import { emptyOnExit1, GitError, git } from './git.ts';
import { listTree } from './list-files.ts';
import { editsInTheWay } from './merge-differences.ts';
import { driverOptions, type MergeDriver, userAttributes } from './merge-driver.ts';
import type { Env, Repository } from './repository.ts';

/** A file that can’t be merged. A text is null when that side has no such file. */
export interface MergeConflict {
  /** Relative to the top. */
  path: string;
  base: string | null;
  ours: string | null;
  theirs: string | null;
}

interface MergeRequest {
  ours: string;
  theirs: string;
  message: string;
}

/**
 * Makes the commit that merges two, without moving a branch to it; or returns the files that can’t be merged. Its first
 * parent is `theirs`: who follows first parents from there sees what the shared branch had on each day, and our commits
 * from the day of the merge on.
 * @param options.folder for temporary files; emptied before and removed after
 * @throws PlanError `refused` when a hook refuses or git is too old; `git`
 */
export async function mergeCommits(
  repo: Repository,
  { ours, theirs, message }: MergeRequest,
  { folder, driver }: { folder: string; driver: MergeDriver },
  env: Env,
): Promise<{ commit: string } | { conflicts: MergeConflict[] }> {
  rmSync(folder, { recursive: true, force: true });
  // Git writes the files for a merge driver into the work tree, so it gets a temporary one.
  const workTree = join(folder, 'tree');
  mkdirSync(workTree, { recursive: true });
  await writeAttributes(repo, workTree, ours, env);
  const attributes = join(folder, 'attributes');
  writeFileSync(attributes, await userAttributes(repo, driver, env));
  const run = git({ ...repo, top: workTree }, { ...env, GIT_DIR: repo.gitDir });
  const options = ['-c', `core.attributesFile=${attributes}`, ...driverOptions(driver)];
  try {
    const output = await run(
      [...options, 'merge-tree', '--write-tree', '-z', '--no-messages', ours, theirs],
      { allow: ['allowUnsafeMergeDriver'] },
    );
    const tree = output.split('\0')[0]!.trim();
    return { commit: await commitTree(repo, tree, { ours, theirs, message }, folder, env) };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (error.exitCode === 1 && error.stdout.includes('\0'))
      return { conflicts: await parseConflicts(repo, error.stdout, env) };
    if (/usage: git merge-tree|unknown option/.test(error.stderr))
      throw new PlanError('refused', 'this version of git can’t merge commits', 'install git 2.38 or newer');
    if (/unrelated histories/.test(error.stderr))
      throw new PlanError(
        'refused',
        'the two branches have no common commit in this clone',
        `if this clone is shallow, ${unshallowHint}`,
      );
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Git reads attributes from the work tree: writes those that our side has. */
async function writeAttributes(repo: Repository, workTree: string, commit: string, env: Env): Promise<void> {
  const files = (await listTree(repo, commit, [], env)).filter(
    ({ path, isLink, type }) => basename(path) === '.gitattributes' && type === 'blob' && !isLink,
  );
  const texts = await readBlobs(repo, new Set(files.map(({ hash }) => hash)), env);
  for (const { path, hash } of files) {
    mkdirSync(dirname(join(workTree, path)), { recursive: true });
    writeFileSync(join(workTree, path), texts.get(hash) ?? '');
  }
}

/** Reads `TREE NUL`, and then `MODE HASH STAGE TAB PATH NUL` for each side of a file in conflict. */
async function parseConflicts(repo: Repository, output: string, env: Env): Promise<MergeConflict[]> {
  const stages = output
    .split('\0')
    .slice(1)
    .flatMap((record) => {
      const [, hash, stage, path] = /^\d+ ([0-9a-f]+) ([123])\t(.*)$/s.exec(record) ?? [];
      return hash === undefined || path === undefined ? [] : { hash, stage: Number(stage), path };
    });
  const texts = await readBlobs(repo, new Set(stages.map(({ hash }) => hash)), env);
  return [...new Set(stages.map(({ path }) => path))].map((path) => {
    const [base, ours, theirs] = [1, 2, 3].map((stage) => {
      const found = stages.find((each) => each.path === path && each.stage === stage);
      return found ? (texts.get(found.hash) ?? '') : null;
    }) as [string | null, string | null, string | null];
    return { path, base, ours, theirs };
  });
}

/** Commits a merged tree. Hooks run as for `git merge`, and signing is honoured. */
async function commitTree(
  repo: Repository,
  merged: string,
  { ours, theirs, message }: MergeRequest,
  folder: string,
  env: Env,
): Promise<string> {
  const run = git(repo, env);
  const hooks = resolve(repo.top, (await run(['rev-parse', '--git-path', 'hooks'])).trim());
  const hasHook = (name: string) => existsSync(join(hooks, name));
  let tree = merged;
  if (hasHook('pre-merge-commit')) {
    const withIndex = git(repo, { ...env, GIT_INDEX_FILE: join(folder, 'index') });
    await withIndex(['read-tree', merged]);
    await withIndex(['hook', 'run', 'pre-merge-commit'], { hooks: true }).catch(
      refusedBy('pre-merge-commit'),
    );
    tree = (await withIndex(['write-tree'])).trim();
  }
  const file = join(folder, 'message');
  writeFileSync(file, message);
  if (hasHook('prepare-commit-msg'))
    await run(['hook', 'run', 'prepare-commit-msg', '--', file, 'merge'], { hooks: true }).catch(
      refusedBy('prepare-commit-msg'),
    );
  if (hasHook('commit-msg'))
    await run(['hook', 'run', 'commit-msg', '--', file], { hooks: true }).catch(refusedBy('commit-msg'));
  const signs =
    (await run(['config', '--type=bool', '--get', 'commit.gpgSign']).catch(emptyOnExit1)).trim() === 'true';
  const args = ['-c', 'i18n.commitEncoding=UTF-8', 'commit-tree', tree, '-p', theirs, '-p', ours, '-F', '-'];
  // Signing runs a program of the user's.
  const commit = await run(signs ? [...args, '-S'] : args, {
    input: readFileSync(file, 'utf8'),
    hooks: signs,
  });
  return commit.trim();
}

const refusedBy = (hook: string) => (error: unknown) => {
  if (!(error instanceof GitError)) throw error;
  const reason = error.stderr ? `: ${error.stderr}` : ' without a message';
  throw new PlanError('refused', `the hook \`${hook}\` refused the merge${reason}`, 'nothing was changed');
};

/** @throws PlanError `refused` if moving from one commit to the other would overwrite the user's work */
export async function ensureNoEditsInTheWay(
  repo: Repository,
  { from, to }: { from: string; to: string },
  { cwd, env }: { cwd: string; env: Env },
): Promise<void> {
  const edits = (await editsInTheWay(repo, from, to, env)).map(({ path, what }) => ({
    path: relative(cwd, join(repo.top, path)),
    what,
  }));
  if (edits.length === 0) return;
  throw new PlanError(
    'refused',
    `the merge would overwrite uncommitted changes: ${listEdits(edits)}`,
    'commit, stash or move them first; nothing was changed',
  );
}

/**
 * Moves the current branch and the work tree to a commit that builds on HEAD. Uncommitted changes to other files stay.
 * @throws PlanError `refused` when git refuses; nothing has changed then
 */
export async function fastForward(repo: Repository, commit: string, env: Env): Promise<void> {
  const noMaintenance = ['-c', 'maintenance.auto=false', '-c', 'gc.auto=0'];
  await git(repo, env)(
    [...noMaintenance, 'merge', '--ff-only', '--no-autostash', '--no-overwrite-ignore', '--quiet', commit],
    {
      hooks: true,
    },
  ).catch((error) => {
    if (!(error instanceof GitError)) throw error;
    throw new PlanError(
      'refused',
      `git can’t update the work tree: ${error.stderr.replaceAll('\t', '  ')}`,
      'fix that, and run the command again',
    );
  });
}
