import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseWithJsYaml } from '../../../../src/storage/yaml/js-yaml.ts';
import { parse } from '../../../../src/storage/yaml/parse.ts';
import { spellings } from '../../../support/yaml-fuzz/corpus.ts';

const shipped = join(import.meta.dirname, '../../../../plan');
const itemFiles = readdirSync(join(shipped, 'items')).map((name) => join('items', name));

/** What people write, in small parts. */
const parts = [
  'a: b',
  "a: It's (b), see https://example.org/?a=1,2#c; d-e & f [g]",
  'a:   b   # c',
  'a: Kāinga Ora – “homes” 😀 10\u00a0km',
  'a: 1\nb: -1.50\nc: 007\nd: 2026-01-01\ne: 5.1.2\nf: true\ng: -0',
  'a:\nb: c',
  'a: "b: # \\"c\\" \\n\\u00e9"  # d',
  "a: 'it''s # b'",
  'a: []\nb: {}\nc: [d, "e, f", 1]\nh: { i: j, k: [l, { m: n }] }',
  'a: [b,c]\nd: {e: f,g: h}',
  'a: [b,\n  c]',
  'a:\n  b:\n      c: d\n  e: f\ng: h',
  'a:\n- b\n- c: d\n  e: f\ng:\n  - h\n  -   i: j\n      k: l',
  '# a\n\na: b\n  # c\nd:  # e\n  # f\n\n  g: h\n',
  'a: |\n  # b\n    c: d\n\n\n  - e\n\nf: |-\n   g\nh: i',
  'a: >-\n  b\n  c\n\n  d\n\n\n  e\nf: >\n  g\n',
];

describe('parseWithJsYaml', () => {
  test.each([...spellings, ...parts])('reads %j as yaml does, with either line ending', (spelling) => {
    for (const text of [spelling, `${spelling}\n`.replaceAll('\n', '\r\n'), spelling.trimEnd()]) {
      expect(parseWithJsYaml(text)).toStrictEqual(parse(text).value);
      expect(parse(text).errors).toEqual([]);
    }
  });

  test('reads every file of the shipped plan', () => {
    for (const name of ['plan.yaml', 'agencies.yaml', ...itemFiles])
      expect(parseWithJsYaml(readFileSync(join(shipped, name), 'utf8')), name).toBeDefined();
  });

  // The two libraries read each of these differently, or one of them rejects it.
  test.each([
    ['empty keys', ': a\n'],
    ['lists as keys', '{[]}\n'],
    ['mappings as keys', 'a: [{ b, {} }]\n'],
    ['merge keys', '<<: a\n'],
    ['explicit keys', '? a\n'],
    ['empty list entries', 'a:\n -\n-\n'],
    ['escaped line breaks', 'a: " \\\n\n b"\n'],
    ['comments without a space before them', 'a: []#\n'],
    ['comments at the start of a line in brackets', '{a: b\n#\n}\n'],
    ['anchors without a name', '&  a: b\n'],
    ['null as a key', 'null: a\n'],
    ['kept empty lines', 'a: >+\n\n \n'],
    ['empty lines that are indented deeper', 'a: |\n   \n b\n'],
    ['scalars below a comment', 'a:\n#\n b\nc: 1\n'],
    ['keys of more than 1,024 letters', `${'a'.repeat(1030)}: b\n`],
    ['null', 'a: null\n'],
    ['a lone carriage return', 'a: b\rc: d\n'],
    ['other line breaks', 'a: b\u2028'],
    ['tabs', 'a:\tb'],
    ['half a surrogate pair', 'a: "\\ud83d"'],
    ['several documents', 'a: b\n---\nc: d\n'],
    ['anchors', 'a: &b c\n'],
    ['tags', 'a: ! 1\n'],
    ['numbers with another base', 'a: 0x1F\n'],
    ['duplicate keys', 'a: b\na: c\n'],
    ['conflict markers', 'a: b\n=======\na: c\n'],
    ['deep nesting', `a: ${'['.repeat(101)}${']'.repeat(101)}`],
    ['a list', '- a\n'],
    ['an empty text', '\n'],
  ])('leaves %s to yaml', (_what, text) => {
    expect(parseWithJsYaml(text)).toBeUndefined();
  });
});
