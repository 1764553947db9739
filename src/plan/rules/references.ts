/** Rules about ids and references: each id is unique, and each reference is to something that exists. */
import type { Item } from '../../../schemas/item.ts';
import type { Path } from '../../errors.ts';
import { shellQuote } from '../../util/shell-quote.ts';
import { didYouMean, joinQuoted } from '../../util/suggest.ts';
import { findAgency, namesOf } from '../model/agencies.ts';
import { fileNameOf, idOf, itemFolderOf } from '../model/plan.ts';
import { agenciesOn } from '../model/status.ts';
import { milestonesOf } from '../model/timetable.ts';
import { originalOf } from '../model/updates.ts';
import type { ItemRule, Violation } from './rule.ts';

/** Every path at which an item names an agency. */
function agencyPaths(item: Item): [Path, string][] {
  const paths: [Path, string][] = item.agencies.map((name, index) => [['agencies', index], name]);
  if (item.lead) paths.push([['lead'], item.lead]);
  for (const [index, { agencies = [] }] of milestonesOf(item).entries())
    for (const [at, name] of agencies.entries())
      paths.push([['timetable', 'milestones', index, 'agencies', at], name]);
  for (const [index, { agency }] of item.updates?.entries() ?? [])
    if (agency) paths.push([['updates', index, 'agency'], agency]);
  return paths;
}

const unknownAgency: ItemRule = {
  severity: 'error',
  summary: 'Every agency that an item names is in agencies.yaml.',
  *check(item, { plan: { agencies } }) {
    for (const [path, name] of agencyPaths(item)) {
      if (agencies.some(({ id }) => id === name)) continue;
      const agency = findAgency(agencies, name);
      yield {
        path,
        message: `\`${name}\` is not the id of an agency in agencies.yaml`,
        hint: agency ? `write \`${agency.id}\`` : didYouMean(name, agencies.flatMap(namesOf)),
      };
    }
  },
};

/**
 * Who may be named at a path, and whose agencies they are: for an update, as on the day when it, or the update that
 * it corrects, was recorded.
 */
function allowedAgencies(item: Item, [list, index]: Path): { of: string; agencies: readonly string[] } {
  const update = list === 'updates' ? item.updates![Number(index)]! : null;
  const milestone = milestonesOf(item).find(({ id }) => id === update?.milestone);
  return {
    of: milestone?.agencies ? `milestone \`${milestone.id}\` of item ${idOf(item)}` : `item ${idOf(item)}`,
    agencies: update ? agenciesOn(item, originalOf(item, update).recorded, milestone?.id) : item.agencies,
  };
}

const agencyNotOfItem: ItemRule = {
  severity: 'error',
  summary:
    'The lead and the agencies of a milestone are agencies of the item; the agency of an update is one of the milestone or item that it is about, on the day it was recorded.',
  *check(item, { plan: { agencies } }) {
    for (const [path, name] of agencyPaths(item)) {
      if (!agencies.some(({ id }) => id === name)) continue;
      const allowed = allowedAgencies(item, path);
      if (allowed.agencies.includes(name)) continue;
      yield {
        path,
        message: `\`${name}\` is not an agency of ${allowed.of}: its agencies are ${joinQuoted(allowed.agencies)}`,
        hint: path[0] === 'updates' ? 'name one of them, or no agency: then the group reports' : null,
      };
    }
  },
};

function* unknownReference(
  path: Path,
  reference: string,
  what: string,
  entries: readonly { id: string }[],
): Generator<Violation> {
  if (entries.some(({ id }) => id === reference)) return;
  const ids = entries.map(({ id }) => id);
  const known = ids.length > 0 ? `use ${joinQuoted(ids, 'or')}` : 'the plan has none';
  yield {
    path,
    message: `\`${reference}\` is not a ${what} of the plan: ${known}`,
    hint: didYouMean(reference, ids),
  };
}

const unknownPillar: ItemRule = {
  severity: 'error',
  summary: 'The pillar of an item is in plan.yaml.',
  check: (item, { plan }) => unknownReference(['pillar'], item.pillar, 'pillar', plan.settings.pillars),
};

const unknownHorizon: ItemRule = {
  severity: 'error',
  summary: 'The horizon of a milestone is in plan.yaml.',
  *check(item, { plan }) {
    for (const [index, { horizon }] of milestonesOf(item).entries())
      if (horizon)
        yield* unknownReference(
          ['timetable', 'milestones', index, 'horizon'],
          horizon,
          'horizon',
          plan.settings.horizons ?? [],
        );
  },
};

