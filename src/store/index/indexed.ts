/**
 * The index of a plan's files: a disposable read model, which only spares work. What it tells of a file is what the file's
 * text says, for each file is looked at each time; where the index is damaged, foreign or can't be written, files are read.
 */
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  renameSync,
  type Stats,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Item } from '../../../schemas/item.ts';
import type { Shaped, ShapeName } from '../../plan/right.ts';
import { beside, entryAt } from '../files.ts';
import { type Column, columnSections, columnsIn } from './columns.ts';
import { isProven, proofLength, proofOf, wouldShow } from './proof.ts';
import { keysColumn, rememberedItem, wholeItem } from './remembered.ts';
import { Damaged, openSections, type Sections, sealed } from './sections.ts';

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
  known<Name extends ShapeName>(name: Name, path: string): Shaped<Name> | undefined;
  /** Takes note of what was read of a file that is not known. */
  learn(name: ShapeName, path: string, value: unknown, text: string): void;
  /** All files of the plan were read. */
  whole(): void;
  /**
   * The items in which nothing was found when they were last judged, on this day and beside the same other files. Edits of
   * others can still bear on them where ids are concerned.
   */
  sound(day: string): ReadonlySet<Item>;
  /** Whether nothing was found in the plan's own file either. */
  isPlanSound(day: string): boolean;
  /** Takes note of the items in which something is to be found on a day, and whether the plan's file is sound: so are all others. */
  judged(day: string, loud: ReadonlySet<Item>, isPlanSound: boolean): void;
}

/** A file that was read just now: as it was before that. */
interface Learned {
  path: string;
  stats: Stats;
  value: unknown;
}

/** Which items, by row, are sound on a day. */
interface Sound {
  day: string;
  /** Whether the plan's own file is, too. */
  plan: boolean;
  flags: Uint8Array;
}

/** What a reading has found. */
interface Read {
  single: Map<ShapeName, Entry>;
  items: Entry[];
  values: Item[];
  learned: number;
  sound: Sound | null;
}

/** A row of the index that still holds, or what there is to be written in its place. */
type Entry = number | Learned;

declare const PLANTRAIL_BUILD: string | undefined;
/** Another program may read the same texts otherwise. */
const program = typeof PLANTRAIL_BUILD === 'string' ? PLANTRAIL_BUILD : 'not built';

/** An index is written anew when so many of its files, by their share, had to be read: it costs as much as reading those. */
const share = 200;
/** Keys of one's own may be any: items with more of them than this are not for columns. */
const mostKeys = 100;

/**
 * @param root the plan's folder
 * @param file where the index is, or will be
 * @param facts whether items are only asked for facts of theirs, each read when it is asked for; else they come whole
 */
export function indexOf({ root, file, facts }: { root: string; file: string; facts: boolean }): Index {
  const about = JSON.stringify([program, root]);
  let memory: Memory | null | undefined;
  // What is changed from then on bears a time that is no earlier.
  let begun: Stats | null | undefined;
  let last: Read | undefined;

  function reading(): IndexedReading {
    memory ??= recall(file, about, facts);
    const looked = new Map<string, Stats>();
    const read: Read = { single: new Map(), items: [], values: [], learned: 0, sound: null };
    let strangers = 0;
    function note(name: ShapeName, entry: Entry, value: unknown): void {
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
    return {
      known(name, path) {
        const stats = entryAt(path);
        if (!stats?.isFile()) return undefined;
        const row = memory?.rowOf(path.slice(root.length + 1));
        if (row !== undefined && isProven(memory!.proofs, row, stats)) {
          const value = memory!.value(name, row);
          note(name, row, value);
          return value as never;
        }
        if (row === undefined) strangers++;
        begun ??= momentAt(file);
        if (begun) looked.set(path, stats);
        return undefined;
      },
      learn(name, path, value, text) {
        const stats = looked.get(path);
        if (!stats || !begun || !wouldShow(stats, begun) || !survives(value, text)) return;
        note(name, { path: path.slice(root.length + 1), stats, value }, value);
        read.learned++;
      },
      whole() {
        if (memory?.sound && isSamePlan())
          read.sound = {
            ...memory.sound,
            flags: Uint8Array.from(read.items, (entry) =>
              typeof entry === 'number' ? memory!.sound!.flags[entry - 2]! : 0,
            ),
          };
        last = read;
      },
      sound(day) {
        const { sound, values } = read;
        return new Set(sound?.day === day ? values.filter((_, row) => sound.flags[row] === 1) : []);
      },
      isPlanSound: (day) => read.sound?.day === day && read.sound.plan,
      judged(day, loud, plan) {
        const flags = Uint8Array.from(read.values, (item) => (loud.has(item) ? 0 : 1));
        const before = read.sound?.day === day ? read.sound.flags : new Uint8Array(flags.length);
        const news = flags.reduce((sum, flag, row) => sum + (flag === before[row] ? 0 : 1), 0);
        read.learned = read.sound?.plan === plan ? Math.max(read.learned, news) : flags.length;
        read.sound = { day, plan, flags };
      },
    };
  }

  function keep(): void {
    const read = last;
    last = undefined;
    if (!read || read.learned === 0 || read.learned * share < read.items.length) return;
    try {
      const bytes = written(about, memory ?? null, read);
      if (bytes) replace(file, bytes);
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      forget(file);
    }
  }

  function forgot(error: unknown): boolean {
    if (!(error instanceof Damaged)) return false;
    forget(file);
    return true;
  }

  return { reading, keep, forgot };
}

/** Removes an index, or what was to be one. Never fails. */
function forget(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // What can't be removed harms nobody: it is not believed.
  }
}

