import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mappingLines } from '../../../../src/storage/yaml/edit/emit.ts';
import { parseFast } from '../../../../src/storage/yaml/fast-parse.ts';
import { parse } from '../../../../src/storage/yaml/parse.ts';
import { anItem } from '../../../support/yaml-layouts.ts';

const shipped = join(import.meta.dirname, '../../../../plan/items');

/** Each in a mapping of its own, so that none hides another. */
const spelled = [
  'a: b',
  "a: It's (b), see https://example.org/?a=1,2#c; d-e & f [g]",
  'a:   b   # c',
  'a: Kāinga Ora – “homes” 😀 10\u00a0km',
  'a: 1\nb: -1.50\nc: 007\nd: 2026-01-01\ne: 5.1.2\nf: true\ng: -0',
  'a:\nb: ~\nc: null',
  'a: "b: # \\"c\\" \\n\\u00e9"  # d',
  "a: 'it''s # b'",
  'a: []\nb: {}\nc: [d, "e, f", 1, [g]]\nh: { i: j, k: [l, { m: n }] }',
  'a: [b,c]\nd: {e: f,g: h}',
  'a:\n  b:\n      c: d\n  e: f\ng: h',
  'a:\n- b\n- c: d\n  e: f\ng:\n  - h\n  -   i: j\n      k: l',
  '# a\n\na: b\n  # c\nd:  # e\n  # f\n\n  g: h\n',
  'a: |\n  # b\n    c: d\n\n\n  - e\n\nf: |-\n   g\nh: i',
  'a: >-\n  b\n  c\n\n  d\n\n\n  e\nf: >\n  g\n',
];

describe('plain', () => {
  test.each(spelled)('reads %j as yaml does', (text) => {
    for (const each of [text, `${text}\n`, `${text}\n`.replaceAll('\n', '\r\n')]) {
      const { faults, value } = parse(each);
      expect(faults).toEqual([]);
      expect(parseFast(each)).toStrictEqual(value);
    }
  });

  test('reads every shipped item', () => {
    for (const name of readdirSync(shipped))
      expect(parseFast(readFileSync(join(shipped, name), 'utf8'))).toBeDefined();
  });

  test('reads whatever our writer writes', () => {
    fc.assert(
      fc.property(anItem, (item) => {
        const text = `${mappingLines(item, 0).join('\n')}\n`;
        // A tab in block text is for `quick`.
        expect(parseFast(text)).toStrictEqual(text.includes('\t') ? undefined : parse(text).value);
      }),
      { numRuns: Number(process.env.RUNS ?? 100) },
    );
  });

  test.each([
    ['nothing', ''],
    ['a list', '- a'],
    ['a word', 'a'],
    ['keys that stand twice', 'a: b\na: c'],
    ['keys of every object', '__proto__: a'],
    ['keys of every object', 'constructor: a'],
    ['keys that are no words', 'true: a'],
    ['keys that are no words', 'null: a'],
    ['keys of 1,024 letters', `${'a'.repeat(1030)}: b`],
    ['words on several lines', 'a: b\n  c'],
    ['quotes on several lines', 'a: "b\n  c"'],
    ['brackets on several lines', 'a: [b,\n  c]'],
    ['lines that are indented too far', 'a:\n  b: c\n   d: e'],
    ['lines that are not indented far enough', 'a:\n  - b\n - c'],
    ['colons in words', 'a: b: c'],
    ['colons behind words', 'a: b:'],
    ['what touches a quote', 'a: "b"c'],
    ['comments that touch', 'a: "b"# c'],
    ['no value in brackets', 'a: [b, ]'],
    ['no space behind a colon in brackets', 'a: {b:c}'],
    ['blank lines at the start of block text', 'a: |\n\n  b\n'],
    ['blank lines with spaces in block text', 'a: |\n  b\n   \n'],
    ['block text at the end of the text', 'a: |\n  b'],
    ['tabs', 'a:\tb'],
    ['line breaks of other kinds', 'a: b\u2028'],
    ['half a character', 'a: "\\ud83d"'],
    ['anchors', 'a: &b c'],
    ['tags', 'a: !b c'],
    ['several documents', 'a: b\n---\nc: d'],
    ['conflict markers', 'a: b\n=======\nc: d'],
    [
      'what is nested too deeply',
      Array.from({ length: 101 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''),
    ],
    ['what is nested too deeply', `a: ${'['.repeat(101)}${']'.repeat(101)}`],
  ])('steps aside for %s', (_what, text) => expect(parseFast(text)).toBeUndefined());
});
