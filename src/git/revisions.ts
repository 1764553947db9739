/** Finds commits: HEAD, the one that a user means, and how commits are related. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitError, git } from './git.ts';
import { type Env, type Repository, timeZoneOf } from './repository.ts';
import { literalPathspec } from './status.ts';

const fullHash = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** The full hash of HEAD; null before the first commit. @throws PlanError `git` */
export async function headCommit(repo: Repository, env: Env): Promise<string | null> {
  return headInFiles(repo) ?? (await resolveCommit(repo, 'HEAD', env));
}

/** HEAD as git's files have it, which saves starting git; undefined when refs are stored in another way. */
function headInFiles({ gitDir, commonDir }: Repository): string | undefined {
  const head = textOf(join(gitDir, 'HEAD'));
  if (head === undefined || fullHash.test(head)) return head;
  const [, ref] = /^ref: (refs\/\S+)$/.exec(head) ?? [];
  if (ref === undefined) return undefined;
  const loose = textOf(join(commonDir, ref)) ?? '';
  if (fullHash.test(loose)) return loose;
  const packed = textOf(join(commonDir, 'packed-refs'))?.split('\n') ?? [];
  return packed.find((line) => line.endsWith(` ${ref}`))?.split(' ')[0];
}

function textOf(path: string): string | undefined {
  try {
    return existsSync(path) ? readFileSync(path, 'utf8').trimEnd() : undefined;
  } catch {
    return undefined;
  }
}

/** The full hash of the commit that a user's text means; null when it means none. @throws PlanError `git` */
export async function resolveCommit(repo: Repository, text: string, env: Env): Promise<string | null> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${text}^{commit}`];
  const output = await git(repo, env)(args).catch(emptyOnFailure);
  return output.trim() || null;
}

/** For `catch`: an empty text when git failed by itself. */
function emptyOnFailure(error: unknown): string {
  if (error instanceof GitError && error.exitCode !== null) return '';
  throw error;
}

/** Whether HEAD is this commit or builds on it. @param hash the full hash @throws PlanError `git` */
export async function isInHistory(repo: Repository, hash: string, env: Env): Promise<boolean> {
  const base = await git(repo, env)(['merge-base', hash, 'HEAD']).catch(emptyOnFailure);
  return base.trim() === hash;
}

/** A remote-tracking branch that has a commit: `origin/main`; null where there is none. @throws PlanError `git` */
export async function sharedOn(repo: Repository, hash: string, env: Env): Promise<string | null> {
  const args = ['for-each-ref', `--contains=${hash}`, '--format=%(refname:short)', 'refs/remotes'];
  const names = (await git(repo, env)(args)).split('\n').filter((name) => name.includes('/'));
  return names[0] ?? null;
}

/** A merge base of each pair of commits; null when they have none. @throws PlanError `git` */
export async function mergeBases(
  repo: Repository,
  pairs: readonly (readonly [string, string])[],
  env: Env,
): Promise<(string | null)[]> {
  const bases: (string | null)[] = [];
  // The length of a command line is limited.
  for (let at = 0; at < pairs.length; at += 500) {
    const ranges = pairs.slice(at, at + 500).map(([ours, theirs]) => `${ours}...${theirs}`);
    const output = await git(repo, env)(['rev-parse', ...ranges]);
    // For each pair its two ends and then its bases: `HASH`, `HASH`, `^HASH`.
    for (const [, base] of output.matchAll(/^\w+\n\w+(?:\n\^(\w+))?/gm)) bases.push(base ?? null);
  }
  return bases;
}

/** The commits reachable from `tip` and not from `since`. @throws PlanError `git` */
export async function reachableCommits(
  repo: Repository,
  { tip, since }: { tip: string; since?: string | undefined },
  env: Env,
): Promise<ReadonlySet<string>> {
  return new Set(await revList(repo, [tip, ...(since === undefined ? [] : [`^${since}`])], env));
}

const acknowledging = '--grep=^Plan-Acknowledges: ';

/**
 * Whether a commit up to `tip` may concern the plan and touch none of its paths: a merge that dropped one side, or an
 * acknowledgement.
 * @throws PlanError `git`
 */
export async function hasCommitsWithoutFiles(repo: Repository, tip: string, env: Env): Promise<boolean> {
  for (const filter of ['--merges', acknowledging])
    if ((await revList(repo, ['--max-count=1', filter, tip], env)).length > 0) return true;
  return false;
}

/** The merges that changed these paths, relative to the top, and all acknowledgements, newest first. @throws PlanError `git` */
export async function mergesAndAcknowledgements(
  repo: Repository,
  paths: readonly string[],
  env: Env,
): Promise<string[]> {
  const [merges, acknowledgements] = await Promise.all([
    revList(repo, ['--merges', '--full-history', 'HEAD', '--', ...paths.map(literalPathspec)], env),
    revList(repo, [acknowledging, 'HEAD'], env),
  ]);
  return [...merges, ...acknowledgements];
}

/** The newest merges before a commit that changed these paths, relative to the top. @throws PlanError `git` */
export async function mergesBefore(
  repo: Repository,
  { commit, paths, limit }: { commit: string; paths: readonly string[]; limit: number },
  env: Env,
): Promise<string[]> {
  const filter = ['--merges', '--full-history', `--max-count=${limit}`];
  return await revList(repo, [...filter, `${commit}^`, '--', ...paths.map(literalPathspec)], env);
}

async function revList(repo: Repository, args: readonly string[], env: Env): Promise<string[]> {
  return (await git(repo, env)(['rev-list', ...args])).split('\n').filter(Boolean);
}

/** A tag or a branch, and the day of its commit, `YYYY-MM-DD`. */
export interface Ref {
  name: string;
  kind: 'tag' | 'branch';
  date: string;
}

/** The newest tags and branches. @throws PlanError `git` */
export async function newestRefs(repo: Repository, limit: number, env: Env): Promise<Ref[]> {
  const format = '--format=%(refname)%09%(refname:short)%09%(creatordate:short-local)';
  const args = ['for-each-ref', '--sort=-creatordate', `--count=${limit}`, format, 'refs/tags', 'refs/heads'];
  const inZone = { ...env, TZ: await timeZoneOf(repo) };
  const lines = (await git(repo, inZone)(args)).split('\n').filter(Boolean);
  return lines.map((line) => {
    const [ref = '', name = '', date = ''] = line.split('\t');
    return { name, kind: ref.startsWith('refs/tags/') ? 'tag' : 'branch', date };
  });
}
