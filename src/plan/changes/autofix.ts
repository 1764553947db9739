/** Finds values that `validate --fix` can replace: an agency's alias by its id, `In Progress` by `in-progress`. */
import type { Agency } from '../../../schemas/agencies.ts';
import { itemKinds, milestoneStatuses, ratings, statuses, visibilities } from '../../../schemas/enums.ts';
import type { PlanFile } from '../../../schemas/plan.ts';
import type { Path } from '../../errors.ts';
import { normalize } from '../../util/normalize.ts';
import { namesOf } from '../model/agencies.ts';

/** A value at a path of an item, and its replacement. */
export interface Replacement {
  path: Path;
  from: string;
  to: string;
}

/** The paths of ids and enum values, with the allowed values; `*` stands for every entry of a list. */
const enumPaths = ({ pillars, horizons = [] }: PlanFile): readonly [Path, readonly string[] | 'agency'][] => [
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

/** The values of an item, valid or not, that can only stand for one other value. */
export function findReplacements(
  value: unknown,
  { settings, agencies }: { settings: PlanFile; agencies: readonly Agency[] },
): Replacement[] {
  const found = enumPaths(settings).flatMap(([pattern, values]) =>
    [...textsAt(value, pattern)].flatMap(([path, from, others]): Replacement | [] => {
      const to = values === 'agency' ? resolveAgencyId(from, agencies) : resolveValue(from, values);
      // Where the list already has the value, one of the two has to be removed, and it is unclear which.
      return to === null || to === from || others.includes(to) ? [] : { path, from, to };
    }),
  );
  const isDuplicate = ({ path, to }: Replacement) =>
    typeof path.at(-1) === 'number' &&
    found.filter((each) => each.to === to && parentOf(each.path) === parentOf(path)).length > 1;
  return found.filter((each) => !isDuplicate(each));
}

const parentOf = (path: Path) => JSON.stringify(path.slice(0, -1));

/** The texts at the paths of a pattern, with the other entries of the same list. */
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

/** Normalizes case and the separators of words. */
const simplify = (text: string) => normalize(text).replace(/[\s_-]+/g, '-');

function resolveValue(text: string, values: readonly string[]): string | null {
  if (values.includes(text)) return text;
  return onlyOne(values.filter((value) => simplify(value) === simplify(text)));
}

/** The id of the agency with this id, name or alias; null where there is none, or several. */
export function resolveAgencyId(text: string, agencies: readonly Agency[]): string | null {
  if (agencies.some(({ id }) => id === text)) return text;
  const matching = agencies.filter((agency) =>
    namesOf(agency).some((name) => simplify(name) === simplify(text)),
  );
  return onlyOne(matching.map(({ id }) => id));
}

const onlyOne = (values: readonly string[]) => (values.length === 1 ? values[0]! : null);
