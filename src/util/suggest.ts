/** Suggestions for unknown names and values: "did you mean …?". */
import { distance } from 'fastest-levenshtein';
import { PlanError } from '../errors.ts';
import { normalize } from './normalize.ts';

/** The word that is closest to a text; null where too many letters differ: 40 % of them, and at most two, or three in a long word. */
export function closest(text: string, words: Iterable<string>): string | null {
  const wanted = normalize(text);
  if (wanted.length > longestWord) return null;
  let best: { word: string; edits: number } | null = null;
  for (const word of words) {
    const most = tolerance(Math.max(word.length, wanted.length));
    const candidate = word.length > 2 * longestWord ? null : normalize(word);
    if (candidate === null || Math.abs(candidate.length - wanted.length) > most) continue;
    const edits = distance(wanted, candidate);
    if (edits <= most && edits < (best?.edits ?? Number.POSITIVE_INFINITY)) best = { word, edits };
  }
  return best?.word ?? null;
}

/** In letters. The time that a distance takes grows with the product of both lengths. */
const longestWord = 200;

const tolerance = (letters: number) => Math.min(letters < 8 ? 2 : 3, Math.ceil(letters * 0.4));

/** "`a`, `b` and `c`". */
export function joinQuoted(words: readonly string[], conjunction = 'and'): string {
  const quoted = words.map((word) => `\`${word}\``);
  return quoted.length < 2
    ? quoted.join('')
    : `${quoted.slice(0, -1).join(', ')} ${conjunction} ${quoted.at(-1)}`;
}

/** "did you mean `x`?", or null. */
export function didYouMean(text: string, words: Iterable<string>): string | null {
  const word = closest(text, words);
  return word === null ? null : `did you mean \`${word}\`?`;
}

/**
 * The error for a value that is not among those allowed.
 * @param what "a status"
 * @param words the allowed values
 * @param names other names for them, for the suggestion
 */
export function unknownValue(text: string, what: string, words: readonly string[], names = words): PlanError {
  return new PlanError(
    'unknown-word',
    `\`${text}\` is not ${what}: use ${joinQuoted(words, 'or')}`,
    didYouMean(text, new Set(names)),
  );
}

/**
 * The value that a text stands for; case does not matter.
 * @throws PlanError `unknown-word`
 */
export function parseEnum<Word extends string>(text: string, what: string, words: readonly Word[]): Word {
  const word = words.find((each) => each === normalize(text));
  if (word === undefined) throw unknownValue(text, what, words);
  return word;
}
