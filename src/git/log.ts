/** Reads commits with `git log`. */

import { changeParagraphs, trailerBlocks } from '../plan/changes/commit-trailers.ts';
import type { Commit, CommitSummary } from '../plan/diff/history-step.ts';
import { maxFileBytes } from '../plan/model/limits.ts';
import { readBlobs } from './cat-file.ts';
import { git } from './git.ts';
import { type Env, type Repository, repoPath, timeZoneOf } from './repository.ts';
import { headCommit } from './revisions.ts';
import { literalPathspec } from './status.ts';

/** A file that a commit changed. Blobs are named by their hashes; null when there is no file. */
export interface FileBlobs {
  /** Relative to the top of the work tree, with `/`. */
  path: string;
  /** In each parent; for a commit without parents, one null. */
  before: readonly (string | null)[];
  after: string | null;
}

/** The texts of a changed file; null when there is no file, or it is missing or too large for a plan file. */
export interface FileTexts {
  path: string;
  /** In the first parent. */
  before: string | null;
  after: string | null;
}

/** A commit and the files that it changed. */
export interface CommitWithFiles<File = FileBlobs> extends Commit {
  files: readonly File[];
}

/** A commit as people name it: "`7acd1e6` of 2026-11-24 (plan: 5 noted)". */
export const commitWithSubject = ({ commit, date, subject }: Commit): string =>
  `\`${commit.slice(0, 7)}\` of ${date} (${subject})`;

/** The first value of a trailer. */
export const trailerValue = ({ trailers }: Pick<Commit, 'trailers'>, key: string): string | undefined =>
  trailers.find(([name]) => name === key)?.[1];

/**
 * The newest commits that changed one of these files or folders; none before the first commit.
 * @param options.paths absolute
 * @param options.tip where to start; HEAD when null
 * @throws PlanError `git`
 */
export async function newestCommits(
  repo: Repository,
  { paths, limit, tip }: { paths: readonly string[]; limit: number; tip: string | null },
  env: Env,
): Promise<CommitSummary[]> {
  const start = tip ?? (await headCommit(repo, env));
  if (start === null) return [];
  const args = [`--max-count=${limit}`, start, '--', ...pathspecs(repo, paths)];
  const commits = await gitLog(repo, args, env);
  return commits.map(({ commit, date, author, mail, subject }) => ({ commit, date, author, mail, subject }));
}

export interface LogRange {
  tip: string;
  /** Leaves out what is reachable from this commit. */
  since?: string | undefined;
  /** Lists every commit, whatever it changed. */
  everyCommit?: boolean;
  /** Files and folders, relative to the top. */
  paths: readonly string[];
}

/**
 * The commits of a range that changed the paths, on all sides of merges, newest first and children before parents. A
 * merge has the files that differ from any of its parents.
 * @throws PlanError `git`
 */
export async function logWithFiles(
  repo: Repository,
  { tip, since, everyCommit = false, paths }: LogRange,
  env: Env,
): Promise<CommitWithFiles[]> {
  const args = [
    ...['--date-order', '--full-history', '-c'],
    ...[...rawFlags, ...(everyCommit ? ['--sparse'] : [])],
    ...[tip, ...(since === undefined ? [] : [`^${since}`])],
    ...['--', ...paths.map(literalPathspec)],
  ];
  const commits = await gitLog(repo, args, env);
  return await completeMerges(repo, commits, paths, env);
}

/**
 * The commits of a range, newest first, with the texts of the files that they changed; a merge against its first parent.
 * @param range.revisions as for `git rev-list`
 * @param range.paths absolute; all files when absent
 * @throws PlanError `git`
 */
export async function logWithTexts(
  repo: Repository,
  { revisions, paths = [] }: { revisions: readonly string[]; paths?: readonly string[] },
  env: Env,
): Promise<CommitWithFiles<FileTexts>[]> {
  const args = [...rawFlags, '--diff-merges=first-parent', ...revisions, '--', ...pathspecs(repo, paths)];
  const commits = await gitLog(repo, args, env);
  const blobs = commits.flatMap(({ files }) => files.flatMap(({ before, after }) => [before[0], after]));
  const texts = await readBlobs(
    repo,
    new Set(blobs.filter((blob) => typeof blob === 'string')),
    env,
    maxFileBytes,
  );
  const textOf = (blob: string | null | undefined) => texts.get(blob ?? '') ?? null;
  return commits.map(({ files, ...commit }) => ({
    ...commit,
    files: files.map(({ path, before: [before], after }) => ({
      path,
      before: textOf(before),
      after: textOf(after),
    })),
  }));
}

