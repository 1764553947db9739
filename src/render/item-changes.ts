/** Describes the changes of an item in lines, not yet escaped, which all text formats share. */
import type { Amendment, Decision } from '../../schemas/amendment.ts';
import type { Item } from '../../schemas/item.ts';
import type { Update } from '../../schemas/update.ts';
import {
  type DateChange,
  type DecisionChange,
  type FactChange,
  type ItemChanges,
  isLate,
  type StatusChange,
} from '../plan/diff/item-changes.ts';
import type { FieldChange } from '../plan/diff/item-diff.ts';
import { shortName } from '../plan/model/agencies.ts';
import { fieldLabel } from '../plan/model/field-labels.ts';
import { missingLabels } from '../plan/model/fields.ts';
import type { Plan } from '../plan/model/plan.ts';
import { identifiedUpdates } from '../plan/model/updates.ts';
import { deepEqual } from '../util/equal.ts';
import { pluralize } from '../util/pluralize.ts';
import {
  decisionDayText,
  evidenceText,
  movedValueText,
  reporterName,
  updateReasonText,
  updateValues,
  valueText,
} from './common/values.ts';

export interface ChangeLine {
  text: string;
  /** The target of the text as a link. */
  url?: string | undefined;
  /** Details. */
  under?: ChangeLine[];
}

/** "Collect information (DoL, Customs, Police)", as it is now; empty if the item cannot be read. */
export function titleOf({ before, after }: ItemChanges, plan: Plan): string {
  const item = after ?? before;
  return item ? `${item.action} (${shortNames(plan, item.agencies)})` : '';
}

/** @param missing the labels for a missing status and rating */
export function changeLines(
  changes: ItemChanges,
  plan: Plan,
  missing: Record<StatusChange['what'], string> = missingLabels,
): ChangeLine[] {
  const { what, after } = changes;
  const isNew = what === 'added';
  const replaced = replacements(after);
  return [
    ...(what === 'unreadable' ? [line(unreadableText(changes))] : []),
    ...(what === 'removed' ? [line('removed from the plan')] : []),
    ...(isNew && !changes.decisions.some(({ what }) => what === 'added') ? [line('added')] : []),
    ...changes.decisions.map((decision) => decisionLine(decision, isNew, changes.since)),
    ...(isNew && after?.status !== undefined ? [line(`status: ${after.status}`)] : []),
    ...(isNew && after?.rating !== undefined ? [line(`rating: ${after.rating}`)] : []),
    ...changes.moves.map((move) => {
      const [from, to] = [
        movedValueText(move, move.from, changes.before, missing),
        movedValueText(move, move.to, after, missing),
      ];
      return line(`${ofMilestone(move.milestone)}${move.what}: ${from} → ${to}`);
    }),
    ...changes.dates.map((date) => dateLine(date, changes)),
    ...changes.facts.map((fact) => factLine(fact, plan, changes)),
    ...changes.milestones.map(({ what, milestone: { id, task, horizon, due, status } }) =>
      line(
        `milestone ${id} ${what}: ${[task, horizon, due && `due ${due}`, status].filter(Boolean).join(' · ')}`,
      ),
    ),
    ...changes.others.map(otherLine),
    ...changes.amended.map((entry) => amendmentLine(entry, 'amendment of ', lateNote(entry, changes.since))),
    ...changes.unamended.map((entry) =>
      amendmentLine(entry, changes.isUndone ? 'amendment undone: ' : 'amendment removed or altered: '),
    ),
    ...changes.reported.map((entry) =>
      updateLine(entry, labelOf(entry), plan, { since: changes.since, replaced: replaced.get(entry) }),
    ),
    ...changes.released.map((entry) => updateLine(entry, 'released', plan)),
    ...changes.altered.map(({ from, to }) => alteredLine(from, to, plan)),
    ...changes.removed.map((entry) =>
      updateLine(entry, changes.isUndone ? 'update undone:' : 'update removed:', plan),
    ),
  ];
}

