/** Two commits merged without touching the work tree: git's own merge, in a folder of its own. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { PlanError } from '../errors.ts';
import { readBlobs } from './cat-file.ts';
import { emptyOnExit1, GitError, git } from './git.ts';
import { listTree } from './ls-tree.ts';
import { attributesFile, type Driver, driverConfig } from './merge-driver.ts';
import { unshallowHint } from './messages.ts';
import type { Env, Repository } from './repository.ts';

/** A file that can't be merged: its texts, null where that side has no such file. */
export interface MergeConflict {
  /** Relative to the top. */
  path: string;
  base: string | null;
  ours: string | null;
  theirs: string | null;
}

interface Sides {
  ours: string;
  theirs: string;
  message: string;
}

/**
 * The commit that merges two, which no branch has yet; or else the files that can't be merged.
 * @param folder is emptied, and used for what git leaves lying about
 * @throws PlanError `refused` where a hook refuses, or git is too old; `git`
 */
export async function mergeCommits(
  repo: Repository,
  { ours, theirs, message }: Sides,
  { folder, driver }: { folder: string; driver: Driver },
  env: Env,
): Promise<{ commit: string } | { clashes: MergeConflict[] }> {
  rmSync(folder, { recursive: true, force: true });
  // Git puts the files that it hands to a driver into the work tree: here it has one where they are in nobody's way.
  const tree = join(folder, 'tree');
  mkdirSync(tree, { recursive: true });
  await layAttributes(repo, tree, ours, env);
  const attributes = join(folder, 'attributes');
  writeFileSync(attributes, await attributesFile(repo, driver, env));
  const apart = git({ ...repo, top: tree }, { ...env, GIT_DIR: repo.gitDir });
  const args = ['-c', `core.attributesFile=${attributes}`, ...driverConfig(driver)];
  try {
    const printed = await apart(
      [...args, 'merge-tree', '--write-tree', '-z', '--no-messages', ours, theirs],
      { allow: ['allowUnsafeMergeDriver'] },
    );
    const merged = printed.split('\0')[0]!.trim();
    return { commit: await commitTree(repo, merged, { ours, theirs, message }, folder, env) };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (error.exitCode === 1 && error.stdout.includes('\0'))
      return { clashes: await clashesIn(repo, error.stdout, env) };
    if (/usage: git merge-tree|unknown option/.test(error.stderr))
      throw new PlanError(
        'refused',
        'this git is too old to merge apart from the work tree',
        'install git 2.38 or newer',
      );
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

/** Git reads attributes off the work tree: those that our side has are laid there. */
async function layAttributes(repo: Repository, tree: string, commit: string, env: Env): Promise<void> {
  const files = (await listTree(repo, commit, [], env)).filter(
    ({ path, isLink, type }) => basename(path) === '.gitattributes' && type === 'blob' && !isLink,
  );
  const texts = await readBlobs(repo, new Set(files.map(({ hash }) => hash)), env);
  for (const { path, hash } of files) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), texts.get(hash) ?? '');
  }
}

/** `TREE NUL` and then `MODE HASH STAGE TAB PATH NUL` for each side of a file that is in conflict. */
async function clashesIn(repo: Repository, printed: string, env: Env): Promise<MergeConflict[]> {
  const stages = printed
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

/** Hooks run as they do when git merges, and signing is honoured. */
async function commitTree(
  repo: Repository,
  merged: string,
  { ours, theirs, message }: Sides,
  folder: string,
  env: Env,
): Promise<string> {
  const run = git(repo, env);
  const hooks = resolve(repo.top, (await run(['rev-parse', '--git-path', 'hooks'])).trim());
  const has = (name: string) => existsSync(join(hooks, name));
  let tree = merged;
  if (has('pre-merge-commit')) {
    const staged = git(repo, { ...env, GIT_INDEX_FILE: join(folder, 'index') });
    await staged(['read-tree', merged]);
    await staged(['hook', 'run', 'pre-merge-commit'], { hooks: true }).catch(refusedBy('pre-merge-commit'));
    tree = (await staged(['write-tree'])).trim();
  }
  const file = join(folder, 'message');
  writeFileSync(file, message);
  if (has('prepare-commit-msg'))
    await run(['hook', 'run', 'prepare-commit-msg', '--', file, 'merge'], { hooks: true }).catch(
      refusedBy('prepare-commit-msg'),
    );
  if (has('commit-msg'))
    await run(['hook', 'run', 'commit-msg', '--', file], { hooks: true }).catch(refusedBy('commit-msg'));
  const signs =
    (await run(['config', '--type=bool', '--get', 'commit.gpgSign']).catch(emptyOnExit1)).trim() === 'true';
  const args = ['-c', 'i18n.commitEncoding=UTF-8', 'commit-tree', tree, '-p', ours, '-p', theirs, '-F', '-'];
  // Signing runs a program of the user's.
  const commit = await run(signs ? [...args, '-S'] : args, {
    input: readFileSync(file, 'utf8'),
    hooks: signs,
  });
  return commit.trim();
}

const refusedBy = (hook: string) => (error: unknown) => {
  if (!(error instanceof GitError)) throw error;
  const said = error.stderr ? `: ${error.stderr}` : ', without a word';
  throw new PlanError('refused', `the hook \`${hook}\` refused the merge${said}`, 'nothing was changed');
};

/**
 * Takes the current branch on to a commit that follows from it, and the work tree with it. Changes of the user's to
 * other files stay.
 * @throws PlanError `refused` where git will not: it has touched nothing then
 */
export async function fastForward(repo: Repository, commit: string, env: Env): Promise<void> {
  const calm = ['-c', 'maintenance.auto=false', '-c', 'gc.auto=0'];
  await git(repo, env)([...calm, 'merge', '--ff-only', '--no-autostash', '--quiet', commit], {
    hooks: true,
  }).catch((error) => {
    if (!(error instanceof GitError)) throw error;
    throw new PlanError(
      'refused',
      `git would not bring the work tree along: ${error.stderr.replaceAll('\t', '  ')}`,
      'settle that, and run it again',
    );
  });
}
