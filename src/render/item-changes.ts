/** What happened to an item, in lines that every format of words shares. Nothing is escaped here yet. */

import type { Amendment, Decision } from '../../schemas/amendment.ts';
import type { Update } from '../../schemas/update.ts';
import type {
  DateChange,
  DecisionChange,
  FactChange,
  ItemChanges,
  StatusChange,
} from '../plan/diff/item-changes.ts';
import type { FieldChange } from '../plan/diff/item-diff.ts';
import { shortName } from '../plan/model/agencies.ts';
import { missingLabels } from '../plan/model/fields.ts';
import type { Plan } from '../plan/model/plan.ts';
import { deepEqual } from '../util/equal.ts';
import { pluralize } from '../util/pluralize.ts';
import { evidenceText } from './evidence.ts';

export interface Line {
  text: string;
  /** Where the text leads. */
  url?: string | undefined;
  under?: Line[];
}

/** "Collect information (DoL, Customs, Police)", as it is now; nothing where that can't be read. */
export function titleOf({ before, after }: ItemChanges, words: Plan): string {
  const item = after ?? before;
  return item ? `${item.action} (${namesIn(words, item.agencies)})` : '';
}

/** @param absent what a status and a rating are called where there is none */
export function changeLines(
  news: ItemChanges,
  words: Plan,
  absent: Record<StatusChange['what'], string> = missingLabels,
): Line[] {
  const isNew = news.what === 'added';
  return [
    ...(news.what === 'unreadable' ? [line(unreadable(news))] : []),
    ...(news.what === 'removed' ? [line('removed: the plan has no such item any more')] : []),
    ...(isNew && !news.decisions.some(({ what }) => what === 'added') ? [line('added')] : []),
    ...news.decisions.map((decision) => decisionLine(decision, isNew)),
    ...(isNew && news.after?.status !== undefined ? [line(`status: ${news.after.status}`)] : []),
    ...(isNew && news.after?.rating !== undefined ? [line(`rating: ${news.after.rating}`)] : []),
    ...news.moves.map((move) => moveLine(move, absent)),
    ...news.dates.map(dateLine),
    ...news.facts.map((fact) => factLine(fact, words)),
    ...news.milestones.map(({ what, milestone: { id, task, horizon, due, status } }) =>
      line(
        `milestone ${id} ${what}: ${[task, horizon, due && `due ${due}`, status].filter(Boolean).join(' · ')}`,
      ),
    ),
    ...news.others.map(otherLine),
    ...news.amended.map((each) => amendmentLine(each, 'an amendment')),
    ...news.unamended.map((each) => amendmentLine(each, 'gone, or altered: an amendment')),
    ...news.reported.map((entry) => reportLine(entry, 'reported', words)),
    ...news.altered.map(({ from, to }) => alteredLine(from, to, words)),
    ...news.removed.map((entry) => reportLine(entry, 'gone: a report', words)),
  ];
}

const line = (text: string, ...under: Line[]): Line => ({ text, under });

const unreadable = ({ before, after }: ItemChanges) =>
  before
    ? 'can’t be read any more, so what changed is not known'
    : after
      ? 'could not be read before, so what changed is not known'
      : 'can’t be read, so what changed is not known';

function decisionLine({ what, from, to }: DecisionChange, isNew: boolean): Line {
  if (from && to)
    return line(`${what}, and how was altered`, line(`was: ${why(from)}`), line(`is: ${why(to)}`));
  if (to) return line(what === 'added' && !isNew ? 'said to be added' : what, line(why(to)));
  return line(
    what === 'retired' ? 'retired no more' : 'said to be added no more',
    line(`was: ${why(from!)}`),
  );
}

/** "by Minute 12 of 2026-10-02: the team was moved". */
const why = ({ authority, recorded, reason }: Decision) => `by ${authority} of ${recorded}: ${reason}`;

const owner = (milestone: string | null | undefined) => (milestone ? `milestone ${milestone} ` : '');

const moveLine = (
  { what, milestone, from, to }: StatusChange,
  absent: Record<StatusChange['what'], string>,
) => line(`${owner(milestone)}${what}: ${from ?? absent[what]} → ${to ?? absent[what]}`);

function dateLine(date: DateChange): Line {
  const { milestone, from, to, days, first } = date;
  const move = days === null ? '' : `, ${pluralize(Math.abs(days), 'day')} ${days > 0 ? 'later' : 'earlier'}`;
  const began = first !== null && first !== from && first !== to ? `; the first was ${first}` : '';
  const text = `milestone ${milestone} due: ${from ?? missingLabels.due} → ${to ?? missingLabels.due}${move}${began}`;
  return line(text + unamended(date), ...date.amendments.map((each) => line(why(each))));
}