/** The names of the files that commits deleted from a folder, unless to undo that they were added. @param folder absolute @throws PlanError `git` */
export async function deletedFiles(repo: Repository, folder: string, env: Env): Promise<string[]> {
  const head = await headCommit(repo, env);
  if (head === null) return [];
  const args = [...rawFlags, '--diff-filter=D', head, '--', ...pathspecs(repo, [folder])];
  const commits = (await gitLog(repo, args, env)).filter(
    (commit) => trailerValue(commit, 'Plan-Change') !== 'undo',
  );
  return [...new Set(commits.flatMap(({ files }) => files.map(({ path }) => path)))];
}

export interface TrailerSearch {
  key: string;
  /** Absolute. */
  folder: string;
  /** Finds only commits by the committer with this address that no remote-tracking branch has. */
  unsharedBy?: string;
}

/** The newest commit below a folder that has a trailer, merges left out; null when there is none. @throws PlanError `git` */
export async function newestWithTrailer(
  repo: Repository,
  { key, folder, unsharedBy }: TrailerSearch,
  env: Env,
): Promise<Commit | null> {
  const head = await headCommit(repo, env);
  if (head === null) return null;
  const unshared =
    unsharedBy === undefined
      ? []
      : [`--committer=<${unsharedBy.replace(/[\\[\].*^$]/g, '\\$&')}>`, '--not', '--remotes', '--not'];
  // A line of the message may look like a trailer and be none.
  const args = ['--date-order', '--no-merges', '--max-count=50', `--grep=^${key}: `, ...unshared, head];
  const commits = await gitLog(repo, [...args, '--', ...pathspecs(repo, [folder])], env);
  return commits.find((commit) => trailerValue(commit, key) !== undefined) ?? null;
}

/** The blob that the newest commit of a file replaced; null for a new file. @param path relative to the top @throws PlanError `git` */
export async function replacedBlob(
  repo: Repository,
  path: string,
  env: Env,
): Promise<string | null | undefined> {
  const [commit] = await gitLog(repo, ['--max-count=1', ...rawFlags, '--', literalPathspec(path)], env);
  return commit?.files[0]?.before[0];
}

/** A commit's signature: git's own letter (`%G?`), the signer and the key; empty when git does not know them. */
export interface CommitSignature {
  letter: string;
  signer: string;
  key: string;
}

/**
 * These commits with their signatures, in their order. Git starts a program for each signature, which takes time.
 * @throws PlanError `git`
 */
export async function signedCommits(
  repo: Repository,
  hashes: readonly string[],
  env: Env,
): Promise<(Commit & { signature: CommitSignature })[]> {
  if (hashes.length === 0) return [];
  const args = [...logArgs({ ...commitFields, ...signatureFields }), '--no-walk=unsorted', '--stdin'];
  const output = await git(repo, await inTimeZone(repo, env))(args, { input: `${hashes.join('\n')}\n` });
  return [...parseLog(output, { ...commitFields, ...signatureFields })].map(
    ({ values: { letter, signer, key, ...commit } }) => ({
      ...toCommit(commit),
      signature: { letter, signer, key },
    }),
  );
}

const pathspecs = (repo: Repository, paths: readonly string[]) =>
  paths.map((path) => literalPathspec(repoPath(repo, path)));

const rawFlags = ['--raw', '--no-abbrev', '--no-renames', '--root'];

const commitFields = {
  ...{ commit: '%H', parents: '%P', date: '%cd', committed: '%ct', author: '%an', mail: '%ae' },
  ...{ subject: '%s', body: '%b', trailerBlock: '%(trailers)', trailers: '%(trailers:only,unfold)' },
};
const signatureFields = { letter: '%G?', signer: '%GS', key: '%GK' };

/** The user's settings for logs do not matter, and every field and file name ends in NUL. */
const logArgs = (fields: Record<string, string>) => [
  ...['-c', 'trailer.separators=:', 'log', '-z', '--date=short-local', '--no-color', '--no-show-signature'],
  ...['--encoding=UTF-8', `--format=${Object.values(fields).join('%x00')}`],
];

/** The environment in which git gives and reads days in the repository’s time zone. */
export const inTimeZone = async (repo: Repository, env: Env): Promise<Env> => ({
  ...env,
  TZ: await timeZoneOf(repo),
});

/** The commits that `git log` lists, with files when `args` ask for `--raw`. @throws PlanError `git` */
export async function gitLog(
  repo: Repository,
  args: readonly string[],
  env: Env,
): Promise<CommitWithFiles[]> {
  const output = await git(repo, await inTimeZone(repo, env))([...logArgs(commitFields), ...args]);
  return [...parseLog(output, commitFields)].map(({ values, files }) => ({ ...toCommit(values), files }));
}

function* parseLog<Field extends string>(
  output: string,
  fields: Record<Field, string>,
): Generator<{ values: Record<Field, string>; files: FileBlobs[] }> {
  const tokens = output.split('\0');
  const names = Object.keys(fields) as Field[];
  for (let at = 0; at + names.length <= tokens.length; ) {
    const values = {} as Record<Field, string>;
    for (const name of names) values[name] = tokens[at++]!;
    // Git puts one more NUL before the files of a merge.
    if (tokens[at] === '') at++;
    const { files, next } = parseRaw(tokens, at);
    at = next;
    yield { values, files };
  }
}

