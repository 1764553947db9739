/** The words of a report that several of its parts use. */
import type { Item } from '../../../../schemas/item.ts';
import type { ChartName } from '../../../plan/chart/types.ts';
import { shortName } from '../../../plan/model/agencies.ts';
import { missingLabels } from '../../../plan/model/fields.ts';
import { idOf } from '../../../plan/model/plan.ts';
import type { Reason, ReasonName } from '../../../plan/report/concerns.ts';
import type { ProgressReport } from '../../../plan/report/report.ts';
import { pluralize } from '../../../util/pluralize.ts';
import type { Block, Cell, Inline } from '../document.ts';
import { cell } from '../inline.ts';

/** What a status or a rating is called where there is none: everybody can't know what was reported in private. */
export const missingLabel = (
  field: 'status' | 'rating',
  { audience }: Pick<ProgressReport, 'audience'>,
): string => (audience === 'public' ? `${missingLabels[field]} publicly` : missingLabels[field]);

export const agencyNames = ({ plan }: Pick<ProgressReport, 'plan'>, ids: readonly string[]): string =>
  ids.map((id) => shortName(plan.agencies, id)).join(', ');

export const anchorOf = (item: Pick<Item, 'id'>): string => `item-${idOf(item)}`;

/** The id, which leads to the item's own section. */
export const itemCell = (item: Item): Cell =>
  cell(item.retired ? idOf(item) : [{ text: idOf(item), href: `#${anchorOf(item)}` }], idOf(item));

/** What the exceptions of a kind are called. */
export const concernNames: Record<ReasonName, string> = {
  overdue: 'Overdue',
  'off-track': 'Off track',
  'at-risk': 'At risk',
  'on-hold': 'On hold',
  stale: 'Not reported on lately',
  unreported: 'Not reported',
};

export function reasonText(
  { is, days, milestones }: Reason,
  report: Pick<ProgressReport, 'audience'>,
): string {
  const isPublic = report.audience === 'public';
  switch (is) {
    case 'overdue': {
      const [first, ...more] = milestones;
      const others = more.length === 0 ? '' : `, and ${pluralize(more.length, 'more milestone')}`;
      return `overdue ${pluralize(days!, 'day')}: milestone ${first!.id} was due ${first!.due}${others}`;
    }
    case 'stale':
      return `no ${isPublic ? 'public ' : ''}report for ${pluralize(days!, 'day')}`;
    case 'unreported':
      return missingLabel('status', report);
    case 'off-track':
    case 'at-risk':
      return `rated ${is.replace('-', ' ')}`;
    case 'on-hold':
      return 'on hold';
  }
}

/** All that is amiss, the worst of it in strong words. */
export const reasonsText = (
  [worst, ...more]: readonly Reason[],
  report: Pick<ProgressReport, 'audience'>,
): Inline => [{ strong: reasonText(worst!, report) }, ...more.map((each) => `; ${reasonText(each, report)}`)];

/** The pictures of these names that the report has. */
export const pictures = ({ charts }: ProgressReport, ...names: ChartName[]): Block[] =>
  names.flatMap((name) => {
    const chart = charts[name];
    return chart ? [{ is: 'picture', chart } as const] : [];
  });
