/** The output of `plan update`, `note` and `apply` for each item. */
import type { ItemUpdate } from '../plan/changes/update.ts';
import type { StatusChange } from '../plan/diff/item-changes.ts';
import { hasMilestones, isOpen } from '../plan/model/derived.ts';
import { idOf } from '../plan/model/plan.ts';
import { decidingUpdate, impliedStatus, statusPhrase } from '../plan/model/status.ts';
import { milestonesOf, openMilestones } from '../plan/model/timetable.ts';
import { shellQuote } from '../util/shell-quote.ts';
import { updateJson } from './common/json.ts';
import { movedValueText } from './common/values.ts';

/** @param unchanged the ids of items that already have the reported values */
export const updateLines = (changes: readonly ItemUpdate[], unchanged: readonly string[]): string[] => [
  ...unchanged.map(noChangeLine),
  ...changes.flatMap((change) => {
    const { after, moves } = change;
    return moves.length === 0
      ? [unmovedLine(change)]
      : moves.map((move) => `${idOf(after)} ${statusChangeText(move, change)}`);
  }),
  ...closingLines(changes),
];

/** An update that changes no status and rating; where it reports another status, why that does not count. */
function unmovedLine({ after, entry }: ItemUpdate): string {
  const { milestone, status } = entry;
  const name = `${idOf(after)}${milestone === undefined ? '' : ` milestone ${milestone}`}`;
  const deciding = status && decidingUpdate(after, milestone);
  if (!deciding || deciding.status === status) return `${name}: update recorded, status and rating unchanged`;
  const by = deciding.agency ?? 'the group';
  return `${name}: update recorded; the status is still ${deciding.status}, from ${by} as of ${deciding['as-of']}`;
}

/** For items whose last milestone was closed: what their status is now, or how to close them. */
function closingLines(changes: readonly ItemUpdate[]): string[] {
  const last = new Map(changes.map((change) => [idOf(change.after), change.after]));
  const closed = new Set(
    changes
      .filter(({ before, after }) => openMilestones(before).length > openMilestones(after).length)
      .map(({ after }) => idOf(after)),
  );
  return [...last].flatMap(([id, item]) => {
    if (!closed.has(id) || !hasMilestones(item) || openMilestones(item).length > 0) return [];
    if (item.status === undefined)
      return [`${id}: all milestones are closed, so the item is ${statusPhrase(item)}`];
    if (!isOpen(item)) return [];
    return [
      `${id}: all milestones are closed, but the item is still ${statusPhrase(item)}: to close it, run \`plan update ${shellQuote(id)} --status ${impliedStatus(milestonesOf(item))}\``,
    ];
  });
}

export const noChangeLine = (id: string): string => `${id}: no change`;

/** "status: in-progress → completed", "milestone 5.1 status: not reported → completed". */
export const statusChangeText = (
  move: StatusChange,
  { before, after }: Pick<ItemUpdate, 'before' | 'after'>,
): string =>
  `${move.milestone === null ? '' : `milestone ${move.milestone} `}${move.what}: ${movedValueText(move, move.from, before)} → ${movedValueText(move, move.to, after)}`;

export const updateItems = (changes: readonly ItemUpdate[], unchanged: readonly string[]) => [
  ...changes.map(({ after, moves, entry }) => ({
    id: idOf(after),
    changed: true,
    moves,
    update: updateJson(entry),
  })),
  ...unchanged.map((id) => ({ id, changed: false, moves: [], update: null })),
];
