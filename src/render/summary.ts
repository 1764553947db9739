/** Renders the output of `plan summary`: for a terminal, as a document, and as one list of all counts. */
import type { PlanFile } from '../../schemas/plan.ts';
import { type Audience, dueWords, nameFor } from '../plan/model/audience.ts';
import { missingLabels } from '../plan/model/fields.ts';
import type { GroupStats } from '../plan/report/stats.ts';
import type { Summary } from '../plan/report/summary.ts';
import { capitalize } from '../util/capitalize.ts';
import { pluralize } from '../util/pluralize.ts';
import type { Theme } from './common/colors.ts';
import { headedColumns } from './common/columns.ts';
import { retiredNote, sharedNote } from './common/count-notes.ts';
import type { Column, DataTable } from './common/data-table.ts';
import { oneLine } from './common/escape.ts';
import type { Document, Fact, Table } from './document/document.ts';
import { plainText } from './document/inline.ts';
import { cell, share, shareTable } from './document/tables.ts';

export function summaryText(
  settings: PlanFile,
  summary: Summary,
  { today, commit }: { today: string; commit: string | null },
  theme: Theme,
  audience: Audience = 'internal',
): string {
  const tables = summaryTables(summary, audience).filter(({ rows }) => rows.length > 0);
  return [
    theme.heading(oneLine(settings.title)),
    `${oneLine(settings.owner)} · ${pluralize(summary.items, 'item')} · as of ${today}${commit === null ? '' : `, known at ${commit.slice(0, 7)}`} (${oneLine(settings['time-zone'])})`,
    ...(summary.retired > 0 ? [retiredNote(summary.retired)] : []),
    theme.dim(oneLine(settings.source.copyright)),
    '',
    ...(summary.items === 0 ? ['There are no items to count.', ''] : []),
    ...tables.flatMap(({ columns, rows, notes = [] }) => [
      ...headedColumns(
        columns.map(({ name }) => name),
        rows.map((row) => row.map(({ text }) => oneLine(plainText(text)))),
        theme,
      ),
      ...notes.map((note) => theme.dim(note)),
      '',
    ]),
  ].join('\n');
}

export const summaryDocument = (
  title: string,
  facts: readonly Fact[],
  summary: Summary,
  audience: Audience = 'internal',
): Document => ({
  title,
  facts: [...facts, { name: 'Items', text: itemsText(summary) }],
  blocks: summaryTables(summary, audience).map((table) => ({ is: 'table', table })),
});

const itemsText = ({ items, retired }: Summary) =>
  retired > 0 ? `${pluralize(items, 'item')}; ${retiredNote(retired)}` : pluralize(items, 'item');

function summaryTables(summary: Summary, audience: Audience): Table[] {
  const { items, milestones, undatedMilestones } = summary;
  const { label } = dueWords[audience];
  const onlyWithMilestones = `${capitalize(label)} and ${missingLabels.due} count only items with milestones.`;
  const itemCount = { name: 'items', kind: 'number' } as const;
  const partTable = (noun: string, parts: readonly GroupStats[]) =>
    shareTable(noun, `Items by ${noun}`, parts, {
      items: (part) => share(part.items, items),
      reported: (part) => share(part.reported, part.items),
      [label]: (part) => share(part.overdue, part.withMilestones),
    });
  return [
    {
      title: 'Items by status',
      columns: [{ name: 'status' }, itemCount],
      rows: summary.byStatus.map(({ name, items: part }) => [cell(name), share(part, items)]),
    },
    { ...partTable('pillar', summary.byPillar), notes: [onlyWithMilestones] },
    {
      ...partTable('agency', summary.byAgency),
      notes: [sharedNote(summary.byAgency, items), onlyWithMilestones],
    },
    {
      title: 'What needs attention',
      columns: [{ name: 'attention' }, itemCount],
      rows: attention(summary, audience).map(({ name, count, of }) => [cell(name), share(count, of)]),
      notes: [
        `${onlyWithMilestones} ${undatedMilestones} of ${pluralize(milestones, 'milestone')} are open and have no date.`,
      ],
    },
  ];
}

const attention = ({ overdue, unreported, undated, withMilestones, items }: Summary, audience: Audience) => [
  { id: nameFor(audience, 'overdue'), name: dueWords[audience].label, count: overdue, of: withMilestones },
  { id: 'unreported', name: missingLabels.status, count: unreported, of: items },
  { id: 'undated', name: missingLabels.due, count: undated, of: withMilestones },
];

/** A row of the list of counts: `items` of `of` items. */
interface CountRow {
  by: 'status' | 'pillar' | 'agency' | 'attention';
  id: string | null;
  name: string;
  items: number;
  of: number;
  reported: number | null;
  overdue: number | null;
}

/** All counts in one list, for formats that hold only one. */
export function summaryList(summary: Summary, audience: Audience = 'internal'): DataTable<CountRow> {
  const of = summary.items;
  const none = { reported: null, overdue: null };
  return {
    ...{ kind: 'summary', title: 'Summary', key: 'counts', summary: () => ({}) },
    columns: [
      ...textColumns,
      ...numberColumns.map((column) => ({ ...column, name: nameFor(audience, column.name) })),
    ],
    rows: [
      ...summary.byStatus.map(
        ({ status, name, items }): CountRow => ({ by: 'status', id: status, name, items, of, ...none }),
      ),
      ...summary.byPillar.map((group): CountRow => ({ by: 'pillar', of, ...group })),
      ...summary.byAgency.map((group): CountRow => ({ by: 'agency', of, ...group })),
      ...attention(summary, audience).map(
        ({ id, name, count, of }): CountRow => ({ by: 'attention', id, name, items: count, of, ...none }),
      ),
    ],
    notes: [sharedNote(summary.byAgency, of)],
  };
}

const textColumns = (['by', 'id', 'name'] as const).map(
  (name): Column<CountRow> => ({ name, value: (row) => row[name], text: (row) => row[name] ?? '' }),
);
const numberColumns = (['items', 'of', 'reported', 'overdue'] as const).map(
  (name): Column<CountRow> => ({
    ...{ name, kind: 'number' },
    value: (row) => row[name],
    text: (row) => String(row[name] ?? ''),
  }),
);
