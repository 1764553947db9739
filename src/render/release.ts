/** The output of `plan release`. */
import type { Item } from '../../schemas/item.ts';
import type { Release } from '../plan/changes/release.ts';
import { idOf } from '../plan/model/plan.ts';
import { oneLine } from './common/escape.ts';
import { updateJson } from './common/json.ts';
import { reporterName, updateValues } from './common/values.ts';

/** A line for each released update. @param items those that were named */
export function releaseOutput(
  items: readonly Item[],
  releases: readonly Release[],
  nameOf: (id: string) => string,
) {
  const unchanged = items.filter((item) => !releases.some(({ before }) => before === item)).map(idOf);
  return {
    lines: [
      ...releases.flatMap(({ after, released }) =>
        released.map(({ id, entry }) => {
          const what = [updateValues(entry), entry.note].filter(Boolean).join(': ');
          const start = `${idOf(after)} update ${id} as of ${entry['as-of']} by ${reporterName(entry, nameOf)} released`;
          return oneLine(what === '' ? start : `${start}: ${what}`);
        }),
      ),
      ...unchanged.map((id) => `${id}: no internal update to release`),
    ],
    items: [
      ...releases.map(({ after, released }) => ({
        id: idOf(after),
        changed: true,
        updates: released.map(({ id, entry }) => updateJson(entry, id)),
      })),
      ...unchanged.map((id) => ({ id, changed: false, updates: [] })),
    ],
  };
}
