/**
 * The index of a plan's files: a disposable read model, which only spares work. What it tells of a file is what the file's
 * text says, for each file is looked at each time; where the index is damaged, foreign or can't be written, files are read.
 */
import type { Stats } from 'node:fs';
import type { Item } from '../../../schemas/item.ts';
import type { SchemaName, SchemaType } from '../../plan/rules/is-valid.ts';
import { buildId, diskTime, removeCache, replaceCache } from '../cache-file.ts';
import { entryAt, type Read as FileRead } from '../fs.ts';
import { CorruptIndex } from './container.ts';
import { isDetectable, isFresh, statKey } from './freshness.ts';
import { type CleanFlags, type IndexData, readIndex } from './read.ts';
import { type Entry, type Read, roundTrips, serialize } from './write.ts';

export interface Index {
  /** Begins to read the plan's files. */
  reading(): IndexedReading;
  /** Writes down what the last reading of all files learned. Never fails. */
  keep(): void;
  /** Whether something failed because the index is damaged, which is then removed. */
  forgot(error: unknown): boolean;
}

export interface IndexedReading {
  /** What a file is known to hold; undefined where it has to be read. @throws Damaged */
  cached<Name extends SchemaName>(name: Name, path: string): SchemaType<Name> | undefined;
  /** Takes note of what was read of a file, after it was not known. */
  record(name: SchemaName, path: string, value: unknown, read: FileRead): void;
  /** All files of the plan were read. */
  complete(): void;
  /**
   * Where nothing was found when it was last judged, on this day and beside the same other files. Edits of others can
   * still bear on items where ids are concerned, and on the register where it is used.
   */
  sound(day: string): CleanParts;
  /** Takes note of where something is to be found on a day: the items, and whether nothing is in the other two files. */
  recordClean(day: string, loud: ReadonlySet<Item>, others: Omit<CleanParts, 'items'>): void;
}

/** The parts of a plan in which nothing is wrong. */
export interface CleanParts {
  items: ReadonlySet<Item>;
  plan: boolean;
  register: boolean;
}

export const noneSound: CleanParts = { items: new Set(), plan: false, register: false };

/** An index is written anew when so many of its files, by their share, had to be read: it costs as much as reading those. */
const share = 200;
/**
 * @param root the plan's folder
 * @param file where the index is, or will be
 * @param facts whether items are only asked for facts of theirs, each read when it is asked for; else they come whole
 */
export function indexOf({ root, file, facts }: { root: string; file: string; facts: boolean }): Index {
  const about = JSON.stringify([buildId, root]);
  let memory: IndexData | null | undefined;
  // What is changed from then on bears a time that is no earlier. Null where nothing can be kept.
  let begun: Stats | null | undefined;
  let last: Read | undefined;

  function reading(): IndexedReading {
    memory ??= readIndex(file, about, facts);
    const read: Read = { single: new Map(), items: [], values: [], learned: 0, sound: null };
    let strangers = 0;
    function note(name: SchemaName, entry: Entry, value: unknown): void {
      if (name !== 'item') read.single.set(name, entry);
      else {
        read.items.push(entry);
        read.values.push(value as Item);
      }
    }
    /** What was found is of use only beside the same files, none more and none fewer. */
    const isSamePlan = () =>
      strangers === 0 &&
      read.items.length + read.single.size === memory?.paths.length &&
      [...read.single.values()].every((entry) => typeof entry === 'number');
    /** Which of the rows are known to be sound. */
    const flagsOf = (sound: CleanFlags) =>
      Uint8Array.from(read.items, (entry) => (typeof entry === 'number' ? sound.flags[entry - 2]! : 0));
    return {
      cached(name, path) {
        const row = memory?.rowOf(path.slice(root.length + 1));
        if (row === undefined) strangers++;
        else {
          const stats = entryAt(path);
          if (stats?.isFile() && isFresh(memory!.proofs, row, stats)) {
            const value = memory!.value(name, row);
            note(name, row, value);
            return value as never;
          }
        }
        if (begun === undefined) begun = diskTime(file);
        return undefined;
      },
      record(name, path, value, { text, stats }) {
        if (!stats || !begun || !isDetectable(stats, begun) || !roundTrips(value, text)) return;
        note(name, { path: path.slice(root.length + 1), proof: statKey(stats), value }, value);
        read.learned++;
      },
      complete() {
        const sound = memory?.sound;
        if (sound && isSamePlan())
          read.sound = { ...sound, flags: read.learned === 0 ? sound.flags : flagsOf(sound) };
        last = read;
      },
      sound(day) {
        const { sound, values } = read;
        if (sound?.day !== day) return noneSound;
        return { ...sound, items: new Set(values.filter((_, row) => sound.flags[row] === 1)) };
      },
      recordClean(day, loud, { plan, register }) {
        const flags = Uint8Array.from(read.values, (item) => (loud.has(item) ? 0 : 1));
        const before = read.sound?.day === day ? read.sound.flags : new Uint8Array(flags.length);
        const news = flags.reduce((sum, flag, row) => sum + (flag === before[row] ? 0 : 1), 0);
        const areOthersNews = read.sound?.plan !== plan || read.sound.register !== register;
        read.learned = areOthersNews ? flags.length : Math.max(read.learned, news);
        read.sound = { day, plan, register, flags };
      },
    };
  }

  function keep(): void {
    const read = last;
    last = undefined;
    if (!read || read.learned === 0 || read.learned * share < read.items.length) return;
    try {
      const parts = serialize(about, memory ?? null, read);
      if (parts) replaceCache(file, parts);
    } catch (error) {
      if (!(error instanceof CorruptIndex)) throw error;
      removeCache(file);
    }
  }

  function forgot(error: unknown): boolean {
    if (!(error instanceof CorruptIndex)) return false;
    removeCache(file);
    return true;
  }

  return { reading, keep, forgot };
}
