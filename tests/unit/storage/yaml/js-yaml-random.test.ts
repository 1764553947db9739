/** js-yaml gives the value that `yaml` gives, or none: a few thousand of the texts that `npm run fuzz` tries by the million. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { seed, times } from '../../../support/property.ts';
import { caseOf, certain } from '../../../support/yaml-fuzz/cases.ts';
import { corpus } from '../../../support/yaml-fuzz/corpus.ts';
import { same, verdict } from '../../../support/yaml-fuzz/verdict.ts';

const texts = corpus(join(import.meta.dirname, '../../../..'));
const count = times(2000);

describe('js-yaml', () => {
  test('reads the YAML test suite, the shipped plan and our fixtures as yaml does', () => {
    for (const text of certain(texts)) expect(verdict(text).difference, text).toBeNull();
  });

  test('reads random texts as yaml does', () => {
    let read = 0;
    for (let index = 0; index < count; index++) {
      const text = caseOf(seed, index, texts);
      const { wasRead, difference } = verdict(text);
      if (wasRead) read++;
      expect(difference, `npm run fuzz -- ${index + 1} --seed ${seed}: ${JSON.stringify(text)}`).toBeNull();
    }
    // Otherwise hardly anything was compared.
    expect(read).toBeGreaterThan(count / 10);
  });
});

test('nearly equal values are different', () => {
  expect(same({ a: [1, '1', null] }, { a: [1, '1', null] })).toBe(true);
  for (const [one, other] of [
    [0, -0],
    [1, '1'],
    [null, undefined],
    [[], {}],
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    [{ a: 1 }, { a: 1, b: 2 }],
    [JSON.parse('{"__proto__":{}}'), {}],
  ])
    expect(same(one, other)).toBe(false);
});
