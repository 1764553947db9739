/** What a word without quotes means, for the fast readers. */

/** Thrown where a fast reader can't be sure what `yaml` would make of a text. */
export const aside = new Error('unsure');

/**
 * A word's value by the very patterns of `yaml`'s core schema: a number, a truth, or the word itself.
 * @throws aside for what is rare: the spellings of nothing, of numbers that are none, and of those to other bases
 */
export function meaning(word: string): unknown {
  if (!/^[-+.\dtTfFnN~]/.test(word)) return word;
  if (/^(?:[Tt]rue|TRUE)$/.test(word)) return true;
  if (/^(?:[Ff]alse|FALSE)$/.test(word)) return false;
  if (/^[-+]?\d+$/.test(word)) return Number.parseInt(word, 10);
  if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(word)) return Number.parseFloat(word);
  if (/^(?:~|null|0[ox].*|[-+]?\.(?:inf|nan))$/i.test(word)) throw aside;
  return word;
}
