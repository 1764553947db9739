/** The trail as a reader wants it: who changed what, when and why. */
import type { Amendment } from '../../schemas/amendment.ts';
import { fieldsAmendedBy } from '../plan/diff/filter-history.ts';
import type { HistoryStep } from '../plan/diff/history-step.ts';
import type { FieldChange, ItemChange } from '../plan/diff/item-diff.ts';
import { missingLabels } from '../plan/model/fields.ts';
import type { Theme } from './common/colors.ts';
import { oneLine } from './common/escape.ts';
import { amendmentJson, updateJson } from './common/json.ts';
import { wrap } from './common/text-width.ts';
import { evidenceText } from './evidence.ts';

export function logText(steps: readonly HistoryStep[], width: number, theme: Theme): string {
  return steps.map((step) => `${stepText(step, Math.min(width, 100), theme)}\n`).join('\n');
}

function stepText(step: HistoryStep, width: number, theme: Theme): string {
  const { commit, date, author, subject, items, files } = step;
  const head = `${theme.heading(date)} ${theme.accent(commit.slice(0, 7))} ${oneLine(author)}: ${oneLine(subject)}`;
  // A plan's first commit adds every item, and that is one thing to read.
  const added = items.filter(({ change }) => change.what === 'added');
  const moved = new Set(
    items.filter(({ from, blobs }) => from !== undefined && blobs && blobs[0] === blobs[1]),
  );
  const lines = [
    ...(added.length > 0 ? [`added ${added.map(({ id }) => id).join(', ')}`] : []),
    ...(moved.size > 0 ? [`moved to another file: ${[...moved].map(({ id }) => id).join(', ')}`] : []),
    ...items.flatMap((item) => (moved.has(item) ? [] : changeLines(item.id, item.change))),
    ...files.map((file) => `${file} changed`),
    ...acknowledged(step),
  ];
  return [head, ...lines.map((line) => wrap(line, width, '  '))].join('\n');
}

const acknowledged = ({ trailers, body }: HistoryStep): string[] =>
  trailers
    .filter(([key]) => key === 'Plan-Acknowledges')
    .map(([, hash]) => `acknowledges ${hash.slice(0, 7)}${body === '' ? '' : `: ${indented(body)}`}`);

function changeLines(id: string, change: ItemChange): string[] {
  const { what, reported, retracted, amended, unamended } = change;
  if (what === 'unreadable') return [`${id} changed, but it can’t be read as an item on both sides`];
  if (what === 'added') return [];
  if (what === 'removed') return [`${id} removed`];
  const lines = [
    ...retiredLine(change),
    ...plainFields(change).map(fieldLine),
    ...amended.map((entry) => `${amendmentName(entry)} amended: ${amendmentText(entry)}`),
    ...unamended.map(
      (entry) => `${amendmentName(entry)} amendment removed or altered: ${amendmentText(entry)}`,
    ),
    ...reported.map((entry) => `reported as of ${entry['as-of']}${said(entry)}`),
    ...retracted.map((entry) => `report as of ${entry['as-of']} removed or altered${said(entry)}`),
  ];
  return (lines.length > 0 ? lines : ['rewritten, saying the same']).map((line) => `${id} ${line}`);
}

/** What an amendment tells, and the fingerprint that moves with it, need not be told again; nor a retirement in parts. */
function plainFields({ fields, amended }: ItemChange): FieldChange[] {
  const told = new Set(amended.flatMap(fieldsAmendedBy));
  if (amended.length > 0) told.add('wording');
  return fields.filter(({ field }) => !told.has(field) && !field.startsWith('retired.'));
}

function retiredLine({ fields }: ItemChange): string[] {
  const parts = fields.filter(({ field }) => field.startsWith('retired.'));
  const to = Object.fromEntries(parts.map(({ field, to }) => [field, to]));
  if (parts.length === 0) return [];
  const why = [to['retired.reason'], to['retired.authority']].filter(Boolean).join('; ');
  return [
    to['retired.recorded']
      ? `retired on ${to['retired.recorded']}${why && ` (${why})`}`
      : 'retirement changed',
  ];
}

const amendmentName = ({ milestone, field }: Amendment) =>
  milestone === undefined ? field : `milestone ${milestone} ${field}`;

const amendmentText = ({ field, from, to, reason, authority }: Amendment) =>
  `${valueText(field, from ?? null)} → ${valueText(field, to ?? null)} (${reason}; ${authority})`;

/** Whose report it is, of what, and all its words; what it sets is told as fields. */
function said({ agency, milestone, note, reason, evidence = [] }: ItemChange['reported'][number]): string {
  const words = [
    ...(note === undefined ? [] : [note]),
    ...(reason === undefined ? [] : [`reopened: ${reason}`]),
    ...evidence.map((each) => `evidence: ${evidenceText(each)}`),
  ];
  const of = milestone === undefined ? '' : ` on milestone ${milestone}`;
  const by = agency === undefined ? '' : ` by ${agency}`;
  return `${of}${by}${words.length === 0 ? '' : `: ${indented(words.join('\n'))}`}`;
}

const indented = (text: string) => text.replace(/\n(?=.)/g, '\n  ');

/** "status: in-progress → completed". */
const fieldLine = ({ field, from, to }: FieldChange) =>
  `${field}: ${valueText(field, from)} → ${valueText(field, to)}`;

/** A value in words; what is absent, by what that means. */
export function valueText(field: string, value: unknown): string {
  const [fact = ''] = field.split(' ').slice(-1);
  if (value === null) return (missingLabels as Record<string, string>)[fact] ?? 'absent';
  return Array.isArray(value) ? value.join(', ') : oneLine(String(value));
}

export const logJson = (steps: readonly HistoryStep[]) =>
  steps.map(({ items, trailers, committed, ...step }) => ({
    ...step,
    committed: new Date(committed * 1000).toISOString(),
    trailers: trailers.map(([key, value]) => ({ key, value })),
    items: items.map(({ id, path, change }) => ({
      id,
      path,
      what: change.what,
      fields: change.fields,
      reported: change.reported.map(updateJson),
      retracted: change.retracted.map(updateJson),
      amended: change.amended.map(amendmentJson),
      unamended: change.unamended.map(amendmentJson),
    })),
  }));
