/** The changes between two revisions as JSON. */
import { type DecisionChange, type FactChange, type ItemChanges, isLate } from '../plan/diff/item-changes.ts';
import type { Changes, ComparedRevision } from './changes.ts';
import { amendmentJson, decisionJson, updateJson } from './common/json.ts';

type ComparedChanges = Pick<Changes, 'comparison' | 'counts' | 'leftOut'> &
  Record<'from' | 'to', Pick<ComparedRevision, 'commit' | 'day'>>;

export const changesJson = ({ from, to, comparison, counts, leftOut }: ComparedChanges) => ({
  from: endJson(from),
  to: endJson(to),
  items: comparison.items.map(itemChangesJson),
  plan: comparison.plan,
  summary: { ...counts, plan: comparison.plan.length, leftOut },
});

const endJson = ({ commit, day }: ComparedChanges['from']) => ({ commit, day });

/** With the current action, pillar and agencies of the item, or its last ones if it was removed. */
function itemChangesJson({ id, what, before, after, since, ...changes }: ItemChanges) {
  const item = after ?? before;
  return {
    id,
    what,
    action: item?.action ?? null,
    pillar: item?.pillar ?? null,
    agencies: item?.agencies ?? [],
    status: { before: before?.status ?? null, after: after?.status ?? null },
    rating: { before: before?.rating ?? null, after: after?.rating ?? null },
    decisions: changes.decisions.map(({ what, from, to }: DecisionChange) => ({
      what,
      late: to !== null && isLate(to, since),
      from: from && decisionJson(from),
      to: to && decisionJson(to),
    })),
    moves: changes.moves,
    dates: changes.dates.map(amendedJson),
    facts: changes.facts.map(amendedJson),
    milestones: changes.milestones.map(
      ({ what, milestone: { id, task, horizon, due, agencies, status } }) => ({
        what,
        id,
        task,
        horizon: horizon ?? null,
        due: due ?? null,
        agencies: agencies ?? [],
        status: status ?? null,
      }),
    ),
    others: changes.others,
    reported: changes.reported.map((entry) => ({ ...updateJson(entry), late: isLate(entry, since) })),
    released: changes.released.map((entry) => updateJson(entry)),
    altered: changes.altered.map(({ from, to }) => ({ from: updateJson(from), to: updateJson(to) })),
    removed: changes.removed.map((entry) => updateJson(entry)),
    undone: changes.isUndone ?? false,
    amended: changes.amended.map((entry) => ({ ...amendmentJson(entry), late: isLate(entry, since) })),
    unamended: changes.unamended.map(amendmentJson),
  };
}

const amendedJson = <Change extends Pick<FactChange, 'amendments'>>(change: Change) => ({
  ...change,
  amendments: change.amendments.map(amendmentJson),
});
