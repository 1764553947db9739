/** The trail as a reader wants it: who changed what, when and why. */
import type { FieldChange, ItemChange } from '../plan/diff.ts';
import { oneLine } from './escape.ts';
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
}

export function logText(entries: readonly LogEntry[], width: number, paint: Paint): string {
  return entries.map((entry) => `${entryText(entry, Math.min(width, 100), paint)}\n`).join('\n');
}

function entryText({ commit, date, author, subject, items }: LogEntry, width: number, paint: Paint): string {
  const head = `${paint.heading(date)} ${paint.mark(commit.slice(0, 7))} ${oneLine(author)}: ${oneLine(subject)}`;
  return [head, ...items.map(({ id, change }) => wrap(changeLines(id, change).join('\n'), width, '  '))].join(
    '\n',
  );
}

function changeLines(id: string, { what, fields, reported, retracted }: ItemChange): string[] {
  if (what !== 'changed') return [`${id} ${what}`];
  return [
    ...fields.map((field) => `${id} ${fieldLine(field)}`),
    ...reported.map((entry) => `${id} reported as of ${entry['as-of']}${said(entry)}`),
    ...retracted.map((entry) => `${id} report as of ${entry['as-of']} removed or altered${said(entry)}`),
  ];
}

const said = ({ agency, note }: ItemChange['reported'][number]) =>
  `${agency === undefined ? '' : ` by ${agency}`}${note === undefined ? '' : `: ${note}`}`;

/** "status: in-progress → completed". */
const fieldLine = ({ field, from, to }: FieldChange) => `${field}: ${valueText(from)} → ${valueText(to)}`;

function valueText(value: unknown): string {
  if (value === null) return 'absent';
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
