/**
 * Files that do not exist yet, as git sees them. A commit of some paths takes only paths that the index knows: so each
 * is announced to the index right before its commit, and taken out again where there is none.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PlanError } from '../errors.ts';
import { emptyOnExit1, GitError, git } from './git.ts';
import { waitForIndex } from './index-lock.ts';
import { type Env, isSparse, type Repository, repoPath } from './repository.ts';
import { literalPathspec, status } from './status.ts';

/**
 * Sees that these files can be made and committed: nobody else's file is there, in the index or in HEAD, and git does not
 * look away from them. Touches nothing.
 * @param paths absolute
 * @throws PlanError `refused`, with the way out; `git`
 */
export async function checkNewFiles(repo: Repository, paths: readonly string[], env: Env): Promise<void> {
  if (paths.length === 0) return;
  const files = paths.map((path) => repoPath(repo, path));
  const looks = [known, ignored, sparse].map((look) => look(repo, files, env));
  for (const look of await Promise.allSettled(looks)) {
    if (look.status === 'rejected') throw look.reason;
    if (look.value) throw look.value;
  }
}

type NewFileCheck = (repo: Repository, files: readonly string[], env: Env) => Promise<PlanError | undefined>;

/** Is there something where the file, or a folder that is made for it, is to be? It may be gone from the work tree only. */
const known: NewFileCheck = async (repo, files, env) => {
  const names = new Set(files.flatMap((file) => [file, ...missingAbove(repo.top, file)]));
  const paths = [...names].map((name) => join(repo.top, name));
  const found = (await status(repo, paths, env)).files.find(({ path }) => names.has(path));
  if (!found) return undefined;
  return existsSync(join(repo.top, found.path))
    ? new PlanError(
        'refused',
        `\`${found.path}\` is there already (${found.what})`,
        'give another name, or move it',
      )
    : new PlanError(
        'refused',
        `\`${found.path}\` is gone, but git still follows it (${found.what})`,
        'commit that it is gone first, or give another name',
      );
};

function missingAbove(top: string, file: string): string[] {
  const folder = dirname(file);
  return folder === '.' || existsSync(join(top, folder)) ? [] : [folder, ...missingAbove(top, folder)];
}

const ignored: NewFileCheck = async (repo, files, env) => {
  // This command takes no `:(literal)`; with the dot no name begins like a pattern.
  const input = files.map((file) => `./${file}\0`).join('');
  const said = await git(repo, env)(['check-ignore', '--verbose', '-z', '--stdin'], { input }).catch(
    emptyOnExit1,
  );
  const fields = said.split('\0');
  for (let at = 0; at + 3 < fields.length; at += 4) {
    const [source, line, pattern, file] = fields.slice(at, at + 4);
    if (pattern!.startsWith('!')) continue;
    return new PlanError(
      'refused',
      `git ignores \`${file!.slice(2)}\`, so it can’t be committed: \`${pattern}\` in \`${source}\`, line ${line}`,
      'change that line, or use `--no-commit`',
    );
  }
  return undefined;
};

/** Only `git add` tells on every git, and only of files that are there: so it is shown empty ones elsewhere. */
const sparse: NewFileCheck = async (repo, files, env) => {
  if (!isSparse(repo)) return undefined;
  const elsewhere = mkdtempSync(join(tmpdir(), 'plantrail-'));
  try {
    for (const file of files) {
      mkdirSync(dirname(join(elsewhere, file)), { recursive: true });
      writeFileSync(join(elsewhere, file), '');
    }
    const there = [`--git-dir=${repo.gitDir}`, `--work-tree=${elsewhere}`, '-c', 'core.fsmonitor=false'];
    await git(repo, env)([...there, 'add', '--verbose', '--dry-run', '--', ...files.map(literalPathspec)], {
      allow: ['allowUnsafeConfigPaths', 'allowUnsafeFsMonitor'],
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const lines = error.stderr.split('\n');
    const outside = files.filter((file) => lines.includes(file));
    if (outside.length === 0) throw error;
    return new PlanError(
      'refused',
      `${outside.map((file) => `\`${file}\``).join(', ')}: outside of what this sparse checkout holds`,
      `take it in with \`git sparse-checkout add ${dirname(outside[0]!)}\`, or use \`--no-commit\``,
    );
  } finally {
    rmSync(elsewhere, { recursive: true, force: true });
  }
};

/** Tells the index of these files, which are in their places now: that they are to come, and nothing they hold. */
export async function intentToAdd(repo: Repository, paths: readonly string[], env: Env): Promise<void> {
  if (paths.length === 0) return;
  const files = paths.map((path) => literalPathspec(repoPath(repo, path)));
  await git(repo, env)(['add', '--intent-to-add', '--', ...files]);
}

/**
 * Takes out of the index what `announce` put there and no commit took up; what anybody staged stays.
 * @param calm for how many milliseconds the index must have been free: a git of an interrupted run may still be at work
 * @throws PlanError `busy`, `git`
 */
export async function removeIntent(
  repo: Repository,
  paths: readonly string[],
  env: Env,
  calm = 0,
): Promise<void> {
  if (paths.length === 0) return;
  await waitForIndex(repo, env, calm);
  const run = git(repo, env);
  const { head, files } = await status(repo, paths, env);
  // Git says of these that the index is as HEAD is; but HEAD has none of those that are only to come.
  const alike = files.filter(({ index, staged }) => index !== undefined && !staged).map(({ path }) => path);
  if (alike.length === 0) return;
  const tree = head === null ? '' : await run(['ls-tree', '-z', '--name-only', 'HEAD', '--', ...alike]);
  const inHead = new Set(tree.split('\0'));
  const announced = alike.filter((file) => !inHead.has(file));
  if (announced.length > 0) await run(['update-index', '--force-remove', '--', ...announced]);
}
