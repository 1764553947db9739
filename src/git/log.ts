/** The trail looked up: its newest commits, and how they hang together. */
import { GitError, git } from './git.ts';
import { type Env, type Repository, repoPath } from './repository.ts';
import { literalPathspec } from './status.ts';

export interface Commit {
  /** The full hash. */
  commit: string;
  /** The author's day in the author's own time zone, `YYYY-MM-DD`. */
  date: string;
  author: string;
  mail: string;
  subject: string;
}

/**
 * The newest commits that touched one of these paths, which are absolute; none where nothing is committed yet.
 * @param tip where to begin; HEAD where null
 * @throws PlanError `git`
 */
export async function commits(
  repo: Repository,
  { paths, limit, tip }: { paths: readonly string[]; limit: number; tip: string | null },
  env: Env,
): Promise<Commit[]> {
  const args = [
    'log',
    ...logFlags,
    `--format=${briefFormat.join('%x00')}`,
    `--max-count=${limit}`,
    tip ?? 'HEAD',
  ];
  try {
    const output = await git(
      repo,
      env,
    )([...args, '--', ...paths.map((path) => literalPathspec(repoPath(repo, path)))]);
    return [...rows(output.split('\0'), briefFormat.length)].map(([commit, date, author, mail, subject]) => ({
      ...{ commit: commit!, date: date!, author: author!, mail: mail!, subject: subject! },
    }));
  } catch (error) {
    if (error instanceof GitError && !(await hasCommits(repo, env))) return [];
    throw error;
  }
}

const hasCommits = (repo: Repository, env: Env) =>
  git(repo, env)(['rev-parse', '--verify', '--quiet', 'HEAD']).then(Boolean, () => false);

/** Whatever the user's settings say of logs. */
export const logFlags = ['-z', '--date=short', '--no-color', '--no-show-signature', '--encoding=UTF-8'];
export const briefFormat = ['%H', '%ad', '%an', '%ae', '%s'];

/** Fields and file names end in NUL, so that no message and no name can be taken for another. */
function* rows(tokens: readonly string[], width: number): Generator<readonly string[]> {
  for (let at = 0; at + width <= tokens.length; at += width) yield tokens.slice(at, at + width);
}

/** Where a file stood before a commit moved it, in the commit's first parent; null where it was not moved. @throws PlanError `git` */
export async function movedFrom(
  repo: Repository,
  { commit, path }: { commit: string; path: string },
  env: Env,
): Promise<string | null> {
  const args = ['diff-tree', '-r', '-z', '-M', '--diff-filter=R', '--name-status', `${commit}^1`, commit];
  const tokens = (await git(repo, env)(args)).split('\0');
  const row = [...rows(tokens, 3)].find(([, , to]) => to === path);
  return row?.[1] ?? null;
}

/** For each merge, a commit that two of its parents go back to; null where they have none. @throws PlanError `git` */
export async function mergeBases(
  repo: Repository,
  pairs: readonly (readonly [string, string])[],
  env: Env,
): Promise<(string | null)[]> {
  const bases: (string | null)[] = [];
  // Each pair is an argument; no command line takes any number of them.
  for (let at = 0; at < pairs.length; at += 500) {
    const asked = pairs.slice(at, at + 500).map(([ours, theirs]) => `${ours}...${theirs}`);
    const output = await git(repo, env)(['rev-parse', ...asked]);
    // Both ends of each pair, and below them its bases: `HASH`, `HASH`, `^HASH`.
    for (const [, base] of output.matchAll(/^\w+\n\w+(?:\n\^(\w+))?/gm)) bases.push(base ?? null);
  }
  return bases;
}

/** The commits reachable from `tip` and not from `since`. @throws PlanError `git` */
export async function reachable(
  repo: Repository,
  { tip, since }: { tip: string; since?: string | undefined },
  env: Env,
): Promise<ReadonlySet<string>> {
  const args = ['rev-list', tip, ...(since === undefined ? [] : [`^${since}`])];
  return new Set((await git(repo, env)(args)).split('\n').filter(Boolean));
}

/** Whether any commit there is a merge: one that throws a side away touches nothing, so that no path leads to it. @throws PlanError `git` */
export async function hasMerges(repo: Repository, tip: string, env: Env): Promise<boolean> {
  return (await git(repo, env)(['rev-list', '--max-count=1', '--merges', tip])) !== '';
}

/** Whether a commit there acknowledges another: it may touch no file, so that no path leads to it. @throws PlanError `git` */
export async function hasAcknowledgements(repo: Repository, tip: string, env: Env): Promise<boolean> {
  const args = ['rev-list', '--max-count=1', '--grep=^Plan-Acknowledges: ', tip];
  return (await git(repo, env)(args)) !== '';
}
