/** Which kind of change a commit is: by its trailers, or as the import of the plan. */

import { type ChangeKind, changeKinds, trailerBlocks } from '../../changes/commit-trailers.ts';
import type { Commit, HistoryStep } from '../../diff/history-step.ts';
import type { HistoryContext } from './rule.ts';

/** The values of the trailers with a key, in all blocks of trailers. */
export const trailerValues = (commit: Pick<Commit, 'body' | 'trailers'>, key: string): string[] =>
  trailerBlocks(commit)
    .flat()
    .flatMap(([name, value]) => (name === key ? [value] : []));

/** The kind in the `Plan-Change` trailer; null where there is no such trailer, several, or an unknown kind. */
export function changeKindOf(commit: Pick<Commit, 'body' | 'trailers'>): ChangeKind | null {
  const [first, ...more] = trailerValues(commit, 'Plan-Change');
  return more.length === 0 ? (changeKinds.find((kind) => kind === first) ?? null) : null;
}

/** Whether a step is the import of the plan: the first commit that adds items without a decision to add them. */
export const isImport = ({ items }: HistoryStep, { isEmpty }: Pick<HistoryContext, 'isEmpty'>): boolean =>
  isEmpty && items.some(({ change: { what, decided } }) => what === 'added' && decided === undefined);
