/** The plan's state in numbers: as a document of four tables, and as one sheet of them all. */

import type { GroupStats } from '../plan/report/stats.ts';
import type { Summary } from '../plan/report/summary.ts';
import { pluralize, sharedNote } from '../util/pluralize.ts';
import type { Column, DataTable } from './common/data-table.ts';
import type { Document, Fact, Table } from './document/document.ts';
import { cell, share } from './document/inline.ts';
import { notCounted } from './retired-note.ts';

export const summaryDocument = (title: string, facts: readonly Fact[], summary: Summary): Document => ({
  title,
  facts: [...facts, { name: 'Items', text: itemsText(summary) }],
  blocks: summaryTables(summary).map((table) => ({ is: 'table', table })),
});

const itemsText = ({ items, retired }: Summary) =>
  retired > 0 ? `${pluralize(items, 'item')}; ${notCounted(retired)}` : pluralize(items, 'item');

function summaryTables(summary: Summary): Table[] {
  const { items, withMilestones, milestones, undatedMilestones } = summary;
  const items$ = { name: 'items', kind: 'number' } as const;
  return [
    {
      title: 'Items by status',
      columns: [{ name: 'status' }, items$],
      rows: summary.byStatus.map(({ name, items: part }) => [cell(name), share(part, items)]),
    },
    { ...partTable('pillar', summary.byPillar, items), notes: [onlyWithMilestones] },
    {
      ...partTable('agency', summary.byAgency, items),
      notes: [sharedNote(summary.byAgency, items), onlyWithMilestones],
    },
    {
      title: 'What needs attention',
      columns: [{ name: 'what' }, items$],
      rows: [
        [cell('overdue'), share(summary.overdue, withMilestones)],
        [cell('not reported'), share(summary.unreported, items)],
        [cell('no date set'), share(summary.undated, withMilestones)],
      ],
      notes: [
        `${onlyWithMilestones} No date is set for ${undatedMilestones} of ${pluralize(milestones, 'milestone')}.`,
      ],
    },
  ];
}

const onlyWithMilestones = 'Only items with milestones can be overdue or have no date.';

const partTable = (what: string, parts: readonly GroupStats[], all: number): Table => ({
  title: `Items by ${what}`,
  columns: [
    { name: what },
    ...['items', 'reported', 'overdue'].map((name) => ({ name, kind: 'number' as const })),
  ],
  rows: parts.map(({ name, items, reported, overdue, withMilestones }) => [
    cell(name),
    share(items, all),
    share(reported, items),
    share(overdue, withMilestones),
  ]),
});

/** One line of the sheet: how many items of how many a part of the plan has. */
interface Line {
  by: 'status' | 'pillar' | 'agency' | 'attention';
  id: string | null;
  name: string;
  items: number;
  of: number;
  reported: number | null;
  overdue: number | null;
}

/** All counts in one table, for formats that hold no more than one. */
export function summarySheet(summary: Summary): DataTable<Line> {
  const { items: all, withMilestones } = summary;
  const none = { reported: null, overdue: null };
  const attention = (id: string, name: string, items: number, of: number): Line => ({
    ...{ by: 'attention', id, name, items, of },
    ...none,
  });
  const parts = (by: 'pillar' | 'agency', rows: readonly GroupStats[]): Line[] =>
    rows.map(({ id, name, items, reported, overdue }) => ({
      by,
      id,
      name,
      items,
      of: all,
      reported,
      overdue,
    }));
  return {
    ...{ kind: 'summary', title: 'Summary', key: 'counts', summary: () => ({}) },
    columns: [...words, ...numbers],
    rows: [
      ...summary.byStatus.map(
        ({ status, name, items }): Line => ({
          ...{ by: 'status', id: status, name, items, of: all },
          ...none,
        }),
      ),
      ...parts('pillar', summary.byPillar),
      ...parts('agency', summary.byAgency),
      attention('overdue', 'overdue', summary.overdue, withMilestones),
      attention('unreported', 'not reported', summary.unreported, all),
      attention('undated', 'no date set', summary.undated, withMilestones),
    ],
    notes: [sharedNote(summary.byAgency, all)],
  };
}

const words = (['by', 'id', 'name'] as const).map(
  (name): Column<Line> => ({ name, value: (line) => line[name], text: (line) => line[name] ?? '' }),
);
const numbers = (['items', 'of', 'reported', 'overdue'] as const).map(
  (name): Column<Line> => ({
    ...{ name, kind: 'number' },
    value: (line) => line[name],
    text: (line) => String(line[name] ?? ''),
  }),
);
