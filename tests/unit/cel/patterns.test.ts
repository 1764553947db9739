/** Patterns of RE2 as regular expressions. */
import { expect, test } from 'vitest';
import { InvalidPattern, toRegExp } from '../../../src/cel/patterns.ts';

test.each<[pattern: string, matching: string[], others: string[]]>([
  ['visa', ['a visa'], ['a Visa']],
  ['(?i)visa|passport', ['VISA', 'Passport'], ['pass']],
  ['(?i)MĀORI', ['māori'], ['maori']],
  ['^a.b$', ['a-b'], ['a\nb', 'x\na-b']],
  ['(?s)^a.b$', ['a\nb'], []],
  ['(?m)^b$', ['a\nb\nc'], ['a\nxb']],
  ['(?m)\\Ab\\z', ['b'], ['a\nb', 'b\nc']],
  ['(?ims)^B.C$', ['a\nb\nc'], []],
  ['(?i)(?s)a.b', ['A\nB'], []],
  ['(?is-i)a.b', ['a\nb'], ['A\nB']],
  ['(?U)a+', ['aa'], ['b']],
  ['(?P<first>a)b', ['ab'], ['a']],
  ['^\\pL+$', ['māori'], ['a1']],
  ['^\\p{^L}\\P{L}\\p{Greek}$', ['12λ'], ['a2λ', '12a']],
  ['^\\p{L}\\-\\_\\#$', ['ā-_#'], ['ā']],
  ['^[[:alpha:]_]+$', ['aB_'], ['a1']],
  ['^[]a]+$', ['a]'], ['[']],
  ['^[(?i)]+$', ['(?i)'], ['I']],
  ['^[a[]+$', ['[a'], [']']],
  ['\\(?i\\)', ['i)', '(i)'], ['I)']],
  ['^\\Qa.(b\\E.$', ['a.(bc'], ['axbc']],
  ['^\\x{101}$', ['ā'], ['a']],
])('%s', (pattern, matching, others) => {
  const expression = toRegExp(pattern);
  for (const text of matching) expect(expression.test(text), text).toBe(true);
  for (const text of others) expect(expression.test(text), text).toBe(false);
});

test.each([
  ['(', 'the pattern is invalid: unterminated group', null],
  ['(?i)[z-a]', 'the pattern is invalid: range out of order in character class', null],
  [
    'a(?i)b',
    'the pattern is invalid: `(?i)` is not at the start',
    'write flags such as `(?i)` at the start of the pattern',
  ],
  [
    '(?i:a)',
    'the pattern is invalid: `(?i:` is not at the start',
    'write flags such as `(?i)` at the start of the pattern',
  ],
  ['(?x)a', 'the pattern is invalid: invalid group', null],
  [
    '[[:letters:]]',
    'the pattern is invalid: there is no class `[:letters:]`',
    'use `[:alpha:]`, `[:digit:]` and the like',
  ],
])('%s is invalid', (pattern, message, hint) => {
  expect(() => toRegExp(pattern)).toThrow(InvalidPattern);
  expect(() => toRegExp(pattern)).toThrow(expect.objectContaining({ message, hint }));
});
