/** What a word without quotes means, for the fast readers. */

/** Thrown where a fast reader can't be sure what `yaml` would make of a text. */
export const Unsupported = new Error('unsure');

/**
 * Beyond ASCII, what every reader takes for a letter or a sign, for a class of characters in a pattern with `u`: not line
 * breaks of other kinds, what is unseen or half a character.
 */
export const printableChars = String.raw`\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}`;

/**
 * A word's value by the very patterns of `yaml`'s core schema: a number, a truth, nothing, or the word itself.
 * @throws aside for what is rare: the spellings of numbers that are none or have another base
 */
export function resolveScalar(word: string): unknown {
  if (!startsNumber[word.charCodeAt(0)]) {
    const named = word.length <= 5 ? values.get(word) : undefined;
    return named === undefined ? word : named;
  }
  if (/^[-+]?\d+$/.test(word)) return Number.parseInt(word, 10);
  if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(word)) return Number.parseFloat(word);
  if (/^(?:0[ox].*|[-+]?\.(?:inf|nan))$/i.test(word)) throw Unsupported;
  return word;
}

const values = new Map([
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['null', 'Null', 'NULL', '~'].map((word) => [word, null] as const),
]);

/** The signs that a number starts with. */
const startsNumber = new Uint8Array(128);
for (const sign of '-+.0123456789') startsNumber[sign.charCodeAt(0)] = 1;
