/** Rules about follow-up: an open item has an agency to contact, and completed work has evidence. */
import type { Item } from '../../../schemas/item.ts';
import type { Path } from '../../errors.ts';
import { joinQuoted } from '../../util/suggest.ts';
import { isOpen, isRetired } from '../model/derived.ts';
import { idOf } from '../model/plan.ts';
import { milestonesOf, openMilestones } from '../model/timetable.ts';
import { listedUpdates } from '../model/updates.ts';
import type { ItemRule } from './rule.ts';

const nobodyToAsk: ItemRule = {
  severity: 'warning',
  summary: 'An open item has an agency that can be contacted.',
  *check(item, { plan: { agencies } }) {
    if (!isOpen(item)) return;
    const isClass = (name: string) => agencies.some((agency) => agency.id === name && agency.class === true);
    if (item.agencies.every(isClass))
      yield {
        path: ['agencies'],
        message: `item ${idOf(item)} has no agency to contact: ${joinQuoted(item.agencies)} ${item.agencies.length === 1 ? 'is a class' : 'are classes'} of bodies`,
        hint: `add the agency that is responsible: \`plan amend ${idOf(item)} --field agencies …\``,
      };
  },
};

const completedWithoutEvidence: ItemRule = {
  severity: 'warning',
  summary: 'Work that was reported as completed has evidence.',
  *check(item) {
    if (isRetired(item)) return;
    const updates = listedUpdates(item);
    const shown = new Set(updates.flatMap(({ evidence, milestone }) => (evidence ? [milestone] : [])));
    // A status without an update, or with open milestones, is reported by other rules.
    const isReported = (id?: string) =>
      updates.some(({ milestone, status }) => milestone === id && status === 'completed');
    if (item.status === 'completed' && shown.size === 0 && isReported()) {
      const isDone = milestonesOf(item).length > 0 && openMilestones(item).length === 0;
      if (isDone) yield withoutEvidence(item, ['status'], `item ${idOf(item)}`, '');
      return;
    }
    // Evidence for the whole item covers its milestones.
    if (shown.has(undefined)) return;
    for (const [index, { id, status }] of milestonesOf(item).entries())
      if (status === 'completed' && isReported(id) && !shown.has(id))
        yield withoutEvidence(
          item,
          ['timetable', 'milestones', index, 'status'],
          `milestone \`${id}\``,
          ` --milestone ${id}`,
        );
  },
};

const withoutEvidence = (item: Item, path: Path, what: string, flag: string) => ({
  path,
  message: `${what} is \`completed\`, but no update has evidence of it`,
  hint: `add it: \`plan note ${idOf(item)}${flag} --evidence FILE\`, or a URL`,
});

export const followUpRules = {
  'nobody-to-ask': nobodyToAsk,
  'completed-without-evidence': completedWithoutEvidence,
};
