/** A name in the register means one agency, and each agency has something to do. */
import type { Item } from '../../../schemas/item.ts';
import { normalize } from '../../util/normalize.ts';
import { milestonesOf } from '../model/timetable.ts';
import { namePaths } from './agency-names.ts';
import type { AgenciesRule } from './rule.ts';
import { similarAgency } from './similar-agencies.ts';

const duplicateAgency: AgenciesRule = {
  severity: 'error',
  summary: 'No two agencies of the register share an id.',
  *check(agencies) {
    const seen = new Set<string>();
    for (const [index, { id }] of agencies.entries()) {
      if (seen.has(id))
        yield {
          path: ['agencies', index, 'id'],
          message: `the register has another agency \`${id}\``,
          hint: 'give one of them an id of its own',
        };
      seen.add(id);
    }
  },
};

const ambiguousName: AgenciesRule = {
  severity: 'error',
  summary: 'No name, alias or successor’s name means two agencies.',
  *check(agencies) {
    const owner = new Map<string, string>();
    for (const [index, agency] of agencies.entries())
      for (const [path, name] of namePaths(agency)) {
        const other = owner.get(normalize(name));
        if (other !== undefined && other !== agency.id)
          yield {
            path: ['agencies', index, ...path],
            message: `\`${name}\` means both \`${other}\` and \`${agency.id}\``,
            hint: 'take the name from one of them',
          };
        owner.set(normalize(name), agency.id);
      }
  },
};

const agencyUnused: AgenciesRule = {
  severity: 'warning',
  summary:
    'Unless the register is a list for many plans, an item names each of its agencies, or did before it was amended.',
  *check(agencies, { items, sound }) {
    // A plan that is only begun has its register first.
    if (items === null || items.length === 0) return;
    const known = new Set(agencies.map(({ id }) => id));
    const named = new Set<string>();
    for (const item of items) {
      // Of sound items, all that they name is known.
      if (named.size === known.size && sound?.has(item)) continue;
      for (const name of agenciesNamed(item)) named.add(name);
    }
    // A name that the register lacks may be a slip for any of these.
    if ([...named].some((name) => !known.has(name))) return;
    const unused = [...agencies.entries()].filter(([, { id }]) => !named.has(id));
    // Where most are unused, the register is a list of all agencies there are, and none of these is a mistake.
    if (unused.length * 2 < agencies.length)
      for (const [index, { id }] of unused)
        yield {
          path: ['agencies', index, 'id'],
          message: `no item names \`${id}\``,
          hint: 'take it out, or see which item should name it',
        };
  },
};

const agenciesNamed = (item: Item): readonly string[] => [
  ...item.agencies,
  ...(item.lead === undefined ? [] : [item.lead]),
  ...milestonesOf(item).flatMap(({ agencies = [] }) => agencies),
  ...(item.updates ?? []).flatMap(({ agency }) => agency ?? []),
  ...(item.amendments ?? []).flatMap(({ field, from, to }) =>
    field === 'agencies' || field === 'lead' ? [from ?? [], to ?? []].flat() : [],
  ),
];

const successorsOutOfOrder: AgenciesRule = {
  severity: 'warning',
  summary: 'The successors of an agency stand in the order in which they took over.',
  *check(agencies) {
    for (const [index, { successors = [] }] of agencies.entries())
      for (const [at, { name, from }] of successors.entries()) {
        const before = successors[at - 1];
        if (before && from < before.from)
          yield {
            path: ['agencies', index, 'successors', at, 'from'],
            message: `\`${name}\` took over on ${from}, but stands after \`${before.name}\`, which did on ${before.from}`,
            hint: 'successors stand oldest first',
          };
      }
  },
};

/** Those that look at items, too. */
export const agencyUseRules = { 'agency-unused': agencyUnused };

export const agencyRules = {
  'duplicate-agency': duplicateAgency,
  'ambiguous-name': ambiguousName,
  'similar-agency': similarAgency,
  'agency-unused': agencyUnused,
  'successors-out-of-order': successorsOutOfOrder,
};
