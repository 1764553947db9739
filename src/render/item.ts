/** Everything about an item, for a reader. */

import type { Agency } from '../../schemas/agencies.ts';
import type { Decision } from '../../schemas/amendment.ts';
import type { Item, Milestone } from '../../schemas/item.ts';
import type { Update } from '../../schemas/update.ts';
import type { CommitSummary } from '../plan/diff/history-step.ts';
import { fullName, shortName } from '../plan/model/agencies.ts';
import { firstDue, isOverdue, overdueMilestones } from '../plan/model/derived.ts';
import { missingLabels } from '../plan/model/fields.ts';
import { idOf, type Plan } from '../plan/model/plan.ts';
import { milestonesOf } from '../plan/model/timetable.ts';
import type { Theme } from './common/colors.ts';
import { oneLine } from './common/escape.ts';
import { pad, wrap } from './common/text-width.ts';
import { amendmentText } from './decision.ts';
import { evidenceText } from './evidence.ts';

export interface ItemPage {
  plan: Plan;
  today: string;
  width: number;
  theme: Theme;
  /** Its newest commits; null where there is no git to ask. */
  commits: readonly CommitSummary[] | null;
}

/** Readable at 80 columns: labels on the left, words wrapped beside them, unknowns named as unknown. */
export function itemText(item: Item, { plan, today, width, theme, commits }: ItemPage): string {
  const pillar = plan.settings.pillars.find(({ id }) => id === item.pillar)?.name ?? item.pillar;
  const name = (id: string) => fullName(plan.agencies, id);
  const room = Math.min(width, 100);
  const row = (label: string, text: string) => {
    const words = wrap(text, room, ' '.repeat(labelWidth)).slice(labelWidth);
    return theme.dim(pad(label, labelWidth)) + words;
  };
  const late = isOverdue(item, today)
    ? `overdue: ${overdueMilestones(item, today)
        .map(({ id }) => id)
        .join(', ')}`
    : null;
  return `${[
    theme.heading(wrap(`${idOf(item)}. ${item.action}`, room)),
    '',
    ...(item.retired ? [row('retired', `${decisionText(item.retired)}\nnobody works on it any more`)] : []),
    ...(item.added ? [row('added', decisionText(item.added))] : []),
    row('objective', item.objective),
    row('measure', item.measure),
    row('pillar', pillar),
    row('agencies', item.agencies.map(name).join('\n')),
    row('lead', item.lead === undefined ? missingLabels.lead : name(item.lead)),
    row('kind', item.kind ?? missingLabels.kind),
    row('timetable', timetable(item, plan.agencies)),
    row('status', [item.status ?? missingLabels.status, late].filter(Boolean).join(' · ')),
    row('rating', item.rating ?? missingLabels.rating),
    ...(item.amendments ? [row('amended', amendments(item))] : []),
    row('updates', updates(item, plan.agencies)),
    row('history', history(commits)),
  ].join('\n')}\n`;
}

const labelWidth = 11;

function timetable(item: Item, agencies: readonly Agency[]): string {
  const { ongoing, trigger } = item.timetable;
  if (ongoing) return `ongoing: ${ongoing.text}`;
  if (trigger) return `on a trigger: ${trigger.text}`;
  return milestonesOf(item)
    .map((milestone) => milestoneText(milestone, firstDue(item, milestone), agencies))
    .join('\n');
}

/** What is to be done, and under it when, how far, and by whom where the source says so. */
function milestoneText(
  { id, horizon, due, task, agencies: own = [], status }: Milestone,
  first: string | null,
  agencies: readonly Agency[],
): string {
  const facts = [
    horizon,
    (due === undefined ? missingLabels.due : `due ${due}`) +
      (first === null || first === due ? '' : `, first ${first}`),
    status ?? missingLabels.status,
    own.map((each) => shortName(agencies, each)).join(', '),
  ];
  return `${id} ${task}\n  ${facts.filter(Boolean).join(' · ')}`;
}

/** "2026-11-24: why (by whose word)". */
const decisionText = ({ recorded, reason, authority, by }: Decision) =>
  `${recorded}: ${reason} (${authority}${by === undefined ? '' : `, written down by ${by}`})`;

/** Newest first: the day, the field, what it was and became, then why and by whose word. */
const amendments = ({ amendments = [] }: Item) =>
  [...amendments]
    .reverse()
    .map((entry) => {
      const { recorded, reason, authority, by } = entry;
      return `${recorded} · ${amendmentText(entry)}\n  ${reason} (${authority}${by === undefined ? '' : `, written down by ${by}`})`;
    })
    .join('\n');

function updates(item: Item, agencies: readonly Agency[]): string {
  const entries = item.updates ?? [];
  if (entries.length === 0) return 'none';
  return [...entries]
    .reverse()
    .map((entry) => updateText(entry, agencies))
    .join('\n');
}

/** An entry of `updates` on several lines: who and when, what it sets, then the words. */
export function updateText(entry: Update, agencies: readonly Agency[]): string {
  const who = entry.agency === undefined ? 'the group' : fullName(agencies, entry.agency);
  const by = entry.by === undefined ? '' : `, by ${entry.by}`;
  const sets = [entry.milestone && `milestone ${entry.milestone}`, entry.status, entry.rating].filter(
    Boolean,
  );
  return [
    `${entry['as-of']} · ${who}${by}${entry.recorded === entry['as-of'] ? '' : ` (recorded ${entry.recorded})`} · ${entry.visibility ?? 'internal'}`,
    ...(sets.length > 0 ? [`  ${sets.join(' · ')}`] : []),
    ...(entry.reason === undefined ? [] : [`  reopened: ${entry.reason}`]),
    ...(entry.note ?? '')
      .split('\n')
      .filter(Boolean)
      .map((line) => `  ${line}`),
    ...(entry.evidence ?? []).map((each) => `  evidence: ${evidenceText(each)}`),
  ].join('\n');
}

function history(commits: readonly CommitSummary[] | null): string {
  if (commits === null) return 'not in a git repository';
  if (commits.length === 0) return 'not committed yet';
  return commits
    .map(({ date, commit, author, subject }) =>
      oneLine(`${date} ${commit.slice(0, 7)} ${subject} (${author})`),
    )
    .join('\n');
}
