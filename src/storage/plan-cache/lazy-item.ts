/** Items as they are remembered: each of their values is read where somebody asks for it. */
import type { Item } from '../../../schemas/item.ts';
import type { Column } from './columns.ts';

/** The column with the keys of each item, in the order of its file. */
export const keysColumn = '';

/** Of how many items at least what was parsed is kept. */
const kept = 500;

/** Tells the item in a row as it was read. */
export const wholeItem =
  (columns: ReadonlyMap<string, Column>) =>
  (row: number): Item => {
    const keys = columns.get(keysColumn)!.value(row) as string[];
    return Object.fromEntries(keys.map((key) => [key, columns.get(key)!.value(row)])) as unknown as Item;
  };

/** Tells the item in a row for whoever asks for some of its values. Its keys stand on its prototype: who goes through them uses `for … in`, or `JSON.stringify`. */
export function lazyItem(columns: ReadonlyMap<string, Column>): (row: number) => Item {
  // What was parsed once is had again while its item is being looked at; of very many, not all are kept.
  let recent = new Map<number, Record<string, unknown>>();
  let older = recent;
  function keep(row: number, name: string, value: unknown): void {
    if (recent.size >= kept && !recent.has(row)) {
      older = recent;
      recent = new Map();
    }
    const seen = recent.get(row) ?? older.get(row) ?? {};
    recent.set(row, seen);
    seen[name] = value;
  }

  class Remembered {
    readonly #row: number;

    constructor(row: number) {
      this.#row = row;
    }

    #value(name: string, column: Column): unknown {
      if (column.isShared) return column.value(this.#row);
      const seen = (recent.get(this.#row) ?? older.get(this.#row))?.[name];
      if (seen !== undefined) return seen;
      const value = column.value(this.#row);
      // Words and numbers are parsed as fast as they are found again.
      if (typeof value === 'object' && value !== null) keep(this.#row, name, value);
      return value;
    }

    toJSON(): object {
      const keys = columns.get(keysColumn)!.value(this.#row) as string[];
      return Object.fromEntries(keys.map((key) => [key, this[key as keyof this]]));
    }

    static {
      for (const [name, column] of columns)
        if (name !== keysColumn)
          Object.defineProperty(Remembered.prototype, name, {
            enumerable: true,
            get(this: Remembered) {
              return this.#value(name, column);
            },
          });
    }
  }
  return (row) => new Remembered(row) as unknown as Item;
}
