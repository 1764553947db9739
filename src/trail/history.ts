/** The trail read back: commits, and the texts of the files before and after each. */
import { readBlobs } from './blobs.ts';
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

/** A file in a commit: its text before and after, null where it was or is not there. */
export interface FileChange {
  /** Relative to the top of the work tree, with `/` between its parts. */
  path: string;
  before: string | null;
  after: string | null;
}

/** What a caller asks for: absolute paths, and how many commits at most. */
interface Range {
  paths: readonly string[];
  limit?: number | undefined;
  /** Where to begin; HEAD where absent. */
  tip?: string | null | undefined;
}

/** The commits that touched the paths, newest first; none where nothing is committed yet. @throws Fault `git` */
export async function commits(repo: Repository, range: Range, env: Env): Promise<Commit[]> {
  return (await logged(repo, range, [], env)).map(({ commit }) => commit);
}

/** The same with what each did to the files. @throws Fault `git` */
export async function history(
  repo: Repository,
  range: Range,
  env: Env,
): Promise<(Commit & { files: FileChange[] })[]> {
  const log = await logged(repo, range, ['--raw', '--no-abbrev', '--no-renames'], env);
  const hashes = log.flatMap(({ blobs }) => blobs.flatMap(({ before, after }) => [before, after]));
  const text = await readBlobs(repo, new Set(hashes.filter((hash) => !isNone(hash))), env);
  return log.map(({ commit, blobs }) => ({
    ...commit,
    files: blobs.map(({ path, before, after }) => ({
      path,
      before: text.get(before) ?? null,
      after: text.get(after) ?? null,
    })),
  }));
}

interface Blobs {
  path: string;
  before: string;
  after: string;
}

/** How git says that there is no such file. */
const isNone = (hash: string) => /^0+$/.test(hash);

const fields = ['%H', '%ad', '%an', '%ae', '%s'];

async function logged(
  repo: Repository,
  { paths, limit, tip }: Range,
  flags: readonly string[],
  env: Env,
): Promise<{ commit: Commit; blobs: Blobs[] }[]> {
  const args = [
    ...['log', '-z', '--date=short', `--format=${fields.join('%x00')}`, ...flags],
    ...(limit === undefined ? [] : [`--max-count=${limit}`]),
    ...[tip ?? 'HEAD', '--', ...paths.map((path) => literal(inTree(repo, path)))],
  ];
  try {
    return [...parseLog(await git(repo, env)(args))];
  } catch (error) {
    if (error instanceof GitFault && !(await hasCommits(repo, env))) return [];
    throw error;
  }
}

const hasCommits = (repo: Repository, env: Env) =>
  git(repo, env)(['rev-parse', '--verify', '--quiet', 'HEAD']).then(Boolean, () => false);

/** Fields and file names end in NUL, so that no subject and no name can be taken for another. */
function* parseLog(output: string): Generator<{ commit: Commit; blobs: Blobs[] }> {
  const tokens = output.split('\0');
  let at = 0;
  while (at + fields.length <= tokens.length) {
    const [commit, date, author, mail, subject] = tokens.slice(at, at + fields.length) as [
      string,
      string,
      string,
      string,
      string,
    ];
    at += fields.length;
    const blobs: Blobs[] = [];
    for (let raw = rawLine(tokens[at]); raw; raw = rawLine(tokens[at])) {
      blobs.push({ ...raw, path: tokens[at + 1]! });
      at += 2;
    }
    yield { commit: { commit, date, author, mail, subject }, blobs };
  }
}

function rawLine(token: string | undefined): { before: string; after: string } | null {
  const [, before, after] = /^\n?:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) [A-Z]\d*$/.exec(token ?? '') ?? [];
  return before === undefined || after === undefined ? null : { before, after };
}
