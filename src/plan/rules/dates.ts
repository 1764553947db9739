/** Reports are about days that have come, in the order they were written down; work falls due in the order of its horizons. */
import type { Item } from '../../../schemas/item.ts';
import type { Path } from '../../errors.ts';
import { isRetired } from '../model/derived.ts';
import { milestonesOf } from '../model/timetable.ts';
import type { ItemRule } from './rule.ts';

const entries = (item: Item) => (item.updates ?? []).entries();

const futureDate: ItemRule = {
  severity: 'error',
  summary: 'Nothing is reported as of a day, or recorded or decided on a day, that has not come.',
  *check(item, { today }) {
    for (const [path, day] of decisionDays(item))
      if (day > today) yield { path, message: `decided on ${day}, which has not come: today is ${today}` };
    for (const [index, entry] of entries(item))
      for (const key of ['as-of', 'recorded'] as const)
        if (entry[key] > today)
          yield {
            path: ['updates', index, key],
            message: `\`${key}\` is ${entry[key]}, which has not come: today is ${today}`,
            hint: key === 'as-of' ? 'give the day the report is true for' : null,
          };
  },
};

const decisionDays = ({ added, retired, amendments = [] }: Item): [Path, string][] => [
  ...(added ? [[['added', 'recorded'], added.recorded] as [Path, string]] : []),
  ...(retired ? [[['retired', 'recorded'], retired.recorded] as [Path, string]] : []),
  ...amendments.map(({ recorded }, index): [Path, string] => [['amendments', index, 'recorded'], recorded]),
];

const recordedBeforeAsOf: ItemRule = {
  severity: 'error',
  summary: 'A report is recorded on or after the day it is true for.',
  *check(item, { today }) {
    // A day that has not come is told as that.
    for (const [index, entry] of entries(item))
      if (entry.recorded < entry['as-of'] && entry['as-of'] <= today)
        yield {
          path: ['updates', index, 'recorded'],
          message: `recorded on ${entry.recorded}, before the day it is true for, ${entry['as-of']}`,
        };
  },
};

const updatesOutOfOrder: ItemRule = {
  severity: 'error',
  summary:
    'Entries stand in the order they were recorded, and one that sets a status or rating is never older than the one it replaces.',
  *check(item) {
    let recorded = '';
    const newest = new Map<string, string>();
    for (const [index, entry] of entries(item)) {
      if (entry.recorded < recorded)
        yield {
          path: ['updates', index, 'recorded'],
          message: `recorded on ${entry.recorded}, but stands after an entry recorded on ${recorded}`,
          hint: 'entries stand newest last',
        };
      recorded = entry.recorded > recorded ? entry.recorded : recorded;
      const sets = [
        ...(entry.status === undefined ? [] : [`status ${entry.milestone ?? ''}`]),
        ...(entry.rating === undefined ? [] : ['rating']),
      ];
      for (const what of sets) {
        const last = newest.get(what);
        if (last !== undefined && entry['as-of'] < last)
          yield {
            path: ['updates', index, 'as-of'],
            message: `as of ${entry['as-of']}, it can't replace what was reported as of ${last}`,
            hint: `give a later day, or record it as a note alone`,
          };
        newest.set(what, entry['as-of']);
      }
    }
  },
};

const dueOutOfOrder: ItemRule = {
  severity: 'warning',
  summary: 'Of two milestones of an item, the one of the nearer horizon is due first.',
  *check(item, { plan: { settings } }) {
    if (isRetired(item)) return;
    const order = (settings.horizons ?? []).map(({ id }) => id);
    const dated = milestonesOf(item).flatMap(({ id, due, horizon }, index) => {
      const at = horizon === undefined ? -1 : order.indexOf(horizon);
      return due === undefined || at < 0 ? [] : [{ id, due, horizon, at, index }];
    });
    for (const { id, due, horizon, at, index } of dated) {
      const [first] = dated.filter((other) => other.at > at).sort((a, b) => (a.due < b.due ? -1 : 1));
      if (first && first.due < due)
        yield {
          path: ['timetable', 'milestones', index, 'due'],
          message: `milestone \`${id}\` (\`${horizon}\`) is due on ${due}, later than \`${first.id}\` (\`${first.horizon}\`), due on ${first.due}`,
          hint: 'one of the dates or horizons is a slip: `plan amend` changes either',
        };
    }
  },
};

export const dateRules = {
  'future-date': futureDate,
  'recorded-before-as-of': recordedBeforeAsOf,
  'updates-out-of-order': updatesOutOfOrder,
  'due-out-of-order': dueOutOfOrder,
};
