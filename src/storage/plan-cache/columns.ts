/** The values of one key of many items, written so that a few of them are had without reading the rest. */
import { CorruptIndex, type Sections } from './container.ts';

/** By row; undefined where the item lacks the key. */
export interface Column {
  value(row: number): unknown;
  /** The value in JSON; '' where there is none. */
  json(row: number): string;
  /** Whether equal values are one and the same. */
  isShared: boolean;
}

/** Below this many different values for each row, they are written once and counted through. */
const isFew = (different: number, rows: number) => different <= Math.max(16, rows / 8);

/**
 * A column's sections.
 * @param texts the values in JSON, by row; '' where there is none
 */
export function columnSections(name: string, texts: readonly string[]): [string, Uint8Array][] {
  const codes = new Map<string, number>();
  const coded = new Uint32Array(texts.length);
  for (let row = 0; row < texts.length; row++) {
    const code = codes.get(texts[row]!) ?? codes.size;
    if (code === codes.size) codes.set(texts[row]!, code);
    coded[row] = code;
    if (!isFew(codes.size, texts.length)) return rawColumn(name, texts);
  }
  return [
    [`words ${name}`, Buffer.from(JSON.stringify([...codes.keys()]))],
    [`codes ${name}`, new Uint8Array(coded.buffer)],
  ];
}

function rawColumn(name: string, texts: readonly string[]): [string, Uint8Array][] {
  const all = Buffer.from(texts.join(''));
  const ends = new Uint32Array(texts.length);
  for (let row = 0, end = 0; row < texts.length; row++) {
    end += Buffer.byteLength(texts[row]!);
    ends[row] = end;
  }
  return [
    [`texts ${name}`, all],
    [`ends ${name}`, new Uint8Array(ends.buffer)],
  ];
}

/** The columns there are, by name. A column's sections are read when its first value is. */
export const columnsIn = (sections: Sections): ReadonlyMap<string, Column> =>
  new Map(
    sections.names().flatMap((section): [string, Column][] => {
      const [, kind, name = ''] = /^(words|texts) (.*)$/s.exec(section) ?? [];
      if (kind === undefined) return [];
      return [[name, kind === 'words' ? words(sections, name) : texts(sections, name)]];
    }),
  );

function words(sections: Sections, name: string): Column {
  let read: { texts: string[]; values: unknown[]; codes: Uint32Array } | undefined;
  const open = () => {
    const texts = JSON.parse(textOf(sections.bytes(`words ${name}`))) as string[];
    const values = texts.map((text) => (text === '' ? undefined : JSON.parse(text)));
    return { texts, values, codes: numbers(sections.bytes(`codes ${name}`)) };
  };
  return {
    isShared: true,
    value(row) {
      read ??= open();
      return read.values[read.codes[row]!];
    },
    json(row) {
      read ??= open();
      return read.texts[read.codes[row]!]!;
    },
  };
}

function texts(sections: Sections, name: string): Column {
  let read: { bytes: Buffer; ends: Uint32Array } | undefined;
  const open = () => {
    const { buffer, byteOffset, length } = sections.bytes(`texts ${name}`);
    return { bytes: Buffer.from(buffer, byteOffset, length), ends: numbers(sections.bytes(`ends ${name}`)) };
  };
  const json = (row: number) => {
    read ??= open();
    const { bytes, ends } = read;
    return bytes.toString('utf8', row === 0 ? 0 : ends[row - 1]!, ends[row]!);
  };
  return {
    isShared: false,
    value(row) {
      const text = json(row);
      return text === '' ? undefined : JSON.parse(text);
    },
    json,
  };
}

const textOf = ({ buffer, byteOffset, length }: Uint8Array) =>
  Buffer.from(buffer, byteOffset, length).toString();

export function numbers({ buffer, byteOffset, length }: Uint8Array): Uint32Array {
  if (byteOffset % 4 !== 0) throw new CorruptIndex();
  return new Uint32Array(buffer as ArrayBuffer, byteOffset, length / 4);
}
