/** What a report did to the items it is about. */
import type { ItemUpdate, StatusChange } from '../plan/changes/update.ts';
import { missingLabels } from '../plan/model/fields.ts';
import { idOf } from '../plan/model/plan.ts';
import { updateJson } from './common/json.ts';

/** @param same the ids of items that are so already */
export const reportLines = (changes: readonly ItemUpdate[], same: readonly string[]): string[] => [
  ...same.map((id) => `${id} is so already: nothing to record`),
  ...changes.flatMap(({ after, moves, entry: { milestone } }) =>
    moves.length === 0
      ? [
          `${idOf(after)}${milestone === undefined ? '' : ` milestone ${milestone}`} reported, status and rating as before`,
        ]
      : moves.map((move) => `${idOf(after)} ${moveText(move)}`),
  ),
];

/** "status: in-progress → completed", "milestone 5.1 status: not reported → completed". */
function moveText({ what, milestone, from, to }: StatusChange): string {
  return `${milestone === null ? '' : `milestone ${milestone} `}${what}: ${from ?? missingLabels[what]} → ${to}`;
}

export const reportItems = (changes: readonly ItemUpdate[], same: readonly string[]) => [
  ...changes.map(({ after, moves, entry }) => ({
    id: idOf(after),
    changed: true,
    moves,
    update: updateJson(entry),
  })),
  ...same.map((id) => ({ id, changed: false, moves: [], update: null })),
];
