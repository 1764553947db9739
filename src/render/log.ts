/** The trail as a reader wants it: who changed what, when and why. */
import type { FieldChange, ItemChange } from '../plan/diff.ts';
import { unknown } from '../plan/fields.ts';
import { oneLine } from './escape.ts';
import { evidenceText } from './evidence.ts';
import { updateJson } from './json.ts';
import type { Paint } from './paint.ts';
import { wrap } from './text.ts';

/** A commit, and what it did to each item it touched. */
export interface LogEntry {
  commit: string;
  /** The day in the author's own time zone, `YYYY-MM-DD`. */
  date: string;
  author: string;
  mail: string;
  subject: string;
  items: { id: string; change: ItemChange }[];
  /** The plan's other files that it touched. */
  files: string[];
}

export function logText(entries: readonly LogEntry[], width: number, paint: Paint): string {
  return entries.map((entry) => `${entryText(entry, Math.min(width, 100), paint)}\n`).join('\n');
}

function entryText(
  { commit, date, author, subject, items, files }: LogEntry,
  width: number,
  paint: Paint,
): string {
  const head = `${paint.heading(date)} ${paint.mark(commit.slice(0, 7))} ${oneLine(author)}: ${oneLine(subject)}`;
  // A plan's first commit adds every item, and that is one thing to read.
  const added = items.filter(({ change }) => change.what === 'added');
  const lines = [
    ...(added.length > 0 ? [`added ${added.map(({ id }) => id).join(', ')}`] : []),
    ...items.flatMap(({ id, change }) => changeLines(id, change)),
    ...files.map((file) => `${file} changed`),
  ];
  return [head, ...lines.map((line) => wrap(line, width, '  '))].join('\n');
}

function changeLines(id: string, { what, fields, reported, retracted }: ItemChange): string[] {
  if (what === 'unreadable') return [`${id} changed, but it can’t be read as an item on both sides`];
  if (what === 'added') return [];
  if (what === 'removed') return [`${id} removed`];
  return [
    ...fields.map((field) => `${id} ${fieldLine(field)}`),
    ...reported.map((entry) => `${id} reported as of ${entry['as-of']}${said(entry)}`),
    ...retracted.map((entry) => `${id} report as of ${entry['as-of']} removed or altered${said(entry)}`),
  ];
}

/** Whose report it is, of what, and all its words; what it sets is told as fields. */
function said({ agency, milestone, note, reason, evidence = [] }: ItemChange['reported'][number]): string {
  const words = [
    ...(note === undefined ? [] : [note]),
    ...(reason === undefined ? [] : [`reopened: ${reason}`]),
    ...evidence.map((each) => `evidence: ${evidenceText(each)}`),
  ];
  const of = milestone === undefined ? '' : ` on milestone ${milestone}`;
  const by = agency === undefined ? '' : ` by ${agency}`;
  return `${of}${by}${words.length === 0 ? '' : `: ${words.join('\n').replace(/\n(?=.)/g, '\n  ')}`}`;
}

/** "status: in-progress → completed". */
const fieldLine = ({ field, from, to }: FieldChange) =>
  `${field}: ${valueText(field, from)} → ${valueText(field, to)}`;

function valueText(field: string, value: unknown): string {
  const [fact = ''] = field.split(' ').slice(-1);
  if (value === null) return (unknown as Record<string, string>)[fact] ?? 'absent';
  return Array.isArray(value) ? value.join(', ') : oneLine(String(value));
}

export const logJson = (entries: readonly LogEntry[]) =>
  entries.map(({ items, ...entry }) => ({
    ...entry,
    items: items.map(({ id, change }) => ({
      id,
      what: change.what,
      fields: change.fields,
      reported: change.reported.map(updateJson),
      retracted: change.retracted.map(updateJson),
    })),
  }));
