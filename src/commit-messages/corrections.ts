/** Commit messages of corrections and withdrawals. The body is what a correction changes, or why updates are withdrawn. */
import type { Evidence } from '../../schemas/update.ts';
import { trailersOf } from '../plan/changes/commit-trailers.ts';
import { type Correction, correctedFields } from '../plan/changes/correct.ts';
import { diffItems } from '../plan/diff/item-diff.ts';
import { idOf } from '../plan/model/plan.ts';
import { type CommitText, fitSubject } from './commit-text.ts';
import { moveText } from './update.ts';

export function correctionMessage(kind: 'correct' | 'withdraw', correction: Correction): CommitText {
  const { before, after, entries, moves } = correction;
  const id = idOf(after);
  const start = `plan: ${id} ${kind} ${entries.length === 1 ? `update ${entries[0]!.target.id}` : `${entries.length} updates`}`;
  const moved = moves.map(moveText).join(', ');
  return {
    subject: fitSubject(moved ? `${start}: ${moved}` : start, start),
    body: entries.map((each) => entryLine(kind, each)).join('\n'),
    trailers: trailersOf(kind, [{ id, change: diffItems(before, after) }]),
  };
}

/** "1a2b3c4d as-of: 2026-09-30 -> 2026-10-31; note: Begun. -> Not begun.", or "1a2b3c4d: the reason". */
function entryLine(kind: 'correct' | 'withdraw', { entry, target }: Correction['entries'][number]): string {
  if (kind === 'withdraw') return `${target.id}: ${entry.reason}`;
  const changes = correctedFields(target.entry, entry).map(
    ({ field, from, to }) => `${field}: ${valueText(from)} -> ${valueText(to)}`,
  );
  return `${target.id} ${changes.join('; ')}`;
}

const valueText = (value: unknown): string => {
  if (value === undefined) return 'none';
  if (Array.isArray(value)) return (value as Evidence[]).map(({ url, file }) => url ?? file).join(', ');
  return String(value).replace(/\s+/g, ' ');
};
