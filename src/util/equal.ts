/** Deep equality and stable JSON of plain values, in which the order of keys does not count. */
import { isDeepStrictEqual } from 'node:util';

/**
 * Whether two values have the same content. Node's own comparison: `dequal` and `fast-deep-equal` are about twice as
 * fast, but fail on data with a key `constructor` or `valueOf`.
 *
 * An item that is read lazily from the cache has its keys on its prototype: compare its `stableJson` instead.
 */
export const deepEqual: (a: unknown, b: unknown) => boolean = isDeepStrictEqual;

/** JSON with the keys of each object sorted. */
export const stableJson = (value: unknown): string =>
  JSON.stringify(value, (_, inner) => (isObject(inner) ? sorted(inner) : inner)) ?? 'null';

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sorted = (value: object) =>
  Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
