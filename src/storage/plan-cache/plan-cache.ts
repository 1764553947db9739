/**
 * The cache of a plan's parsed files, which spares parsing files that have not changed. Every file is checked each time
 * with `lstat`; a cache that is corrupt, of another build or cannot be written costs time, never a right answer.
 */
import type { Stats } from 'node:fs';
import type { Item } from '../../../schemas/item.ts';
import type { SchemaName, SchemaType } from '../../plan/rules/is-valid.ts';
import { buildId, diskTime, replaceCache } from '../cache-file.ts';
import { entryAt, type FileText } from '../fs.ts';
import { type CacheContent, type CleanFiles, planCacheBytes, readPlanCache } from './file-format.ts';
import { type CachedFile, cachedFile, isDetectable, isUnchanged } from './freshness.ts';
import { lazyItems, plainItem } from './lazy-item.ts';

export interface PlanCache {
  /** Starts a reading of the plan's files. */
  startReading(): CacheReading;
  /** Writes what the last complete reading added. Never fails. */
  save(): void;
}

/** One reading of the plan's files through the cache. */
export interface CacheReading {
  /** The value of a file that has not changed; undefined if the file must be read. */
  get<Name extends SchemaName>(name: Name, path: string): SchemaType<Name> | undefined;
  /** Adds the value of a file that was read. */
  add(name: SchemaName, path: string, value: unknown, file: FileText): void;
  /** All files of the plan were read. */
  complete(): void;
  /**
   * What validation found clean on this day, beside the same set of files. Changes of other files can still affect items
   * with the same id, and agencies that are no longer used.
   */
  cleanOn(day: string): CleanParts;
  /** Records the result of a validation: the items with findings, and whether the other two files are clean. */
  setClean(day: string, dirty: ReadonlySet<Item>, others: Omit<CleanParts, 'items'>): void;
}

/** The parts of a plan without findings. */
export interface CleanParts {
  items: ReadonlySet<Item>;
  settings: boolean;
  agencies: boolean;
}

export const nothingClean: CleanParts = { items: new Set(), settings: false, agencies: false };

/** The cache is written again once more than one in so many files had to be read. */
const filesPerChange = 200;

/**
 * @param root the plan's folder
 * @param file the cache file, which may not exist yet
 * @param lazy whether items are read field by field, or else as plain objects
 */
export function openPlanCache({
  root,
  file,
  lazy,
}: {
  root: string;
  file: string;
  lazy: boolean;
}): PlanCache {
  const key = `${buildId} ${root}`;
  let content: CacheContent | null | undefined;
  // The disk's time before the first file was read; null where no cache can be written.
  let startTime: Stats | null | undefined;
  let lastReading: ReadFiles | undefined;

  function startReading(): CacheReading {
    content ??= readPlanCache(file, key);
    const cached = content;
    const itemAt = cached && (lazy ? lazyItems(cached) : (row: number) => plainItem(cached, row));
    const rowOf = rowFinder(cached?.files ?? []);
    const valueAt = (name: SchemaName, row: number) =>
      name === 'item' ? itemAt!(row - 2) : name === 'plan' ? cached!.settings : cached!.agencies;
    const read: ReadFiles = { single: new Map(), items: [], clean: null, changes: 0 };
    let newFiles = 0;
    function note(name: SchemaName, entry: Entry): void {
      if (name === 'item') read.items.push(entry);
      else read.single.set(name, entry);
    }
    /** Whether the files are the cached ones, except that items may have changed. */
    const isSameSet = () =>
      newFiles === 0 &&
      read.items.length + read.single.size === cached?.files.length &&
      [...read.single.values()].every(({ row }) => row !== null);
    return {
      get(name, path) {
        const row = rowOf(relativePath(path));
        if (row === undefined) newFiles++;
        else {
          const entry = cached!.files[row]!;
          const stats = entryAt(path);
          if (stats?.isFile() && isUnchanged(entry, stats)) {
            const value = valueAt(name, row);
            note(name, { file: entry, value, row });
            return value as never;
          }
        }
        if (startTime === undefined) startTime = diskTime(file);
        return undefined;
      },
      add(name, path, value, { text, stats }) {
        if (!stats || !startTime || !isDetectable(stats, startTime) || !survivesJson(value, text)) return;
        note(name, { file: cachedFile(relativePath(path), stats), value, row: null });
        read.changes++;
      },
      complete() {
        const known = cached?.clean;
        if (known && isSameSet())
          read.clean = {
            ...known,
            items: read.items.map(({ row }) => (row === null ? 0 : known.items[row - 2]!)),
          };
        lastReading = read;
      },
      cleanOn(day) {
        const { clean, items } = read;
        if (clean?.day !== day) return nothingClean;
        const cleanItems = items.filter((_, at) => clean.items[at] === 1);
        return { ...clean, items: new Set(cleanItems.map(({ value }) => value as Item)) };
      },
      setClean(day, dirty, { settings, agencies }) {
        const { clean: old } = read;
        const items = read.items.map(({ value }) => (dirty.has(value as Item) ? 0 : 1));
        const changed = items.filter((flag, at) => flag !== (old?.day === day ? old.items[at] : 0)).length;
        const isOtherChanged = old?.settings !== settings || old.agencies !== agencies;
        read.changes = isOtherChanged ? items.length : Math.max(read.changes, changed);
        read.clean = { day, settings, agencies, items };
      },
    };
  }

  const relativePath = (path: string) => path.slice(root.length + 1);

  function save(): void {
    const read = lastReading;
    lastReading = undefined;
    if (!read || read.changes === 0 || read.changes * filesPerChange < read.items.length) return;
    const [settings, agencies] = [read.single.get('plan'), read.single.get('agencies')];
    if (!settings || !agencies) return;
    const files = [settings, agencies, ...read.items].map((entry) => entry.file);
    const items = read.items.map(({ value, row }) =>
      row === null ? (value as Item) : plainItem(content!, row - 2),
    );
    const parts = planCacheBytes(
      key,
      { files, clean: read.clean, settings: settings.value, agencies: agencies.value },
      items,
    );
    if (parts) replaceCache(file, parts);
  }

  return { startReading, save };
}

interface Entry {
  file: CachedFile;
  value: unknown;
  /** Its row in the cache; null if it was read from the file. */
  row: number | null;
}

/** What a reading found. */
interface ReadFiles {
  single: Map<SchemaName, Entry>;
  items: Entry[];
  clean: CleanFiles | null;
  /** How many entries of the cache are out of date. */
  changes: number;
}

/** Finds the row of a path. Files are usually read in the order of the cache. */
function rowFinder(files: readonly CachedFile[]): (path: string) => number | undefined {
  let rows: Map<string, number> | undefined;
  let next = 0;
  return (path) => {
    if (files[next]?.[0] === path) return next++;
    rows ??= new Map(files.map(([name], row) => [name, row]));
    const row = rows.get(path);
    if (row !== undefined) next = row + 1;
    return row;
  };
}

/** Whether JSON keeps a value as it is. Only `x-…` fields can have numbers that it does not. */
const survivesJson = (value: unknown, text: string): boolean => !text.includes('x-') || isJson(value);

const isJson = (value: unknown): boolean =>
  typeof value === 'number'
    ? Number.isFinite(value) && !Object.is(value, -0)
    : typeof value !== 'object' || value === null || Object.values(value).every(isJson);
