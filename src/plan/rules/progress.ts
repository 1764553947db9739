/** Where the work stands must fit the timetable and agree with what was reported. */

import type { Status } from '../../../schemas/enums.ts';
import type { Item } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';
import { joinQuoted } from '../../util/suggest.ts';
import { idOf } from '../model/plan.ts';
import { isClosed, milestonesOf, openMilestones, scheduleOf, statusesFor } from '../model/timetable.ts';
import type { Rule, Violation } from './rule.ts';

/** These look at nothing but the item, so they hold for an item of any day. */
type ProgressRule = Rule<Item, unknown>;

const entries = (item: Item) => (item.updates ?? []).entries();

const statusOfTimetable: ProgressRule = {
  severity: 'error',
  summary: "An item's status is one that its timetable can have.",
  *check(item) {
    const schedule = scheduleOf(item);
    const allowed = statusesFor[schedule];
    const judge = function* (path: Violation['path'], status: Status | undefined): Generator<Violation> {
      if (status !== undefined && !allowed.includes(status))
        yield {
          path,
          message: `item ${idOf(item)} can't be \`${status}\`: ${because[schedule]}`,
          hint: `use ${joinQuoted(allowed, 'or')}`,
        };
    };
    yield* judge(['status'], item.status);
    for (const [index, { milestone, status }] of entries(item))
      if (milestone === undefined) yield* judge(['updates', index, 'status'], status);
  },
};

const because = {
  milestones: 'it has milestones, which are completed one by one',
  ongoing: 'it is ongoing work, which has no end',
  trigger: 'it waits for a trigger, so it has no end',
};

const completedWithOpenMilestones: ProgressRule = {
  severity: 'error',
  summary: 'An item is completed only when each of its milestones is closed.',
  *check(item) {
    if (item.status !== 'completed') return;
    const open = openMilestones(item).map(({ id }) => id);
    if (open.length > 0)
      yield {
        path: ['status'],
        message: `item ${idOf(item)} can't be \`completed\` while ${open.length === 1 ? 'milestone' : 'milestones'} ${joinQuoted(open)} ${open.length === 1 ? 'is' : 'are'} open`,
        hint: `close first: \`plan update ${idOf(item)} --milestone ${open[0]} --status completed\``,
      };
  },
};

/** The status or rating that the newest entry to set it gives. */
function newest<Key extends 'status' | 'rating'>(
  item: Item,
  key: Key,
  of: (entry: Update) => boolean,
): Update[Key] | undefined {
  return item.updates?.findLast((entry) => entry[key] !== undefined && of(entry))?.[key];
}

function* mustAgree(
  path: Violation['path'],
  what: string,
  now: string | undefined,
  said: string | undefined,
): Generator<Violation> {
  if (now === said) return;
  const is = now === undefined ? 'absent' : `\`${now}\``;
  yield {
    path,
    message:
      said === undefined
        ? `${what} is ${is}, but no entry of \`updates\` says so`
        : `${what} is ${is}, but the newest entry that sets it says \`${said}\``,
    hint:
      said === undefined
        ? 'record it with `plan update`'
        : `write \`${path.at(-1)}: ${said}\`, or add the missing entry`,
  };
}

const statusNotReported: ProgressRule = {
  severity: 'error',
  summary: "An item's and a milestone's status is what the newest report that set it says.",
  *check(item) {
    const ofItem = newest(item, 'status', ({ milestone }) => milestone === undefined);
    yield* mustAgree(['status'], '`status`', item.status, ofItem);
    for (const [index, { id, status }] of milestonesOf(item).entries()) {
      const ofMilestone = newest(item, 'status', ({ milestone }) => milestone === id);
      const path = ['timetable', 'milestones', index, 'status'];
      yield* mustAgree(path, `the status of milestone \`${id}\``, status, ofMilestone);
    }
  },
};

const ratingNotReported: ProgressRule = {
  severity: 'error',
  summary: "An item's rating is what the newest report that set it says.",
  *check(item) {
    yield* mustAgree(
      ['rating'],
      '`rating`',
      item.rating,
      newest(item, 'rating', () => true),
    );
  },
};

const ratingWithoutNote: ProgressRule = {
  severity: 'error',
  summary: 'A report that work is at risk or off track says why in a note.',
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
  summary: 'A report that reopens completed, cancelled or superseded work gives the reason.',
  *check(item) {
    const status = new Map<string | undefined, Status>();
    for (const [index, entry] of entries(item)) {
      if (entry.status === undefined) continue;
      const before = status.get(entry.milestone);
      if (isClosed(before) && before !== entry.status && entry.reason === undefined)
        yield {
          path: ['updates', index, 'status'],
          message: `leaving \`${before}\` for \`${entry.status}\` needs a reason`,
          hint: 'add `reason: …`, or `--reason "…"` on the command line',
        };
      status.set(entry.milestone, entry.status);
    }
  },
};

const milestoneInPlace: ProgressRule = {
  severity: 'error',
  summary: 'A milestone is work with an end, so it is never `in-place`.',
  *check(item) {
    for (const [index, { milestone, status }] of entries(item))
      if (milestone !== undefined && status === 'in-place')
        yield {
          path: ['updates', index, 'status'],
          message: `milestone \`${milestone}\` can't be \`in-place\`: it is work with an end`,
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

/** Those that a move of a status or a rating can break. */
export const moveRules = {
  'status-of-timetable': statusOfTimetable,
  'milestone-in-place': milestoneInPlace,
  'completed-with-open-milestones': completedWithOpenMilestones,
  'status-not-reported': statusNotReported,
  'rating-not-reported': ratingNotReported,
  'reopened-without-reason': reopenedWithoutReason,
};
