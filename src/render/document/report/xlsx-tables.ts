/** A report as the sheets of a workbook: what a section tells of each item is here a row of one sheet. */

import type { Item } from '../../../../schemas/item.ts';
import { groupChanges } from '../../../plan/diff/group-changes.ts';
import { daysBetween } from '../../../plan/model/calendar-date.ts';
import { overdueMilestones } from '../../../plan/model/derived.ts';
import { missingLabels } from '../../../plan/model/fields.ts';
import { idOf } from '../../../plan/model/plan.ts';
import { horizonsOf, milestonesOf } from '../../../plan/model/timetable.ts';
import { type ReasonName, reasons } from '../../../plan/report/concerns.ts';
import { type ProgressReport, withReason } from '../../../plan/report/report.ts';
import type { QueryResult } from '../../../plan/report/selection.ts';
import type { Cell, Fact, Inline, Table } from '../document.ts';
import { cell, evidencePiece, figuresOf, wordsOf } from '../inline.ts';
import { definitions } from './appendix.ts';
import { newsText } from './changes.ts';
import { partTable, standingTable } from './counts.ts';
import { reportMetadata, unquoted } from './metadata.ts';
import { agencyNames, concernNames, missingLabel, reasonsText, reasonText } from './phrases.ts';

export function reportTables(report: ProgressReport): Table[] {
  const { charts, pillars, byAgency, total } = report;
  return [
    facts('Report', [...reportMetadata(report), { name: 'In short', text: report.headline }]),
    attention(report),
    standingTable(report, 'status'),
    standingTable(report, 'rating'),
    partTable('pillar', 'By pillar', pillars, total.items),
    partTable('agency', 'By agency', byAgency, total.items),
    exceptions(report),
    ...(report.changes ? [changes(report)] : []),
    items(report),
    milestones(report),
    updates(report),
    ...(report.query && report.query.undecided.length > 0 ? [undecided(report.query)] : []),
    ...Object.values(charts)
      .filter(({ name, nothing }) => name === 'completion' && nothing === null)
      .map((chart) => ({ ...figuresOf(chart), title: 'Over time' })),
    facts('Definitions', definitions(report)),
  ];
}

const facts = (title: string, facts: readonly Fact[]): Table => ({
  title,
  columns: [{ name: 'what' }, { name: 'words' }],
  rows: facts.map(({ name, text }) => [cell(name), cell(text)]),
});

type Columns = Table['columns'];

const about: Columns = [{ name: 'item' }, { name: 'action' }, { name: 'agencies' }];

const aboutItem = (report: ProgressReport, item: Item): Cell[] => [
  cell(idOf(item)),
  cell(item.action),
  cell(agencyNames(report, item.agencies)),
];

const attention = (report: ProgressReport): Table => ({
  title: 'Attention',
  columns: [...about, { name: 'why' }],
  rows: report.concerns.map(({ item, reasons }) => [
    ...aboutItem(report, item),
    cell(reasonsText(reasons, report)),
  ]),
  notes: ['The worst first.'],
});

function exceptions(report: ProgressReport): Table {
  const rows = reasons.flatMap((is: ReasonName) =>
    withReason(report, is).map(({ item, reasons }) => {
      const reason = reasons.find((each) => each.is === is)!;
      return [
        cell(concernNames[is]),
        ...aboutItem(report, item),
        cell(reasonText(reason, report)),
        cell(reason.days === null ? '' : String(reason.days), reason.days),
      ];
    }),
  );
  const undated = report.undated.map((item) => [
    cell('No date set'),
    ...aboutItem(report, item),
    cell(missingLabels.due),
    cell('', null),
  ]);
  return {
    title: 'Exceptions',
    columns: [{ name: 'exception' }, ...about, { name: 'why' }, { name: 'days', kind: 'number' }],
    rows: [...rows, ...undated],
  };
}

function changes(report: ProgressReport): Table {
  const groups = groupChanges(report.changes!.comparison.items, 'pillar', report.plan);
  return {
    title: 'Changes',
    columns: [{ name: 'item' }, { name: 'pillar' }, { name: 'what changed' }],
    rows: groups.flatMap(({ name, items }) =>
      items.map((news) => [cell(news.id), cell(name ?? 'elsewhere'), cell(newsText(news, report))]),
    ),
  };
}

const items = (report: ProgressReport): Table => ({
  title: 'Items',
  columns: [
    ...about,
    ...['pillar', 'horizon', 'status', 'rating', 'lead', 'kind', 'objective', 'measure', 'next step'].map(
      (name) => ({
        name,
      }),
    ),
    { name: 'next due', kind: 'date' },
  ],
  rows: report.items.map(({ item, next }) => [
    ...aboutItem(report, item),
    cell(report.plan.settings.pillars.find(({ id }) => id === item.pillar)?.name ?? item.pillar),
    cell(horizonsOf(item).join(', ')),
    cell(item.status ?? missingLabel('status', report)),
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
  const rows = report.items.flatMap(({ item }) => {
    const late = new Set(overdueMilestones(item, today));
    return milestonesOf(item).map((milestone) => {
      const { id, task, horizon = '', due, status, agencies } = milestone;
      const days = late.has(milestone) ? daysBetween(due!, today) : null;
      return [
        cell(id),
        cell(idOf(item)),
        cell(task),
        cell(agencies ? agencyNames(report, agencies) : 'as the item'),
        cell(horizon),
        cell(due ?? missingLabels.due, due ?? null),
        cell(status ?? missingLabel('status', report)),
        cell(days === null ? '' : String(days), days),
      ];
    });
  });
  return {
    title: 'Milestones',
    columns: [
      ...['milestone', 'item', 'task', 'agencies', 'horizon'].map((name) => ({ name })),
      { name: 'due', kind: 'date' },
      { name: 'status' },
      { name: 'days overdue', kind: 'number' },
    ],
    rows,
  };
}

const updates = (report: ProgressReport): Table => ({
  title: 'Reports',
  columns: [
    { name: 'item' },
    { name: 'as of', kind: 'date' },
    ...['agency', 'milestone', 'status', 'rating', 'note', 'evidence', 'visibility'].map((name) => ({
      name,
    })),
  ],
  rows: report.items.flatMap(({ item, updates }) =>
    updates.map((entry) => [
      cell(idOf(item)),
      cell(entry['as-of'], entry['as-of']),
      cell(entry.agency === undefined ? 'the group' : agencyNames(report, [entry.agency])),
      cell(entry.milestone ?? ''),
      cell(entry.status ?? ''),
      cell(entry.rating ?? ''),
      cell(wordsOf(entry)),
      cell(evidenceOf(entry.evidence ?? [])),
      cell(entry.visibility ?? 'internal'),
    ]),
  ),
});

const undecided = ({ undecided }: QueryResult): Table => ({
  title: 'Undecided',
  columns: [{ name: 'item' }, { name: 'why it is not told' }],
  rows: undecided.flatMap(({ ids, reason }) => ids.map((id) => [cell(id), cell(unquoted(reason))])),
});

const evidenceOf = (
  all: NonNullable<ProgressReport['items'][number]['updates'][number]['evidence']>,
): Inline => all.flatMap((each, at) => [...(at === 0 ? [] : ['; ']), evidencePiece(each)]);
