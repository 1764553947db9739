/** Plan files -> values, and what is wrong with those that can't be read. No file is ever skipped in silence. */
import { basename, extname, join, relative, sep } from 'node:path';
import type { Agency } from '../../../schemas/agencies.ts';
import type { Item } from '../../../schemas/item.ts';
import type { PlanFile } from '../../../schemas/plan.ts';
import { type Finding, PlanError } from '../../errors.ts';
import {
  canonicalId,
  compareIds,
  fileNameOf,
  findItem,
  folderOfHundred,
  idOf,
  itemFolderOf,
  type Plan,
} from '../../plan/model/plan.ts';
import type { SchemaName } from '../../plan/rules/is-valid.ts';
import type { fileRules } from '../../plan/rules/rule-summaries.ts';
import { type Progress, withProgress } from '../../progress.ts';
import type { CacheReading, PlanCache } from '../plan-cache/plan-cache.ts';
import type { readValue } from '../yaml/read-value.ts';
import type { Source } from '../yaml/source.ts';
import { diskFiles, type ItemFile, type PlanFiles } from './file-source.ts';

/** Everything that could be read of a plan, and a finding for everything that could not. */
export interface PlanReading {
  root: string;
  folder: PlanFiles;
  settings: PlanFile | null;
  agencies: readonly Agency[] | null;
  items: readonly Item[];
  sources: {
    settings: Source | null;
    agencies: Source | null;
    items: Pick<ReadonlyMap<Item, Source>, 'get'>;
  };
  /** Every plan file there is, readable or not, as the user would type it. */
  files: readonly string[];
  findings: readonly Finding[];
  /** How many files those findings are about. */
  unreadable: number;
  /** What is known of the files beside their values, where an index is at hand. */
  cache?: CacheReading | undefined;
}

/** A reading whose plan is whole but for items that could not be read. */
export interface LoadedPlan extends PlanReading {
  plan: Plan;
}

/** Which plan, where its names are told from, and in what state. */
export interface PlanSource {
  root: string;
  cwd: string;
  /** Its files; by default those on the disk. */
  folder?: PlanFiles | undefined;
  /** How a text is read; by default each anew. */
  reader?: typeof readValue | undefined;
  /** What is known of the files on the disk; absent, each is read. */
  cache?: PlanCache | undefined;
  /** Is told how many items are read. */
  progress?: Progress | undefined;
}

/**
 * Reads the files of a plan.
 * @param only the items to read, by id; absent, every item there is
 */
export async function readPlan(
  { root, cwd, folder = diskFiles(root), reader, cache, progress }: PlanSource,
  only?: readonly string[],
): Promise<PlanReading> {
  const findings: Finding[] = [];
  const paths: string[] = [];
  const reading = cache?.startReading();
  const nameOf = displayName(root, cwd);
  let readText = reader;
  const open = async <Name extends SchemaName>(name: Name, places: ItemPaths) => {
    const { path, opened } = openEither(folder, places);
    paths.push(path);
    // Where every file is known, nothing has to be read.
    readText ??= (await import('../yaml/read-value.ts')).readValue;
    const result = await readFile(name, { opened, reader: readText }, path, nameOf(path));
    findings.push(...result.findings);
    if (result.value && 'text' in opened) reading?.add(name, path, result.value, opened);
    return result;
  };
  const single = async <Name extends SchemaName>(name: Name, path: string) => {
    const value = reading?.get(name, path);
    if (value === undefined) return await open(name, { path });
    paths.push(path);
    return { value, source: lazySource(folder, path, nameOf(path)) };
  };
  const settings = await single('plan', join(root, 'plan.yaml'));
  const agencies = await single('agencies', join(root, 'agencies.yaml'));
  const unsorted: Item[] = [];
  // Of a file that was not read, the path alone.
  const origins: (Source | string)[] = [];
  const take = (item: Item, origin: Source | string) => {
    unsorted.push(item);
    origins.push(origin);
  };
  // There may be very many: what is known of one is had without waiting, and nothing is made of it before it is wanted.
  for (const file of withProgress(filesOf(root, folder, settings.value, only), progress)) {
    const known = file.problem || only ? undefined : reading?.get('item', file.path);
    if (known !== undefined) {
      paths.push(file.path);
      take(known, file.path);
    } else if (file.problem) {
      paths.push(file.path);
      findings.push(fileFinding(nameOf(file.path), ...file.problem));
    } else {
      const { value, source } = await open('item', file);
      if (value && source) take(value, source);
    }
  }
  if (!only) reading?.complete();
  const order = orderOf(unsorted);
  const items = order?.map((at) => unsorted[at]!) ?? unsorted;
  let files: string[] | undefined;
  return {
    root,
    folder,
    settings: settings.value,
    agencies: agencies.value?.agencies ?? null,
    items,
    sources: {
      settings: settings.source,
      agencies: agencies.source,
      items: sourcesOf(unsorted, origins, (path) => lazySource(folder, path, nameOf(path))),
    },
    get files() {
      files ??= paths.map(nameOf);
      return files;
    },
    findings,
    unreadable: new Set(findings.map(({ file }) => file)).size,
    cache: only ? undefined : reading,
  };
}

