/** The report's sections on single items: facts, milestones and updates. */
import type { Milestone } from '../../../../schemas/item.ts';
import type { Update } from '../../../../schemas/update.ts';
import { isLate } from '../../../plan/diff/item-changes.ts';
import { fullName, shortName } from '../../../plan/model/agencies.ts';
import { dueWords } from '../../../plan/model/audience.ts';
import { firstDue, overdueMilestones } from '../../../plan/model/derived.ts';
import { missingLabels } from '../../../plan/model/fields.ts';
import { idOf } from '../../../plan/model/plan.ts';
import { milestonesOf } from '../../../plan/model/timetable.ts';
import type { ItemSection } from '../../../plan/report/item.ts';
import type { ProgressReport } from '../../../plan/report/report.ts';
import { pluralize } from '../../../util/pluralize.ts';
import { otherGroup } from '../../changes.ts';
import { reporterName, updateValues } from '../../common/values.ts';
import type { Block, Fact, Inline, Table } from '../document.ts';
import { evidencePart, noteText } from '../inline.ts';
import { cell } from '../tables.ts';
import { otherFormats } from '../truncate.ts';
import {
  anchorOf,
  milestoneAgencies,
  milestoneStatusText,
  missingLabel,
  paragraph,
  reasonsText,
  statusText,
  updateNoun,
} from './phrases.ts';

/** @param most with more items than that, no sections are written */
export function itemBlocks(report: ProgressReport, most: number): Block[] {
  const { plan, items } = report;
  const heading: Block = { is: 'heading', level: 2, text: 'Items', id: 'items' };
  if (items.length === 0) return [heading, paragraph('There are none.')];
  if (items.length > most)
    return [
      heading,
      paragraph(`The sections of ${items.length} items do not fit into this format. ${otherFormats}`),
    ];
  const { pillars } = plan.settings;
  const isOther = ({ item }: ItemSection) => !pillars.some(({ id }) => id === item.pillar);
  const groups = [
    ...pillars.map(({ id, name }) => ({ id, name, items: items.filter(({ item }) => item.pillar === id) })),
    { id: 'other', name: otherGroup, items: items.filter(isOther) },
  ];
  return [
    heading,
    ...groups
      .filter((group) => group.items.length > 0)
      .flatMap(({ id, name, items }): Block[] => [
        { is: 'heading', level: 3, text: name, id: `items-${id}` },
        ...items.flatMap((section) => sectionBlocks(section, report)),
      ]),
  ];
}

function sectionBlocks(section: ItemSection, report: ProgressReport): Block[] {
  const { item } = section;
  return [
    { is: 'heading', level: 4, text: `${idOf(item)}. ${item.action}`, id: anchorOf(item) },
    { is: 'facts', facts: itemFacts(section, report) },
    ...(milestonesOf(item).length > 0
      ? [{ is: 'table', table: milestoneTable(section, report) } as const]
      : []),
    ...updateBlocks(section, report),
  ];
}

function itemFacts({ item, reasons, next }: ItemSection, report: ProgressReport): Fact[] {
  const { ongoing, trigger } = item.timetable;
  const nameOf = (id: string) => fullName(report.plan.agencies, id);
  return [
    { name: 'Status', text: statusText(item, report) },
    { name: 'Rating', text: item.rating ?? missingLabel('rating', report) },
    ...(reasons.length > 0 ? [{ name: 'Attention', text: reasonsText(reasons, report) }] : []),
    ...(next ? [{ name: 'Next step', text: nextText(next) }] : []),
    { name: 'Objective', text: item.objective },
    { name: 'Measure', text: item.measure },
    { name: 'Agencies', text: item.agencies.map(nameOf).join('; ') },
    { name: 'Lead', text: item.lead === undefined ? missingLabels.lead : nameOf(item.lead) },
    { name: 'Kind', text: item.kind ?? missingLabels.kind },
    ...(ongoing ? [{ name: 'Ongoing', text: ongoing.text }] : []),
    ...(trigger ? [{ name: 'On a trigger', text: trigger.text }] : []),
  ];
}

const nextText = ({ id, task, due }: Milestone) =>
  `${id} ${task} (${due ? `due ${due}` : missingLabels.due})`;

function milestoneTable({ item }: ItemSection, report: ProgressReport): Table {
  const late = new Set(overdueMilestones(item, report.clock));
  const dueText = (milestone: Milestone) => {
    const { due } = milestone;
    if (due === undefined) return missingLabels.due;
    const first = firstDue(item, milestone);
    const details = [
      ...(first !== null && first !== due ? [`first ${first}`] : []),
      ...(late.has(milestone) ? [dueWords[report.audience].milestone(due, report.to.day)] : []),
    ];
    return details.length === 0 ? due : `${due} (${details.join('; ')})`;
  };
  return {
    title: `Milestones of item ${idOf(item)}`,
    columns: [
      { name: 'milestone' },
      { name: 'task' },
      { name: 'agencies' },
      { name: 'horizon' },
      { name: 'due', kind: 'date' },
      { name: 'status' },
    ],
    rows: milestonesOf(item).map((milestone) => [
      cell(milestone.id),
      cell(milestone.task),
      cell(milestoneAgencies(milestone, report)),
      cell(milestone.horizon ?? ''),
      cell(dueText(milestone), milestone.due ?? null),
      cell(milestoneStatusText(item, milestone, report)),
    ]),
  };
}

function updateBlocks({ updates, inPeriod, earlier }: ItemSection, report: ProgressReport): Block[] {
  const noun = updateNoun(report);
  if (updates.length === 0) return [paragraph(`No ${noun} yet.`)];
  const since = report.from?.day;
  const introduction =
    inPeriod === null
      ? `${pluralize(updates.length, noun)}, newest first:`
      : inPeriod === 0
        ? `No ${noun} since ${since}; the newest is older:`
        : `${pluralize(inPeriod, noun)} since ${since}, newest first:`;
  return [
    paragraph(introduction),
    { is: 'list', items: updates.map((entry) => updateInline(entry, report)) },
    ...(earlier > 0
      ? [
          {
            is: 'paragraph',
            text: `${pluralize(earlier, `earlier ${noun}`)} not repeated here.`,
            quiet: true,
          } as const,
        ]
      : []),
  ];
}

/** Whether an update was recorded in the period of days, but is true for a day before it. */
const isLateIn = (entry: Update, { from }: ProgressReport): boolean =>
  from?.commit === null && entry.recorded > from.day && isLate(entry, from.day);

function updateInline(entry: Update, report: ProgressReport): Inline {
  const { reason, evidence = [], by, visibility = 'internal' } = entry;
  const isInternal = report.audience === 'internal';
  const reporter = reporterName(entry, (id) => shortName(report.plan.agencies, id));
  const heading = [
    entry['as-of'],
    isLateIn(entry, report) && `late: recorded ${entry.recorded}`,
    reporter,
    isInternal && visibility,
    updateValues(entry),
  ];
  const note = noteText(entry);
  return [
    { strong: heading.filter(Boolean).join(' · ') },
    ...(note === '' ? [] : [`: ${note}`]),
    ...(reason === undefined ? [] : [` (reopened: ${reason})`]),
    ...evidence.flatMap((each) => [' · evidence: ', evidencePart(each)]),
    ...(isInternal && by !== undefined ? [` · by ${by}`] : []),
  ];
}
