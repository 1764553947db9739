/** The report's sections on ongoing and triggered work, and on retired items. */
import type { Schedule } from '../../../../schemas/enums.ts';
import type { Item } from '../../../../schemas/item.ts';
import { idOf } from '../../../plan/model/plan.ts';
import { scheduleOf } from '../../../plan/model/timetable.ts';
import type { ProgressReport } from '../../../plan/report/report.ts';
import { pluralize } from '../../../util/pluralize.ts';
import type { Block, Inline } from '../document.ts';
import { cell } from '../tables.ts';
import { itemCells, itemColumns, missingLabel, paragraph } from './phrases.ts';

export function ongoingBlocks(report: ProgressReport): Block[] {
  const { withoutMilestones, retired } = report;
  return [
    { is: 'heading', level: 2, text: 'Ongoing work, and work on a trigger', id: 'ongoing' },
    ...(withoutMilestones.length === 0
      ? [paragraph('There is none.')]
      : [
          paragraph('This work has no end and no due date: it is in place, or not.'),
          ...scheduleBlocks(report, 'ongoing', 'Ongoing work'),
          ...scheduleBlocks(report, 'trigger', 'Work on a trigger'),
        ]),
    ...(retired.length === 0 ? [] : retiredBlocks(report)),
  ];
}

function scheduleBlocks(report: ProgressReport, schedule: Schedule, name: string): Block[] {
  const items = report.withoutMilestones.filter((item) => scheduleOf(item) === schedule);
  if (items.length === 0) return [];
  const inPlace = items.filter(({ status }) => status === 'in-place').length;
  const table = {
    title: `${name}: ${inPlace} of ${pluralize(items.length, 'item')} in place`,
    columns: [...itemColumns, { name: 'in place' }, { name: 'rating' }],
    rows: items.map((item) => [
      ...itemCells(item, report),
      cell(inPlaceText(item, report)),
      cell(item.rating ?? missingLabel('rating', report)),
    ]),
  };
  return [{ is: 'table', table }];
}

function inPlaceText({ status }: Item, report: ProgressReport): string {
  if (status === undefined) return missingLabel('status', report);
  return status === 'in-place' ? 'yes' : `no: ${status}`;
}

const retiredBlocks = ({ retired, audience }: ProgressReport): Block[] => [
  { is: 'heading', level: 2, text: 'Retired items', id: 'retired' },
  paragraph('Work on these items has stopped; they are not counted.'),
  { is: 'list', items: retired.map((item) => retiredInline(item, audience === 'internal')) },
];

function retiredInline(item: Item, isInternal: boolean): Inline {
  const { recorded, reason, authority, by } = item.retired!;
  const recorder = isInternal && by !== undefined ? `, recorded by ${by}` : '';
  return [
    { strong: idOf(item) },
    ` ${item.action}: retired on ${recorded}: ${reason} (${authority}${recorder})`,
  ];
}
