/** Words that mean one thing and are spelled as another: an agency's alias for its id, `In Progress` for `in-progress`. */
import type { Agency } from '../../../schemas/agencies.ts';
import { itemKinds, milestoneStatuses, ratings, statuses, visibilities } from '../../../schemas/enums.ts';
import type { PlanFile } from '../../../schemas/plan.ts';
import type { Path } from '../../errors.ts';
import { normalize } from '../../util/normalize.ts';
import { namesOf } from '../model/agencies.ts';

/** A word at a path of an item's value, and how the plan spells it. */
export interface Replacement {
  path: Path;
  from: string;
  to: string;
}

/** Which words stand where: `*` is every entry of a list. */
const placesOf = ({ pillars, horizons = [] }: PlanFile): readonly [Path, readonly string[] | 'agency'][] => [
  [['pillar'], pillars.map(({ id }) => id)],
  [['agencies', '*'], 'agency'],
  [['lead'], 'agency'],
  [['kind'], itemKinds],
  [['timetable', 'milestones', '*', 'horizon'], horizons.map(({ id }) => id)],
  [['timetable', 'milestones', '*', 'agencies', '*'], 'agency'],
  [['timetable', 'milestones', '*', 'status'], milestoneStatuses],
  [['status'], statuses],
  [['rating'], ratings],
  [['updates', '*', 'agency'], 'agency'],
  [['updates', '*', 'status'], statuses],
  [['updates', '*', 'rating'], ratings],
  [['updates', '*', 'visibility'], visibilities],
];

/** Every word of an item's value, whatever its shape, that can only mean another one. */
export function findReplacements(
  value: unknown,
  { settings, agencies }: { settings: PlanFile; agencies: readonly Agency[] },
): Replacement[] {
  const found = placesOf(settings).flatMap(([pattern, words]) =>
    [...textsAt(value, pattern)].flatMap(([path, from, others]): Replacement | [] => {
      const to = words === 'agency' ? resolveAgencyId(from, agencies) : wordMeant(from, words);
      // In a list the right word may stand already: then one of the two is to go, and nobody knows which.
      return to === null || to === from || others.includes(to) ? [] : { path, from, to };
    }),
  );
  const isTwice = ({ path, to }: Replacement) =>
    typeof path.at(-1) === 'number' &&
    found.filter((each) => each.to === to && parentOf(each.path) === parentOf(path)).length > 1;
  return found.filter((each) => !isTwice(each));
}

const parentOf = (path: Path) => JSON.stringify(path.slice(0, -1));

/** The texts at a pattern's places, with what else stands in the same list. */
function* textsAt(
  value: unknown,
  [step, ...rest]: Path,
  path: Path = [],
  others: readonly unknown[] = [],
): Generator<[Path, string, readonly unknown[]]> {
  if (step === undefined) {
    if (typeof value === 'string') yield [path, value, others];
  } else if (step === '*') {
    if (Array.isArray(value))
      for (const [index, entry] of value.entries()) yield* textsAt(entry, rest, [...path, index], value);
  } else if (typeof value === 'object' && value !== null && Object.hasOwn(value, step))
    yield* textsAt((value as Record<string | number, unknown>)[step], rest, [...path, step]);
}

/** Without regard to case, and to what stands between the words. */
const bare = (text: string) => normalize(text).replace(/[\s_-]+/g, '-');

function wordMeant(text: string, words: readonly string[]): string | null {
  if (words.includes(text)) return text;
  return theOnly(words.filter((word) => bare(word) === bare(text)));
}

/** The id of the one agency that a text names, as an id, a name or an alias; else null. */
export function resolveAgencyId(text: string, agencies: readonly Agency[]): string | null {
  if (agencies.some(({ id }) => id === text)) return text;
  const meant = agencies.filter((agency) => namesOf(agency).some((name) => bare(name) === bare(text)));
  return theOnly(meant.map(({ id }) => id));
}

const theOnly = (words: readonly string[]) => (words.length === 1 ? words[0]! : null);
