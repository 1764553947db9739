/** Rules about progress in a change: it comes with new updates, which are allowed, and in commits without decisions. */

import type { Status } from '../../../../schemas/enums.ts';
import type { Item } from '../../../../schemas/item.ts';
import type { Update } from '../../../../schemas/update.ts';
import { deepEqual } from '../../../util/equal.ts';
import { fieldLabel, isFrozen, isProgress } from '../../model/field-labels.ts';
import { isClosed, milestonesOf } from '../../model/timetable.ts';
import { replacesAnother } from '../../model/updates.ts';
import { decisionRules } from '../decisions.ts';
import { formatValue } from '../history/records.ts';
import { moveRules } from '../progress.ts';
import { lastPartWith, withCommit } from './from-history-rule.ts';
import type { BranchChange, BranchItem, ChangePart, ChangeRule } from './rule.ts';

/** A status or a rating that changed. */
interface Move {
  item: BranchItem;
  after: Item;
  field: string;
  from: unknown;
  to: unknown;
  /** The new updates that set it, oldest first. */
  reports: readonly Update[];
  /** Whether a new entry corrects or withdraws an update. */
  isCorrected: boolean;
  part: ChangePart;
}

/** Every such change, except those of an undo. */
function* movesOf(change: BranchChange): Generator<Move> {
  for (const item of change.items) {
    const { after } = item;
    for (const { field, from, to } of after && item.before ? item.change.fields : []) {
      if (!isProgress(field)) continue;
      const part = lastPartWith(change, item.id, (each) =>
        each.change.fields.some((moved) => moved.field === field),
      );
      if (!part || part.isRevert) continue;
      const added = item.change.reported.filter((entry) => isNew(change, item, entry));
      const reports = added.filter((entry) => sets(entry, field));
      const isCorrected = added.some(replacesAnother);
      yield { ...{ item, after: after!, field, from, to, reports, isCorrected, part } };
    }
  }
}

/** Whether an update is new, and not an old one that was altered. */
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
  summary:
    'A status or rating changes only with a new update that sets it, or with the correction or withdrawal of one.',
  *check(change) {
    for (const { item, after, field, from, to, reports, isCorrected, part } of movesOf(change)) {
      // Where the updates report another value, the rules about items report it.
      if (reports.length > 0 || isCorrected || withoutUpdate(after).has(field)) continue;
      yield withCommit(
        {
          item,
          target: { field },
          message: `\`${field}\` of item ${item.id} was changed from ${formatValue(from)} to ${formatValue(to)}, but no new update sets it`,
          hint: `restore it, then use \`plan update ${item.id}\``,
        },
        part,
      );
    }
  },
};

/** The labels of the statuses and ratings that differ from what the updates report, by the rules about items. */
function withoutUpdate(item: Item): Set<string> {
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
    'Work changes only as `plan update` allows: closed work is reopened with a reason, and retired items get no updates.',
  *check(change) {
    yield* reopened(change);
    for (const item of change.items) {
      const { before, after } = item;
      if (!before?.retired || !after?.retired || hasLateUpdates(after)) continue;
      for (const entry of item.change.reported) {
        const part = lastPartWith(change, item.id, ({ change: { reported } }) => isAmong(reported, entry));
        if (part && !part.isRevert)
          yield withCommit(
            {
              item,
              target: { entry },
              message: `item ${item.id} was retired on ${before.retired.recorded}, so it cannot get updates`,
              hint: 'remove the update; `plan add` makes a new item',
            },
            part,
          );
      }
    }
  },
};

/**
 * Violations for work that was closed at the base and is open again without a reason. The rules about items do not report
 * it where the update that closed it was removed.
 */
function* reopened(change: BranchChange) {
  for (const { item, after, field, from, to, reports, part } of movesOf(change)) {
    if (field === 'rating' || !isClosed(from as Status) || isClosed((to ?? undefined) as Status | undefined))
      continue;
    // A correction takes the place of an earlier update: what that closed was never closed.
    const last = reports.findLast((entry) => !replacesAnother(entry));
    const isReported = [...moveRules['reopened-without-reason'].check(after, null)].length > 0;
    if (!last || isReported || reports.some(({ reason }) => reason !== undefined)) continue;
    yield withCommit(
      {
        item,
        target: { entry: last, key: 'status' },
        message: `\`${field}\` of item ${item.id} changed from ${formatValue(from)} to ${formatValue(to)}, but no update gives a reason`,
        hint: `restore it, then use \`plan update ${item.id} --reason "…"\``,
      },
      part,
    );
  }
}

/** Whether the rules about items report updates after the retirement. */
const hasLateUpdates = (item: Item): boolean =>
  [...decisionRules['progress-after-retirement'].check(item, noContext)].length > 0;
const noContext = null as never;

const isAmong = (list: readonly unknown[], entry: unknown) => list.some((each) => deepEqual(each, entry));

const progressWithWording: ChangeRule = {
  severity: 'error',
  summary: 'Updates and amendments are in separate commits.',
  *check({ parts }) {
    for (const part of parts) {
      const { step, isRevert, isUncommitted } = part;
      if (isRevert || step.parents.length > 1) continue;
      const changed = step.items.filter(({ change }) => change.what === 'changed');
      const moved = changed.find(
        ({ change: { reported, fields } }) =>
          reported.length > 0 || fields.some(({ field }) => isProgress(field)),
      );
      const amended = changed.flatMap((item) => {
        const frozen = item.change.fields.find(({ field }) => isFrozen(field));
        return frozen ? [{ item, field: frozen.field }] : [];
      })[0];
      if (!moved || !amended) continue;
      yield withCommit(
        {
          item: amended.item,
          target: { field: amended.field },
          message: `${isUncommitted ? 'the uncommitted changes include' : 'one commit has'} progress on item ${moved.id} and a change of \`${amended.field}\` of item ${amended.item.id}`,
          hint: isUncommitted
            ? 'commit them separately: `git add -p`'
            : 'split the commit in two, as `plan update` and `plan amend` do',
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
