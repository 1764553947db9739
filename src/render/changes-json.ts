/** What changed between two points, for a program. */
import type { DecisionChange, FactChange, ItemChanges } from '../plan/diff/item-changes.ts';
import type { Changes, End } from './changes.ts';
import { amendmentJson, decisionJson, updateJson } from './common/json.ts';

type Told = Pick<Changes, 'comparison' | 'counts' | 'leftOut'> &
  Record<'from' | 'to', Pick<End, 'commit' | 'day'>>;

export const changesJson = ({ from, to, comparison, counts, leftOut }: Told) => ({
  from: endJson(from),
  to: endJson(to),
  items: comparison.items.map(newsJson),
  plan: comparison.plan,
  summary: { ...counts, plan: comparison.plan.length, leftOut },
});

const endJson = ({ commit, day }: Told['from']) => ({ commit, day });

/** The item as it is, or as it was where it is not there any more; flat, so that a reader groups as it likes. */
function newsJson({ id, what, before, after, ...news }: ItemChanges) {
  const item = after ?? before;
  return {
    id,
    what,
    action: item?.action ?? null,
    pillar: item?.pillar ?? null,
    agencies: item?.agencies ?? [],
    status: { before: before?.status ?? null, after: after?.status ?? null },
    rating: { before: before?.rating ?? null, after: after?.rating ?? null },
    decisions: news.decisions.map(({ what, from, to }: DecisionChange) => ({
      what,
      from: from && decisionJson(from),
      to: to && decisionJson(to),
    })),
    moves: news.moves,
    dates: news.dates.map(decidedJson),
    facts: news.facts.map(decidedJson),
    milestones: news.milestones.map(({ what, milestone: { id, task, horizon, due, agencies, status } }) => ({
      what,
      id,
      task,
      horizon: horizon ?? null,
      due: due ?? null,
      agencies: agencies ?? [],
      status: status ?? null,
    })),
    others: news.others,
    reported: news.reported.map(updateJson),
    altered: news.altered.map(({ from, to }) => ({ from: updateJson(from), to: updateJson(to) })),
    removed: news.removed.map(updateJson),
    amended: news.amended.map(amendmentJson),
    unamended: news.unamended.map(amendmentJson),
  };
}

const decidedJson = <Change extends Pick<FactChange, 'amendments'>>(change: Change) => ({
  ...change,
  amendments: change.amendments.map(amendmentJson),
});
