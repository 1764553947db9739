/** Deep equality and stable JSON. */
import { expect, test } from 'vitest';
import { deepEqual, stableJson } from '../../../src/util/equal.ts';

test.each<[unknown, unknown, boolean]>([
  [{ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }, true],
  [[1, 2], [2, 1], false],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  [[], {}, false],
  ['1', 1, false],
  // Keys that objects have by themselves.
  [{ constructor: { a: 1 }, valueOf: 1 }, { constructor: { a: 1 }, valueOf: 1 }, true],
  [{ constructor: { a: 1 } }, { constructor: { a: 2 } }, false],
])('%j and %j: %j', (a, b, isEqual) => {
  expect(deepEqual(a, b)).toBe(isEqual);
  expect(stableJson(a) === stableJson(b)).toBe(isEqual);
});
