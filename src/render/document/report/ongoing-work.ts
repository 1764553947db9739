/** Work without an end, on its own terms: is what was arranged in place? And what was retired. */

import type { Schedule } from '../../../../schemas/enums.ts';
import type { Item } from '../../../../schemas/item.ts';
import { idOf } from '../../../plan/model/plan.ts';
import { scheduleOf } from '../../../plan/model/timetable.ts';
import type { ProgressReport } from '../../../plan/report/report.ts';
import { pluralize } from '../../../util/pluralize.ts';
import type { Block } from '../document.ts';
import { cell } from '../inline.ts';
import { agencyNames, itemCell, missingLabel } from './phrases.ts';

export function ongoingBlocks(report: ProgressReport): Block[] {
  const { withoutMilestones, retired } = report;
  return [
    { is: 'heading', level: 2, text: 'Ongoing work, and work on a trigger', id: 'standing' },
    ...(withoutMilestones.length === 0
      ? [{ is: 'paragraph', text: 'There is none.' } as const]
      : [
          {
            is: 'paragraph',
            text: 'This work has no end, so it is neither completed nor overdue: it is in place, or not.',
          } as const,
          ...kind(report, 'ongoing', 'Ongoing work'),
          ...kind(report, 'trigger', 'Work on a trigger'),
        ]),
    ...(retired.length === 0 ? [] : retiredBlocks(report)),
  ];
}

function kind(report: ProgressReport, schedule: Schedule, title: string): Block[] {
  const items = report.withoutMilestones.filter((item) => scheduleOf(item) === schedule);
  if (items.length === 0) return [];
  const inPlace = items.filter(({ status }) => status === 'in-place').length;
  return [
    {
      is: 'table',
      table: {
        title: `${title}: ${inPlace} of ${pluralize(items.length, 'item')} in place`,
        columns: [
          { name: 'item' },
          { name: 'action' },
          { name: 'agencies' },
          { name: 'in place' },
          { name: 'rating' },
        ],
        rows: items.map((item) => [
          itemCell(item),
          cell(item.action),
          cell(agencyNames(report, item.agencies)),
          cell(
            item.status === 'in-place'
              ? 'yes'
              : ((item.status && `no: ${item.status}`) ?? missingLabel('status', report)),
          ),
          cell(item.rating ?? missingLabel('rating', report)),
        ]),
      },
    },
  ];
}

const retiredBlocks = ({ retired, audience }: ProgressReport): Block[] => [
  { is: 'heading', level: 2, text: 'Retired items', id: 'retired' },
  { is: 'paragraph', text: 'Nobody works on these any more; they are in no count.' },
  { is: 'list', items: retired.map((item) => retiredText(item, audience === 'internal')) },
];

function retiredText(item: Item, isInternal: boolean) {
  const { recorded, reason, authority, by } = item.retired!;
  const who = isInternal && by !== undefined ? `, written down by ${by}` : '';
  return [{ strong: idOf(item) }, ` ${item.action}: retired on ${recorded}: ${reason} (${authority}${who})`];
}