function toCommit(values: Record<keyof typeof commitFields, string>): Commit {
  const { parents, committed, body, trailerBlock, trailers, ...rest } = values;
  return withOwnTrailers({
    ...rest,
    parents: parents.split(' ').filter(Boolean),
    committed: Number(committed),
    body: withoutTrailers(body, trailerBlock),
    trailers: trailers.split('\n').flatMap((line) => {
      const [, key, value] = /^([^:]+): ?(.*)$/.exec(line) ?? [];
      return key === undefined ? [] : [[key, value!] as const];
    }),
  });
}

/** Takes our trailers from another paragraph where a hook added a last one, or where git does not see ours. */
function withOwnTrailers(commit: Commit): Commit {
  const [paragraph, ...more] = changeParagraphs(commit.body);
  const [block] = trailerBlocks(commit);
  if (paragraph === undefined || more.length > 0 || commit.trailers.some(([key]) => key === 'Plan-Change'))
    return commit;
  const body = commit.body.replace(paragraph, () => '').replace(/\n{3,}/, '\n\n');
  return { ...commit, body: body.trim(), trailers: [...block!, ...commit.trailers] };
}

function withoutTrailers(body: string, trailers: string): string {
  const end = trailers.trim() === '' ? -1 : body.lastIndexOf(trailers.trim());
  return (end < 0 ? body : body.slice(0, end)).trim();
}

/** Reads raw lines, `:100644 100644 HASH HASH M` and a file's name, until there are no more. */
function parseRaw(tokens: readonly string[], from: number): { files: FileBlobs[]; next: number } {
  const files: FileBlobs[] = [];
  let next = from;
  for (let blobs = parseRawLine(tokens[next]); blobs; blobs = parseRawLine(tokens[next])) {
    files.push({ path: tokens[next + 1]!, ...blobs });
    next += 2;
  }
  return { files, next };
}

/** `:MODE MODE HASH HASH M`; of a merge `::MODE MODE MODE HASH HASH HASH MM`, with more for each more parent. */
function parseRawLine(token: string | undefined): Omit<FileBlobs, 'path'> | null {
  const [, colons, words] = /^\n?(:+)((?:\d+ )+(?:[0-9a-f]+ )+)[A-Z]+\d*$/.exec(token ?? '') ?? [];
  if (colons === undefined || words === undefined) return null;
  const blobs = words
    .trim()
    .split(' ')
    .slice(colons.length + 1)
    .map((hash) => (/^0+$/.test(hash) ? null : hash));
  return { before: blobs.slice(0, -1), after: blobs.at(-1)! };
}

/**
 * Adds to merges the files that `git log` leaves out. It lists those that differ from all parents, but a merge that took
 * one side as it is may have thrown away the changes of the other. So each parent is compared, all by one child process.
 */
async function completeMerges(
  repo: Repository,
  commits: readonly CommitWithFiles[],
  paths: readonly string[],
  env: Env,
): Promise<CommitWithFiles[]> {
  const merges = commits.filter(({ parents }) => parents.length > 1);
  if (merges.length === 0) return [...commits];
  const pairs = merges.flatMap(({ commit, parents }) => parents.map((parent) => [parent, commit] as const));
  const differences = (await diffPairs(repo, pairs, paths, env)).values();
  const filesOf = new Map<string, FileBlobs[]>();
  for (const { commit, parents } of merges) {
    const files = new Map<string, { after: string | null; before: (string | null)[] }>();
    for (const side of parents.keys())
      for (const { path, before, after } of differences.next().value!) {
        const file = files.get(path) ?? { after, before: parents.map(() => after) };
        file.before[side] = before[0]!;
        files.set(path, file);
      }
    filesOf.set(
      commit,
      [...files].map(([path, file]) => ({ path, ...file })),
    );
  }
  return commits.map((commit) => ({ ...commit, files: filesOf.get(commit.commit) ?? commit.files }));
}

/**
 * The files that differ in each pair of commits, by one child process.
 * @param paths files and folders, relative to the top
 * @throws PlanError `git`
 */
export async function diffPairs(
  repo: Repository,
  pairs: readonly (readonly [before: string, after: string])[],
  paths: readonly string[],
  env: Env,
): Promise<FileBlobs[][]> {
  const output = await git(repo, { ...env, GIT_LITERAL_PATHSPECS: '1' })(
    ['diff-tree', '--stdin', '--always', '-r', '-z', '--no-abbrev', '--no-renames', '--', ...paths],
    { input: pairs.map(([before, after]) => `${after} ${before}\n`).join('') },
  );
  const tokens = output.split('\0');
  let at = 0;
  return pairs.map(() => {
    // The hash of the commit comes first.
    const { files, next } = parseRaw(tokens, at + 1);
    at = next;
    return files;
  });
}
