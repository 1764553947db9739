/** Rules about dates: nothing is dated in the future, updates are in order, and due dates follow the horizons. */
import type { Item } from '../../../schemas/item.ts';
import type { Path } from '../../errors.ts';
import { isRetired } from '../model/derived.ts';
import { milestonesOf } from '../model/timetable.ts';
import type { ItemRule } from './rule.ts';

const entries = (item: Item) => (item.updates ?? []).entries();

const futureDate: ItemRule = {
  severity: 'error',
  summary: 'No update or decision is dated in the future.',
  *check(item, { today }) {
    for (const [path, day] of decisionDays(item))
      if (day > today)
        yield { path, message: `decided on ${day}, which is in the future: today is ${today}` };
    for (const [index, entry] of entries(item))
      for (const key of ['as-of', 'recorded'] as const)
        if (entry[key] > today)
          yield {
            path: ['updates', index, key],
            message: `\`${key}\` is ${entry[key]}, which is in the future: today is ${today}`,
            hint: key === 'as-of' ? 'give the day that the update is true for' : null,
          };
  },
};

const decisionDays = ({ added, retired, amendments = [], updates = [] }: Item): [Path, string][] => [
  ...(added ? [[['added', 'recorded'], added.recorded] as [Path, string]] : []),
  ...(retired ? [[['retired', 'recorded'], retired.recorded] as [Path, string]] : []),
  ...amendments.map(({ recorded }, index): [Path, string] => [['amendments', index, 'recorded'], recorded]),
  ...updates.flatMap(({ released }, index): [Path, string][] =>
    released ? [[['updates', index, 'released', 'day'], released.day]] : [],
  ),
];

const recordedBeforeAsOf: ItemRule = {
  severity: 'error',
  summary: 'An update is recorded on or after the day it is true for, and released on or after that day.',
  *check(item, { today }) {
    // A day in the future is reported by `future-date`.
    for (const [index, entry] of entries(item)) {
      const { recorded, released } = entry;
      if (recorded < entry['as-of'] && entry['as-of'] <= today)
        yield {
          path: ['updates', index, 'recorded'],
          message: `recorded on ${recorded}, before the day it is true for, ${entry['as-of']}`,
        };
      if (released && released.day < recorded)
        yield {
          path: ['updates', index, 'released', 'day'],
          message: `released on ${released.day}, before it was recorded on ${recorded}`,
        };
    }
  },
};

const updatesOutOfOrder: ItemRule = {
  severity: 'error',
  summary: 'Updates are listed in the order they were recorded.',
  *check(item) {
    let newest = '';
    for (const [index, { recorded }] of entries(item)) {
      if (recorded < newest)
        yield {
          path: ['updates', index, 'recorded'],
          message: `recorded on ${recorded}, but listed after an update recorded on ${newest}`,
          hint: 'list updates newest last',
        };
      newest = recorded > newest ? recorded : newest;
    }
  },
};

const dueOutOfOrder: ItemRule = {
  severity: 'warning',
  summary: 'A milestone of a nearer horizon is due before the milestones of later horizons.',
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
          hint: 'correct the date or the horizon with `plan amend`',
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
