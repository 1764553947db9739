/** The output of `plan show`: everything about an item. */

import type { Agency } from '../../schemas/agencies.ts';
import type { Decision } from '../../schemas/amendment.ts';
import type { Item, Milestone } from '../../schemas/item.ts';
import type { CommitSummary } from '../plan/diff/history-step.ts';
import { fullName, shortName } from '../plan/model/agencies.ts';
import { type Audience, dueWords } from '../plan/model/audience.ts';
import { daysBetween } from '../plan/model/calendar-date.ts';
import { disagreeingUpdates, firstDue, isOpen, overdueMilestones } from '../plan/model/derived.ts';
import { missingLabels } from '../plan/model/fields.ts';
import { idOf, type Plan } from '../plan/model/plan.ts';
import { milestoneStatusValue, statusPhrase } from '../plan/model/status.ts';
import { milestonesOf } from '../plan/model/timetable.ts';
import { type IdentifiedUpdate, identifiedUpdates } from '../plan/model/updates.ts';
import { compareText } from '../util/compare-text.ts';
import { pluralize } from '../util/pluralize.ts';
import type { Theme } from './common/colors.ts';
import { oneLine } from './common/escape.ts';
import { pad, wrap } from './common/text-width.ts';
import {
  decisionDayText,
  disagreementText,
  evidenceText,
  reporterName,
  updateReasonText,
  updateValues,
} from './common/values.ts';
import { amendmentText } from './item-changes.ts';

export interface ItemTextOptions {
  plan: Plan;
  today: string;
  width: number;
  theme: Theme;
  /**
   * The newest commits of the item; null if the plan is not in a git repository, undefined in a public output: messages
   * contain notes.
   */
  commits: readonly CommitSummary[] | null | undefined;
  /** By default `internal`. */
  audience?: Audience;
}

const labelWidth = 11;

/** Labels on the left, wrapped text beside them. */
export function itemText(
  item: Item,
  { plan, today, width, theme, commits, audience = 'internal' }: ItemTextOptions,
): string {
  const { agencies } = plan;
  const pillar = plan.settings.pillars.find(({ id }) => id === item.pillar)?.name ?? item.pillar;
  const nameOf = (id: string) => fullName(agencies, id);
  const room = Math.min(width, 100);
  const row = (label: string, text: string) => {
    const wrapped = wrap(text, room, ' '.repeat(labelWidth)).slice(labelWidth);
    return theme.dim(pad(label, labelWidth)) + wrapped;
  };
  const overdue = overdueMilestones(item, { today });
  return `${[
    theme.heading(wrap(`${idOf(item)}. ${item.action}`, room)),
    '',
    ...(item.retired ? [row('retired', `${decisionText(item.retired)}\nwork on it has stopped`)] : []),
    ...(item.added ? [row('added', decisionText(item.added))] : []),
    row('objective', item.objective),
    row('measure', item.measure),
    row('pillar', pillar),
    row('agencies', item.agencies.map(nameOf).join('\n')),
    row('lead', item.lead === undefined ? missingLabels.lead : nameOf(item.lead)),
    row('kind', item.kind ?? missingLabels.kind),
    row('timetable', timetableLines(item, agencies)),
    row(
      'status',
      [
        statusPhrase(item),
        ...disagreement(item, { plan, today }),
        ...overdue.map((each) => overdueText(each, today, audience)),
      ].join('\n'),
    ),
    row('rating', item.rating ?? missingLabels.rating),
    ...(item.amendments ? [row('amended', amendmentsText(item.amendments))] : []),
    row('updates', updatesText(identifiedUpdates(item), agencies)),
    ...(commits === undefined ? [] : [row('history', historyText(commits))]),
  ].join('\n')}\n`;
}

/** "agencies disagree: Police in progress (2026-12-01), DoL on hold (2026-12-10)". */
function disagreement(item: Item, { plan, today }: Pick<ItemTextOptions, 'plan' | 'today'>): string[] {
  const clock = { today, staleAfter: plan.settings.reporting?.['stale-after'] };
  const updates = isOpen(item) ? disagreeingUpdates(item, clock) : [];
  return updates.length === 0 ? [] : [disagreementText(updates, plan.agencies)];
}

