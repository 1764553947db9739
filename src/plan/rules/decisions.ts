/** Rules about decisions: amendments match the item, and are in order; retired items get no more updates. */

import type { Decision } from '../../../schemas/amendment.ts';
import type { Item } from '../../../schemas/item.ts';
import type { Path } from '../../errors.ts';
import { deepEqual } from '../../util/equal.ts';
import { effectiveDay } from '../model/as-of.ts';
import { fieldLabel } from '../model/field-labels.ts';
import { idOf } from '../model/plan.ts';
import { amendablePath, belongsTo, fieldValueAt, type Value } from './amendable-fields.ts';
import type { ItemRule } from './rule.ts';

const entries = (item: Item) => [...(item.amendments ?? []).entries()];

const amendmentNotMade: ItemRule = {
  severity: 'error',
  summary: 'A field has the value that its newest amendment gives it.',
  *check(item) {
    const seen = new Set<string>();
    for (const [index, entry] of entries(item).reverse()) {
      const name = fieldLabel(entry);
      if (seen.has(name)) continue;
      seen.add(name);
      const path = amendablePath(item, entry);
      if (!belongsTo(entry))
        yield {
          path: ['amendments', index, 'field'],
          message: `\`${entry.field}\` is not a field of ${entry.milestone === undefined ? 'an item' : 'a milestone'}`,
          hint: entry.milestone === undefined ? 'add `milestone`' : 'remove `milestone`',
        };
      else if (entry.milestone === undefined || path !== null) {
        const now = path === null ? undefined : fieldValueAt(item, path);
        if (!deepEqual(now, entry.to))
          yield {
            path: ['amendments', index, ...(entry.to === undefined ? [] : ['to'])],
            message: `\`${name}\` was ${entry.to === undefined ? 'removed' : `amended to ${shown(entry.to)}`}, but it is ${shown(now)}`,
            hint: `restore the amended value, or change it with \`plan amend ${idOf(item)}\``,
          };
      }
    }
  },
};

const shown = (value: Value) =>
  value === undefined ? 'absent' : `\`${Array.isArray(value) ? value.join(', ') : value}\``;

const amendmentsOutOfOrder: ItemRule = {
  severity: 'error',
  summary:
    'Amendments are listed in the order they were made, and those of one field take effect in that order.',
  *check(item) {
    let newest = '';
    const newestOf = new Map<string, string>();
    for (const [index, entry] of entries(item)) {
      const { recorded, effective } = entry;
      const field = fieldLabel(entry);
      const [from, earlier] = [effectiveDay(entry), newestOf.get(field) ?? ''];
      if (recorded < newest)
        yield {
          path: ['amendments', index, 'recorded'],
          message: `amended on ${recorded}, but listed after an amendment of ${newest}`,
          hint: 'list amendments newest last',
        };
      else if (from < earlier)
        yield {
          path: ['amendments', index, effective === undefined ? 'recorded' : 'effective'],
          message: `\`${field}\` is amended from ${from} on, but the amendment before it applies from ${earlier}`,
          hint: `an amendment cannot apply before an older one of the same field: give ${earlier} or a later day`,
        };
      if (recorded > newest) newest = recorded;
      if (from > earlier) newestOf.set(field, from);
    }
  },
};

const recordedBeforeEffective: ItemRule = {
  severity: 'error',
  summary: 'A decision is recorded on or after the day from which it applies.',
  *check(item) {
    for (const [path, { recorded, effective }] of decisionsOf(item))
      if (effective !== undefined && effective > recorded)
        yield {
          path: [...path, 'effective'],
          message: `applies from ${effective}, but was recorded on ${recorded}`,
          hint: 'record a decision when it applies',
        };
  },
};

const decisionsOf = ({ added, retired, amendments = [] }: Item): [Path, Decision][] => [
  ...(added ? [[['added'], added] as [Path, Decision]] : []),
  ...(retired ? [[['retired'], retired] as [Path, Decision]] : []),
  ...amendments.map((entry, index): [Path, Decision] => [['amendments', index], entry]),
];

const progressAfterRetirement: ItemRule = {
  severity: 'error',
  summary: 'An item has no updates or amendments after it was retired.',
  *check({ retired, updates = [], amendments = [] }) {
    if (!retired) return;
    const late = (path: Path, what: string, day: string) =>
      day > retired.recorded
        ? [{ path, message: `${what} on ${day}, but the item was retired on ${retired.recorded}` }]
        : [];
    for (const [index, { recorded }] of updates.entries())
      yield* late(['updates', index, 'recorded'], 'recorded', recorded);
    for (const [index, { recorded }] of amendments.entries())
      yield* late(['amendments', index, 'recorded'], 'amended', recorded);
  },
};

const progressBeforeAddition: ItemRule = {
  severity: 'error',
  summary: 'An item has no updates, amendments or retirement before it was added.',
  *check({ added, retired, updates = [], amendments = [] }) {
    if (!added) return;
    const early = (path: Path, what: string, day: string) =>
      day < added.recorded
        ? [{ path, message: `${what} on ${day}, but the item was added on ${added.recorded}` }]
        : [];
    for (const [index, { recorded }] of updates.entries())
      yield* early(['updates', index, 'recorded'], 'recorded', recorded);
    for (const [index, { recorded }] of amendments.entries())
      yield* early(['amendments', index, 'recorded'], 'amended', recorded);
    if (retired) yield* early(['retired', 'recorded'], 'retired', retired.recorded);
  },
};

export const decisionRules = {
  'amendment-not-made': amendmentNotMade,
  'amendments-out-of-order': amendmentsOutOfOrder,
  'recorded-before-effective': recordedBeforeEffective,
  'progress-before-addition': progressBeforeAddition,
  'progress-after-retirement': progressAfterRetirement,
};
