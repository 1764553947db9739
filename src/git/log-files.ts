/** A range of the trail: its commits, with all that each says and did to files. */
import { git } from './git.ts';
import { briefFormat, type Commit, logFlags } from './log.ts';
import { type FileChange, parseRaw } from './raw-diff.ts';
import type { Env, Repository } from './repository.ts';
import { literalPathspec } from './status.ts';

/** A commit with its message whole, and the files that it changed; a merge, those that differ from any of its parents. */
export interface LoggedCommit extends Commit {
  parents: readonly string[];
  /** When it was committed, in seconds since 1970. */
  committed: number;
  /** Without the trailers. */
  body: string;
  /** Of the last paragraph alone, as git reads them. */
  trailers: readonly (readonly [key: string, value: string])[];
  files: readonly FileChange[];
}

export interface Range {
  tip: string;
  /** Leaves out what is reachable from this commit. */
  since?: string | undefined;
  /** Tells every commit, whatever it touched. */
  everyCommit?: boolean;
  /** Tells only the commits of the branch itself, each against the one before: a merge brings all that it brought. */
  mainline?: boolean;
  /** In the tree: files and folders. */
  paths: readonly string[];
}

/**
 * The commits of a range that touched the paths, on all sides of merges, newest first and none before those that build
 * on it.
 * @throws PlanError `git`
 */
export async function logWithFiles(
  repo: Repository,
  { tip, since, everyCommit = false, mainline = false, paths }: Range,
  env: Env,
): Promise<LoggedCommit[]> {
  const args = [
    ...['-c', 'trailer.separators=:', 'log', ...logFlags, `--format=${whole.join('%x00')}`],
    ...(mainline ? ['--first-parent', '-m'] : ['--date-order', '--full-history', '-c']),
    ...['--raw', '--no-abbrev', '--no-renames', '--root'],
    ...(everyCommit ? ['--sparse'] : []),
    ...[tip, ...(since === undefined ? [] : [`^${since}`])],
    ...['--', ...paths.map(literalPathspec)],
  ];
  const walked = [...parseWalk((await git(repo, env)(args)).split('\0'))];
  return mainline ? walked : await wholeMerges(repo, walked, paths, env);
}

/**
 * A log has of a merge only the files that differ from all its parents. But one that takes a side as it is may have
 * thrown away what the other did, so each parent is looked at for itself, all of them by one child.
 */
async function wholeMerges(
  repo: Repository,
  walked: LoggedCommit[],
  paths: readonly string[],
  env: Env,
): Promise<LoggedCommit[]> {
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
      const told = parseRaw(tokens, at);
      at = told.next;
      for (const { path, before, after } of told.files) {
        const file = files.get(path) ?? { after, before: parents.map(() => after) };
        file.before[side] = before[0]!;
        files.set(path, file);
      }
    }
    whole.set(
      commit,
      [...files].map(([path, file]) => ({ path, ...file })),
    );
  }
  return walked.map((commit) => ({ ...commit, files: whole.get(commit.commit) ?? commit.files }));
}

const whole = [...briefFormat, '%P', '%ct', '%b', '%(trailers)', '%(trailers:only,unfold)'];

function* parseWalk(tokens: readonly string[]): Generator<LoggedCommit> {
  let at = 0;
  while (at + whole.length <= tokens.length) {
    const [commit, date, author, mail, subject, parents, committed, body, block, trailers] = tokens.slice(
      at,
      at + whole.length,
    ) as [string, string, string, string, string, string, string, string, string, string];
    at += whole.length;
    // Of a merge, one NUL more stands before its files, even where it has none.
    if (tokens[at] === '') at++;
    const { files, next } = parseRaw(tokens, at);
    at = next;
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
