/** What an index says, if it holds for this program and this plan. */
import type { SchemaName } from '../../plan/rules/is-valid.ts';
import { type Column, columnsIn } from './columns.ts';
import { openSections, type Sections } from './container.ts';
import { lazyItem, wholeItem } from './lazy-item.ts';

/** What is sound on a day: the plan's own file, the register, and which items, by row. */
export interface CleanFlags {
  day: string;
  plan: boolean;
  register: boolean;
  flags: Uint8Array;
}

/** Rows are the plan's file, the register's, and the items' in the order in which they are read. */
export interface IndexData {
  rowOf(path: string): number | undefined;
  paths: readonly string[];
  proofs: Float64Array;
  columns: ReadonlyMap<string, Column>;
  /** Of `plan.yaml` and of `agencies.yaml`, in JSON. */
  json(name: 'plan' | 'agencies'): string;
  value(name: SchemaName, row: number): unknown;
  sound: CleanFlags | null;
}

export function readIndex(file: string, about: string, facts: boolean): IndexData | null {
  const sections = openSections(file, about);
  if (!sections) return null;
  const paths = text(sections, 'paths').split('\0');
  const columns = columnsIn(sections);
  const itemIn = facts ? lazyItem(columns) : wholeItem(columns);
  const { buffer, byteOffset, length } = sections.bytes('proofs');
  const json = (name: string) => text(sections, name);
  const [day = '', ...others] = text(sections, 'judged').split(' ');
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
    sound:
      day === ''
        ? null
        : {
            day,
            plan: others.includes('plan'),
            register: others.includes('register'),
            flags: sections.bytes('sound'),
          },
  };
}

const text = (sections: Sections, name: string): string => Buffer.from(sections.bytes(name)).toString();
