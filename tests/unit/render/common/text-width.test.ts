import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import wrapAnsi from 'wrap-ansi';
import { widthOf, wrap } from '../../../../src/render/common/text-width.ts';

test.each([
  ['plain words', fc.stringMatching(/^[!-~]{1,30}$/)],
  [
    'words of any letters, with any blanks between them',
    fc.string({ unit: fc.constantFrom('a', 'ā', '’', '→', '語', '👩‍🌾', ' '), minLength: 1, maxLength: 12 }),
  ],
])('%s are wrapped as the library would', (_, word) => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 20 }), fc.integer({ min: 20, max: 60 }), (words, width) => {
      const line = words.join(' ').trim();
      expect(wrap(line, width)).toBe(wrapAnsi(line, width));
    }),
  );
});

test('every character is as wide as the library says', () => {
  for (let code = 0x20; code < 0x3000; code++) {
    const char = String.fromCharCode(code);
    expect(widthOf(char), code.toString(16)).toBe(stringWidth(char));
  }
});
