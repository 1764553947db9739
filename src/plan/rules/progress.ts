/** Rules about progress: statuses and ratings fit the timetable and match the updates. */

import type { Status } from '../../../schemas/enums.ts';
import type { Item } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';
import { joinQuoted } from '../../util/suggest.ts';
import { idOf } from '../model/plan.ts';
import { reportedRating, reportedStatus } from '../model/status.ts';
import { isClosed, milestonesOf, openMilestones, scheduleOf, statusesFor } from '../model/timetable.ts';
import { listedUpdates } from '../model/updates.ts';
import type { Rule, Violation } from './rule.ts';

/** These rules need nothing but the item, so they also apply to old versions of it. */
type ProgressRule = Rule<Item, unknown>;

/** The updates that count, in the order in which they were recorded, each with its index in the file. */
const entries = (item: Item): [number, Update][] =>
  listedUpdates(item).map((entry) => [item.updates!.indexOf(entry), entry]);

const statusOfTimetable: ProgressRule = {
  severity: 'error',
  summary: 'An item’s status is one that its timetable allows.',
  *check(item) {
    const schedule = scheduleOf(item);
    const allowed = statusesFor[schedule];
    const check = function* (path: Violation['path'], status: Status | undefined): Generator<Violation> {
      if (status !== undefined && !allowed.includes(status))
        yield {
          path,
          message: `item ${idOf(item)} cannot be \`${status}\`: ${whyNot[schedule]}`,
          hint: `use ${joinQuoted(allowed, 'or')}`,
        };
    };
    yield* check(['status'], item.status);
    for (const [index, { milestone, status }] of entries(item))
      if (milestone === undefined) yield* check(['updates', index, 'status'], status);
  },
};

const whyNot = {
  milestones: 'it has milestones, which are completed one by one',
  ongoing: 'it is ongoing work, which has no end',
  trigger: 'it waits for a trigger, so it has no end',
};

const completedWithOpenMilestones: ProgressRule = {
  severity: 'error',
  summary: 'A completed item has no open milestones.',
  *check(item) {
    if (item.status !== 'completed') return;
    const open = openMilestones(item).map(({ id }) => id);
    if (open.length > 0)
      yield {
        path: ['status'],
        message: `item ${idOf(item)} cannot be \`completed\` while ${open.length === 1 ? 'milestone' : 'milestones'} ${joinQuoted(open)} ${open.length === 1 ? 'is' : 'are'} open`,
        hint: `close first: \`plan update ${idOf(item)} --milestone ${open[0]} --status completed\``,
      };
  },
};

function* checkAgreement(
  path: Violation['path'],
  what: string,
  now: string | undefined,
  reported: string | undefined,
): Generator<Violation> {
  if (now === reported) return;
  const is = now === undefined ? 'absent' : `\`${now}\``;
  yield {
    path,
    message:
      reported === undefined
        ? `${what} is ${is}, but no update sets it`
        : `${what} is ${is}, but the updates report \`${reported}\``,
    hint:
      reported === undefined
        ? 'record it with `plan update`'
        : `write \`${path.at(-1)}: ${reported}\`, or add the missing update`,
  };
}

const statusNotReported: ProgressRule = {
  severity: 'error',
  summary: 'The status of an item or a milestone is the one that its updates report.',
  *check(item) {
    yield* checkAgreement(['status'], '`status`', item.status, reportedStatus(item));
    for (const [index, { id, status }] of milestonesOf(item).entries()) {
      const path = ['timetable', 'milestones', index, 'status'];
      yield* checkAgreement(path, `the status of milestone \`${id}\``, status, reportedStatus(item, id));
    }
  },
};

const ratingNotReported: ProgressRule = {
  severity: 'error',
  summary: 'The rating of an item is the one in the newest update that gives one.',
  *check(item) {
    yield* checkAgreement(['rating'], '`rating`', item.rating, reportedRating(item));
  },
};

const ratingWithoutNote: ProgressRule = {
  severity: 'error',
  summary: 'An update that rates work at risk or off track says why in a note.',
  *check(item) {
    for (const [index, { rating, note }] of entries(item))
      if ((rating === 'at-risk' || rating === 'off-track') && note === undefined)
        yield {
          path: ['updates', index, 'rating'],
          message: `\`${rating}\` needs a note that says why`,
          hint: 'add `note: …`, or `--note "…"` on the command line',
        };
  },
};

const reopenedWithoutReason: ProgressRule = {
  severity: 'error',
  summary: 'An update that reopens completed, cancelled or superseded work gives a reason.',
  *check(item) {
    const earlier: Update[] = [];
    for (const [index, entry] of entries(item)) {
      if (entry.status === undefined) continue;
      const before = statusBefore(entry, earlier);
      if (isClosed(before) && before !== entry.status && entry.reason === undefined)
        yield {
          path: ['updates', index, 'status'],
          message: `a change from \`${before}\` to \`${entry.status}\` needs a reason`,
          hint: 'add `reason: …`, or `--reason "…"` on the command line',
        };
      earlier.push(entry);
    }
  },
};

/** The newest status of the same work for the day of an update or before, among the updates recorded before it. */
const statusBefore = (entry: Update, earlier: readonly Update[]): Status | undefined =>
  earlier
    .filter((each) => each.milestone === entry.milestone && each['as-of'] <= entry['as-of'])
    .reduce<Update | null>(
      (newest, each) => (newest && newest['as-of'] > each['as-of'] ? newest : each),
      null,
    )?.status;

const milestoneInPlace: ProgressRule = {
  severity: 'error',
  summary: 'A milestone is work with an end, so it is never `in-place`.',
  *check(item) {
    for (const [index, { milestone, status }] of entries(item))
      if (milestone !== undefined && status === 'in-place')
        yield {
          path: ['updates', index, 'status'],
          message: `milestone \`${milestone}\` cannot be \`in-place\`: it is work with an end`,
          hint: `use ${joinQuoted(statusesFor.milestones, 'or')}`,
        };
  },
};

export const progressRules = {
  'status-of-timetable': statusOfTimetable,
  'milestone-in-place': milestoneInPlace,
  'completed-with-open-milestones': completedWithOpenMilestones,
  'status-not-reported': statusNotReported,
  'rating-not-reported': ratingNotReported,
  'rating-without-note': ratingWithoutNote,
  'reopened-without-reason': reopenedWithoutReason,
};

/** The rules that a change of a status or a rating can break. */
export const moveRules = {
  'status-of-timetable': statusOfTimetable,
  'milestone-in-place': milestoneInPlace,
  'completed-with-open-milestones': completedWithOpenMilestones,
  'status-not-reported': statusNotReported,
  'rating-not-reported': ratingNotReported,
  'reopened-without-reason': reopenedWithoutReason,
};

/** The rules that public updates alone can break: what explains a status can be internal. */
export const wholePlanRules: readonly string[] = [
  'completed-with-open-milestones',
  'reopened-without-reason',
];
