/** Texts and blocks that several sections of the report use. */
import type { Item, Milestone } from '../../../../schemas/item.ts';
import type { ChartName } from '../../../plan/chart/types.ts';
import { shortName } from '../../../plan/model/agencies.ts';
import { undatedMilestones } from '../../../plan/model/derived.ts';
import { missingLabels } from '../../../plan/model/fields.ts';
import { idOf } from '../../../plan/model/plan.ts';
import type { Reason, ReasonName } from '../../../plan/report/concerns.ts';
import type { ProgressReport } from '../../../plan/report/report.ts';
import { capitalize } from '../../../util/capitalize.ts';
import { pluralize } from '../../../util/pluralize.ts';
import type { Block, Cell, Inline, Table } from '../document.ts';
import { cell } from '../tables.ts';

/** The label for a missing status or rating: the public cannot know what was reported internally. */
export const missingLabel = (
  field: 'status' | 'rating',
  { audience }: Pick<ProgressReport, 'audience'>,
): string => (audience === 'public' ? `${missingLabels[field]} publicly` : missingLabels[field]);

/** "public update" in a public report, else "update". */
export const updateNoun = ({ audience }: Pick<ProgressReport, 'audience'>): string =>
  audience === 'public' ? 'public update' : 'update';

export const agencyNames = ({ plan }: Pick<ProgressReport, 'plan'>, ids: readonly string[]): string =>
  ids.map((id) => shortName(plan.agencies, id)).join(', ');

export const paragraph = (text: Inline): Block => ({ is: 'paragraph', text });

export const anchorOf = (item: Pick<Item, 'id'>): string => `item-${idOf(item)}`;

export const itemColumns: Table['columns'] = [{ name: 'item' }, { name: 'action' }, { name: 'agencies' }];

/** The cells of `itemColumns`; the id links to the section of the item. */
export const itemCells = (item: Item, report: ProgressReport): Cell[] => [
  cell(item.retired ? idOf(item) : [{ text: idOf(item), href: `#${anchorOf(item)}` }], idOf(item)),
  cell(item.action),
  cell(agencyNames(report, item.agencies)),
];

export const concernNames: Record<ReasonName, string> = {
  overdue: 'Overdue',
  'off-track': 'Off track',
  'at-risk': 'At risk',
  'on-hold': 'On hold',
  stale: 'No recent update',
  unreported: capitalize(missingLabels.status),
};

export const undatedName = capitalize(missingLabels.due);

export function reasonText(
  { is, days, milestones }: Reason,
  report: Pick<ProgressReport, 'audience'>,
): string {
  switch (is) {
    case 'overdue': {
      const [first, ...more] = milestones;
      const others = more.length === 0 ? '' : `, and ${pluralize(more.length, 'more milestone')}`;
      return `overdue ${pluralize(days!, 'day')}: milestone ${first!.id} was due ${first!.due}${others}`;
    }
    case 'stale':
      return `no ${updateNoun(report)} for ${pluralize(days!, 'day')}`;
    case 'unreported':
      return missingLabel('status', report);
    case 'off-track':
    case 'at-risk':
      return `rated ${is.replace('-', ' ')}`;
    case 'on-hold':
      return 'on hold';
  }
}

/** All reasons, the worst one emphasized. */
export const reasonsText = (
  [worst, ...more]: readonly Reason[],
  report: Pick<ProgressReport, 'audience'>,
): Inline => [{ strong: reasonText(worst!, report) }, ...more.map((each) => `; ${reasonText(each, report)}`)];

/** "no date for milestones 5.1, 5.2". */
export function undatedText(item: Item): string {
  const ids = undatedMilestones(item).map(({ id }) => id);
  return `no date for ${ids.length === 1 ? 'milestone' : 'milestones'} ${ids.join(', ')}`;
}

export const milestoneAgencies = ({ agencies }: Milestone, report: ProgressReport): string =>
  agencies ? agencyNames(report, agencies) : 'as the item';

/** The charts of these names that the report has. */
export const pictures = ({ charts }: ProgressReport, ...names: ChartName[]): Block[] =>
  names.flatMap((name) => {
    const chart = charts[name];
    return chart ? [{ is: 'picture', chart } as const] : [];
  });
