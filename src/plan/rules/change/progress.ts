/** Work moves by new reports that may move it, and apart from decisions. */

import type { Status } from '../../../../schemas/enums.ts';
import type { Item } from '../../../../schemas/item.ts';
import type { Update } from '../../../../schemas/update.ts';
import { deepEqual } from '../../../util/equal.ts';
import { fieldLabel, isFrozen, isProgress } from '../../model/field-labels.ts';
import { isClosed, milestonesOf } from '../../model/timetable.ts';
import { decisionRules } from '../decisions.ts';
import { formatValue } from '../history/records.ts';
import { moveRules } from '../progress.ts';
import { lastPartWith, withCommit } from './from-history-rule.ts';
import type { BranchChange, BranchItem, ChangePart, ChangeRule } from './rule.ts';

/** A status or a rating that moved. */
interface Move {
  item: BranchItem;
  after: Item;
  field: string;
  from: unknown;
  to: unknown;
  /** The new reports that set it, oldest first. */
  reports: readonly Update[];
  part: ChangePart;
}

/** Every move but those that an undo made. */
function* movesOf(change: BranchChange): Generator<Move> {
  for (const item of change.items) {
    const { after } = item;
    for (const { field, from, to } of after && item.before ? item.change.fields : []) {
      if (!isProgress(field)) continue;
      const part = lastPartWith(change, item.id, (each) =>
        each.change.fields.some((moved) => moved.field === field),
      );
      if (!part || part.isUndo) continue;
      const reports = item.change.reported.filter(
        (entry) => sets(entry, field) && isNew(change, item, entry),
      );
      yield { ...{ item, after: after!, field, from, to, reports, part } };
    }
  }
}

/** Whether it is a report of its own, and not an old one that reads otherwise now. */
const isNew = (change: BranchChange, { id }: BranchItem, entry: Update): boolean => {
  const part = lastPartWith(change, id, (item) => isAmong(item.change.reported, entry));
  const items = part?.remaining.items.filter((item) => item.id === id) ?? [];
  return !items.some(({ change: { retracted } }) =>
    retracted.some(({ recorded }) => recorded === entry.recorded),
  );
};

const sets = ({ status, rating, milestone }: Update, field: string): boolean =>
  field === 'rating'
    ? rating !== undefined
    : status !== undefined && field === fieldLabel({ milestone, field: 'status' });

const movedByHand: ChangeRule = {
  severity: 'error',
  summary: 'A status or a rating moves by a new report that sets it.',
  *check(change) {
    for (const { item, after, field, from, to, reports, part } of movesOf(change)) {
      const key = field === 'rating' ? 'rating' : 'status';
      // Where no report at all says so, the plan as it stands says it already.
      if (reports.at(-1)?.[key] === to || unreported(after).has(field)) continue;
      yield withCommit(
        {
          item,
          target: { field },
          message: `\`${field}\` of item ${item.id} was moved from ${formatValue(from)} to ${formatValue(to)}, and no new report sets it`,
          hint: `put it back, then report it: \`plan update ${item.id}\``,
        },
        part,
      );
    }
  },
};

/** The moves that the plan's own rules find no report for. */
function unreported(item: Item): Set<string> {
  const found = [...moveRules['status-not-reported'].check(item, null)].map(({ path }) =>
    path.length === 1
      ? 'status'
      : fieldLabel({ milestone: milestonesOf(item)[Number(path[2])]?.id, field: 'status' }),
  );
  const isRating = [...moveRules['rating-not-reported'].check(item, null)].length > 0;
  return new Set([...found, ...(isRating ? ['rating'] : [])]);
}

const moveRefused: ChangeRule = {
  severity: 'error',
  summary:
    'Work moves only as `plan update` would move it: what is closed is reopened with a reason, what is retired not at all.',
  *check(change) {
    yield* reopened(change);
    for (const item of change.items) {
      const { before, after } = item;
      if (!before?.retired || !after?.retired || toldLate(after)) continue;
      for (const entry of item.change.reported) {
        const part = lastPartWith(change, item.id, ({ change: { reported } }) => isAmong(reported, entry));
        if (part && !part.isUndo)
          yield withCommit(
            {
              item,
              target: { entry },
              message: `item ${item.id} was retired on ${before.retired.recorded}, and takes no more reports`,
              hint: 'take the report out; `plan add` makes a new item',
            },
            part,
          );
      }
    }
  },
};

/** What had an end at the base and is open again, without a reason: and the report that ended it is gone, or the plan's own rules would say so. */
function* reopened(change: BranchChange) {
  for (const { item, after, field, from, to, reports, part } of movesOf(change)) {
    if (field === 'rating' || !isClosed(from as Status) || isClosed((to ?? undefined) as Status | undefined))
      continue;
    const last = reports.at(-1);
    const isSaid = [...moveRules['reopened-without-reason'].check(after, null)].length > 0;
    if (!last || isSaid || reports.some(({ reason }) => reason !== undefined)) continue;
    yield withCommit(
      {
        item,
        target: { entry: last, key: 'status' },
        message: `\`${field}\` of item ${item.id} leaves ${formatValue(from)} for ${formatValue(to)}, and no report gives the reason`,
        hint: `put it back, then report it: \`plan update ${item.id} --reason "…"\``,
      },
      part,
    );
  }
}

/** Whether the plan's own rules say already that an item takes no more. */
const toldLate = (item: Item): boolean =>
  [...decisionRules['progress-after-retirement'].check(item, noContext)].length > 0;
const noContext = null as never;

const isAmong = (list: readonly unknown[], entry: unknown) => list.some((each) => deepEqual(each, entry));

const progressWithWording: ChangeRule = {
  severity: 'error',
  summary: 'Progress and the plan’s own words change in commits of their own.',
  *check({ parts }) {
    for (const part of parts) {
      const { step, isUndo, isUncommitted } = part;
      if (isUndo || step.parents.length > 1) continue;
      const changed = step.items.filter(({ change }) => change.what === 'changed');
      const moved = changed.find(
        ({ change: { reported, fields } }) =>
          reported.length > 0 || fields.some(({ field }) => isProgress(field)),
      );
      const worded = changed.flatMap((item) => {
        const word = item.change.fields.find(({ field }) => isFrozen(field));
        return word ? [{ item, word }] : [];
      })[0];
      if (!moved || !worded) continue;
      yield withCommit(
        {
          item: worded.item,
          target: { field: worded.word.field },
          message: `${isUncommitted ? 'what is not committed' : 'one commit'} brings progress on item ${moved.id} and changes \`${worded.word.field}\` of item ${worded.item.id}`,
          hint: isUncommitted
            ? 'commit the two apart: `git add -p`'
            : 'make two commits of it: `plan update` and `plan amend` do',
        },
        part,
      );
    }
  },
};

export const progressChangeRules = {
  'moved-by-hand': movedByHand,
  'move-refused': moveRefused,
  'progress-with-wording': progressWithWording,
};
