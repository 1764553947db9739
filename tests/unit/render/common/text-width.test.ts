import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import wrapAnsi from 'wrap-ansi';
import { pad, truncate, widthOf, wrap } from '../../../../src/render/common/text-width.ts';
import fc from '../../../support/property.ts';

test.each([
  ['plain words', fc.stringMatching(/^[!-~]{1,30}$/)],
  [
    'words of any characters, with any spaces between them',
    fc.string({ unit: fc.constantFrom('a', 'ā', '’', '→', '語', '👩‍🌾', ' '), minLength: 1, maxLength: 12 }),
  ],
])('%s are wrapped as wrap-ansi would', (_, word) => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 20 }), fc.integer({ min: 20, max: 60 }), (words, width) => {
      const line = words.join(' ').trim();
      expect(wrap(line, width)).toBe(wrapAnsi(line, width));
    }),
  );
});

test.each([
  ['', 0],
  ['plain words', 11],
  ['Māori', 5],
  ['Ma\u0304ori', 5],
  ['↦ © ® ☎ “…”', 11],
  ['漢字', 4],
  ['한글', 4],
  ['한글'.normalize('NFD'), 4],
  ['ＦＵＬＬ ｱ', 10],
  ['สวัสดี', 4],
  ['سلام', 4],
  ['می\u200cخواهم', 7],
  ['zero\u200bwidth\u2060s', 10],
  ['👍🏽 👩‍🌾 🇳🇿 ❤️', 11],
  ['𠮷', 2],
])('%j takes %i columns', (text, width) => {
  expect(widthOf(text)).toBe(width);
});

test('each letter is as wide as string-width says', () => {
  const scripts =
    /[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Thai}\p{sc=Devanagari}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;
  for (let code = 0x20; code < 0x30000; code++) {
    const char = String.fromCodePoint(code);
    if (/\p{L}/u.test(char) && scripts.test(char))
      expect(widthOf(char), code.toString(16)).toBe(stringWidth(char));
  }
});

test.each(['漢字漢字', '👩‍🌾👩‍🌾', 'ā한글…', 'plain'])('%s is cut to a width and padded to it', (text) => {
  for (let width = 1; width < 10; width++) {
    expect(widthOf(truncate(text, width)), `${width}`).toBeLessThanOrEqual(width);
    expect(widthOf(pad(truncate(text, width), width)), `${width}`).toBe(width);
  }
});
