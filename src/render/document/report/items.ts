/** A section for each item: its words, its milestones, what comes next, and what was reported. */
import type { Milestone } from '../../../../schemas/item.ts';
import type { Update } from '../../../../schemas/update.ts';
import { fullName } from '../../../plan/model/agencies.ts';
import { daysBetween } from '../../../plan/model/calendar-date.ts';
import { firstDue, overdueMilestones } from '../../../plan/model/derived.ts';
import { missingLabels } from '../../../plan/model/fields.ts';
import { idOf } from '../../../plan/model/plan.ts';
import { milestonesOf } from '../../../plan/model/timetable.ts';
import type { ItemSection } from '../../../plan/report/item.ts';
import type { ProgressReport } from '../../../plan/report/report.ts';
import { pluralize } from '../../../util/pluralize.ts';
import type { Block, Fact, Inline, Table } from '../document.ts';
import { cell, evidencePiece, wordsOf } from '../inline.ts';
import { agencyNames, anchorOf, missingLabel, reasonsText } from './phrases.ts';

/** @param most how many sections there is room for: with more items than that, there is none */
export function itemBlocks(report: ProgressReport, most: number): Block[] {
  const { plan, items } = report;
  if (items.length > most)
    return [
      heading,
      {
        is: 'paragraph',
        text: `A file of this kind has no room for the sections of ${items.length} items: the report as a page, as Markdown, as text or as a workbook has them.`,
      },
    ];
  const known = new Set(plan.settings.pillars.map(({ id }) => id));
  const groups = [
    ...plan.settings.pillars.map(({ id, name }) => ({
      id,
      name,
      items: items.filter(({ item }) => item.pillar === id),
    })),
    { id: 'elsewhere', name: 'Elsewhere', items: items.filter(({ item }) => !known.has(item.pillar)) },
  ].filter((group) => group.items.length > 0);
  return [
    heading,
    ...(items.length === 0 ? [{ is: 'paragraph', text: 'There are none.' } as const] : []),
    ...groups.flatMap(({ id, name, items }): Block[] => [
      { is: 'heading', level: 3, text: name, id: `items-${id}` },
      ...items.flatMap((each) => sectionOf(each, report)),
    ]),
  ];
}

const heading: Block = { is: 'heading', level: 2, text: 'The items one by one', id: 'items' };

function sectionOf(each: ItemSection, report: ProgressReport): Block[] {
  const { item } = each;
  return [
    { is: 'heading', level: 4, text: `${idOf(item)}. ${item.action}`, id: anchorOf(item) },
    { is: 'facts', facts: factsOf(each, report) },
    ...(milestonesOf(item).length > 0 ? [{ is: 'table', table: milestoneTable(each, report) } as const] : []),
    ...updateBlocks(each, report),
  ];
}

function factsOf({ item, reasons, next }: ItemSection, report: ProgressReport): Fact[] {
  const { ongoing, trigger } = item.timetable;
  return [
    { name: 'Status', text: item.status ?? missingLabel('status', report) },
    { name: 'Rating', text: item.rating ?? missingLabel('rating', report) },
    ...(reasons.length > 0 ? [{ name: 'Attention', text: reasonsText(reasons, report) }] : []),
    ...(next ? [{ name: 'Next step', text: nextText(next) }] : []),
    { name: 'Objective', text: item.objective },
    { name: 'Measure', text: item.measure },
    { name: 'Agencies', text: item.agencies.map((id) => fullName(report.plan.agencies, id)).join('; ') },
    {
      name: 'Lead',
      text: item.lead === undefined ? missingLabels.lead : fullName(report.plan.agencies, item.lead),
    },
    { name: 'Kind', text: item.kind ?? missingLabels.kind },
    ...(ongoing ? [{ name: 'Ongoing', text: ongoing.text }] : []),
    ...(trigger ? [{ name: 'On a trigger', text: trigger.text }] : []),
  ];
}

const nextText = ({ id, task, due }: Milestone) =>
  `${id} ${task} (${due ? `due ${due}` : missingLabels.due})`;

function milestoneTable({ item }: ItemSection, report: ProgressReport): Table {
  const late = new Set(overdueMilestones(item, report.to.day));
  const dueText = (milestone: Milestone) => {
    const { due } = milestone;
    if (due === undefined) return missingLabels.due;
    const first = firstDue(item, milestone);
    const facts = [
      ...(first !== null && first !== due ? [`first ${first}`] : []),
      ...(late.has(milestone) ? [`overdue ${pluralize(daysBetween(due, report.to.day), 'day')}`] : []),
    ];
    return facts.length === 0 ? due : `${due} (${facts.join('; ')})`;
  };
  return {
    title: `Milestones of item ${idOf(item)}`,
    columns: [
      { name: 'milestone' },
      { name: 'task' },
      { name: 'by' },
      { name: 'horizon' },
      { name: 'due', kind: 'date' },
      { name: 'status' },
    ],
    rows: milestonesOf(item).map((milestone) => [
      cell(milestone.id),
      cell(milestone.task),
      cell(milestone.agencies ? agencyNames(report, milestone.agencies) : 'as the item'),
      cell(milestone.horizon ?? ''),
      cell(dueText(milestone), milestone.due ?? null),
      cell(milestone.status ?? missingLabel('status', report)),
    ]),
  };
}

function updateBlocks({ updates, inPeriod, earlier }: ItemSection, report: ProgressReport): Block[] {
  const kind = report.audience === 'public' ? 'public report' : 'report';
  if (updates.length === 0) return [{ is: 'paragraph', text: `No ${kind} so far.` }];
  const since = report.from?.day;
  const intro =
    inPeriod === null
      ? `${pluralize(updates.length, kind)}, newest first:`
      : inPeriod === 0
        ? `No ${kind} since ${since}; the newest is older:`
        : `${pluralize(inPeriod, kind)} since ${since}, newest first:`;
  return [
    { is: 'paragraph', text: intro },
    { is: 'list', items: updates.map((entry) => updateInline(entry, report)) },
    ...(earlier > 0
      ? [
          {
            is: 'paragraph',
            text: `${pluralize(earlier, `earlier ${kind}`)} not repeated here.`,
            quiet: true,
          } as const,
        ]
      : []),
  ];
}

function updateInline(entry: Update, report: ProgressReport): Inline {
  const { milestone, status, rating, reason, evidence = [], by, agency } = entry;
  const isInternal = report.audience === 'internal';
  const who = agency === undefined ? 'the group' : agencyNames(report, [agency]);
  const sets = [milestone && `milestone ${milestone}`, status, rating].filter(Boolean).join(' · ');
  const words = wordsOf(entry);
  return [
    {
      strong: [
        entry['as-of'],
        who,
        ...(isInternal ? [entry.visibility ?? 'internal'] : []),
        ...(sets ? [sets] : []),
      ].join(' · '),
    },
    ...(words === '' ? [] : [`: ${words}`]),
    ...(reason === undefined ? [] : [` (reopened: ${reason})`]),
    ...evidence.flatMap((each) => [' · evidence: ', evidencePiece(each)]),
    ...(isInternal && by !== undefined ? [` · by ${by}`] : []),
  ];
}
