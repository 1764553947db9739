/** "Did you mean": the word nearest to one that is not known. */
import { distance } from 'fastest-levenshtein';
import { PlanError } from '../errors.ts';
import { normalize } from './normalize.ts';

/** The nearest of `words` to `text`, or null where none is near: half its letters would change, or more than two, of a long word three. */
export function closest(text: string, words: Iterable<string>): string | null {
  const wanted = normalize(text);
  let best: { word: string; far: number } | null = null;
  for (const word of words) {
    const far = distance(wanted, normalize(word));
    if (
      far <= tolerance(Math.max(word.length, wanted.length)) &&
      far < (best?.far ?? Number.POSITIVE_INFINITY)
    )
      best = { word, far };
  }
  return best?.word ?? null;
}

const tolerance = (letters: number) => Math.min(letters < 8 ? 2 : 3, Math.ceil(letters * 0.4));

/** `a`, `b` and `c`, for a sentence. */
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
 * The fault that a word is not one of those that can stand here.
 * @param what "a status"
 * @param words those to use
 * @param names what else means one of them, for the suggestion
 */
export function unknownValue(text: string, what: string, words: readonly string[], names = words): PlanError {
  return new PlanError(
    'unknown-word',
    `\`${text}\` is not ${what}: use ${joinQuoted(words, 'or')}`,
    didYouMean(text, new Set(names)),
  );
}

/**
 * The word that a person means, without regard to case.
 * @throws PlanError `unknown-word`
 */
export function parseEnum<Word extends string>(text: string, what: string, words: readonly Word[]): Word {
  const word = words.find((each) => each === normalize(text));
  if (word === undefined) throw unknownValue(text, what, words);
  return word;
}
