/** The trail read back: commits, and which blobs each replaced by which. */
import { GitFault, git } from './git.ts';
import { type Env, inTree, type Repository } from './repository.ts';
import { literal } from './status.ts';

export interface Commit {
  /** The full hash. */
  commit: string;
  /** The author's day in the author's own time zone, `YYYY-MM-DD`. */
  date: string;
  author: string;
  mail: string;
  subject: string;
}

/** A commit with its message whole, and the files that it changed; a merge, those that differ from any of its parents. */
export interface Walked extends Commit {
  parents: readonly string[];
  /** When it was committed, in seconds since 1970. */
  committed: number;
  /** Without the trailers. */
  body: string;
  /** Of the last paragraph alone, as git reads them. */
  trailers: readonly (readonly [key: string, value: string])[];
  files: readonly FileChange[];
}

/** A file in a commit: blobs by their hashes, null where there is none. */
export interface FileChange {
  /** Relative to the top of the work tree, with `/` between its parts. */
  path: string;
  /** In each parent; for a commit without parents one null. */
  before: readonly (string | null)[];
  after: string | null;
}

/**
 * The newest commits that touched a path, which is absolute; none where nothing is committed yet.
 * @param tip where to begin; HEAD where null
 * @throws Fault `git`
 */
export async function commits(
  repo: Repository,
  { path, limit, tip }: { path: string; limit: number; tip: string | null },
  env: Env,
): Promise<Commit[]> {
  const args = ['log', ...plainly, `--format=${brief.join('%x00')}`, `--max-count=${limit}`, tip ?? 'HEAD'];
  try {
    const output = await git(repo, env)([...args, '--', literal(inTree(repo, path))]);
    return [...rows(output.split('\0'), brief.length)].map(([commit, date, author, mail, subject]) => ({
      ...{ commit: commit!, date: date!, author: author!, mail: mail!, subject: subject! },
    }));
  } catch (error) {
    if (error instanceof GitFault && !(await hasCommits(repo, env))) return [];
    throw error;
  }
}

const hasCommits = (repo: Repository, env: Env) =>
  git(repo, env)(['rev-parse', '--verify', '--quiet', 'HEAD']).then(Boolean, () => false);

interface Range {
  tip: string;
  /** Leaves out what is reachable from this commit. */
  since?: string | undefined;
  /** Tells every commit, whatever it touched. */
  everyCommit?: boolean;
  /** In the tree: files and folders. */
  paths: readonly string[];
}

/**
 * The commits of a range that touched the paths, on all sides of merges, newest first and none before those that build
 * on it.
 * @throws Fault `git`
 */
export async function walk(
  repo: Repository,
  { tip, since, everyCommit = false, paths }: Range,
  env: Env,
): Promise<Walked[]> {
  const args = [
    ...['-c', 'trailer.separators=:', 'log', ...plainly, `--format=${whole.join('%x00')}`],
    ...['--date-order', '--full-history', '-c', '--raw', '--no-abbrev', '--no-renames', '--root'],
    ...(everyCommit ? ['--sparse'] : []),
    ...[tip, ...(since === undefined ? [] : [`^${since}`])],
    ...['--', ...paths.map(literal)],
  ];
  return await wholeMerges(repo, [...parseWalk((await git(repo, env)(args)).split('\0'))], paths, env);
}

/**
 * A log has of a merge only the files that differ from all its parents. But one that takes a side as it is may have
 * thrown away what the other did, so each parent is looked at for itself, all of them by one child.
 */
async function wholeMerges(
  repo: Repository,
  walked: Walked[],
  paths: readonly string[],
  env: Env,
): Promise<Walked[]> {
  const merges = walked.filter(({ parents }) => parents.length > 1);
  if (merges.length === 0) return walked;
  const input = merges
    .flatMap(({ commit, parents }) => parents.map((parent) => `${commit} ${parent}\n`))
    .join('');
  const output = await git(repo, { ...env, GIT_LITERAL_PATHSPECS: '1' })(
    ['diff-tree', '--stdin', '--always', '-r', '-z', '--no-abbrev', '--no-renames', '--', ...paths],
    { input },
  );
  const tokens = output.split('\0');
  let at = 0;
  const whole = new Map<string, FileChange[]>();
  for (const { commit, parents } of merges) {
    const files = new Map<string, { after: string | null; before: (string | null)[] }>();
    for (const side of parents.keys()) {
      // The commit itself comes first.
      at++;
      for (let raw = rawLine(tokens[at]); raw; raw = rawLine(tokens[at])) {
        const { after } = raw;
        const path = tokens[at + 1]!;
        const file = files.get(path) ?? { after, before: parents.map(() => after) };
        file.before[side] = raw.before[0]!;
        files.set(path, file);
        at += 2;
      }
    }
    whole.set(
      commit,
      [...files].map(([path, file]) => ({ path, ...file })),
    );
  }
  return walked.map((commit) => ({ ...commit, files: whole.get(commit.commit) ?? commit.files }));
}

