/** Compares plan.yaml and agencies.yaml. */

import type { Agency } from '../../../schemas/agencies.ts';
import type { PlanFile } from '../../../schemas/plan.ts';
import { deepEqual } from '../../util/equal.ts';
import type { Plan } from '../model/plan.ts';
import type { FieldChange } from './item-diff.ts';

/** The changed fields, labelled `title`, `pillar first`, `agency dol name`. */
export const settingsChanges = (before: Plan, after: Plan): FieldChange[] => [
  ...changes(settingsValues(before.settings), settingsValues(after.settings)),
  ...changes(agencyValues(before.agencies), agencyValues(after.agencies)),
];

/** The values of plan.yaml by label; pillars, horizons, rules and severities by their ids. */
function settingsValues({
  pillars,
  horizons = [],
  source,
  validation = {},
  ...rest
}: PlanFile): Map<string, unknown> {
  const { severities = {}, rules = [] } = validation;
  return new Map<string, unknown>([
    ...Object.entries(rest),
    ...Object.entries(severities).map(([rule, severity]) => [`severity of ${rule}`, severity] as const),
    ...rules.flatMap(({ id, expression, ...others }): [string, unknown][] => [
      [`rule ${id}`, expression],
      ...Object.entries(others).map(([key, value]): [string, unknown] => [`rule ${id} ${key}`, value]),
    ]),
    ...listed('pillar', pillars),
    ...listed('horizon', horizons),
    ...Object.entries(source).map(([key, value]) => [`source ${key}`, value] as const),
  ]);
}

const agencyValues = (agencies: readonly Agency[]) => new Map<string, unknown>(listed('agency', agencies));

/** The values of a list of entries by label: the name of each, its other values, and the order. */
function listed(what: string, entries: readonly { id: string; name: string }[]): [string, unknown][] {
  const values = entries.flatMap(({ id, name, ...rest }): [string, unknown][] => [
    [`${what} ${id}`, name],
    ...Object.entries(rest).map(([key, value]): [string, unknown] => [`${what} ${id} ${key}`, value]),
  ]);
  return [...values, [`order of ${what}`, entries.map(({ id }) => id)]];
}

function changes(before: Map<string, unknown>, after: Map<string, unknown>): FieldChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((field) => {
    let [from, to] = [before.get(field) ?? null, after.get(field) ?? null];
    // The values of an added or removed entry are part of its addition or removal.
    const [, entry = ''] = /^((?:pillar|horizon|agency|rule) \S+) /.exec(field) ?? [];
    if (entry && before.has(entry) !== after.has(entry)) return [];
    if (/^order of /.test(field)) [from, to] = common(from as string[], to as string[]);
    return deepEqual(from, to) ? [] : [{ field, from, to }];
  });
}

const common = (from: readonly string[], to: readonly string[]) =>
  [from.filter((id) => to.includes(id)), to.filter((id) => from.includes(id))] as const;