const unknownMilestone: ItemRule = {
  severity: 'error',
  summary: 'An update or amendment of a milestone names a milestone of the item.',
  *check(item) {
    const ids = milestonesOf(item).map(({ id }) => id);
    const known = ids.length > 0 ? `its milestones are ${joinQuoted(ids)}` : 'it has no milestones';
    for (const key of ['amendments', 'updates'] as const)
      for (const [index, { milestone }] of (item[key] ?? []).entries())
        if (milestone !== undefined && !ids.includes(milestone))
          yield {
            path: [key, index, 'milestone'],
            message: `\`${milestone}\` is not a milestone of item ${idOf(item)}: ${known}`,
            hint: didYouMean(milestone, ids),
          };
  },
};

const duplicateMilestone: ItemRule = {
  severity: 'error',
  summary: 'No two milestones of an item share an id.',
  *check(item) {
    const seen = new Set<string>();
    for (const [index, { id }] of milestonesOf(item).entries()) {
      if (seen.has(id))
        yield {
          path: ['timetable', 'milestones', index, 'id'],
          message: `another milestone of item ${idOf(item)} has the id \`${id}\``,
          hint: 'give one of them an id of its own',
        };
      seen.add(id);
    }
  },
};

const duplicateId: ItemRule = {
  severity: 'error',
  summary: 'No two items share an id.',
  *check(item, { plan: { settings }, copies, fileName, folder }) {
    const id = idOf(item);
    // A file that was moved may have been left behind, or restored by a merge.
    const isLeftBehind = fileName === fileNameOf(id, settings) && folder !== itemFolderOf(id, settings);
    if ((copies.get(id) ?? 0) > 1)
      yield {
        path: ['id'],
        message: `another file also has item \`${id}\``,
        hint: isLeftBehind
          ? 'delete this file, after checking that the other one has all it says'
          : 'give one of them an id of its own, and rename its file',
      };
  },
};

const fileName: ItemRule = {
  severity: 'error',
  summary: 'The name of an item’s file is its id.',
  *check(item, { plan, fileName }) {
    const expected = fileNameOf(idOf(item), plan.settings);
    if (fileName !== expected)
      yield {
        path: ['id'],
        message: `the file of item \`${idOf(item)}\` must be \`${expected}\`, not \`${fileName}\``,
        hint: 'rename the file, or correct the id',
      };
  },
};

/** Not reported for a file with a wrong name or a duplicate id: that has to be fixed first. */
const fileFolder: ItemRule = {
  severity: 'warning',
  summary: 'An item’s file is in the folder that `item-folders` in plan.yaml says.',
  *check(item, { plan: { settings }, fileName, folder, copies, pathIn }) {
    const id = idOf(item);
    const expected = itemFolderOf(id, settings);
    if (folder === expected || fileName !== fileNameOf(id, settings) || (copies.get(id) ?? 0) > 1) return;
    const inItems = (name: string | null) => (name === null ? '`items`' : `\`items/${name}\``);
    const [from, to] = [pathIn(folder), pathIn(expected)].map(shellQuote) as [string, string];
    const make = expected === null ? '' : `mkdir -p ${to.slice(0, to.lastIndexOf('/'))} && `;
    yield {
      path: ['id'],
      message: `the file of item \`${id}\` should be in ${inItems(expected)}, not in ${inItems(folder)}`,
      hint: `move it: \`${make}git mv ${from} ${to}\``,
    };
  },
};

const missingItem: ItemRule = {
  severity: 'warning',
  summary: 'Where items are numbered consecutively, no number is missing.',
  *check(_item, { fileName, gapBefore }) {
    const gap = gapBefore(fileName);
    if (!gap) return;
    const { from, to } = gap;
    yield {
      path: ['id'],
      message: `${from === to ? `item ${from} is` : `items ${from} ${from + 1 === to ? 'and' : 'to'} ${to} are`} missing: the numbers go from ${from - 1} to ${to + 1}`,
      hint: 'restore the file from git; to close an item, `plan retire` it',
    };
  },
};

export const referenceRules = {
  'file-name': fileName,
  'file-folder': fileFolder,
  'missing-item': missingItem,
  'duplicate-id': duplicateId,
  'duplicate-milestone': duplicateMilestone,
  'unknown-pillar': unknownPillar,
  'unknown-horizon': unknownHorizon,
  'unknown-agency': unknownAgency,
  'agency-not-of-item': agencyNotOfItem,
  'unknown-milestone': unknownMilestone,
};
