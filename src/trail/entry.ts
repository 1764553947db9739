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
const subjectWidth = 72;

/** Tells changes that one report made, to one item or to several. */
export function tell(changes: readonly Change[]): TrailEntry {
  const entry = changes[0]!.entry;
  const ids = changes.map(({ after }) => idOf(after));
  const agencies = new Set(changes.flatMap(({ entry }) => entry.agency ?? []));
  const moves = changes.flatMap((change) => change.moves.map((move) => ({ id: idOf(change.after), move })));
  return {
    subject: subject(ids, changes),
    body: [entry.note, entry.reason && `Reopened: ${entry.reason}`].filter(Boolean).join('\n\n') || null,
    trailers: [
      ['Plan-Change', 'update'],
      ...ids.map((id): [string, string] => ['Plan-Item', id]),
      ...moves.map(({ id, move }): [string, string] => [trailerOf[move.what], `${id} ${moveText(move)}`]),
      ['Plan-As-Of', entry['as-of']],
      ...[...agencies].map((agency): [string, string] => ['Plan-Agency', agency]),
    ],
  };
}

const trailerOf = { status: 'Plan-Status', rating: 'Plan-Rating' } as const;

/** "in-progress -> completed", "milestone 5.1 not-reported -> completed". */
function moveText({ milestone, from, to, what }: Move): string {
  const absent = { status: 'not-reported', rating: 'not-rated' }[what];
  return `${milestone === null ? '' : `milestone ${milestone} `}${from ?? absent} -> ${to}`;
}

/** What a report says that moves nothing: "milestone 5.1 evidence", "still on-hold". */
function unmoved({ milestone, status, rating, note }: Update): string {
  const still = [status, rating && `rating ${rating}`].filter(Boolean).join(', ');
  const said = still ? `still ${still}` : note === undefined ? 'evidence' : 'note';
  return `${milestone === undefined ? '' : `milestone ${milestone} `}${said}`;
}

function subject(ids: readonly string[], changes: readonly Change[]): string {
  const { moves, entry } = changes[0]!;
  if (ids.length === 1) {
    const told = moves.map((move) => (move.what === 'rating' ? `rating ${moveText(move)}` : moveText(move)));
    return `plan: ${ids[0]} ${told.join(', ') || unmoved(entry)}`;
  }
  const { status, rating } = entry;
  const what =
    [status && `-> ${status}`, rating && `rating -> ${rating}`].filter(Boolean).join(', ') || unmoved(entry);
  const named = `plan: ${ids.join(', ')} ${what}`;
  return named.length <= subjectWidth ? named : `plan: ${ids.length} items ${what}`;
}
