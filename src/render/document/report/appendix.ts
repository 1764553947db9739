/** What the words and the numbers of a report mean, and what nobody knows. */

import { defaultStaleAfter } from '../../../plan/model/calendar-date.ts';
import type { ProgressReport } from '../../../plan/report/report.ts';
import { unknownsOf } from '../../../plan/report/stats.ts';
import { pluralize } from '../../../util/pluralize.ts';
import type { Block, Fact } from '../document.ts';
import { undecidedWords } from './metadata.ts';

export const appendixBlocks = (report: ProgressReport): Block[] => [
  { is: 'heading', level: 2, text: 'Definitions, counting rules, and what is not known', id: 'appendix' },
  { is: 'heading', level: 3, text: 'Definitions', id: 'definitions' },
  { is: 'facts', facts: definitions(report) },
  { is: 'heading', level: 3, text: 'Counting rules', id: 'counting' },
  { is: 'list', items: rules(report) },
  { is: 'heading', level: 3, text: 'What is not known', id: 'unknowns' },
  { is: 'list', items: unknowns(report) },
];

export const definitions = ({ audience, clock }: ProgressReport): Fact[] => [
  {
    name: 'Status',
    text: 'where the work stands, as the newest report that says so has it: not-started, in-progress, completed, on-hold, cancelled, superseded, or in-place for ongoing work and work on a trigger.',
  },
  {
    name: 'Rating',
    text: 'how sure the reporting agency is that it will be done as planned: on-track, at-risk or off-track. It is not the status.',
  },
  {
    name: 'Overdue',
    text: `the date of a milestone has passed, and no ${audience === 'public' ? 'public ' : ''}report says that the milestone or the item is completed, cancelled or superseded.`,
  },
  {
    name: 'Not reported',
    text: `no ${audience === 'public' ? 'public ' : ''}report says where the item stands. That is not the same as not started.`,
  },
  {
    name: 'Not reported on lately',
    text: `the newest ${audience === 'public' ? 'public ' : ''}report is true for a day more than ${clock.staleAfter ?? defaultStaleAfter} days ago, and the item is open.`,
  },
  {
    name: 'No date set',
    text: 'the item is open, and an open milestone of it has no date. Such a milestone can’t be overdue, which does not mean that it is on time.',
  },
  {
    name: 'In place',
    text: 'the arrangement of ongoing work, or of work that waits for a trigger, is working.',
  },
  {
    name: 'Next step',
    text: 'the open milestone with the nearest date or, where none has one, the first open one.',
  },
];

const rules = (report: ProgressReport): string[] => {
  const { from, retired, agencies, query } = report;
  return [
    'An item counts once, however many agencies it has; in a row of an agency it counts for that agency.',
    'Completed, overdue and without a date are counted of the items with milestones alone; in place is counted of the others.',
    `Retired items are in no count${retired.length > 0 ? `: ${retired.length} here` : ''}.`,
    ...(from
      ? [`The period is from the end of ${from.day}. What is told of that day is what was recorded by then.`]
      : []),
    ...(agencies
      ? ['Only items that the agencies named above have, or had in the period, are told and counted.']
      : []),
    ...(query ? questionRules(report) : []),
  ];
};

const questionRules = ({ audience, from, to }: ProgressReport): string[] => [
  `Only items of which the question above is true, as they stand on ${to.day}, are told and counted${from ? `; the figures for ${from.day} are about these same items as they stood then` : ''}.`,
  ...(audience === 'public' ? ['Whether it is true is judged by what everybody may know.'] : []),
];

function unknowns({ plan, total, from, query, unreadable, leftOut }: ProgressReport): string[] {
  const { lead, kind, rating } = unknownsOf(plan.items);
  const of = `of ${pluralize(total.items, 'item')}`;
  return [
    `Which agency leads: ${lead} ${of}.`,
    `Whether it is an action or business as usual: ${kind} ${of}.`,
    `Where it stands: ${total.items - total.reported} ${of}; how sure that is: ${rating} ${of}.`,
    `By when: ${total.undatedMilestones} of ${pluralize(total.milestones, 'milestone')}.`,
    ...(query?.undecided ?? []).map(
      (each) =>
        `Whether they belong in this report: ${undecidedWords(each, query!.of, (ids) => ids.join(', '))}`,
    ),
    ...(from ? [] : ['What changed: no period was asked for.']),
    ...(unreadable.length > 0
      ? [`What the files of ${unreadable.join(', ')} say: they can’t be read, so nothing here counts them.`]
      : []),
    ...(leftOut ? ['What internal reports say.'] : []),
  ];
}
