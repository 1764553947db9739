/** The report as the tables of a workbook: what the document has in a section for each item is a row here. */
import { groupChanges } from '../../../plan/diff/group-changes.ts';
import { daysBetween } from '../../../plan/model/calendar-date.ts';
import { overdueMilestones } from '../../../plan/model/derived.ts';
import { missingLabels } from '../../../plan/model/fields.ts';
import { idOf } from '../../../plan/model/plan.ts';
import { horizonsOf, milestonesOf } from '../../../plan/model/timetable.ts';
import { identifiedUpdates } from '../../../plan/model/updates.ts';
import type { ProgressReport } from '../../../plan/report/report.ts';
import type { QueryResult } from '../../../plan/report/selection.ts';
import { otherGroup } from '../../changes.ts';
import { reporterName } from '../../common/values.ts';
import type { Cell, Inline, Table } from '../document.ts';
import { evidencePart, noteText } from '../inline.ts';
import { cell, chartTable, factsTable } from '../tables.ts';
import { definitions } from './appendix.ts';
import { itemChangesText } from './changes.ts';
import { attentionTable, exceptionGroups } from './concerns.ts';
import { groupTable, valueTable } from './counts.ts';
import { reportMetadata, withoutCode } from './metadata.ts';
import {
  agencyNames,
  itemCells,
  itemColumns,
  milestoneAgencies,
  milestoneStatusText,
  missingLabel,
  statusText,
} from './phrases.ts';

export function reportTables(report: ProgressReport): Table[] {
  const { charts, pillars, byAgency, query } = report;
  return [
    factsTable('Report', [...reportMetadata(report), { name: 'Summary', text: report.headline }]),
    attentionTable('Attention', report),
    valueTable(report, 'status'),
    valueTable(report, 'rating'),
    { ...groupTable('pillar', pillars, report), title: 'By pillar' },
    { ...groupTable('agency', byAgency, report), title: 'By agency' },
    exceptions(report),
    ...(report.changes ? [changes(report)] : []),
    items(report),
    milestones(report),
    updates(report),
    ...(query && query.undecided.length > 0 ? [undecidedItems(query)] : []),
    ...(charts.completion?.nothing === null
      ? [{ ...chartTable(charts.completion), title: 'Over time' }]
      : []),
    factsTable('Definitions', definitions(report)),
  ];
}

const named = (...names: string[]) => names.map((name) => ({ name }));

/** A number of days, or nothing. */
const daysCell = (days: number | null): Cell => cell(days === null ? '' : String(days), days);

const exceptions = (report: ProgressReport): Table => ({
  title: 'Exceptions',
  columns: [{ name: 'exception' }, ...itemColumns, { name: 'why' }, { name: 'days', kind: 'number' }],
  rows: exceptionGroups(report).flatMap(({ name, rows }) =>
    rows.map(({ item, why, days }) => [cell(name), ...itemCells(item, report), cell(why), daysCell(days)]),
  ),
});

const changes = (report: ProgressReport): Table => ({
  title: 'Changes',
  columns: named('item', 'pillar', 'what changed'),
  rows: groupChanges(report.changes!.comparison.items, 'pillar', report.plan).flatMap(({ name, items }) =>
    items.map((item) => [cell(item.id), cell(name ?? otherGroup), cell(itemChangesText(item, report))]),
  ),
});

const items = (report: ProgressReport): Table => ({
  title: 'Items',
  columns: [
    ...itemColumns,
    ...named('pillar', 'horizon', 'status', 'rating', 'lead', 'kind', 'objective', 'measure', 'next step'),
    { name: 'next due', kind: 'date' },
  ],
  rows: report.items.map(({ item, next }) => [
    ...itemCells(item, report),
    cell(report.plan.settings.pillars.find(({ id }) => id === item.pillar)?.name ?? item.pillar),
    cell(horizonsOf(item).join(', ')),
    cell(statusText(item, report)),
    cell(item.rating ?? missingLabel('rating', report)),
    cell(item.lead === undefined ? missingLabels.lead : agencyNames(report, [item.lead])),
    cell(item.kind ?? missingLabels.kind),
    cell(item.objective),
    cell(item.measure),
    cell(next ? `${next.id} ${next.task}` : ''),
    cell(next ? (next.due ?? missingLabels.due) : '', next?.due ?? null),
  ]),
});

function milestones(report: ProgressReport): Table {
  const today = report.to.day;
  return {
    title: 'Milestones',
    columns: [
      ...named('milestone', 'item', 'task', 'agencies', 'horizon'),
      { name: 'due', kind: 'date' },
      { name: 'status' },
      { name: report.audience === 'public' ? 'days since due' : 'days overdue', kind: 'number' },
    ],
    rows: report.items.flatMap(({ item }) => {
      const late = new Set(overdueMilestones(item, report.clock));
      return milestonesOf(item).map((milestone) => {
        const { id, task, horizon = '', due } = milestone;
        return [
          cell(id),
          cell(idOf(item)),
          cell(task),
          cell(milestoneAgencies(milestone, report)),
          cell(horizon),
          cell(due ?? missingLabels.due, due ?? null),
          cell(milestoneStatusText(item, milestone, report)),
          daysCell(late.has(milestone) ? daysBetween(due!, today) : null),
        ];
      });
    }),
  };
}

const updates = (report: ProgressReport): Table => ({
  title: 'Updates',
  columns: [
    { name: 'item' },
    { name: 'update' },
    { name: 'as of', kind: 'date' },
    ...named('agency', 'milestone', 'status', 'rating', 'note', 'evidence', 'visibility'),
  ],
  rows: report.items.flatMap(({ item, updates }) => {
    const ids = new Map(identifiedUpdates(item).map(({ id, entry }) => [entry, id]));
    return updates.map((entry) => [
      cell(idOf(item)),
      cell(ids.get(entry)!),
      cell(entry['as-of'], entry['as-of']),
      cell(reporterName(entry, (id) => agencyNames(report, [id]))),
      cell(entry.milestone ?? ''),
      cell(entry.status ?? ''),
      cell(entry.rating ?? ''),
      cell(noteText(entry)),
      cell((entry.evidence ?? []).flatMap((each, at): Inline => [at > 0 ? '; ' : '', evidencePart(each)])),
      cell(entry.visibility ?? 'internal'),
    ]);
  }),
});

const undecidedItems = ({ undecided }: QueryResult): Table => ({
  title: 'Undecided',
  columns: named('item', 'why it is not in the report'),
  rows: undecided.flatMap(({ ids, reason }) => ids.map((id) => [cell(id), cell(withoutCode(reason))])),
});
