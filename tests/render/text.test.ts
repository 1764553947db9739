import fc from 'fast-check';
import { expect, test } from 'vitest';
import wrapAnsi from 'wrap-ansi';
import { wrap } from '../../src/render/text.ts';

test('plain words are wrapped as the library would', () => {
  const word = fc.stringMatching(/^[!-~]{1,30}$/);
  fc.assert(
    fc.property(fc.array(word, { maxLength: 20 }), fc.integer({ min: 20, max: 60 }), (words, width) => {
      const line = words.join(' ');
      expect(wrap(line, width)).toBe(wrapAnsi(line, width));
    }),
  );
});
