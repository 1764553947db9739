/** Makes items of the rows in a cache file. */
import type { Item } from '../../../schemas/item.ts';
import type { CacheContent } from './file-format.ts';

type Columns = Pick<CacheContent, 'keys' | 'fields'>;

const keysOf = ({ keys }: Columns, row: number) => keys(row) as string[];

/** The item in a row as a plain object. */
export const plainItem = (columns: Columns, row: number): Item =>
  Object.fromEntries(
    keysOf(columns, row).map((key) => [key, columns.fields.get(key)!(row)]),
  ) as unknown as Item;

/**
 * Gives the items of rows, each with getters that read a field when it is used. The getters are on the prototype, so
 * that `Object.keys` finds none of them; `JSON.stringify` gives the item as it is in its file.
 */
export function lazyItems(columns: Columns): (row: number) => Item {
  class LazyItem {
    readonly #row: number;

    constructor(row: number) {
      this.#row = row;
    }

    toJSON(): Item {
      return plainItem(columns, this.#row);
    }

    static {
      for (const [name, column] of columns.fields)
        Object.defineProperty(LazyItem.prototype, name, {
          enumerable: true,
          get(this: LazyItem) {
            // First the keys: a column that no item needs is not parsed.
            return keysOf(columns, this.#row).includes(name) ? column(this.#row) : undefined;
          },
        });
    }
  }
  return (row) => new LazyItem(row) as unknown as Item;
}
