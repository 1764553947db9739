/** The plan as a commit has it: out of git's objects, so that no work tree is touched. */
import { join, relative } from 'node:path';
import { PlanError } from '../errors.ts';
import { readBlobs, streamBlobs } from '../git/cat-file.ts';
import { git } from '../git/git.ts';
import { listTree, type TreeEntry } from '../git/list-files.ts';
import { refetchHint, unshallowHint } from '../git/messages.ts';
import { type Env, isShallow, type Repository, repoPath } from '../git/repository.ts';
import { maxFileBytes, tooLarge } from '../plan/model/limits.ts';
import { isItemFolder } from '../plan/model/plan.ts';
import { maxBytes as largestEvidence } from '../storage/plan-files/evidence-store.ts';
import {
  type FileProblem,
  type ItemFolderEntry,
  isSymlink,
  isYaml,
  itemsAmong,
  notRegularFile,
  type PlanFiles,
} from '../storage/plan-files/file-source.ts';
import { sha256 } from '../util/sha256.ts';

interface PlanCommit {
  commit: string;
  /** Where the plan lies today, absolute. */
  root: string;
  /** The plan's own id. */
  id: string | null;
  env: Env;
}

/** The files of the plan in a commit. @throws PlanError `not-found` where the commit has no such plan */
export async function commitFiles(repo: Repository, point: PlanCommit): Promise<PlanFiles> {
  const folder = await commitFilesIfAny(repo, point);
  if (folder) return folder;
  throw new PlanError(
    'not-found',
    `there is no plan in \`${repoPath(repo, point.root) || '.'}\` at ${point.commit.slice(0, 7)}`,
    isShallow(repo) ? `this clone is shallow: ${unshallowHint}` : 'give a later day or commit',
  );
}

/**
 * The same, or null. A plan that lay elsewhere then, and has been moved since, is found there; its files are told by the
 * names they have today.
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
      return texts.get(entry.hash) ?? { problem: lacking };
    },
    items() {
      const folder = join(root, 'items');
      const entries = [...found].flatMap(([name, entry]): InFolder[] => {
        const [first, ...inItems] = name.split('/');
        return first === 'items' ? [[inItems, entry]] : [];
      });
      // Git keeps no empty folder: where a plan has no item yet, there is none.
      return itemsAmong(folder, entriesOf(entries));
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

/** What stands in a folder, told by the files in it and below: their paths, in parts. */
function entriesOf(files: readonly InFolder[], isTop = true): ItemFolderEntry[] {
  const entries: ItemFolderEntry[] = [];
  const folders = new Map<string, InFolder[]>();
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

type InFolder = readonly [path: readonly string[], entry: TreeEntry];

const lacking: FileProblem = ['this partial clone lacks the file', refetchHint];

const toFileProblem = ({ message, hint }: { message: string; hint: string }): FileProblem => [message, hint];

/** Evidence can be large, so each file is read alone, and only when somebody asks. */
async function digestAt(repo: Repository, entry: TreeEntry, env: Env): Promise<string | null> {
  if (!isFile(entry)) return null;
  const size = Number(await git(repo, env)(['cat-file', '-s', entry.hash]));
  return size > largestEvidence ? null : sha256(await git(repo, env).bytes(['cat-file', 'blob', entry.hash]));
}

const isFile = ({ type, isLink }: TreeEntry) => type === 'blob' && !isLink;

/** What a plan is made of: by names relative to its root. */
async function filesUnder(repo: Repository, commit: string, root: string, env: Env) {
  const prefix = root === '' ? '' : `${root}/`;
  const paths = ['plan.yaml', 'agencies.yaml', 'items', 'evidence'].map((name) => prefix + name);
  const entries = await listTree(repo, commit, paths, env);
  return new Map(entries.map((entry) => [entry.path.slice(prefix.length), entry]));
}

/** The plan of that id, wherever in the commit it is. */
async function findMovedPlan(
  repo: Repository,
  { commit, id, env }: { commit: string; id: string | null; env: Env },
) {
  if (id === null) return null;
  const abouts = (await listTree(repo, commit, [], env)).filter(({ path }) => /(^|\/)plan\.yaml$/.test(path));
  const texts = await readBlobs(repo, new Set(abouts.map(({ hash }) => hash)), env, maxFileBytes);
  const same = abouts.filter(({ hash }) => isAbout(texts.get(hash) ?? '', id));
  if (same.length !== 1) return null;
  return await filesUnder(repo, commit, same[0]!.path.replace(/\/?plan\.yaml$/, ''), env);
}

const isAbout = (text: string, id: string) => /^id: *["']?([^\s"'#]+)/m.exec(text)?.[1] === id;
