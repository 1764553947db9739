/** Reads the files of a plan. A file that cannot be read becomes a finding; none is skipped silently. */
import { basename, extname, join, relative, sep } from 'node:path';
import type { Agency } from '../../../schemas/agencies.ts';
import type { Item } from '../../../schemas/item.ts';
import type { PlanFile } from '../../../schemas/plan.ts';
import { type Finding, PlanError } from '../../errors.ts';
import {
  canonicalId,
  compareIds,
  findItem,
  folderOfHundred,
  idOf,
  type Plan,
} from '../../plan/model/plan.ts';
import type { SchemaName } from '../../plan/rules/is-valid.ts';
import type { fileRules } from '../../plan/rules/rule-summaries.ts';
import { type Progress, withProgress } from '../../progress-line.ts';
import type { CacheReading, PlanCache } from '../plan-cache/plan-cache.ts';
import type { readValue } from '../yaml/read-value.ts';
import type { Source } from '../yaml/source.ts';
import { startOfFile } from '../yaml/text-position.ts';
import { diskFiles, type ItemFile, type PlanFiles } from './file-source.ts';
import { type ItemPaths, itemPath, itemPaths } from './item-paths.ts';

/** What was read of a plan, and findings for what was not. */
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
  /** The names of all plan files, readable or not. */
  files: readonly string[];
  findings: readonly Finding[];
  /** How many files have findings. */
  unreadable: number;
  /** This reading in the plan cache, if there is a cache and all files were read. */
  cache?: CacheReading | undefined;
}

/** A reading with valid settings and agencies; items may be missing because they could not be read. */
export interface LoadedPlan extends PlanReading {
  plan: Plan;
}

/** Which plan to read, and how. */
export interface PlanSource {
  root: string;
  /** The folder that names of files are relative to. */
  cwd: string;
  /** By default, the files on disk. */
  folder?: PlanFiles | undefined;
  /** By default, `readValue`. */
  reader?: typeof readValue | undefined;
  /** By default, every file is read. */
  cache?: PlanCache | undefined;
  /** Reports how many items have been read. */
  progress?: Progress | undefined;
}

/**
 * Reads the files of a plan.
 *
 * @param only the ids of the items to read; by default, all items are read
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
  const readAt = async <Name extends SchemaName>(name: Name, possible: ItemPaths) => {
    const { path, opened } = openEither(folder, possible);
    paths.push(path);
    // Loaded only if a file is not in the cache.
    readText ??= (await import('../yaml/read-value.ts')).readValue;
    const result = await readFile(name, { opened, reader: readText }, path, nameOf(path));
    findings.push(...result.findings);
    if (result.value && 'text' in opened) reading?.add(name, path, result.value, opened);
    return result;
  };
  const readSingle = async <Name extends SchemaName>(name: Name, path: string) => {
    const value = reading?.get(name, path);
    if (value === undefined) return await readAt(name, { path });
    paths.push(path);
    return { value, source: lazySource(folder, path, nameOf(path)) };
  };
  const settings = await readSingle('plan', join(root, 'plan.yaml'));
  const agencies = await readSingle('agencies', join(root, 'agencies.yaml'));
  const unsorted: Item[] = [];
  // For an item from the cache, only the path.
  const origins: (Source | string)[] = [];
  const addItem = (item: Item, origin: Source | string) => {
    unsorted.push(item);
    origins.push(origin);
  };
  // There may be very many items, so those from the cache need no `await`, and their sources are created when needed.
  for (const file of withProgress(filesOf(root, folder, settings.value, only), progress)) {
    const cached = file.problem || only ? undefined : reading?.get('item', file.path);
    if (cached !== undefined) {
      paths.push(file.path);
      addItem(cached, file.path);
    } else if (file.problem) {
      paths.push(file.path);
      findings.push(fileFinding(nameOf(file.path), ...file.problem));
    } else {
      const { value, source } = await readAt('item', file);
      if (value && source) addItem(value, source);
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

/** The indexes of the items in the order of their ids; null if they are in this order, as they usually are. */
function orderOf(items: readonly Item[]): number[] | null {
  const ids = items.map(idOf);
  if (ids.every((id, at) => at === 0 || compareIds(ids[at - 1]!, id) <= 0)) return null;
  return [...ids.keys()].sort((a, b) => compareIds(ids[a]!, ids[b]!));
}

/** The sources by item. Few of them are needed, so they are created on demand where only the path is known. */
function sourcesOf(
  items: readonly Item[],
  origins: (Source | string)[],
  toSource: (path: string) => Source,
): Pick<ReadonlyMap<Item, Source>, 'get'> {
  let indexes: Map<Item, number> | undefined;
  return {
    get(item) {
      indexes ??= new Map(items.map((each, at) => [each, at]));
      const at = indexes.get(item);
      if (at === undefined) return undefined;
      const origin = origins[at]!;
      const source = typeof origin === 'string' ? toSource(origin) : origin;
      origins[at] = source;
      return source;
    },
  };
}

/** Gives the name of a plan file as the user would type it. */
function displayName(root: string, cwd: string): (path: string) => string {
  const [folder, top] = [relative(cwd, root), `${root}${sep}`];
  // From within the plan, a relative path need not go through its root.
  if (cwd.startsWith(top)) return (path) => relative(cwd, path);
  const below = folder === '' ? '' : `${folder}${sep}`;
  return (path) => (path.startsWith(top) ? `${below}${path.slice(top.length)}` : relative(cwd, path));
}

/** The source of a file whose value came from the cache; its text is read when it is used. */
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

/** The ids of items that could not be read, from the names of their files. */
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
 * Reads a plan whose settings and agencies must be valid.
 *
 * @param only the ids of the items to read; if one of them is not in the file of its name, all items are read
 * @throws PlanError `broken-plan` if `plan.yaml` or `agencies.yaml` cannot be read
 */
export async function loadPlan(source: PlanSource, only?: readonly string[]): Promise<LoadedPlan> {
  const reading = await readPlan(source, only);
  const { settings, agencies, items, findings } = reading;
  if (!settings || !agencies)
    throw new PlanError('broken-plan', 'the plan cannot be read', 'fix the errors above', findings);
  const plan = { settings, agencies, items };
  if (only && !only.every((id) => findItem(plan, id))) return await loadPlan(source);
  return Object.assign(reading, { settings, agencies, plan });
}

/**
 * The item with an id as the user typed it.
 *
 * @throws PlanError `broken-plan` if its file cannot be read; `not-found`
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
    throw new PlanError('broken-plan', `item \`${text}\` cannot be read`, 'fix the errors above', broken);
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
  displayed: string,
) {
  if ('text' in opened) {
    const source = { path, name: displayed, text: opened.text };
    return { source, ...(await reader(name, source)) };
  }
  const [message, hint] = opened.problem ?? ['this file is missing', missing[name] ?? null];
  return { value: null, source: null, findings: [fileFinding(displayed, message, hint)] };
}

const missing: Partial<Record<SchemaName, string>> = {
  agencies: 'create it, with the agencies that items name',
};

/** Opens the file at the first path where there is one. */
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
  ...startOfFile(file),
  message,
  hint,
});
