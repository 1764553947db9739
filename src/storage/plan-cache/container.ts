/** A file of named sections, each sealed for itself and read only where it is asked for. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** What was remembered is not as it was written. */
export class CorruptIndex extends Error {}

/** Where each section stands, in bytes from the end of the heading. */
type Heading = { about: string; sections: Record<string, [offset: number, length: number, seal: number]> };

const magic = 0x504c4e31;
/** Magic, length and seal of the heading, and one word that is zero. */
const prelude = 16;
/** As much as is read at once: all of a small plan's. */
const first = 65_536;

/**
 * The bytes of such a file, one after the other: of a great plan they are many, and not laid together once more.
 * @param about what the sections hold for: nobody reads them for anything else
 */
export function writeSections(about: string, sections: ReadonlyMap<string, Uint8Array>): Uint8Array[] {
  const heading: Heading = { about, sections: {} };
  let end = 0;
  for (const [name, bytes] of sections) {
    heading.sections[name] = [end, bytes.length, sealOf(bytes)];
    end += padded(bytes.length);
  }
  const head = Buffer.from(JSON.stringify(heading));
  const opening = Uint32Array.of(magic, head.length, sealOf(head), 0);
  const parts = [head, ...sections.values()].flatMap((bytes) => [
    bytes,
    new Uint8Array(padded(bytes.length) - bytes.length),
  ]);
  return [new Uint8Array(opening.buffer), ...parts];
}

export interface Sections {
  /** @throws Damaged */
  bytes(name: string): Uint8Array;
  names(): string[];
}

/** Opens such a file; null where there is none that holds for this, or none that is whole. */
export function openSections(path: string, about: string): Sections | null {
  try {
    const file = openSync(path, 'r');
    try {
      return sectionsIn(file, about);
    } catch (error) {
      closeSync(file);
      throw error;
    }
  } catch {
    return null;
  }
}

/** @throws Damaged, and what a disk throws */
function sectionsIn(file: number, about: string): Sections {
  const size = fstatSync(file).size;
  const start = read(file, 0, Math.min(first, size));
  if (size < prelude) throw new CorruptIndex();
  const [word, length, seal] = new Uint32Array(start.buffer, 0, 3) as unknown as [number, number, number];
  if (word !== magic || prelude + length > size) throw new CorruptIndex();
  const head =
    prelude + length <= start.length
      ? start.subarray(prelude, prelude + length)
      : read(file, prelude, length);
  if (sealOf(head) !== seal) throw new CorruptIndex();
  const heading = JSON.parse(Buffer.from(head.buffer, head.byteOffset, length).toString()) as Heading;
  if (heading.about !== about) throw new CorruptIndex();
  const base = prelude + padded(length);
  return {
    names: () => Object.keys(heading.sections),
    bytes(name) {
      const [offset, length, seal] = heading.sections[name] ?? [0, 0, -1];
      const at = base + offset;
      const bytes = at + length <= start.length ? start.slice(at, at + length) : read(file, at, length);
      if (sealOf(bytes) !== seal) throw new CorruptIndex();
      return bytes;
    },
  };
}

function read(file: number, from: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const more = readSync(file, bytes, done, length - done, from + done);
    if (more === 0) throw new CorruptIndex();
    done += more;
  }
  return bytes;
}

const padded = (length: number) => Math.ceil(length / 8) * 8;

/** FNV-1a over words of four bytes: not against malice, but against what disks and crashes do. */
function sealOf(bytes: Uint8Array): number {
  const isAligned = bytes.byteOffset % 4 === 0;
  const own = isAligned ? bytes : bytes.slice();
  const words = new Uint32Array(own.buffer, own.byteOffset, own.length >> 2);
  let seal = 0x811c9dc5 ^ bytes.length;
  for (let at = 0; at < words.length; at++) seal = Math.imul(seal ^ words[at]!, 0x01000193);
  for (let at = words.length * 4; at < own.length; at++) seal = Math.imul(seal ^ own[at]!, 0x01000193);
  return seal >>> 0;
}