/** Two may write at once: each writes a file of its own, and the last to finish is remembered. Never fails. */
function replace(file: string, bytes: Uint8Array): void {
  const own = beside(file);
  try {
    writeFileSync(own, bytes, { mode: 0o600 });
    renameSync(own, file);
  } catch {
    // A full disk, say. The next one reads the files again.
    forget(own);
  }
}

interface Memory {
  rowOf(path: string): number | undefined;
  paths: readonly string[];
  proofs: Float64Array;
  columns: ReadonlyMap<string, Column>;
  /** Of `plan.yaml` and of `agencies.yaml`, in JSON. */
  json(name: 'plan' | 'agencies'): string;
  value(name: ShapeName, row: number): unknown;
  sound: Sound | null;
}

function recall(file: string, about: string, facts: boolean): Memory | null {
  const sections = openSections(file, about);
  if (!sections) return null;
  const paths = text(sections, 'paths').split('\0');
  const columns = columnsIn(sections);
  const itemIn = facts ? rememberedItem(columns) : wholeItem(columns);
  const { buffer, byteOffset, length } = sections.bytes('proofs');
  const json = (name: string) => text(sections, name);
  const [day = '', plan] = text(sections, 'judged').split(' ');
  let rows: Map<string, number> | undefined;
  let next = 0;
  return {
    paths,
    columns,
    proofs: new Float64Array(buffer as ArrayBuffer, byteOffset, length / 8),
    json,
    rowOf(path) {
      // Whoever asks for all asks for them in this order.
      if (paths[next] === path) return next++;
      rows ??= new Map(paths.map((path, row) => [path, row]));
      const row = rows.get(path);
      if (row !== undefined) next = row + 1;
      return row;
    },
    value: (name, row) => (name === 'item' ? itemIn(row - 2) : JSON.parse(json(name))),
    sound: day === '' ? null : { day, plan: plan === 'sound', flags: sections.bytes('sound') },
  };
}

const text = (sections: Sections, name: string): string => Buffer.from(sections.bytes(name)).toString();

/** The moment, by the clock of the disk that the index is on; null where nothing can be kept there. */
function momentAt(file: string): Stats | null {
  const path = beside(file);
  try {
    mkdirSync(dirname(file), { recursive: true });
    const descriptor = openSync(path, 'wx', 0o600);
    unlinkSync(path);
    const stats = fstatSync(descriptor);
    closeSync(descriptor);
    return stats;
  } catch {
    return null;
  }
}

/** Whether JSON has a value as it is: numbers that it lacks can stand in one's own `x-…` alone. */
const survives = (value: unknown, text: string): boolean => !text.includes('x-') || isJson(value);

const isJson = (value: unknown): boolean =>
  typeof value === 'number'
    ? Number.isFinite(value) && !Object.is(value, -0)
    : typeof value !== 'object' || value === null || Object.values(value).every(isJson);

function written(
  about: string,
  memory: Memory | null,
  { single, items: seen, sound }: Read,
): Uint8Array | null {
  const [plan, agencies] = [single.get('plan'), single.get('agencies')];
  if (plan === undefined || agencies === undefined) return null;
  const all = [plan, agencies, ...seen];
  const proofs = new Float64Array(all.length * proofLength);
  const paths = all.map((each, row) => {
    if (typeof each !== 'number') {
      proofs.set(proofOf(each.stats), row * proofLength);
      return each.path;
    }
    proofs.set(memory!.proofs.subarray(each * proofLength, (each + 1) * proofLength), row * proofLength);
    return memory!.paths[each]!;
  });
  const columns = new Map<string, string[]>();
  for (const [row, each] of seen.entries())
    for (const [name, json] of typeof each === 'number'
      ? recalled(memory!, each - 2)
      : told(each.value as Item)) {
      let column = columns.get(name);
      if (!column) {
        column = new Array<string>(seen.length).fill('');
        columns.set(name, column);
      }
      if (columns.size > mostKeys) return null;
      column[row] = json;
    }
  const jsonOf = (name: 'plan' | 'agencies', from: Entry) =>
    Buffer.from(typeof from === 'number' ? memory!.json(name) : JSON.stringify(from.value));
  return sealed(
    about,
    new Map([
      ['paths', Buffer.from(paths.join('\0'))],
      ['proofs', new Uint8Array(proofs.buffer)],
      ['plan', jsonOf('plan', plan)],
      ['agencies', jsonOf('agencies', agencies)],
      ['judged', Buffer.from(sound ? `${sound.day} ${sound.plan ? 'sound' : 'loud'}` : '')],
      ['sound', sound?.flags ?? new Uint8Array()],
      ...[...columns].flatMap(([name, texts]) => columnSections(name, texts)),
    ] as [string, Uint8Array][]),
  );
}

function* recalled({ columns }: Memory, row: number): Generator<[string, string]> {
  const keys = columns.get(keysColumn)!;
  yield [keysColumn, keys.json(row)];
  for (const key of keys.value(row) as string[]) yield [key, columns.get(key)!.json(row)];
}

function* told(item: Item): Generator<[string, string]> {
  yield [keysColumn, JSON.stringify(Object.keys(item))];
  for (const [key, value] of Object.entries(item)) yield [key, JSON.stringify(value)];
}
