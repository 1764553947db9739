/** What the secretariat needs to follow an item up: somebody to ask, and something that shows the work to be done. */
import type { Item } from '../../../schemas/item.ts';
import type { Path } from '../../errors.ts';
import { joinQuoted } from '../../util/suggest.ts';
import { isOpen, isRetired } from '../model/derived.ts';
import { idOf } from '../model/plan.ts';
import { milestonesOf, openMilestones } from '../model/timetable.ts';
import type { ItemRule } from './rule.ts';

const nobodyToAsk: ItemRule = {
  severity: 'warning',
  summary: 'An item that is open has an agency that somebody can write to.',
  *check(item, { plan: { agencies } }) {
    if (!isOpen(item)) return;
    const isClass = (name: string) => agencies.some((agency) => agency.id === name && agency.class === true);
    if (item.agencies.every(isClass))
      yield {
        path: ['agencies'],
        message: `nobody can be asked about item ${idOf(item)}: ${joinQuoted(item.agencies)} ${item.agencies.length === 1 ? 'is a class' : 'are classes'} of bodies`,
        hint: `add the agency that answers for it: \`plan amend ${idOf(item)} --field agencies …\``,
      };
  },
};

const completedWithoutEvidence: ItemRule = {
  severity: 'warning',
  summary: 'For what was reported as completed, some report brings evidence.',
  *check(item) {
    if (isRetired(item)) return;
    const { updates = [] } = item;
    const shown = new Set(updates.flatMap(({ evidence, milestone }) => (evidence ? [milestone] : [])));
    // What nobody reported, and what can't be completed yet, is told as that.
    const isReported = (id?: string) =>
      updates.some(({ milestone, status }) => milestone === id && status === 'completed');
    if (item.status === 'completed' && shown.size === 0 && isReported()) {
      const isDone = milestonesOf(item).length > 0 && openMilestones(item).length === 0;
      if (isDone) yield unshown(item, ['status'], `item ${idOf(item)}`, '');
      return;
    }
    // Evidence for the whole item shows each of its parts.
    if (shown.has(undefined)) return;
    for (const [index, { id, status }] of milestonesOf(item).entries())
      if (status === 'completed' && isReported(id) && !shown.has(id))
        yield unshown(
          item,
          ['timetable', 'milestones', index, 'status'],
          `milestone \`${id}\``,
          ` --milestone ${id}`,
        );
  },
};

const unshown = (item: Item, path: Path, what: string, flag: string) => ({
  path,
  message: `${what} is \`completed\`, but no report brings evidence of it`,
  hint: `bring it: \`plan note ${idOf(item)}${flag} --evidence FILE\`, or an address`,
});

export const followUpRules = {
  'nobody-to-ask': nobodyToAsk,
  'completed-without-evidence': completedWithoutEvidence,
};
