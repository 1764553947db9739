/** The files of a plan: how to list and open them, and how this is done on disk. */
import { readdirSync, type Stats } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { PlanError } from '../../errors.ts';
import { isItemFolder } from '../../plan/model/plan.ts';
import { entryAt, errno, type FileText, listFolder, readText, tryReadText } from '../fs.ts';

/** The files of a plan on disk, in a commit or in git's index. */
export interface PlanFiles {
  /** A file's text, or the reason why it cannot be read, which is null if it does not exist. */
  open(path: string): FileText | { problem: FileProblem | null };
  /** The files in `items` and its folders, sorted by path. */
  items(): readonly ItemFile[];
  /** What is in `evidence`, sorted by name. */
  evidence(): readonly EvidenceFolderEntry[];
}

interface EvidenceFolderEntry {
  name: string;
  /** The SHA-256 of its bytes, in hexadecimal; null if it is not a regular file or is too large for evidence. */
  digest(): Promise<string | null>;
}

export interface ItemFile {
  /** Absolute. */
  path: string;
  /** Why it cannot be an item. */
  problem?: FileProblem;
}

export type FileProblem = readonly [message: string, hint: string | null];

export const notRegularFile: FileProblem = ['this is not a regular file', 'replace it with a regular file'];
const noItemsFolder = (what: string): FileProblem => [
  what,
  'create the folder `items`, with one file per item',
];
export const isSymlink: FileProblem = [
  'the items folder is a symbolic link, which may lead out of the plan',
  'replace it with the folder itself',
];
const nestedFolder: FileProblem = [
  'items in nested folders are not read',
  'move its files up to the other items',
];
const unreadableFolder: FileProblem = ['this items folder cannot be read', 'check its permissions'];
const notUtf8Name: FileProblem = ['this file’s name is not UTF-8', 'rename it'];
const wrongExtension: FileProblem = ['item files must end in `.yaml`', 'rename it'];

/** The files of the plan in `root` on disk. */
export const diskFiles = (root: string): PlanFiles => ({
  open: fileOpener(join(root, 'items')),
  items: () => listItemFiles(join(root, 'items')),
  evidence: () =>
    // A linked folder is not part of the plan.
    (entryAt(join(root, 'evidence'))?.isDirectory() ? listFolder(join(root, 'evidence')) : []).map(
      (name) => ({
        name,
        // Loaded only when needed: most commands need no digests.
        digest: async () => (await import('./evidence-store.ts')).digestOf(join(root, 'evidence', name)),
      }),
    ),
});

/** Opens files, except in item folders that are symbolic links. Each folder is checked once. */
function fileOpener(items: string): PlanFiles['open'] {
  const links = new Map<string, boolean>();
  return (path) => {
    const folder = dirname(path);
    if (dirname(folder) !== items) return openFile(path);
    const isLink = links.get(folder) ?? entryAt(folder)?.isSymbolicLink() ?? false;
    links.set(folder, isLink);
    return isLink ? { problem: isSymlink } : openFile(path);
  };
}

function openFile(path: string): ReturnType<PlanFiles['open']> {
  const read = tryReadText(path);
  if (read) return read;
  const stats = entryAt(path);
  if (!stats) return { problem: null };
  // Reading a pipe would block; a link may lead out of the plan.
  if (!stats.isFile()) return { problem: notRegularFile };
  try {
    return { text: readText(path), stats };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return { problem: [error.message.replace(`\`${path}\``, 'this file'), error.hint] };
  }
}

function listItemFiles(folder: string): ItemFile[] {
  if (entryAt(folder)?.isSymbolicLink()) return [{ path: folder, problem: isSymlink }];
  let names: string[];
  try {
    names = readdirSync(folder).sort();
  } catch (error) {
    const what = errno(error) === 'ENOENT' ? 'there is no items folder' : 'the items folder cannot be read';
    return [{ path: folder, problem: noItemsFolder(what) }];
  }
  // The usual case, made fast because folders may hold very many files.
  if (names.every(isItemFile)) return names.map((name) => ({ path: folder + sep + name }));
  return itemFilesOf(folder, entriesOf(folder, names));
}

/** Whether a name is that of an item file, without problems. */
const isItemFile = (name: string) => /^[^.\ufffd][^\ufffd]*\.yaml$/.test(name);

/** The entries of an items folder. What looks like an item file by its name is not checked before it is opened. */
function entriesOf(folder: string, names: readonly string[], isTop = true): ItemFolderEntry[] {
  return names.map((name) => {
    if (isYaml(name) || name.startsWith('.')) return { name, isFile: true, holdsYaml: false };
    const path = `${folder}/${name}`;
    const entry = entryAt(path);
    if (isTop && isItemFolder(name)) return { name, isFile: false, ...readHundred(path, entry) };
    return { name, isFile: false, holdsYaml: (entry?.isDirectory() && containsYaml(path)) ?? false };
  });
}

/** The contents of a folder for a hundred items. */
function readHundred(
  folder: string,
  entry: Stats | undefined,
): Pick<ItemFolderEntry, 'holdsYaml' | 'entries' | 'problem'> {
  if (entry?.isSymbolicLink()) return { holdsYaml: true, problem: isSymlink };
  if (!entry?.isDirectory()) return { holdsYaml: false };
  try {
    return { holdsYaml: true, entries: entriesOf(folder, readdirSync(folder).sort(), false) };
  } catch {
    return { holdsYaml: true, problem: unreadableFolder };
  }
}

/** An entry of an items folder. */
export interface ItemFolderEntry {
  name: string;
  isFile: boolean;
  /** Whether it is a folder with YAML files at any depth. */
  holdsYaml: boolean;
  /** Its own entries, if it is a folder that can hold items. */
  entries?: readonly ItemFolderEntry[];
  /** Why it cannot be read, if it is such a folder. */
  problem?: FileProblem;
}

/** The item files among these entries, sorted by path, with their problems. Hidden files are skipped. */
export const itemFilesOf = (folder: string, entries: readonly ItemFolderEntry[]): ItemFile[] =>
  collectItemFiles(folder, entries).sort((a, b) => (a.path < b.path ? -1 : 1));

function collectItemFiles(folder: string, entries: readonly ItemFolderEntry[]): ItemFile[] {
  return entries
    .filter(({ name, holdsYaml }) => !name.startsWith('.') && (isYaml(name) || holdsYaml))
    .flatMap(({ name, isFile, entries, problem }) => {
      const path = `${folder}${sep}${name}`;
      if (entries) return collectItemFiles(path, entries);
      if (problem) return { path, problem };
      if (!isYaml(name)) return { path, problem: nestedFolder };
      if (name.includes('\ufffd')) return { path, problem: notUtf8Name };
      if (!isFile) return { path, problem: notRegularFile };
      if (!name.endsWith('.yaml')) return { path, problem: wrongExtension };
      return { path };
    });
}

export const isYaml = (name: string) => /\.ya?ml$/i.test(name);

/** Whether a folder has YAML files at any depth, not following links. True if it cannot be read or is very large. */
function containsYaml(folder: string): boolean {
  const folders = [folder];
  for (const each of folders) {
    if (folders.length > 500) return true;
    try {
      for (const entry of readdirSync(each, { withFileTypes: true })) {
        if (isYaml(entry.name)) return true;
        if (entry.isDirectory()) folders.push(join(each, entry.name));
      }
    } catch {
      return true;
    }
  }
  return false;
}
