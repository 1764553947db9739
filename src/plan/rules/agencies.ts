/** Rules about agencies.yaml: each name stands for one agency, and each agency is used. */
import type { Item } from '../../../schemas/item.ts';
import { normalize } from '../../util/normalize.ts';
import { milestonesOf } from '../model/timetable.ts';
import { namePaths } from './agency-names.ts';
import type { AgenciesRule } from './rule.ts';
import { similarAgency } from './similar-agencies.ts';

const duplicateAgency: AgenciesRule = {
  severity: 'error',
  summary: 'No two agencies share an id.',
  *check(agencies) {
    const seen = new Set<string>();
    for (const [index, { id }] of agencies.entries()) {
      if (seen.has(id))
        yield {
          path: ['agencies', index, 'id'],
          message: `another agency has the id \`${id}\``,
          hint: 'give one of them an id of its own',
        };
      seen.add(id);
    }
  },
};

const ambiguousName: AgenciesRule = {
  severity: 'error',
  summary: 'No name, alias or successor’s name stands for two agencies.',
  *check(agencies) {
    const owner = new Map<string, string>();
    for (const [index, agency] of agencies.entries())
      for (const [path, name] of namePaths(agency)) {
        const other = owner.get(normalize(name));
        if (other !== undefined && other !== agency.id)
          yield {
            path: ['agencies', index, ...path],
            message: `\`${name}\` is a name of both \`${other}\` and \`${agency.id}\``,
            hint: 'remove the name from one of them',
          };
        owner.set(normalize(name), agency.id);
      }
  },
};

const agencyUnused: AgenciesRule = {
  severity: 'warning',
  summary:
    'Every agency is named by an item, or was before an amendment. Not checked where most agencies are unused.',
  *check(agencies, { items, clean }) {
    // A new plan has agencies before it has items.
    if (items === null || items.length === 0) return;
    const known = new Set(agencies.map(({ id }) => id));
    const named = new Set<string>();
    for (const item of items) {
      // Items without findings name only agencies that exist.
      if (named.size === known.size && clean?.has(item)) continue;
      for (const name of agenciesNamed(item)) named.add(name);
    }
    // An unknown name may be a misspelling of any unused agency.
    if ([...named].some((name) => !known.has(name))) return;
    const unused = [...agencies.entries()].filter(([, { id }]) => !named.has(id));
    // Where most agencies are unused, the file is a list for many plans.
    if (unused.length * 2 < agencies.length)
      for (const [index, { id }] of unused)
        yield {
          path: ['agencies', index, 'id'],
          message: `no item names \`${id}\``,
          hint: 'remove the agency, or add it to an item',
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
  summary: 'The successors of an agency are listed in the order in which they took over.',
  *check(agencies) {
    for (const [index, { successors = [] }] of agencies.entries())
      for (const [at, { name, from }] of successors.entries()) {
        const before = successors[at - 1];
        if (before && from < before.from)
          yield {
            path: ['agencies', index, 'successors', at, 'from'],
            message: `\`${name}\` took over on ${from}, but is listed after \`${before.name}\`, which took over on ${before.from}`,
            hint: 'list successors oldest first',
          };
      }
  },
};

/** The rules that need items as well. */
export const agencyUseRules = { 'agency-unused': agencyUnused };

export const agencyRules = {
  'duplicate-agency': duplicateAgency,
  'ambiguous-name': ambiguousName,
  'similar-agency': similarAgency,
  'agency-unused': agencyUnused,
  'successors-out-of-order': successorsOutOfOrder,
};
