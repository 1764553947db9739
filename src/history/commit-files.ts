/** The files of a plan in a commit, read from git's objects. */
import { join, relative } from 'node:path';
import { PlanError } from '../errors.ts';
import { readBlobs, streamBlobs } from '../git/cat-file.ts';
import { refetchHint, unshallowHint } from '../git/error-messages.ts';
import { git } from '../git/git.ts';
import { listTree, type TreeEntry } from '../git/list-files.ts';
import { type Env, isShallow, type Repository, repoPath } from '../git/repository.ts';
import { maxFileBytes, tooLarge } from '../plan/model/limits.ts';
import { isItemFolder } from '../plan/model/plan.ts';
import { maxEvidenceBytes as largestEvidence } from '../storage/plan-files/evidence-store.ts';
import {
  type FileProblem,
  type ItemFolderEntry,
  isSymlink,
  isYaml,
  itemFilesOf,
  notRegularFile,
  type PlanFiles,
} from '../storage/plan-files/file-source.ts';
import { sha256 } from '../util/sha256.ts';

interface PlanCommit {
  commit: string;
  /** The folder of the plan now, absolute. */
  root: string;
  /** The id of the plan; null does not look for it in other folders. */
  id: string | null;
  env: Env;
}

/** @throws PlanError `not-found` when the commit has no such plan; `git` */
export async function commitFiles(repo: Repository, options: PlanCommit): Promise<PlanFiles> {
  const folder = await commitFilesIfAny(repo, options);
  if (folder) return folder;
  throw new PlanError(
    'not-found',
    `there is no plan in \`${repoPath(repo, options.root) || '.'}\` at ${options.commit.slice(0, 7)}`,
    isShallow(repo) ? `this clone is shallow: ${unshallowHint}` : 'give a later day or commit',
  );
}

/**
 * The same, or null. A plan that has been moved since is found by its id, and its files have the paths of now.
 * @throws PlanError `git`
 */
export async function commitFilesIfAny(
  repo: Repository,
  { commit, root, id, env }: PlanCommit,
): Promise<PlanFiles | null> {
  const here = await filesUnder(repo, commit, repoPath(repo, root), env);
  const found = here.has('plan.yaml') ? here : await findMovedPlan(repo, { commit, id, env });
  if (!found) return null;
  const isEvidence = (name: string) => name.startsWith('evidence/');
  const hashes = [...found].flatMap(([name, entry]) =>
    isFile(entry) && !isEvidence(name) ? [entry.hash] : [],
  );
  const texts = new Map<string, ReturnType<PlanFiles['open']>>();
  for await (const [hash, text, size] of streamBlobs(repo, [...new Set(hashes)], env, maxFileBytes))
    if (text !== null) texts.set(hash, { text });
    else if (size > maxFileBytes) texts.set(hash, { problem: toFileProblem(tooLarge(size)) });
  return {
    open(path) {
      const entry = found.get(relative(root, path));
      if (!entry) return { problem: null };
      if (!isFile(entry)) return { problem: notRegularFile };
      return texts.get(entry.hash) ?? { problem: missing };
    },
    items() {
      const folder = join(root, 'items');
      const entries = [...found].flatMap(([name, entry]): FileInFolder[] => {
        const [first, ...inItems] = name.split('/');
        return first === 'items' ? [[inItems, entry]] : [];
      });
      // Git has no empty folders: a plan without items has none.
      return itemFilesOf(folder, entriesOf(entries));
    },
    evidence: () =>
      [...found]
        .filter(([name]) => isEvidence(name) && !name.startsWith('evidence/.'))
        .map(([name, entry]) => ({
          name: name.replace('evidence/', ''),
          digest: () => digestAt(repo, entry, env),
        })),
  };
}

/** The entries of a folder, from the files in it and below. */
function entriesOf(files: readonly FileInFolder[], isTop = true): ItemFolderEntry[] {
  const entries: ItemFolderEntry[] = [];
  const folders = new Map<string, FileInFolder[]>();
  for (const [[name = '', ...rest], entry] of files) {
    const inside = folders.get(name);
    if (rest.length > 0 && inside) inside.push([rest, entry]);
    else if (rest.length > 0) folders.set(name, [[rest, entry]]);
    else if (isTop && isItemFolder(name) && entry.isLink)
      entries.push({ name, isFile: false, holdsYaml: true, problem: isSymlink });
    else entries.push({ name, isFile: isFile(entry), holdsYaml: false });
  }
  for (const [name, inside] of folders)
    entries.push(
      isTop && isItemFolder(name)
        ? { name, isFile: false, holdsYaml: true, entries: entriesOf(inside, false) }
        : { name, isFile: false, holdsYaml: inside.some(([path]) => isYaml(path.at(-1)!)) },
    );
  return entries;
}

/** A file with the parts of its path. */
type FileInFolder = readonly [path: readonly string[], entry: TreeEntry];

const missing: FileProblem = ['this partial clone lacks the file', refetchHint];

const toFileProblem = ({ message, hint }: { message: string; hint: string }): FileProblem => [message, hint];

/** Evidence can be large, so each file is read alone and on demand. */
async function digestAt(repo: Repository, entry: TreeEntry, env: Env): Promise<string | null> {
  if (!isFile(entry)) return null;
  const size = Number(await git(repo, env)(['cat-file', '-s', entry.hash]));
  return size > largestEvidence ? null : sha256(await git(repo, env).bytes(['cat-file', 'blob', entry.hash]));
}

const isFile = ({ type, isLink }: TreeEntry) => type === 'blob' && !isLink;

/** The files of a plan by their paths, relative to its root. */
async function filesUnder(repo: Repository, commit: string, root: string, env: Env) {
  const prefix = root === '' ? '' : `${root}/`;
  const paths = ['plan.yaml', 'agencies.yaml', 'items', 'evidence'].map((name) => prefix + name);
  const entries = await listTree(repo, commit, paths, env);
  return new Map(entries.map((entry) => [entry.path.slice(prefix.length), entry]));
}

/** The files of the plan with this id, in whichever folder of the commit; null when there is none, or several. */
async function findMovedPlan(
  repo: Repository,
  { commit, id, env }: { commit: string; id: string | null; env: Env },
) {
  if (id === null) return null;
  const settings = (await listTree(repo, commit, [], env)).filter(({ path }) =>
    /(^|\/)plan\.yaml$/.test(path),
  );
  const texts = await readBlobs(repo, new Set(settings.map(({ hash }) => hash)), env, maxFileBytes);
  const same = settings.filter(({ hash }) => planId(texts.get(hash) ?? '') === id);
  if (same.length !== 1) return null;
  return await filesUnder(repo, commit, same[0]!.path.replace(/\/?plan\.yaml$/, ''), env);
}

/** The id of a plan, from the text of its `plan.yaml`. */
export const planId = (text: string) => /^id: *["']?([^\s"'#]+)/m.exec(text)?.[1];