/** Whatever the user's settings say of logs. */
const plainly = ['-z', '--date=short', '--no-color', '--no-show-signature', '--encoding=UTF-8'];
const brief = ['%H', '%ad', '%an', '%ae', '%s'];
const whole = [...brief, '%P', '%ct', '%b', '%(trailers)', '%(trailers:only,unfold)'];

/** Fields and file names end in NUL, so that no message and no name can be taken for another. */
function* rows(tokens: readonly string[], width: number): Generator<readonly string[]> {
  for (let at = 0; at + width <= tokens.length; at += width) yield tokens.slice(at, at + width);
}

function* parseWalk(tokens: readonly string[]): Generator<Walked> {
  let at = 0;
  while (at + whole.length <= tokens.length) {
    const [commit, date, author, mail, subject, parents, committed, body, block, trailers] = tokens.slice(
      at,
      at + whole.length,
    ) as [string, string, string, string, string, string, string, string, string, string];
    at += whole.length;
    // Of a merge, one NUL more stands before its files, even where it has none.
    if (tokens[at] === '') at++;
    const files: FileChange[] = [];
    for (let raw = rawLine(tokens[at]); raw; raw = rawLine(tokens[at])) {
      files.push({ path: tokens[at + 1]!, ...raw });
      at += 2;
    }
    yield {
      ...{ commit, date, author, mail, subject, parents: parents ? parents.split(' ') : [] },
      ...{ committed: Number(committed), body: withoutBlock(body, block), files },
      trailers: trailers.split('\n').flatMap((line) => {
        const [, key, value] = /^([^:]+): ?(.*)$/.exec(line) ?? [];
        return key === undefined ? [] : [[key, value!] as const];
      }),
    };
  }
}

function withoutBlock(body: string, block: string): string {
  const end = block.trim() === '' ? -1 : body.lastIndexOf(block.trim());
  return (end < 0 ? body : body.slice(0, end)).trim();
}

/** `:MODE MODE HASH HASH M`; of a merge `::MODE MODE MODE HASH HASH HASH MM`, with one more for each more parent. */
function rawLine(token: string | undefined): Omit<FileChange, 'path'> | null {
  const [, colons, words] = /^\n?(:+)((?:\d+ )+(?:[0-9a-f]+ )+)[A-Z]+\d*$/.exec(token ?? '') ?? [];
  if (colons === undefined || words === undefined) return null;
  const hashes = words
    .trim()
    .split(' ')
    .slice(colons.length + 1)
    .map((hash) => (/^0+$/.test(hash) ? null : hash));
  return { before: hashes.slice(0, -1), after: hashes.at(-1)! };
}

/** Where a file stood before a commit moved it, in the commit's first parent; null where it was not moved. @throws Fault `git` */
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

/** For each merge, a commit that two of its parents go back to; null where they have none. @throws Fault `git` */
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

/** The commits reachable from `tip` and not from `since`. @throws Fault `git` */
export async function reachable(
  repo: Repository,
  { tip, since }: Pick<Range, 'tip' | 'since'>,
  env: Env,
): Promise<ReadonlySet<string>> {
  const args = ['rev-list', tip, ...(since === undefined ? [] : [`^${since}`])];
  return new Set((await git(repo, env)(args)).split('\n').filter(Boolean));
}

/** Whether any commit there is a merge: one that throws a side away touches nothing, so that no path leads to it. @throws Fault `git` */
export async function hasMerges(repo: Repository, tip: string, env: Env): Promise<boolean> {
  return (await git(repo, env)(['rev-list', '--max-count=1', '--merges', tip])) !== '';
}

/** Whether a commit there acknowledges another: it may touch no file, so that no path leads to it. @throws Fault `git` */
export async function acknowledges(repo: Repository, tip: string, env: Env): Promise<boolean> {
  const args = ['rev-list', '--max-count=1', '--grep=^Plan-Acknowledges: ', tip];
  return (await git(repo, env)(args)) !== '';
}
