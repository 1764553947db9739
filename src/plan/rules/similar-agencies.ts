/**
 * The rule that finds two names which are probably one agency in two spellings. A false finding is worse than a missed one,
 * so it ignores only differences that do not matter to a reader.
 */
import type { Agency } from '../../../schemas/agencies.ts';
import type { Path } from '../../errors.ts';
import { normalize } from '../../util/normalize.ts';
import { namePaths } from './agency-names.ts';
import type { AgenciesRule, Violation } from './rule.ts';

/** One name of one agency, and its path in agencies.yaml. */
interface Named {
  agency: Agency;
  path: Path;
  name: string;
}

export const similarAgency: AgenciesRule = {
  severity: 'warning',
  summary: 'No agency is listed twice in different spellings.',
  *check(agencies) {
    const pairs = new Set<string>();
    const others = new Map<string, Named>();
    const report = function* (now: Named, other: Named, how: string): Generator<Violation> {
      const pair = [now.agency.id, other.agency.id].sort().join(' ');
      const isSame = now.agency.id === other.agency.id || normalize(now.name) === normalize(other.name);
      if (isSame || pairs.has(pair)) return;
      pairs.add(pair);
      yield {
        path: now.path,
        message: `\`${now.name}\` ${how} \`${other.name}\`, the agency \`${other.agency.id}\``,
        hint: 'if they are the same agency, keep one and add the other name to its `aliases`',
      };
    };
    const named = agencies.flatMap((agency, index) =>
      namePaths(agency).map(([path, name]): Named => ({ agency, path: ['agencies', index, ...path], name })),
    );
    for (const now of named)
      for (const spelling of spellingsOf(now.name)) {
        const other = others.get(spelling);
        if (other) yield* report(now, other, 'looks like another spelling of');
        else others.set(spelling, now);
      }
    const full = new Map(named.flatMap((now) => initialsOf(now.name).map((initials) => [initials, now])));
    for (const now of named) {
      const other = isAbbreviation(now) ? full.get(normalize(now.name)) : undefined;
      if (other) yield* report(now, other, 'looks like an abbreviation of');
    }
  },
};

/** Whether the name of an agency is an abbreviation; an abbreviation among its aliases is of its own name. */
const isAbbreviation = ({ agency, name }: Named) =>
  name === agency.name && /^\p{Lu}\p{L}*\p{Lu}\p{L}*$/u.test(name);

/** Keys that two spellings of one name share: its words in any order, and its words with one letter missing in one of them. */
function spellingsOf(name: string): string[] {
  const words = wordsOf(name);
  if (words.length === 0) return [];
  const isName = words.length <= 12;
  const misspelled = (isName ? words : []).flatMap((word, at) =>
    variantsOf(word).map((variant) => ['~', ...words.with(at, `${variant}~${word[0]}`)].join(' ')),
  );
  return [[...words].sort().join(' '), ...misspelled];
}

/** A word and, where it is long enough, the word without each of its letters in turn. */
function variantsOf(word: string): string[] {
  if (!/^\p{L}{5,40}$/u.test(word)) return [];
  return word.length < 6
    ? [word]
    : [word, ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))];
}

/** The initials of a full name, with and without words such as "of". */
function initialsOf(name: string): string[] {
  const words = normalize(name).match(/[\p{L}\p{N}]+/gu) ?? [];
  const letters = (of: readonly string[]) => of.map((word) => word[0]).join('');
  const found = new Set([letters(words), letters(words.filter((word) => !small.has(word)))]);
  return [...found].filter((each) => each.length >= 3);
}

/** The significant words of a name, normalized: `Ministry of X` and `X Ministry` have the same. */
function wordsOf(name: string): string[] {
  const words = normalize(name)
    .replace(/['’.]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((word) => short[word] ?? word)
    .filter((word) => word !== '' && !small.has(word));
  // "New Zealand" at the start says the country; at the end (`Health New Zealand`) it is a part of the name.
  const startsWithCountry = words.length > 2 && words[0] === 'new' && words[1] === 'zealand';
  return startsWithCountry ? words.slice(2) : words;
}

const small = new Set(['of', 'for', 'the', 'and', 'to', 'in']);

const short: Readonly<Record<string, string | readonly string[]>> = Object.assign(Object.create(null), {
  nz: ['new', 'zealand'],
  dept: 'department',
  min: 'ministry',
  govt: 'government',
  corp: 'corporation',
});
