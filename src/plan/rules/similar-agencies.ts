/**
 * Names that are most likely one agency under two spellings. To call two agencies one is worse than to miss it, so only
 * what makes no difference to a reader is looked through.
 */
import type { Agency } from '../../../schemas/agencies.ts';
import type { Path } from '../../errors.ts';
import { normalize } from '../../util/normalize.ts';
import { namePaths } from './agency-names.ts';
import type { AgenciesRule, Violation } from './rule.ts';

/** One name of one agency, and where it stands. */
interface Named {
  agency: Agency;
  path: Path;
  name: string;
}

export const similarAgency: AgenciesRule = {
  severity: 'warning',
  summary: 'No two agencies of the register are one under two spellings.',
  *check(agencies) {
    const pairs = new Set<string>();
    const others = new Map<string, Named>();
    const tell = function* (now: Named, other: Named, how: string): Generator<Violation> {
      const pair = [now.agency.id, other.agency.id].sort().join(' ');
      const isSame = now.agency.id === other.agency.id || normalize(now.name) === normalize(other.name);
      if (isSame || pairs.has(pair)) return;
      pairs.add(pair);
      yield {
        path: now.path,
        message: `\`${now.name}\` ${how} \`${other.name}\`, the agency \`${other.agency.id}\``,
        hint: 'if they are one, keep one of them and make the other name its alias',
      };
    };
    const named = agencies.flatMap((agency, index) =>
      namePaths(agency).map(([path, name]): Named => ({ agency, path: ['agencies', index, ...path], name })),
    );
    for (const now of named)
      for (const spelling of spellingsOf(now.name)) {
        const other = others.get(spelling);
        if (other) yield* tell(now, other, 'looks like another spelling of');
        else others.set(spelling, now);
      }
    const full = new Map(named.flatMap((now) => initialsOf(now.name).map((letters) => [letters, now])));
    for (const now of named) {
      const other = isShort(now) ? full.get(normalize(now.name)) : undefined;
      if (other) yield* tell(now, other, 'looks like short for');
    }
  },
};

/** An agency that has letters for a full name; letters among its aliases stand for its own name. */
const isShort = ({ agency, name }: Named) => name === agency.name && /^\p{Lu}\p{L}*\p{Lu}\p{L}*$/u.test(name);

/** What two spellings of one name have in common: its words in any order, or all of them but for a letter in one. */
function spellingsOf(name: string): string[] {
  const words = wordsOf(name);
  if (words.length === 0) return [];
  const isName = words.length <= 12;
  const slips = (isName ? words : []).flatMap((word, at) =>
    variantsOf(word).map((variant) => ['~', ...words.with(at, `${variant}~${word[0]}`)].join(' ')),
  );
  return [[...words].sort().join(' '), ...slips];
}

/** A word, and where it is long enough for a slip to leave it no other, without each of its letters in turn. */
function variantsOf(word: string): string[] {
  if (!/^\p{L}{5,40}$/u.test(word)) return [];
  return word.length < 6
    ? [word]
    : [word, ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))];
}

/** The first letters of a full name, with its small words and without them. */
function initialsOf(name: string): string[] {
  const words = normalize(name).match(/[\p{L}\p{N}]+/gu) ?? [];
  const letters = (of: readonly string[]) => of.map((word) => word[0]).join('');
  const found = new Set([letters(words), letters(words.filter((word) => !small.has(word)))]);
  return [...found].filter((each) => each.length >= 3);
}

/** The words that tell an agency from others: `Ministry of X` and `X Ministry` have the same. */
function wordsOf(name: string): string[] {
  const words = normalize(name)
    .replace(/['’.]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((word) => short[word] ?? word)
    .filter((word) => word !== '' && !small.has(word));
  // In front it says of which country; behind, `Health New Zealand`, it is part of a name.
  const isLocal = words.length > 2 && words[0] === 'new' && words[1] === 'zealand';
  return isLocal ? words.slice(2) : words;
}

const small = new Set(['of', 'for', 'the', 'and', 'to', 'in']);

const short: Readonly<Record<string, string | readonly string[]>> = Object.assign(Object.create(null), {
  nz: ['new', 'zealand'],
  dept: 'department',
  min: 'ministry',
  govt: 'government',
  corp: 'corporation',
});
