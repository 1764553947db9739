import { describe, expect, test } from 'vitest';
import { parseWithJsYaml } from '../../../../src/storage/yaml/js-yaml.ts';
import { parse } from '../../../../src/storage/yaml/parse.ts';
import { spellings } from '../../../support/yaml-fuzz/corpus.ts';

describe('quick', () => {
  test.each(spellings)('reads what people and the program write, with either line ending', (item) => {
    for (const text of [item, item.replaceAll('\n', '\r\n'), item.trimEnd()]) {
      expect(parseWithJsYaml(text)).toStrictEqual(parse(text).value);
      expect(parse(text).faults).toEqual([]);
    }
  });

  // Each was found to be read otherwise by the two.
  test.each([
    ['empty keys', ': a\n'],
    ['lists as keys', '{[]}\n'],
    ['mappings as keys', 'a: [{ b, {} }]\n'],
    ['merge keys', '<<: a\n'],
    ['keys spelled out', '? a\n'],
    ['empty list entries', 'a:\n -\n-\n'],
    ['escaped line breaks', 'a: " \\\n\n b"\n'],
    ['comments that touch', 'a: []#\n'],
    ['comments that touch nothing, in brackets', '{a: b\n#\n}\n'],
    ['names of anchors left out', '&  a: b\n'],
    ['nothing as a key', 'null: a\n'],
    ['kept blank lines', 'a: >+\n\n \n'],
    ['blank lines that are indented more', 'a: |\n   \n b\n'],
    ['words below a comment', 'a:\n#\n b\nc: 1\n'],
    ['keys of 1,024 letters', `${'a'.repeat(1030)}: b\n`],
    ['null', 'a: null\n'],
    ['a lone carriage return', 'a: b\rc: d\n'],
    ['several documents', 'a: b\n---\nc: d\n'],
    ['anchors', 'a: &b c\n'],
    ['tags', 'a: ! 1\n'],
    ['words for numbers', 'a: 0x1F\n'],
    ['keys given twice', 'a: b\na: c\n'],
    ['conflict markers', 'a: b\n=======\na: c\n'],
    ['no mapping', '- a\n'],
    ['nothing', '\n'],
  ])('steps aside for %s', (_what, text) => {
    expect(parseWithJsYaml(text)).toBeUndefined();
  });
});