function factLine(fact: FactChange, words: Plan): Line {
  const { milestone, field } = fact;
  const name = `${owner(milestone)}${factNames[field] ?? field}`;
  const [from, to] = [fact.from, fact.to].map((value) => factText(field, value, words)) as [string, string];
  const told = fact.amendments.map((each) => line(why(each)));
  if (from.length + to.length < 50) return line(`${name}: ${from} → ${to}${unamended(fact)}`, ...told);
  return line(`${name} changed${unamended(fact)}`, line(`was: ${from}`), line(`is: ${to}`), ...told);
}

const factNames: Record<string, string> = {
  'timetable.ongoing.text': 'text of the ongoing work',
  'timetable.trigger.text': 'text of the trigger',
  'source.agencies': 'the source’s cell of agencies',
  'source.timetable': 'the source’s cell of the timetable',
};

function factText(field: string, value: unknown, words: Plan): string {
  if (value === null) return valueText(field, value);
  if (field === 'agencies' || field === 'lead') return namesIn(words, [value].flat() as string[]);
  if (field === 'pillar') return words.settings.pillars.find(({ id }) => id === value)?.name ?? String(value);
  return valueText(field, value);
}

const namesIn = (words: Plan, ids: readonly string[]) =>
  ids.map((id) => shortName(words.agencies, id)).join(', ');

export function valueText(field: string, value: unknown): string {
  if (value === null) return (missingLabels as Record<string, string>)[field] ?? 'absent';
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A change that no decision explains says so. */
const unamended = ({ amendments, isAmended }: Pick<FactChange, 'amendments' | 'isAmended'>) =>
  isAmended ? '' : amendments.length > 0 ? ' (not as its amendments say)' : ' (without an amendment)';

function otherLine({ field, from, to }: FieldChange): Line {
  if (field === 'order') return line('its milestones or entries stand in another order');
  if (field === 'wording') return line(`fingerprint of the words: ${digest(from)} → ${digest(to)}`);
  return line(`${field}: ${valueText(field, from)} → ${valueText(field, to)}`);
}

const digest = (value: unknown) => String(value).slice(0, 'sha256:'.length + 12);

const amendmentLine = (amendment: Amendment, what: string): Line => {
  const { milestone, field, from = null, to = null } = amendment;
  return line(
    `${what} of ${owner(milestone)}${field}: ${valueText(field, from)} → ${valueText(field, to)}`,
    line(why(amendment)),
  );
};

/** Whose report it is, what it sets, and all its words. */
function reportLine(entry: Update, what: string, words: Plan): Line {
  const { milestone, status, rating, note = '', reason, evidence = [] } = entry;
  const sets = [milestone && `milestone ${milestone}`, status, rating].filter(Boolean).join(' · ');
  return line(
    `${what} ${signature(entry, words)}${sets && `: ${sets}`}`,
    ...note
      .split('\n')
      .filter((text) => text.trim() !== '')
      .map((text) => line(text)),
    ...(reason === undefined ? [] : [line(`reopened: ${reason}`)]),
    ...evidence.map((each) => ({ text: `evidence: ${evidenceText(each)}`, url: each.url })),
  );
}

const signature = (entry: Update, words: Plan) =>
  `as of ${entry['as-of']} by ${
    entry.agency === undefined ? 'the group' : namesIn(words, [entry.agency])
  } (${entry.visibility ?? 'internal'})`;

function alteredLine(from: Update, to: Update, words: Plan): Line {
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])] as (keyof Update)[];
  const differing = keys.filter((key) => !deepEqual(from[key], to[key]));
  const text = (entry: Update, key: keyof Update) => valueText('', entry[key] ?? null);
  return line(
    `altered since it was recorded: the report ${signature(from, words)}`,
    ...differing.map((key) => line(`${key}: ${text(from, key)} → ${text(to, key)}`)),
  );
}

/** "agency dol name: Department of Labour → Department of Work". */
export function settingsLine({ field, from, to }: FieldChange): Line {
  if (/^(pillar|horizon|agency) \S+$/.test(field) && (from === null || to === null))
    return line(to === null ? `${field} gone: it was ${from}` : `${field} added: ${to}`);
  return line(`${field}: ${valueText('', from)} → ${valueText('', to)}`);
}
