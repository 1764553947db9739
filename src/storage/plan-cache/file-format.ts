/**
 * The file of the plan cache. It is text, one JSON document a line:
 *
 *     plan cache 3f9a01c7                     the checksum of everything below
 *     {"key": …, "files": [[path, size, mtimeMs, ctimeMs, ino, dev], …], "fields": ["id", "action", …], "clean": …}
 *     {plan.yaml}                             the value of the first file
 *     {agencies.yaml}                         the value of the second file
 *     {"distinct": [["id", …], …], "rows": […]}     the keys of each item
 *     […]                                     one line for each field, with its value in each item
 *
 * The third and later files are the items, and a field's line has their values in the same order. So a command that needs
 * four fields of every item parses four lines. A field with few different values has them once, in `distinct`, and for
 * each item an index into them. An item without the field has null; its keys tell that from a null in the file.
 *
 * A cache is valid for one build of the program and one plan folder: `key` names them.
 */
import { readFileSync } from 'node:fs';
import type { Item } from '../../../schemas/item.ts';
import type { CachedFile } from './freshness.ts';

/** The files in which validation found nothing, on a day. */
export interface CleanFiles {
  day: string;
  settings: boolean;
  agencies: boolean;
  /** For each item, 1 if it is clean, else 0. */
  items: readonly number[];
}

export interface CacheContent {
  files: readonly CachedFile[];
  clean: CleanFiles | null;
  settings: unknown;
  agencies: unknown;
  /** The keys of each item, in the order of its file. */
  keys: FieldReader;
  fields: ReadonlyMap<string, FieldReader>;
}

/** Gives the value in an item's row. */
type FieldReader = (row: number) => unknown;

const title = 'plan cache ';

/** Reads a cache file; null if there is none with this key, or if it is corrupt. */
export function readPlanCache(path: string, key: string): CacheContent | null {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    return null;
  }
  const start = bytes.indexOf('\n') + 1;
  const body = bytes.subarray(start);
  if (start === 0 || bytes.toString('latin1', 0, start) !== heading(body)) return null;
  let end = -1;
  const nextLine = (): (() => unknown) => {
    const from = end + 1;
    end = body.indexOf('\n', from);
    const to = end;
    let value: unknown;
    let isParsed = false;
    return () => {
      if (!isParsed) value = JSON.parse(body.toString('utf8', from, to));
      isParsed = true;
      return value;
    };
  };
  const header = nextLine()() as Pick<CacheContent, 'files' | 'clean'> & { key: string; fields: string[] };
  if (header.key !== key) return null;
  const [settings, agencies] = [nextLine(), nextLine()];
  const keys = column(nextLine());
  return {
    files: header.files,
    clean: header.clean,
    get settings() {
      return settings();
    },
    get agencies() {
      return agencies();
    },
    keys,
    fields: new Map(header.fields.map((name) => [name, column(nextLine())])),
  };
}

/** The bytes of a cache file, in parts; null if the items have too many different fields. */
export function planCacheBytes(
  key: string,
  { files, clean, settings, agencies }: Pick<CacheContent, 'files' | 'clean' | 'settings' | 'agencies'>,
  items: readonly Item[],
): Buffer[] | null {
  const keys = items.map((item) => Object.keys(item));
  const fields = [...new Set(keys.flat())];
  if (fields.length > maxFields) return null;
  const lines = [
    JSON.stringify({ key, files, fields, clean }),
    JSON.stringify(settings),
    JSON.stringify(agencies),
    columnText(keys),
    ...fields.map((name) => columnText(items.map((item) => item[name as keyof Item]))),
  ];
  const parts = lines.map((line) => Buffer.from(`${line}\n`));
  return [Buffer.from(heading(Buffer.concat(parts))), ...parts];
}

/** Users may have any number of `x-…` fields. */
const maxFields = 100;

function columnText(values: readonly unknown[]): string {
  const rowOf = new Map<string, number>();
  const texts = values.map((value) => JSON.stringify(value ?? null));
  const rows = texts.map((text) => {
    const row = rowOf.get(text) ?? rowOf.size;
    rowOf.set(text, row);
    return row;
  });
  return rowOf.size > Math.max(16, texts.length / 8)
    ? `[${texts.join(',')}]`
    : `{"distinct":[${[...rowOf.keys()].join(',')}],"rows":${JSON.stringify(rows)}}`;
}

function column(line: () => unknown): FieldReader {
  return (row) => {
    const values = line() as unknown[] | { distinct: unknown[]; rows: number[] };
    return Array.isArray(values) ? values[row] : values.distinct[values.rows[row]!];
  };
}

const heading = (body: Buffer) => `${title}${checksum(body).toString(16).padStart(8, '0')}\n`;

/** FNV-1a over four bytes at a time: detects what disks and crashes do. */
function checksum(bytes: Buffer): number {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Buffer.from(bytes);
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
  let sum = 0x811c9dc5 ^ bytes.length;
  // In blocks: V8 optimizes a function that is called often sooner than one long loop.
  for (let at = 0; at < words.length; at += 1024) sum = addToChecksum(sum, words.subarray(at, at + 1024));
  return addToChecksum(sum, aligned.subarray(words.length * 4)) >>> 0;
}

function addToChecksum(sum: number, values: ArrayLike<number>): number {
  let result = sum;
  for (let at = 0; at < values.length; at++) result = Math.imul(result ^ values[at]!, 0x01000193);
  return result;
}
