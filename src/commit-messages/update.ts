/** Commit messages of updates. The body is the note, or a line for each update. */
import type { Update } from '../../schemas/update.ts';
import { trailersOf } from '../plan/changes/commit-trailers.ts';
import type { ItemUpdate } from '../plan/changes/update.ts';
import type { StatusChange } from '../plan/diff/item-changes.ts';
import { diffItems, type ItemChange } from '../plan/diff/item-diff.ts';
import { idOf } from '../plan/model/plan.ts';
import { reportedRating, reportedStatus } from '../plan/model/status.ts';
import { type CommitText, fitSubject } from './commit-text.ts';

/** The message of one update, of the same update of several items, or of different updates. */
export function updateMessage(updates: readonly ItemUpdate[]): CommitText {
  const ids = [...new Set(updates.map(({ after }) => idOf(after)))];
  const isSameUpdate = ids.length === updates.length && new Set(updates.map(contentOf)).size === 1;
  const changes = ids.map((id) => ({ id, change: changeOf(updates, id) }));
  return {
    subject: isSameUpdate
      ? subjectOf(ids, updates[0]!)
      : `plan: ${ids.length === 1 ? `item ${ids[0]}` : `${ids.length} items`} reported`,
    body: isSameUpdate ? noteOf(updates[0]!.entry, '\n\n') : updates.map(updateLine).join('\n'),
    trailers: trailersOf('update', changes),
  };
}

/** What several updates together changed of an item. */
function changeOf(updates: readonly ItemUpdate[], id: string): ItemChange {
  const own = updates.filter(({ after }) => idOf(after) === id);
  return diffItems(own[0]!.before, own.at(-1)!.after);
}

/** The same update of two items may differ in its agency, which is by default that of the item. */
const contentOf = ({ entry: { agency, ...content } }: ItemUpdate) => JSON.stringify(content);

/** "5 in-progress -> completed: the note", on one line. */
function updateLine(update: ItemUpdate): string {
  const { after, moves, entry } = update;
  const what = moves.map(moveText).join(', ') || unchangedText(update);
  const note = noteOf(entry, ' ');
  return `${idOf(after)} ${what}${note === null ? '' : `: ${note.replace(/\s+/g, ' ')}`}`;
}

const noteOf = ({ note, reason }: Update, separator: string): string | null =>
  [note, reason && `Reopened: ${reason}`].filter(Boolean).join(separator) || null;

/** "in-progress -> completed", "milestone 5.1 not-reported -> completed", "rating not-rated -> on-track". */
export function moveText({ milestone, from, to, what }: StatusChange): string {
  const absent = { status: 'not-reported', rating: 'not-rated' }[what];
  return [
    what === 'rating' ? 'rating ' : '',
    milestone === null ? '' : `milestone ${milestone} `,
    `${from ?? absent} -> ${to ?? absent}`,
  ].join('');
}

/**
 * An update that changes neither status nor rating: "milestone 5.1 evidence", "still on-hold"; "on-hold as of 2026-11-01"
 * where another update decides the status.
 */
function unchangedText({ after, entry }: ItemUpdate): string {
  const { milestone, status, rating, note, 'as-of': asOf } = entry;
  const values = [status, rating && `rating ${rating}`].filter(Boolean).join(', ');
  const isStill =
    (status ?? reportedStatus(after, milestone)) === reportedStatus(after, milestone) &&
    (rating ?? reportedRating(after)) === reportedRating(after);
  const reported = isStill ? `still ${values}` : `${values} as of ${asOf}`;
  const what = values ? reported : note === undefined ? 'evidence' : 'note';
  return `${milestone === undefined ? '' : `milestone ${milestone} `}${what}`;
}

function subjectOf(ids: readonly string[], update: ItemUpdate): string {
  const { moves, entry } = update;
  if (ids.length === 1) return `plan: ${ids[0]} ${moves.map(moveText).join(', ') || unchangedText(update)}`;
  const { status, rating } = entry;
  const what =
    [status && `-> ${status}`, rating && `rating -> ${rating}`].filter(Boolean).join(', ') ||
    unchangedText(update);
  return fitSubject(`plan: ${ids.join(', ')} ${what}`, `plan: ${ids.length} items ${what}`);
}
