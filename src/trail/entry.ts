/** A change as the trail tells it: a subject for people, the note as body, trailers for machines. */
import type { Update } from '../../schemas/update.ts';
import type { Change, Move } from '../plan/change.ts';
import { idOf } from '../plan/plan.ts';

export interface TrailEntry {
  subject: string;
  body: string | null;
  trailers: [key: string, value: string][];
}

/** The longest subject that `git log --oneline` shows whole at 80 columns beside a hash. */
export const subjectWidth = 72;

/** Tells changes that reports made: one report, to one item or to several, or many reports. */
export function tell(changes: readonly Change[]): TrailEntry {
  const ids = [...new Set(changes.map(({ after }) => idOf(after)))];
  const isOneReport = ids.length === changes.length && new Set(changes.map(reportOf)).size === 1;
  return {
    subject: isOneReport
      ? subject(ids, changes)
      : `plan: ${ids.length === 1 ? `item ${ids[0]}` : `${ids.length} items`} reported`,
    body: isOneReport ? said(changes[0]!.entry, '\n\n') : changes.map(line).join('\n'),
    trailers: [
      ['Plan-Change', 'update'],
      ...ids.map((id): [string, string] => ['Plan-Item', id]),
      ...ids.flatMap((id) => moveTrailers(id, netMoves(changes.filter(({ after }) => idOf(after) === id)))),
      ...trailersOf('Plan-As-Of', changes, 'as-of'),
      ...trailersOf('Plan-Agency', changes, 'agency'),
    ],
  };
}

/** What tells one report from another; by default, an agency is only whose item it is. */
const reportOf = ({ entry: { agency, ...report } }: Change) => JSON.stringify(report);

/** Every different value of the entries. */
const trailersOf = (key: string, changes: readonly Change[], of: 'as-of' | 'agency') =>
  [...new Set(changes.flatMap(({ entry }) => entry[of] ?? []))].map((value): [string, string] => [
    key,
    value,
  ]);

/** "5 in-progress -> completed: the note", on one line. */
function line({ after, moves, entry }: Change): string {
  const what = moves.map(movedText).join(', ') || unmoved(entry);
  const words = said(entry, ' ');
  return `${idOf(after)} ${what}${words === null ? '' : `: ${words.replace(/\s+/g, ' ')}`}`;
}

const said = ({ note, reason }: Update, between: string): string | null =>
  [note, reason && `Reopened: ${reason}`].filter(Boolean).join(between) || null;

/** What moves of one item come to, as a reader of its file before and after sees them. */
function netMoves(changes: readonly Change[]): Move[] {
  const net = new Map<string, Move>();
  for (const move of changes.flatMap(({ moves }) => moves)) {
    const key = `${move.what} ${move.milestone}`;
    net.set(key, { ...move, from: (net.get(key) ?? move).from });
  }
  return [...net.values()].filter(({ from, to }) => from !== to);
}

/** Trailers for what moves of an item. */
export const moveTrailers = (id: string, moves: readonly TrailMove[]): [string, string][] =>
  moves.map((move) => [trailerOf[move.what], `${id} ${moveText(move)}`]);

/** A move; `to` is null where it is taken back. */
export type TrailMove = Omit<Move, 'to'> & { to: string | null };

const trailerOf = { status: 'Plan-Status', rating: 'Plan-Rating' } as const;

/** "in-progress -> completed", "milestone 5.1 not-reported -> completed". */
function moveText({ milestone, from, to, what }: TrailMove): string {
  const absent = { status: 'not-reported', rating: 'not-rated' }[what];
  return `${milestone === null ? '' : `milestone ${milestone} `}${from ?? absent} -> ${to ?? absent}`;
}

const movedText = (move: TrailMove) => (move.what === 'rating' ? `rating ${moveText(move)}` : moveText(move));

/** What a report says that moves nothing: "milestone 5.1 evidence", "still on-hold". */
function unmoved({ milestone, status, rating, note }: Update): string {
  const still = [status, rating && `rating ${rating}`].filter(Boolean).join(', ');
  const said = still ? `still ${still}` : note === undefined ? 'evidence' : 'note';
  return `${milestone === undefined ? '' : `milestone ${milestone} `}${said}`;
}

function subject(ids: readonly string[], changes: readonly Change[]): string {
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
