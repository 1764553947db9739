/** Commits with all that they say and did to files: what it takes to undo one, and to see what came after it. */
import { readBlobs } from './blobs.ts';
import { git } from './git.ts';
import { type Env, inTree, type Repository } from './repository.ts';
import { literal } from './status.ts';

export interface TrailCommit {
  /** The full hash. */
  commit: string;
  parents: readonly string[];
  /** The author's day in the author's own time zone, `YYYY-MM-DD`. */
  date: string;
  subject: string;
  trailers: readonly (readonly [key: string, value: string])[];
  /** Against its first parent. A text is null where there is no file, or where this clone lacks it. */
  files: readonly {
    path: string;
    before: string | null;
    after: string | null;
    isNew: boolean;
    isGone: boolean;
  }[];
}

/** A commit as people name it: short hash, day and subject. */
export const named = ({ commit, date, subject }: Pick<TrailCommit, 'commit' | 'date' | 'subject'>): string =>
  `\`${commit.slice(0, 7)}\` of ${date} (${subject})`;

/** The first value of a trailer. */
export const trailer = ({ trailers }: Pick<TrailCommit, 'trailers'>, key: string): string | undefined =>
  trailers.find(([name]) => name === key)?.[1];

/** What `git rev-list` takes, and absolute paths to keep to. */
interface Range {
  revisions: readonly string[];
  paths?: readonly string[];
}

/** The commits of a range with what they did, newest first. @throws Fault `git` */
export async function commitsOf(
  repo: Repository,
  { revisions, paths = [] }: Range,
  env: Env,
): Promise<TrailCommit[]> {
  const output = await git(
    repo,
    env,
  )([
    ...['log', '-z', '--date=short', `--format=${fields.join('%x00')}`, '--raw', '--no-abbrev'],
    ...['--no-renames', '--root', '--diff-merges=first-parent', ...revisions],
    ...['--', ...paths.map((path) => literal(inTree(repo, path)))],
  ]);
  const logged = [...parse(output)];
  const blobs = new Set(logged.flatMap(({ raw }) => raw.flatMap(({ before, after }) => [before, after])));
  const texts = await readBlobs(repo, new Set([...blobs].filter((hash) => !isNone(hash))), env);
  return logged.map(({ raw, ...commit }) => ({
    ...commit,
    files: raw.map(({ path, before, after }) => ({
      path,
      before: texts.get(before) ?? null,
      after: texts.get(after) ?? null,
      isNew: isNone(before),
      isGone: isNone(after),
    })),
  }));
}

/** How git says that there is no such file. */
const isNone = (hash: string) => /^0+$/.test(hash);

type Logged = Omit<TrailCommit, 'files'> & { raw: { path: string; before: string; after: string }[] };

const fields = ['%H', '%P', '%ad', '%s', '%(trailers:only,unfold,separator=%x1e,key_value_separator=%x1f)'];

/** Fields and file names end in NUL; what was done to a file stands in front of its name. */
function* parse(output: string): Generator<Logged> {
  const tokens = output.split('\0');
  for (let at = 0; at + fields.length <= tokens.length; ) {
    const [commit = '', parents = '', date = '', subject = '', trailers = ''] = tokens.slice(
      at,
      at + fields.length,
    );
    at += fields.length;
    const raw: Logged['raw'] = [];
    for (let blobs = blobsIn(tokens[at]); blobs; blobs = blobsIn(tokens[at])) {
      raw.push({ path: tokens[at + 1]!, ...blobs });
      at += 2;
    }
    yield {
      commit,
      parents: parents.split(' ').filter(Boolean),
      date,
      subject,
      trailers: trailers
        .split('\x1e')
        .filter(Boolean)
        .map((each) => each.split('\x1f') as [string, string]),
      raw,
    };
  }
}

function blobsIn(token: string | undefined): { before: string; after: string } | null {
  const [, before, after] = /^\n?:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) [A-Z]\d*$/.exec(token ?? '') ?? [];
  return before === undefined || after === undefined ? null : { before, after };
}