/** Where each item of the natural order stands among these; null where they are in it, as files are that have the names of their items. */
function orderOf(items: readonly Item[]): number[] | null {
  const ids = items.map(idOf);
  if (ids.every((id, at) => at === 0 || compareIds(ids[at - 1]!, id) <= 0)) return null;
  return [...ids.keys()].sort((a, b) => compareIds(ids[a]!, ids[b]!));
}

/** The source of each item, by the item. Of very many, few are asked for: what is known by its path alone is made then. */
function sourcesOf(
  items: readonly Item[],
  origins: (Source | string)[],
  known: (path: string) => Source,
): Pick<ReadonlyMap<Item, Source>, 'get'> {
  let places: Map<Item, number> | undefined;
  return {
    get(item) {
      places ??= new Map(items.map((each, at) => [each, at]));
      const at = places.get(item);
      if (at === undefined) return undefined;
      const origin = origins[at]!;
      const source = typeof origin === 'string' ? known(origin) : origin;
      origins[at] = source;
      return source;
    },
  };
}

/** How the user would type a file of the plan. */
function displayName(root: string, cwd: string): (path: string) => string {
  const [shown, top] = [relative(cwd, root), `${root}${sep}`];
  // From within the plan, the way to a file need not go over its top.
  if (cwd.startsWith(top)) return (path) => relative(cwd, path);
  const below = shown === '' ? '' : `${shown}${sep}`;
  return (path) => (path.startsWith(top) ? `${below}${path.slice(top.length)}` : relative(cwd, path));
}

/** Of a file that was not read, the text is read where somebody asks for it: it is the same, or has just been changed. */
function lazySource(folder: PlanFiles, path: string, name: string): Source {
  let text: string | undefined;
  return {
    path,
    name,
    get text() {
      if (text === undefined) {
        const opened = folder.open(path);
        text = 'text' in opened ? opened.text : '';
      }
      return text;
    },
  };
}

/** The ids that the names of unreadable items' files say. */
export function unreadableIds(
  { root, findings }: Pick<PlanReading, 'root' | 'findings'>,
  { cwd }: Pick<PlanSource, 'cwd'>,
): string[] {
  const items = relative(cwd, join(root, 'items'));
  const names = findings
    .map(({ file }) => file)
    .filter((file) => file.startsWith(items))
    .map((file) => canonicalId(basename(file, extname(file))));
  return [...new Set(names)];
}

/**
 * Reads the plan that a command is about.
 * @param only the items it is about, by id, which spares reading all the others; where one of them is not found in the
 *   file of its name, every item is read after all
 * @throws PlanError `broken-plan` where `plan.yaml` or `agencies.yaml` can't be read: no answer would be true then.
 */
export async function loadPlan(where: PlanSource, only?: readonly string[]): Promise<LoadedPlan> {
  const reading = await readPlan(where, only);
  const { settings, agencies, items, findings } = reading;
  if (!settings || !agencies)
    throw new PlanError('broken-plan', 'the plan can’t be read', 'mend what is listed', findings);
  const plan = { settings, agencies, items };
  if (only && !only.every((id) => findItem(plan, id))) return await loadPlan(where);
  return Object.assign(reading, { settings, agencies, plan });
}

