/** Commits with all that they say and did to files: what it takes to undo one, and to see what came after it. */
import { maxFileBytes } from '../plan/model/limits.ts';
import { readBlobs } from './cat-file.ts';
import { git } from './git.ts';
import { type FileChange, parseRaw } from './raw-diff.ts';
import { type Env, type Repository, repoPath } from './repository.ts';
import { literalPathspec } from './status.ts';

export interface CommitWithTexts {
  /** The full hash. */
  commit: string;
  parents: readonly string[];
  /** The author's day in the author's own time zone, `YYYY-MM-DD`. */
  date: string;
  subject: string;
  trailers: readonly (readonly [key: string, value: string])[];
  /** Against its first parent. A text is null where there is no file, or where this clone lacks it, or it is larger than any plan file. */
  files: readonly {
    path: string;
    before: string | null;
    after: string | null;
    isNew: boolean;
    isGone: boolean;
  }[];
}

/** A commit as people name it: short hash, day and subject. */
export const describeCommit = ({
  commit,
  date,
  subject,
}: Pick<CommitWithTexts, 'commit' | 'date' | 'subject'>): string =>
  `\`${commit.slice(0, 7)}\` of ${date} (${subject})`;

/** The first value of a trailer. */
export const trailer = ({ trailers }: Pick<CommitWithTexts, 'trailers'>, key: string): string | undefined =>
  trailers.find(([name]) => name === key)?.[1];

/** What `git rev-list` takes, and absolute paths to keep to. */
interface Range {
  revisions: readonly string[];
  paths?: readonly string[];
}

/** The commits of a range with what they did, newest first. @throws PlanError `git` */
export async function logWithTexts(
  repo: Repository,
  { revisions, paths = [] }: Range,
  env: Env,
): Promise<CommitWithTexts[]> {
  const output = await git(
    repo,
    env,
  )([
    ...['log', '-z', '--date=short', `--format=${fields.join('%x00')}`, '--raw', '--no-abbrev'],
    ...['--no-renames', '--root', '--diff-merges=first-parent', ...revisions],
    ...['--', ...paths.map((path) => literalPathspec(repoPath(repo, path)))],
  ]);
  const logged = [...parse(output)];
  const blobs = logged.flatMap(({ files }) => files.flatMap(({ before, after }) => [...before, after]));
  const texts = await readBlobs(repo, new Set(blobs.filter((hash) => hash !== null)), env, maxFileBytes);
  const textOf = (hash: string | null) => (hash === null ? null : (texts.get(hash) ?? null));
  return logged.map(({ files, ...commit }) => ({
    ...commit,
    files: files.map(({ path, before: [before = null], after }) => ({
      path,
      before: textOf(before),
      after: textOf(after),
      isNew: before === null,
      isGone: after === null,
    })),
  }));
}

type Logged = Omit<CommitWithTexts, 'files'> & { files: readonly FileChange[] };

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
    const { files, next } = parseRaw(tokens, at);
    at = next;
    yield {
      commit,
      parents: parents.split(' ').filter(Boolean),
      date,
      subject,
      trailers: trailers
        .split('\x1e')
        .filter(Boolean)
        .map((each) => each.split('\x1f') as [string, string]),
      files,
    };
  }
}
