/** The report's appendix: definitions, counting rules, and what is unknown. */
import { dueWords } from '../../../plan/model/audience.ts';
import { defaultStaleAfter } from '../../../plan/model/calendar-date.ts';
import { missingLabels } from '../../../plan/model/fields.ts';
import type { ProgressReport } from '../../../plan/report/report.ts';
import { unknownsOf } from '../../../plan/report/stats.ts';
import { pluralize } from '../../../util/pluralize.ts';
import { retiredNote } from '../../common/count-notes.ts';
import type { Block, Fact } from '../document.ts';
import { undecidedSentence } from './metadata.ts';
import { concernName, undatedName, updateNoun } from './phrases.ts';

export const appendixBlocks = (report: ProgressReport): Block[] => [
  { is: 'heading', level: 2, text: 'Definitions, counting rules and unknowns', id: 'appendix' },
  { is: 'heading', level: 3, text: 'Definitions', id: 'definitions' },
  { is: 'facts', facts: definitions(report) },
  { is: 'heading', level: 3, text: 'Counting rules', id: 'counting' },
  { is: 'list', items: countingRules(report) },
  { is: 'heading', level: 3, text: 'What is unknown', id: 'unknowns' },
  { is: 'list', items: unknowns(report) },
];

export function definitions(report: ProgressReport): Fact[] {
  const update = updateNoun(report);
  const staleAfter = report.clock.staleAfter ?? defaultStaleAfter;
  return [
    {
      name: 'Status',
      text: 'the state of the work in the newest update of the lead agency or the group or, while neither has reported, of any of its agencies: not started, in progress, completed, on hold, cancelled, superseded, or in place for ongoing work and work on a trigger. The status of an item without a status of its own follows from its milestones, and is shown with their number.',
    },
    {
      name: 'Rating',
      text: 'how confident the reporting agency is that the work will be done as planned: on-track, at-risk or off-track. It is not the status.',
    },
    {
      name: concernName('overdue', report),
      text: `the due date of a milestone has passed, and no ${update} says that the milestone or the item is completed, cancelled or superseded.`,
    },
    {
      name: concernName('unreported', report),
      text: `there is no ${update} on the item or on one of its milestones. This is not the same as not started.`,
    },
    {
      name: concernName('stale', report),
      text: `the item is open, and its newest ${update} describes a day more than ${staleAfter} days ago.`,
    },
    {
      name: undatedName,
      text: 'the item is open, and one of its open milestones has no date. Without a date, nothing shows whether it is on time.',
    },
    {
      name: 'In place',
      text: 'ongoing work, or work on a trigger, whose arrangement is working.',
    },
    {
      name: 'Next step',
      text: 'the open milestone with the nearest date or, if none has a date, the first open one.',
    },
  ];
}

const countingRules = ({ audience, from, to, retired, agencies, query }: ProgressReport): string[] => [
  'An item counts once, however many agencies it has; in the row of an agency it counts for that agency.',
  `Completed, ${dueWords[audience].label} and ${missingLabels.due} count only items with milestones; in place counts the others.`,
  retired.length > 0 ? `${retiredNote(retired.length)}.` : 'Retired items are not counted.',
  ...(from
    ? [
        `The period is from the end of ${from.day}. The figures for that day are ${from.commit === null ? 'how things stood then, by everything recorded since' : 'those that were recorded by then'}.`,
      ]
    : []),
  ...(agencies
    ? ['Only items that the agencies named above have, or had in the period, are listed and counted.']
    : []),
  ...(query
    ? [
        `Only items for which the query above is true on ${to.day} are listed and counted${from ? `; the figures for ${from.day} are about the same items` : ''}.`,
        ...(audience === 'public' ? ['The query was evaluated on public information only.'] : []),
      ]
    : []),
];

function unknowns({ plan, total, from, query, unreadable, leftOut }: ProgressReport): string[] {
  const { lead, kind, rating } = unknownsOf(plan.items);
  const of = `of ${pluralize(total.items, 'item')}`;
  return [
    `The lead agency of ${lead} ${of}.`,
    `The kind, action or business as usual, of ${kind} ${of}.`,
    `What was done on ${total.items - total.reported} ${of}, and the rating of ${rating} ${of}.`,
    `The date of ${pluralize(total.undatedMilestones, 'open milestone')} of ${total.milestones}.`,
    ...(query?.undecided ?? []).map(
      (each) =>
        `Whether items belong in this report: ${undecidedSentence(each, query!.of, (ids) => ids.join(', '))}`,
    ),
    ...(from ? [] : ['What changed: the report has no period.']),
    ...(unreadable.length > 0
      ? [`The content of ${unreadable.join(', ')}: the files cannot be read, so the items are not counted.`]
      : []),
    ...(leftOut ? ['What internal updates say.'] : []),
  ];
}
