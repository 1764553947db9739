/** The plan in numbers, each beside what it is a part of and, where there is a period, beside what it was. */

import type { ProgressReport } from '../../../plan/report/report.ts';
import type { GroupStats, ValueCount } from '../../../plan/report/stats.ts';
import { sharedNote } from '../../../util/pluralize.ts';
import type { Block, Cell, Table } from '../document.ts';
import { cell, share } from '../inline.ts';
import { missingLabel, pictures } from './phrases.ts';

export const countBlocks = (report: ProgressReport): Block[] => [
  { is: 'heading', level: 2, text: 'By status and rating', id: 'status' },
  { is: 'table', table: standingTable(report, 'status') },
  { is: 'table', table: standingTable(report, 'rating') },
  { is: 'heading', level: 2, text: 'By pillar', id: 'pillars' },
  { is: 'table', table: partTable('pillar', 'Items by pillar', report.pillars, report.total.items) },
  ...pictures(report, 'status'),
  { is: 'heading', level: 2, text: 'By agency', id: 'agencies' },
  {
    is: 'table',
    table: {
      ...partTable('agency', 'Items by agency', report.byAgency, report.total.items),
      notes: [
        sharedNote(report.byAgency, report.total.items, {
          rule: 'counts once',
          words: `the ${report.total.items} there are`,
        }),
        'Completed and overdue are of the items with milestones, in place of the others; – is where there is none.',
      ],
    },
  },
  ...pictures(report, 'agencies'),
  { is: 'heading', level: 2, text: 'By date', id: 'dates' },
  ...pictures(report, 'horizons', 'timeline'),
  { is: 'heading', level: 2, text: 'Over time', id: 'completion' },
  ...pictures(report, 'completion'),
];

export function standingTable(report: ProgressReport, field: 'status' | 'rating'): Table {
  const { from, to, total, totalBefore } = report;
  const rows = field === 'status' ? report.statuses : report.ratings;
  const line = (name: string, now: number, before: number | null): Cell[] => [
    cell(name),
    cell(String(now), now),
    ...(before === null ? [] : [cell(String(before), before), change(now - before)]),
  ];
  return {
    title: `Items by ${field}`,
    columns: [
      { name: field },
      { name: `on ${to.day}`, kind: 'number' },
      ...(from
        ? [
            { name: `on ${from.day}`, kind: 'number' as const },
            { name: 'change', kind: 'number' as const },
          ]
        : []),
    ],
    rows: [
      ...rows.map(({ value, now, before }: ValueCount) =>
        line(value ?? missingLabel(field, report), now, before),
      ),
      line('all', total.items, totalBefore?.items ?? null),
    ],
    total: true,
    ...(from ? {} : { notes: ['No period was asked for, so there is nothing to compare with.'] }),
  };
}

const change = (by: number): Cell => cell(by > 0 ? `+${by}` : by < 0 ? `−${-by}` : '0', by);

export function partTable(what: string, title: string, parts: readonly GroupStats[], all: number): Table {
  const of = ['items', 'reported', 'completed', 'overdue', 'in place', 'off track', 'at risk'];
  return {
    title,
    columns: [{ name: what }, ...of.map((name) => ({ name, kind: 'number' as const }))],
    rows: parts.map((part) => [
      cell(part.name),
      share(part.items, all),
      share(part.reported, part.items),
      share(part.completed, part.withMilestones),
      share(part.overdue, part.withMilestones),
      share(part.inPlace, part.withoutMilestones),
      share(part.offTrack, part.items),
      share(part.atRisk, part.items),
    ]),
  };
}
