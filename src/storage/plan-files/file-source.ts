/** Where a plan's files come from: the disk, or a state of the plan that git remembers. */
import { readdirSync, type Stats } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { PlanError } from '../../errors.ts';
import { isItemFolder } from '../../plan/model/plan.ts';
import { entryAt, errno, type FileText, listFolder, readText, tryReadText } from '../fs.ts';

export interface PlanFiles {
  /** A file's text, or why it can't be read: null where there is none. */
  open(path: string): FileText | { problem: FileProblem | null };
  /** The files of its folder of items and of those in it, in the order of their paths. */
  items(): readonly ItemFile[];
  /** What is in its folder of evidence, in the order of the names. */
  evidence(): readonly EvidenceFolderEntry[];
}

export interface EvidenceFolderEntry {
  name: string;
  /** SHA-256 of its bytes, in hexadecimal; null where it is no regular file, or larger than any that is kept. */
  digest(): Promise<string | null>;
}

export interface ItemFile {
  /** Absolute. */
  path: string;
  /** Why it can't be an item. */
  problem?: FileProblem;
}

export type FileProblem = readonly [message: string, hint: string | null];

export const notRegularFile: FileProblem = ['this is not a regular file', 'put the file itself in its place'];
const noItemsFolder = (what: string): FileProblem => [what, 'make `items`, with a file for each item'];
export const isSymlink: FileProblem = [
  'the folder of items is a symbolic link, which can lead out of the plan',
  'put the folder itself in its place',
];
const nestedFolder: FileProblem = [
  'items in a folder below are not read',
  'move its files up, beside the other items',
];
const unreadableFolder: FileProblem = ['this folder of items can’t be read', 'see who may read it'];
const notUtf8Name: FileProblem = ['this file’s name is not UTF-8', 'rename it'];
const wrongExtension: FileProblem = ['an item’s file ends in `.yaml`', 'rename it'];

/** The plan in `root` as its files are at this moment. */
export const diskFiles = (root: string): PlanFiles => ({
  open: openingIn(join(root, 'items')),
  items: () => itemFiles(join(root, 'items')),
  evidence: () =>
    // What a link leads to is not kept with the plan.
    (entryAt(join(root, 'evidence'))?.isDirectory() ? listFolder(join(root, 'evidence')) : []).map(
      (name) => ({
        name,
        // Most readers need no digests, and loading what makes them takes its time.
        digest: async () => (await import('./evidence-store.ts')).digestOf(join(root, 'evidence', name)),
      }),
    ),
});

/** Opens files, but none in a folder of items that is a link: each of those is looked at once. */
function openingIn(items: string): PlanFiles['open'] {
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
  // Reading a pipe would wait for ever; a link can lead out of the plan.
  if (!stats.isFile()) return { problem: notRegularFile };
  try {
    return { text: readText(path), stats };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return { problem: [error.message.replace(`\`${path}\``, 'this file'), error.hint] };
  }
}

function itemFiles(folder: string): ItemFile[] {
  if (entryAt(folder)?.isSymbolicLink()) return [{ path: folder, problem: isSymlink }];
  let names: string[];
  try {
    names = readdirSync(folder).sort();
  } catch (error) {
    const what =
      errno(error) === 'ENOENT' ? 'there is no folder of items' : 'the folder of items can’t be read';
    return [{ path: folder, problem: noItemsFolder(what) }];
  }
  // Most folders hold nothing else, and some very many.
  if (names.every(isItemFile)) return names.map((name) => ({ path: folder + sep + name }));
  return itemsAmong(folder, entriesOf(folder, names));
}

/** Whether nothing is odd about a file's name. */
const isItemFile = (name: string) => /^[^.\ufffd][^\ufffd]*\.yaml$/.test(name);

/** Of what is called as an item is, nothing more is asked yet: whoever opens it sees what it is. */
function entriesOf(folder: string, names: readonly string[], isTop = true): ItemFolderEntry[] {
  return names.map((name) => {
    if (isYaml(name) || name.startsWith('.')) return { name, isFile: true, holdsYaml: false };
    const path = `${folder}/${name}`;
    const entry = entryAt(path);
    if (isTop && isItemFolder(name)) return { name, isFile: false, ...hundredIn(path, entry) };
    return { name, isFile: false, holdsYaml: (entry?.isDirectory() && isYamlIn(path)) ?? false };
  });
}

/** What a folder of a hundred items holds. */
function hundredIn(
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

/** What stands in a folder of items, under one name. */
export interface ItemFolderEntry {
  name: string;
  isFile: boolean;
  /** It is a folder, and somewhere in it are YAML files. */
  holdsYaml: boolean;
  /** What is in it, where it is a folder that can hold items. */
  entries?: readonly ItemFolderEntry[];
  /** Why it can't be read, where it is such a folder. */
  problem?: FileProblem;
}

/** The files among these that are items, and why some of them can't be. Hidden files are nobody's items. */
export const itemsAmong = (folder: string, entries: readonly ItemFolderEntry[]): ItemFile[] =>
  filesAmong(folder, entries).sort((a, b) => (a.path < b.path ? -1 : 1));

function filesAmong(folder: string, entries: readonly ItemFolderEntry[]): ItemFile[] {
  return entries
    .filter(({ name, holdsYaml }) => !name.startsWith('.') && (isYaml(name) || holdsYaml))
    .flatMap(({ name, isFile, entries, problem }) => {
      const path = `${folder}${sep}${name}`;
      if (entries) return filesAmong(path, entries);
      if (problem) return { path, problem };
      if (!isYaml(name)) return { path, problem: nestedFolder };
      if (name.includes('\ufffd')) return { path, problem: notUtf8Name };
      if (!isFile) return { path, problem: notRegularFile };
      if (!name.endsWith('.yaml')) return { path, problem: wrongExtension };
      return { path };
    });
}

export const isYaml = (name: string) => /\.ya?ml$/i.test(name);

/** Links are not followed. Of what can't be read, or goes on and on, it is taken for granted. */
function isYamlIn(folder: string): boolean {
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
