/** A work tree that was on its way from one commit to another when all was cut short: brought back. */
import { existsSync, lstatSync, readFileSync, readlinkSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { emptyOnExit1, git } from './git.ts';
import { waitForIndex } from './index-lock.ts';
import type { Env, Repository } from './repository.ts';
import { skippedFiles } from './sparse-checkout.ts';

/** A file that the two commits don't have alike; a hash of zeros where a commit has no such file. */
interface Difference {
  path: string;
  before: string;
  after: string;
}

/**
 * Puts back what a merge changed before it was cut short, index and files, and nothing that is as neither commit has it.
 * May itself be cut short and called again.
 * @param from where HEAD was @param to where it was to go
 * @returns whether the merge had come through; else what was put back, and what somebody has edited since, absolute.
 *   Undefined where HEAD is elsewhere by now: then all this is history
 * @throws PlanError `busy`, `git`
 */
export async function rollBackMerge(
  repo: Repository,
  { from, to }: { from: string; to: string },
  env: Env,
): Promise<{ completed: boolean; paths: string[]; left: string[] } | undefined> {
  // A git of that run may still be at work.
  await waitForIndex(repo, env, 250);
  const run = git(repo, env);
  const head = (await run(['rev-parse', '--verify', '--quiet', 'HEAD']).catch(emptyOnExit1)).trim();
  if (head === to) return { completed: true, paths: [], left: [] };
  if (head !== from) return undefined;
  const differences = await differencesOf(repo, from, to, env);
  if (differences.length === 0) return { completed: false, paths: [], left: [] };
  const named = (list: readonly Difference[]) => list.map(({ path }) => `${path}\0`).join('');
  const literally = git(repo, { ...env, GIT_LITERAL_PATHSPECS: '1' });
  const unseen = await skippedFiles(repo, [], env);
  const states = await Promise.all(differences.map((each) => stateOf(repo, each, unseen, env)));
  const holding = (state: State) => differences.filter((_, index) => states[index] === state);
  await literally(['reset', '--quiet', '--pathspec-from-file=-', '--pathspec-file-nul'], {
    input: named(differences),
  });
  const changed = holding('after');
  for (const { path } of changed.filter(({ before }) => isNone(before))) remove(repo.top, path);
  const old = changed.filter(({ before }) => !isNone(before));
  if (old.length > 0) await run(['checkout-index', '--force', '-u', '-z', '--stdin'], { input: named(old) });
  const absolute = (list: readonly Difference[]) => list.map(({ path }) => join(repo.top, path));
  return { completed: false, paths: absolute(changed), left: absolute(holding('edited')) };
}

type State = 'before' | 'after' | 'edited';

const isNone = (hash: string) => /^0+$/.test(hash);

async function differencesOf(repo: Repository, from: string, to: string, env: Env): Promise<Difference[]> {
  const args = ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-abbrev', from, to];
  const tokens = (await git(repo, env)(args)).split('\0');
  const differences: Difference[] = [];
  for (let at = 0; at + 1 < tokens.length; at += 2) {
    const [, mode, before = '', after = ''] = tokens[at]!.split(' ');
    // Another repository that hangs there has files of its own.
    if (mode !== '160000') differences.push({ path: tokens[at + 1]!, before, after });
  }
  return differences;
}

/** What a file holds. Git writes a file anew where it was, so one cut short is missing, or holds the beginning of the new. */
async function stateOf(
  repo: Repository,
  { path, before, after }: Difference,
  unseen: ReadonlySet<string>,
  env: Env,
): Promise<State> {
  const run = git(repo, env);
  const file = join(repo.top, path);
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (!stats) return isNone(before) || unseen.has(path) ? 'before' : 'after';
  if (stats.isDirectory()) return 'edited';
  const bytes = stats.isSymbolicLink() ? Buffer.from(readlinkSync(file)) : readFileSync(file);
  const input = bytes.toString();
  const now = stats.isSymbolicLink()
    ? (await run(['hash-object', '--stdin', '--no-filters'], { input })).trim()
    : (await run(['hash-object', '--', path])).trim();
  if (now === before) return 'before';
  if (now === after) return 'after';
  if (isNone(after)) return 'edited';
  const whole = await run.bytes(['cat-file', '--filters', `--path=${path}`, after]);
  return whole.subarray(0, bytes.length).equals(bytes) ? 'after' : 'edited';
}

/** Removes a file and the folders that only it was in. */
function remove(top: string, path: string): void {
  rmSync(join(top, path), { force: true });
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    if (!existsSync(join(top, folder))) continue;
    try {
      rmdirSync(join(top, folder));
    } catch {
      return;
    }
  }
}
