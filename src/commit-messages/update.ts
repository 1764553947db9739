/** A change as the trail tells it: a subject for people, the note as body, trailers for machines. */
import type { Update } from '../../schemas/update.ts';
import { type Trailer, trailersOf } from '../plan/changes/commit-trailers.ts';
import type { ItemUpdate, StatusChange } from '../plan/changes/update.ts';
import { diffItems, type ItemChange } from '../plan/diff/item-diff.ts';
import { idOf } from '../plan/model/plan.ts';

export interface CommitText {
  subject: string;
  body: string | null;
  trailers: readonly Trailer[];
}

/** The longest subject that `git log --oneline` shows whole at 80 columns beside a hash. */
export const subjectWidth = 72;

/** Tells changes that reports made: one report, to one item or to several, or many reports. */
export function reportMessage(changes: readonly ItemUpdate[]): CommitText {
  const ids = [...new Set(changes.map(({ after }) => idOf(after)))];
  const isOneReport = ids.length === changes.length && new Set(changes.map(reportOf)).size === 1;
  return {
    subject: isOneReport
      ? subject(ids, changes)
      : `plan: ${ids.length === 1 ? `item ${ids[0]}` : `${ids.length} items`} reported`,
    body: isOneReport ? said(changes[0]!.entry, '\n\n') : changes.map(line).join('\n'),
    trailers: trailersOf(
      'update',
      ids.map((id) => ({ id, change: changeOf(changes, id) })),
    ),
  };
}

/** What several reports together made of an item, as a reader of its file before and after sees it. */
function changeOf(changes: readonly ItemUpdate[], id: string): ItemChange {
  const own = changes.filter(({ after }) => idOf(after) === id);
  return diffItems(own[0]!.before, own.at(-1)!.after);
}

/** What tells one report from another; by default, an agency is only whose item it is. */
const reportOf = ({ entry: { agency, ...report } }: ItemUpdate) => JSON.stringify(report);

/** "5 in-progress -> completed: the note", on one line. */
function line({ after, moves, entry }: ItemUpdate): string {
  const what = moves.map(movedText).join(', ') || unmoved(entry);
  const words = said(entry, ' ');
  return `${idOf(after)} ${what}${words === null ? '' : `: ${words.replace(/\s+/g, ' ')}`}`;
}

const said = ({ note, reason }: Update, between: string): string | null =>
  [note, reason && `Reopened: ${reason}`].filter(Boolean).join(between) || null;

/** "in-progress -> completed", "milestone 5.1 not-reported -> completed". */
function moveText({ milestone, from, to, what }: StatusChange): string {
  const absent = { status: 'not-reported', rating: 'not-rated' }[what];
  return `${milestone === null ? '' : `milestone ${milestone} `}${from ?? absent} -> ${to}`;
}

const movedText = (move: StatusChange) =>
  move.what === 'rating' ? `rating ${moveText(move)}` : moveText(move);

/** What a report says that moves nothing: "milestone 5.1 evidence", "still on-hold". */
function unmoved({ milestone, status, rating, note }: Update): string {
  const still = [status, rating && `rating ${rating}`].filter(Boolean).join(', ');
  const said = still ? `still ${still}` : note === undefined ? 'evidence' : 'note';
  return `${milestone === undefined ? '' : `milestone ${milestone} `}${said}`;
}

function subject(ids: readonly string[], changes: readonly ItemUpdate[]): string {
  const { moves, entry } = changes[0]!;
  if (ids.length === 1) {
    return `plan: ${ids[0]} ${moves.map(movedText).join(', ') || unmoved(entry)}`;
  }
  const { status, rating } = entry;
  const what =
    [status && `-> ${status}`, rating && `rating -> ${rating}`].filter(Boolean).join(', ') || unmoved(entry);
  const named = `plan: ${ids.join(', ')} ${what}`;
  return named.length <= subjectWidth ? named : `plan: ${ids.length} items ${what}`;
}