const line = (text: string, ...under: ChangeLine[]): ChangeLine => ({ text, under });

function unreadableText({ before, after }: ItemChanges): string {
  const when = before ? 'can’t be read any more' : after ? 'could not be read before' : 'can’t be read';
  return `${when}, so its changes are unknown`;
}

function decisionLine({ what, from, to }: DecisionChange, isNew: boolean, since: string | null): ChangeLine {
  if (from && to)
    return line(
      `${what}: decision altered`,
      line(`was: ${decisionText(from)}`),
      line(`is: ${decisionText(to)}`),
    );
  if (to) {
    const isMarked = what === 'added' && !isNew && !isLate(to, since);
    return line((isMarked ? 'marked as added' : what) + lateNote(to, since), line(decisionText(to)));
  }
  return line(
    what === 'retired' ? 'no longer retired' : 'no longer marked as added',
    line(`was: ${decisionText(from!)}`),
  );
}

/** "by Minute 12 of 2026-10-02: the team was moved". */
const decisionText = (decision: Decision) =>
  `by ${decision.authority} of ${decisionDayText(decision)}: ${decision.reason}`;

const ofMilestone = (milestone: string | null | undefined) => (milestone ? `milestone ${milestone} ` : '');

function dateLine(date: DateChange, { isUndone }: ItemChanges): ChangeLine {
  const { milestone, from, to, days, first } = date;
  const moved =
    days === null ? '' : `, ${pluralize(Math.abs(days), 'day')} ${days > 0 ? 'later' : 'earlier'}`;
  const original = first !== null && first !== from && first !== to ? `; first date ${first}` : '';
  const text = `milestone ${milestone} due: ${valueText('due', from)} → ${valueText('due', to)}${moved}${original}`;
  return line(
    text + unamendedNote(date, isUndone),
    ...date.amendments.map((each) => line(decisionText(each))),
  );
}

/** Short values are on one line, long ones below each other. */
function factLine(fact: FactChange, plan: Plan, { isUndone }: ItemChanges): ChangeLine {
  const { milestone, field } = fact;
  const name = `${ofMilestone(milestone)}${fieldLabels[field] ?? field}`;
  const [from, to] = [fact.from, fact.to].map((value) => factText(field, value, plan)) as [string, string];
  const decisions = fact.amendments.map((each) => line(decisionText(each)));
  if (from.length + to.length < 50)
    return line(`${name}: ${from} → ${to}${unamendedNote(fact, isUndone)}`, ...decisions);
  return line(
    `${name} changed${unamendedNote(fact, isUndone)}`,
    line(`was: ${from}`),
    line(`is: ${to}`),
    ...decisions,
  );
}

const fieldLabels: Record<string, string> = {
  'timetable.ongoing.text': 'text of the ongoing work',
  'timetable.trigger.text': 'text of the trigger',
  'source.agencies': 'source text of the agencies',
  'source.timetable': 'source text of the timetable',
};

/** A value with names in place of ids. */
function factText(field: string, value: unknown, plan: Plan): string {
  if (value !== null && (field === 'agencies' || field === 'lead'))
    return shortNames(plan, [value].flat() as string[]);
  const pillar = field === 'pillar' && plan.settings.pillars.find(({ id }) => id === value);
  return pillar ? pillar.name : valueText(field, value);
}

const shortNames = (plan: Plan, ids: readonly string[]) =>
  ids.map((id) => shortName(plan.agencies, id)).join(', ');

function unamendedNote(
  { amendments, isAmended }: Pick<FactChange, 'amendments' | 'isAmended'>,
  isUndone = false,
): string {
  if (isAmended) return '';
  if (amendments.length > 0) return ' (differs from its amendments)';
  return isUndone ? ' (amendment undone)' : ' (without an amendment)';
}

