/** Missing numbers, and numberings that are not consecutive. */

import { expect, test } from 'vitest';
import { gapsIn } from '../../../../src/plan/model/numbering.ts';
import fc from '../../../support/property.ts';

const gaps = (...names: string[]) => [...gapsIn(names)].map(([name, { from, to }]) => [name, from, to]);

test.each([
  ['one after the other', ['01', '02', '03'], []],
  ['one is missing', ['01', '02', '04'], [['04', 3, 3]]],
  [
    'in any order',
    ['4', '10', '2', '1', '9'],
    [
      ['4', 3, 3],
      ['9', 5, 8],
    ],
  ],
  ['the first is not 1', ['17', '18', '19'], []],
  ['by tens', ['10', '20', '30', '40'], []],
  ['a few of many', ['05', '07', '13'], []],
  ['letters behind the number', ['1', '2a', '2b', '3'], []],
  ['a letter stands for its number', ['1', '2', '3', '5a', '5b'], [['5a', 4, 4]]],
  ['words', ['police', 'customs', 'a1'], []],
  ['numbers beyond counting', ['1', '2', '99999999999999999999'], []],
  ['none', [], []],
] as const)('%s', (_, names, expected) => {
  expect(gaps(...names)).toEqual(expected);
});

test('any removed number of a complete numbering is missing, except the first and the last', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 60 }),
      fc.integer({ min: 0, max: 1e9 }),
      fc.nat(),
      (count, first, at) => {
        const numbers = Array.from({ length: count }, (_, index) => first + index);
        const [gone] = numbers.splice(1 + (at % (count - 2)), 1);
        expect(gaps(...numbers.map(String))).toEqual([[String(gone! + 1), gone, gone]]);
      },
    ),
  );
});
