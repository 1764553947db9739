/** What changed of the files that all items rest on: `plan.yaml` and the register. */

import type { Agency } from '../../../schemas/agencies.ts';
import type { PlanFile } from '../../../schemas/plan.ts';
import { deepEqual } from '../../util/equal.ts';
import type { Plan } from '../model/plan.ts';
import type { FieldChange } from './item-diff.ts';

/** `title`, `pillar first`, `agency dol name`: what is not the same on both sides. */
export const settingsChanges = (before: Plan, after: Plan): FieldChange[] => [
  ...changes(settingsFacts(before.settings), settingsFacts(after.settings)),
  ...changes(registerFacts(before.agencies), registerFacts(after.agencies)),
];

/** What `plan.yaml` says, by name; a pillar or a horizon by its id. */
function settingsFacts({ pillars, horizons = [], source, ...rest }: PlanFile): Map<string, unknown> {
  return new Map<string, unknown>([
    ...Object.entries(rest),
    ...listed('pillar', pillars),
    ...listed('horizon', horizons),
    ...Object.entries(source).map(([key, value]) => [`source ${key}`, value] as const),
  ]);
}

const registerFacts = (agencies: readonly Agency[]) => new Map<string, unknown>(listed('agency', agencies));

/** Entries by their ids: the name of each, what else each says, and their order. */
function listed(what: string, entries: readonly { id: string; name: string }[]): [string, unknown][] {
  const facts = entries.flatMap(({ id, name, ...rest }): [string, unknown][] => [
    [`${what} ${id}`, name],
    ...Object.entries(rest).map(([key, value]): [string, unknown] => [`${what} ${id} ${key}`, value]),
  ]);
  return [...facts, [`order of ${what}`, entries.map(({ id }) => id)]];
}

function changes(before: Map<string, unknown>, after: Map<string, unknown>): FieldChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((field) => {
    let [from, to] = [before.get(field) ?? null, after.get(field) ?? null];
    // That one came or went says where it stands, and what it says is told with it.
    const [, entry = ''] = /^((?:pillar|horizon|agency) \S+) /.exec(field) ?? [];
    if (entry && before.has(entry) !== after.has(entry)) return [];
    if (/^order of /.test(field)) [from, to] = common(from as string[], to as string[]);
    return deepEqual(from, to) ? [] : [{ field, from, to }];
  });
}

const common = (from: readonly string[], to: readonly string[]) =>
  [from.filter((id) => to.includes(id)), to.filter((id) => from.includes(id))] as const;
