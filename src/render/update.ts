/** The output of `plan update`, `note` and `apply` for each item. */
import type { ItemUpdate, NewStatus } from '../plan/changes/update.ts';
import { idOf } from '../plan/model/plan.ts';
import { updateJson } from './common/json.ts';
import { valueText } from './common/values.ts';

/** @param unchanged the ids of items that already have the reported values */
export const updateLines = (changes: readonly ItemUpdate[], unchanged: readonly string[]): string[] => [
  ...unchanged.map(noChangeLine),
  ...changes.flatMap(({ after, moves, entry: { milestone } }) =>
    moves.length === 0
      ? [
          `${idOf(after)}${milestone === undefined ? '' : ` milestone ${milestone}`}: update recorded, status and rating unchanged`,
        ]
      : moves.map((move) => `${idOf(after)} ${statusChangeText(move)}`),
  ),
];

export const noChangeLine = (id: string): string => `${id}: no change`;

/** "status: in-progress → completed", "milestone 5.1 status: not reported → completed". */
const statusChangeText = ({ what, milestone, from, to }: NewStatus) =>
  `${milestone === null ? '' : `milestone ${milestone} `}${what}: ${valueText(what, from)} → ${to}`;

export const updateItems = (changes: readonly ItemUpdate[], unchanged: readonly string[]) => [
  ...changes.map(({ after, moves, entry }) => ({
    id: idOf(after),
    changed: true,
    moves,
    update: updateJson(entry),
  })),
  ...unchanged.map((id) => ({ id, changed: false, moves: [], update: null })),
];
