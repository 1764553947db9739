/** The report's sections of counts, each beside its total and, if the report has a period, the count at its start. */

import { dueWords } from '../../../plan/model/audience.ts';
import { missingLabels } from '../../../plan/model/fields.ts';
import type { ProgressReport } from '../../../plan/report/report.ts';
import type { GroupStats } from '../../../plan/report/stats.ts';
import { sharedNote } from '../../common/count-notes.ts';
import type { Block, Cell, Table } from '../document.ts';
import { cell, share, shareTable } from '../tables.ts';
import { missingLabel, pictures } from './phrases.ts';

export const countBlocks = (report: ProgressReport): Block[] => [
  { is: 'heading', level: 2, text: 'By status and rating', id: 'status' },
  { is: 'table', table: valueTable(report, 'status') },
  { is: 'table', table: valueTable(report, 'rating') },
  { is: 'heading', level: 2, text: 'By pillar', id: 'pillars' },
  { is: 'table', table: groupTable('pillar', report.pillars, report) },
  ...pictures(report, 'status'),
  { is: 'heading', level: 2, text: 'By agency', id: 'agencies' },
  {
    is: 'table',
    table: {
      ...groupTable('agency', report.byAgency, report),
      notes: [
        sharedNote(report.byAgency, report.total.items),
        `Completed and ${dueWords[report.audience].label} count items with milestones; in place counts the others; – means that there are none.`,
      ],
    },
  },
  ...pictures(report, 'agencies'),
  { is: 'heading', level: 2, text: 'By date', id: 'dates' },
  ...pictures(report, 'horizons', 'timeline'),
  { is: 'heading', level: 2, text: 'Over time', id: 'completion' },
  ...pictures(report, 'completion'),
];

/** How many items have each status or rating. */
export function valueTable(report: ProgressReport, field: 'status' | 'rating'): Table {
  const { from, to, total, totalBefore } = report;
  const counts = field === 'status' ? report.statuses : report.ratings;
  const row = (name: string, now: number, before: number | null): Cell[] => [
    cell(name),
    cell(String(now), now),
    ...(before === null ? [] : [cell(String(before), before), changeCell(now - before)]),
  ];
  const columns = [`on ${to.day}`, ...(from ? [`on ${from.day}`, 'change'] : [])];
  return {
    title: `Items by ${field}`,
    columns: [{ name: field }, ...columns.map((name) => ({ name, kind: 'number' as const }))],
    rows: [
      ...counts.map(({ value, name, now, before }) =>
        row(
          value === null && name === missingLabels[field] ? missingLabel(field, report) : name,
          now,
          before,
        ),
      ),
      row('all', total.items, totalBefore?.items ?? null),
    ],
    total: true,
    ...(from ? {} : { notes: ['The report has no period, so there is nothing to compare with.'] }),
  };
}

const changeCell = (by: number): Cell => cell(by > 0 ? `+${by}` : by < 0 ? `−${-by}` : '0', by);

export const groupTable = (
  noun: string,
  groups: readonly GroupStats[],
  { total, audience }: ProgressReport,
): Table =>
  shareTable(noun, `Items by ${noun}`, groups, {
    items: (group) => share(group.items, total.items),
    reported: (group) => share(group.reported, group.items),
    completed: (group) => share(group.completed, group.withMilestones),
    [dueWords[audience].label]: (group) => share(group.overdue, group.withMilestones),
    'in place': (group) => share(group.inPlace, group.withoutMilestones),
    'off track': (group) => share(group.offTrack, group.items),
    'at risk': (group) => share(group.atRisk, group.items),
  });
