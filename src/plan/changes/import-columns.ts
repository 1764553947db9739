/** The columns of a file of updates, and how their cells are parsed. */

import { ratings, type Status, statuses } from '../../../schemas/enums.ts';
import type { Evidence } from '../../../schemas/update.ts';
import { PlanError } from '../../errors.ts';
import { normalize, toKebab } from '../../util/normalize.ts';
import { joinQuoted, parseEnum } from '../../util/suggest.ts';
import { isAuthor } from '../model/author.ts';
import { isDate } from '../model/calendar-date.ts';
import { missingLabels, missingStatusLabels } from '../model/fields.ts';
import type { Plan } from '../model/plan.ts';
import { resolveFilterValue } from '../query/filters.ts';
import type { UpdateInput } from './update.ts';

/** What parsing a cell needs. */
export interface CellContext {
  plan: Plan;
  /** Parses `URL`, `URL =TITLE` or `URL=TITLE`. */
  evidence(text: string): Evidence;
}

/** The values of a row. */
export interface ParsedRow {
  id?: string;
  update: UpdateInput;
  /** The status that the row expects, null for none; undefined without a column `was`. */
  was?: Status | null;
}

type CellParser = (
  cell: string,
  context: CellContext,
) => Partial<UpdateInput> & Partial<Pick<ParsedRow, 'id' | 'was'>>;

/** The columns. Empty cells are not parsed, except in `was`, where empty means no status. @throws PlanError `usage`, `unknown-word` */
const parsers = {
  id: (id) => ({ id }),
  milestone: (milestone) => ({ milestone }),
  status: (text) => ({ status: parseEnum(text, 'a status', statuses) }),
  rating: (text) => ({ rating: parseEnum(text, 'a rating', ratings) }),
  note: (note) => ({ note: note.replace(/\r\n?/g, '\n').replace(/^\n+/, '').trimEnd() }),
  evidence: (text, { evidence }) => ({ evidence: splitAddresses(text).map(evidence) }),
  agency: (text, { plan }) => ({ agency: resolveFilterValue(plan, 'agency', text) }),
  'as-of': (asOf) => {
    if (isDate(asOf)) return { asOf };
    throw new PlanError('usage', `\`${asOf}\` is not a day`, 'give it as YYYY-MM-DD, such as 2026-09-30');
  },
  by: (by) => {
    if (isAuthor(by)) return { by };
    throw new PlanError('usage', `\`${by}\` is not an author`, 'write it as "Name <mail@example.org>"');
  },
  reason: (reason) => ({ reason }),
  visibility: (text) => ({ public: parseEnum(text, 'a visibility', ['public', 'internal']) === 'public' }),
  was: (text) => ({ was: isNotReported(text) ? null : parseEnum(text, 'a status', statuses) }),
} as const satisfies Record<string, CellParser>;

/** The URLs of a cell, each with its title; between them are blanks, with or without a comma or semicolon. */
function splitAddresses(text: string): string[] {
  const joined = /[;,](?=https?:\/\/)/i.exec(text);
  if (joined)
    throw new PlanError(
      'usage',
      `there is no space after \`${joined[0]}\` in \`${text}\``,
      'separate URLs with a space or a line break',
    );
  return text.split(/(?<=\s)(?=https?:\/\/)/i).map((each) => each.trim().replace(/[;,]$/, '').trim());
}

export type ColumnName = keyof typeof parsers;
export const columnNames = Object.keys(parsers) as ColumnName[];

/** What lists print for absent values. */
const isOneOf =
  (...labels: readonly string[]) =>
  (text: string) =>
    ['', ...labels].includes(normalize(text).replaceAll('-', ' '));
const isNotReported = isOneOf(missingLabels.status);
const emptyValues: Partial<Record<ColumnName, (text: string) => boolean>> = {
  status: isOneOf(...Object.values(missingStatusLabels)),
  rating: isOneOf(missingLabels.rating),
  'as-of': isNotReported,
  was: () => false,
};

const isEmpty = (name: ColumnName, text: string) => emptyValues[name]?.(text) ?? text === '';

const otherNames: Record<string, ColumnName> = { 'was-status': 'was', public: 'visibility' };

/** The column with a name, in any spelling. */
export function columnOf(name: string): ColumnName | undefined {
  const word = toKebab(name);
  return (
    columnNames.find((each) => each === word) ??
    (Object.hasOwn(otherNames, word) ? otherNames[word] : undefined)
  );
}

/**
 * Parses a cell into its row.
 * @param name as in the file: in a column `public`, yes and no are values too
 * @param value text, or any plain value
 * @throws PlanError `usage`, `unknown-word`
 */
export function readCell(row: ParsedRow, name: string, value: unknown, context: CellContext): void {
  const column = columnOf(name)!;
  if (column === 'evidence' && typeof value === 'object' && value !== null) {
    const evidence = [value].flat().map((each) => evidenceOf(each, context));
    if (evidence.length > 0) row.update.evidence = evidence;
    return;
  }
  const text = textOf(column, value);
  const word = toKebab(name) === 'public' ? (yesAndNo[normalize(text)] ?? text) : text;
  if (isEmpty(column, word)) return;
  const { id, was, ...report } = (parsers[column] as CellParser)(word, context);
  if (id !== undefined) row.id = id;
  if (was !== undefined) row.was = was;
  Object.assign(row.update, report);
}

const yesAndNo: Record<string, string> = {
  ...{ yes: 'public', true: 'public', '1': 'public' },
  ...{ no: 'internal', false: 'internal', '0': 'internal' },
};

function textOf(column: ColumnName, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.trim();
  const isPlain = column === 'id' || column === 'visibility';
  if (isPlain && typeof value !== 'object') return String(value);
  throw new PlanError(
    'usage',
    `\`${column}\` is ${typeof value === 'object' ? 'not text' : `a ${typeof value}`}: expected text`,
    typeof value === 'object' ? null : 'put it in quotes',
  );
}

/** Evidence as a URL or a mapping such as `{ title, url }`; null values, as in JSON output, are absent. */
function evidenceOf(value: unknown, context: CellContext): Evidence {
  if (typeof value === 'string') return context.evidence(value.trim());
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new PlanError('usage', 'this is not evidence', 'write a URL, or `{ title: …, url: … }`');
  const given = Object.entries(value).filter(([, each]) => each !== null);
  const keys = ['title', 'url', 'file', 'sha256'];
  const unknown = given.find(([key]) => !keys.includes(key));
  if (unknown)
    throw new PlanError('usage', `\`${unknown[0]}\` is not a key of evidence: use ${joinQuoted(keys, 'or')}`);
  return Object.fromEntries(given.sort(([a], [b]) => keys.indexOf(a) - keys.indexOf(b))) as Evidence;
}