function otherLine({ field, from, to }: FieldChange): ChangeLine {
  if (field === 'order') return line('order of milestones or entries changed');
  if (field === 'wording') return line(`fingerprint: ${shortFingerprint(from)} → ${shortFingerprint(to)}`);
  return line(`${field}: ${valueText(field, from)} → ${valueText(field, to)}`);
}

const shortFingerprint = (value: unknown) => String(value).slice(0, 'sha256:'.length + 12);

const amendmentLine = (entry: Amendment, label: string, note = ''): ChangeLine =>
  line(`${label}${amendmentText(entry)}${note}`, line(decisionText(entry)));

/** Marks an entry that is true for a day before the period. */
const lateNote = (entry: Decision, since: string | null) => (isLate(entry, since) ? ' (late)' : '');

/** "milestone 5.1 due: 2026-06-30 → 2026-12-31". */
export const amendmentText = (entry: Amendment): string => `${fieldLabel(entry)}: ${amendedValues(entry)}`;

/** "2026-06-30 → 2026-12-31". */
export const amendedValues = ({ field, from, to }: Amendment): string =>
  `${valueText(field, from)} → ${valueText(field, to)}`;

function updateLine(entry: Update, label: string, plan: Plan, facts: UpdateFacts = {}): ChangeLine {
  const { note = '', evidence = [] } = entry;
  const values = updateValues(entry);
  return line(
    `${label} ${updateOrigin(entry, plan, facts)}${values && `: ${values}`}`,
    ...note
      .split('\n')
      .filter((text) => text.trim() !== '')
      .map((text) => line(text)),
    ...updateReasonText(entry).map((text) => line(text)),
    ...evidence.map((each) => ({ text: `evidence: ${evidenceText(each)}`, url: each.url })),
  );
}

/** What a new entry is: a report, a correction or a withdrawal. */
function labelOf({ corrects, withdraws }: Update): string {
  if (withdraws !== undefined) return 'withdrawal';
  return corrects === undefined ? 'reported' : `update ${corrects} corrected,`;
}

/** What is known of an update besides its content. */
interface UpdateFacts {
  /** The start of the period. */
  since?: string | null;
  /** What became of it: "corrected". */
  replaced?: string | undefined;
}

/** What became of the updates that count no more. */
const replacements = (item: Item | null): Map<Update, string> =>
  new Map(
    identifiedUpdates(item ?? {}).flatMap(({ entry, correctedBy, withdrawnBy }) => {
      if (withdrawnBy !== null) return [[entry, 'withdrawn']];
      return correctedBy === null ? [] : [[entry, 'corrected']];
    }),
  );

function updateOrigin(entry: Update, plan: Plan, { since = null, replaced }: UpdateFacts = {}): string {
  const { 'as-of': asOf, withdraws, visibility = 'internal' } = entry;
  const late = isLate(entry, since) ? `, late: recorded ${entry.recorded}` : '';
  const details = `(${visibility}${late}${replaced === undefined ? '' : `, ${replaced} since`})`;
  if (withdraws !== undefined) return `of ${asOf} ${details}`;
  return `as of ${asOf} by ${reporterName(entry, (id) => shortName(plan.agencies, id))} ${details}`;
}

function alteredLine(from: Update, to: Update, plan: Plan): ChangeLine {
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])] as (keyof Update)[];
  const altered = keys.filter((key) => !deepEqual(from[key], to[key]));
  return line(
    `update altered: ${updateOrigin(from, plan)}`,
    ...altered.map((key) => line(`${key}: ${valueText('', from[key])} → ${valueText('', to[key])}`)),
  );
}

/** A change of plan.yaml or agencies.yaml: "agency dol name: Department of Labour → Department of Work". */
export function settingsLine({ field, from, to }: FieldChange): ChangeLine {
  if (/^(pillar|horizon|agency) \S+$/.test(field) && (from === null || to === null))
    return line(to === null ? `${field} removed: ${from}` : `${field} added: ${to}`);
  return line(`${field}: ${valueText('', from)} → ${valueText('', to)}`);
}