interface ItemPaths {
  path: string;
  otherPath?: string | undefined;
}

/** Where the item of an id stands, or would, by the plan's own choice; and where it is found too. */
export function itemPaths(root: string, settings: PlanFile, id: string): ItemPaths {
  const own = canonicalId(id);
  const [folder, hundred] = [itemFolderOf(own, settings), folderOfHundred(own, settings)];
  const inItems = (folder: string | null) => join(root, 'items', folder ?? '', fileNameOf(own, settings));
  return {
    path: inItems(folder),
    otherPath: hundred === null ? undefined : inItems(folder === null ? hundred : null),
  };
}

export const itemPath = (root: string, settings: PlanFile, id: string): string =>
  itemPaths(root, settings, id).path;

/**
 * The file that an item stands in, and in a plan with folders the one that it had without. A plan without is not asked:
 * git looks up one file of a long past far faster than two.
 */
export function historyPaths({ root, plan: { settings }, sources }: LoadedPlan, item: Item): string[] {
  const { path } = sources.items.get(item)!;
  const { otherPath: elsewhere } = itemPaths(root, settings, idOf(item));
  return itemFolderOf(idOf(item), settings) === null || elsewhere === undefined ? [path] : [path, elsewhere];
}

/**
 * The item a person names.
 * @throws PlanError `broken-plan` where its file can't be read; `not-found`
 */
export function getItem({ root, plan, findings }: LoadedPlan, text: string): Item {
  const item = findItem(plan, text);
  if (item) return item;
  const names = [
    basename(itemPath(root, plan.settings, text)),
    folderOfHundred(canonicalId(text), plan.settings),
  ];
  const broken = findings.filter(({ file }) => names.includes(basename(file)));
  if (broken.length > 0)
    throw new PlanError('broken-plan', `item \`${text}\` can’t be read`, 'mend what is listed', broken);
  const ids = plan.items.map(idOf);
  throw new PlanError(
    'not-found',
    `there is no item \`${text}\`: the plan has ${ids.length === 0 ? 'none' : ids.length === 1 ? `\`${ids[0]}\` alone` : `${ids.length}, from \`${ids[0]}\` to \`${ids.at(-1)}\``}`,
    'see `plan list`',
  );
}

async function readFile<Name extends SchemaName>(
  name: Name,
  { opened, reader }: { opened: ReturnType<PlanFiles['open']>; reader: typeof readValue },
  path: string,
  shown: string,
) {
  if ('text' in opened) {
    const source = { path, name: shown, text: opened.text };
    return { source, ...(await reader(name, source)) };
  }
  const [message, hint] = opened.problem ?? ['this file is missing', missing[name] ?? null];
  return { value: null, source: null, findings: [fileFinding(shown, message, hint)] };
}

const missing: Partial<Record<SchemaName, string>> = {
  agencies: 'make it: it lists the agencies that items name',
};

/** Where a file is not in its place, it may be elsewhere. */
function openEither(folder: PlanFiles, { path, otherPath: elsewhere }: ItemPaths) {
  const opened = folder.open(path);
  if (elsewhere === undefined || exists(opened)) return { path, opened };
  const found = folder.open(elsewhere);
  return exists(found) ? { path: elsewhere, opened: found } : { path, opened };
}

const exists = (opened: ReturnType<PlanFiles['open']>) => 'text' in opened || opened.problem !== null;

function filesOf(
  root: string,
  folder: PlanFiles,
  settings: PlanFile | null,
  only: readonly string[] | undefined,
): readonly (ItemFile & ItemPaths)[] {
  if (!settings || !only?.every((id) => /^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(id))) return folder.items();
  return [...new Set(only.map(canonicalId))].map((id) => itemPaths(root, settings, id));
}

const fileFinding = (file: string, message: string, hint: string | null): Finding => ({
  rule: 'unreadable-file' satisfies keyof typeof fileRules,
  severity: 'error',
  file,
  line: 1,
  column: 1,
  length: 1,
  source: null,
  message,
  hint,
});