function timetableLines(item: Item, agencies: readonly Agency[]): string {
  const { ongoing, trigger } = item.timetable;
  if (ongoing) return `ongoing: ${ongoing.text}`;
  if (trigger) return `on a trigger: ${trigger.text}`;
  return milestonesOf(item)
    .map((milestone) => milestoneText(item, milestone, agencies))
    .join('\n');
}

/** "overdue: 5.1, due 2026-10-31, 30 days ago". */
const overdueText = ({ id, due }: Milestone, today: string, audience: Audience) =>
  audience === 'public'
    ? `${id}: ${dueWords.public.milestone(due!, today)}`
    : `overdue: ${id}, due ${due}, ${pluralize(daysBetween(due!, today), 'day')} ago`;

/** The task, and below it the horizon, the dates, the status and the agencies. */
function milestoneText(item: Item, milestone: Milestone, agencies: readonly Agency[]): string {
  const { id, horizon, due, task, agencies: own = [] } = milestone;
  const first = firstDue(item, milestone);
  const details = [
    horizon,
    (due === undefined ? missingLabels.due : `due ${due}`) +
      (first === null || first === due ? '' : `, first ${first}`),
    milestoneStatusValue(item, milestone).replaceAll('-', ' '),
    own.map((each) => shortName(agencies, each)).join(', '),
  ];
  return `${id} ${task}\n  ${details.filter(Boolean).join(' · ')}`;
}

/** "2026-11-24: the reason (Minute 12)". */
const decisionText = (decision: Decision) => `${decisionDayText(decision)}: ${reasonAndAuthority(decision)}`;

const reasonAndAuthority = ({ reason, authority, by }: Decision) =>
  `${reason} (${authority}${by === undefined ? '' : `, recorded by ${by}`})`;

/** Newest first: the day, the field, its values, and the reason. */
const amendmentsText = (amendments: NonNullable<Item['amendments']>) =>
  amendments
    .toReversed()
    .map((entry) => `${decisionDayText(entry)} · ${amendmentText(entry)}\n  ${reasonAndAuthority(entry)}`)
    .join('\n');

/** Newest `as-of` first; of the same day, the last recorded first. */
const updatesText = (updates: readonly IdentifiedUpdate[], agencies: readonly Agency[]) =>
  updates.length === 0
    ? 'none'
    : updates
        .toReversed()
        .sort((a, b) => compareText(b.entry['as-of'], a.entry['as-of']))
        .map((update) => updateText(update, agencies))
        .join('\n');

/** The lines of an update: the day, the id and the reporter, what it sets or replaces, the note and the evidence. */
function updateText(
  { id, entry, correctedBy, withdrawnBy }: IdentifiedUpdate,
  agencies: readonly Agency[],
): string {
  const { 'as-of': asOf, recorded, by, visibility = 'internal', released, note = '', evidence = [] } = entry;
  const reporter =
    entry.withdraws === undefined ? reporterName(entry, (id) => fullName(agencies, id)) : 'withdrawal';
  const recorder = by === undefined ? '' : `, by ${by}`;
  const values = updateValues(entry);
  return [
    `${asOf} · ${id} · ${reporter}${recorder}${recorded === asOf ? '' : ` (recorded ${recorded})`} · ${visibility}${released ? `, released ${released.day} (${released.authority})` : ''}`,
    ...(correctedBy === null ? [] : [`  corrected by ${correctedBy}`]),
    ...(withdrawnBy === null ? [] : [`  withdrawn by ${withdrawnBy}`]),
    ...(entry.corrects === undefined ? [] : [`  corrects ${entry.corrects}`]),
    ...(values === '' ? [] : [`  ${values}`]),
    ...updateReasonText(entry).map((line) => `  ${line}`),
    ...note
      .split('\n')
      .filter(Boolean)
      .map((line) => `  ${line}`),
    ...evidence.map((each) => `  evidence: ${evidenceText(each)}`),
  ].join('\n');
}

function historyText(commits: readonly CommitSummary[] | null): string {
  if (commits === null) return 'not in a git repository';
  if (commits.length === 0) return 'not committed yet';
  return commits
    .map(({ date, commit, author, subject }) =>
      oneLine(`${date} ${commit.slice(0, 7)} ${subject} (${author})`),
    )
    .join('\n');
}
