/** The cells that an update in a file can have, by name: what each says of the report. */

import { ratings, type Status, statuses } from '../../../schemas/enums.ts';
import type { Evidence } from '../../../schemas/update.ts';
import { PlanError } from '../../errors.ts';
import { normalize, toKebab } from '../../util/normalize.ts';
import { joinQuoted, parseEnum } from '../../util/suggest.ts';
import { isAuthor } from '../model/author.ts';
import { isDate } from '../model/calendar-date.ts';
import type { Plan } from '../model/plan.ts';
import { resolveFilterValue } from '../query/filters.ts';
import type { UpdateInput } from './update.ts';

/** What a cell may need beside its own words. */
export interface CellContext {
  plan: Plan;
  /** Reads `URL` or `URL=TITLE`. */
  evidence(text: string): Evidence;
}

/** What one row says. */
export interface ParsedRow {
  id?: string;
  update: UpdateInput;
  /** The status that the row was written against, null for none; undefined where it does not say. */
  was?: Status | null;
}

type Reader = (
  cell: string,
  words: CellContext,
) => Partial<UpdateInput> & Partial<Pick<ParsedRow, 'id' | 'was'>>;

/** A cell that says nothing is not read, but `was`: there nothing is something. @throws PlanError `usage`, `unknown-word` */
const readers = {
  id: (id) => ({ id }),
  milestone: (milestone) => ({ milestone }),
  status: (text) => ({ status: parseEnum(text, 'a status', statuses) }),
  rating: (text) => ({ rating: parseEnum(text, 'a rating', ratings) }),
  note: (note) => ({ note: note.replace(/\r\n?/g, '\n').replace(/^\n+/, '').trimEnd() }),
  evidence: (text, { evidence }) => ({ evidence: text.split(/(?<!\s)\s+(?=https?:\/\/)/i).map(evidence) }),
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
  was: (text) => ({ was: isUnreported(text) ? null : parseEnum(text, 'a status', statuses) }),
} as const satisfies Record<string, Reader>;

export type ColumnName = keyof typeof readers;
export const columnNames = Object.keys(readers) as ColumnName[];

/** What our own lists print for what nobody has said. */
const isUnreported = (text: string) => ['', 'not reported', 'not-reported'].includes(normalize(text));
const isUnrated = (text: string) => ['', 'not rated', 'not-rated'].includes(normalize(text));
const emptyValues: Partial<Record<ColumnName, (text: string) => boolean>> = {
  status: isUnreported,
  rating: isUnrated,
  'as-of': isUnreported,
  was: () => false,
};

const isSilent = (name: ColumnName, text: string) => emptyValues[name]?.(text) ?? text === '';

const others: Record<string, ColumnName> = { 'was-status': 'was', public: 'visibility' };

/** The column that a name means. */
export function columnOf(name: string): ColumnName | undefined {
  const word = toKebab(name);
  return (
    columnNames.find((each) => each === word) ?? (Object.hasOwn(others, word) ? others[word] : undefined)
  );
}

/**
 * Reads one cell into what its row says.
 * @param name as it is written: under `public`, yes and no are words too
 * @param value text, or any plain value
 * @throws PlanError `usage`, `unknown-word`
 */
export function readCell(said: ParsedRow, name: string, value: unknown, words: CellContext): void {
  const column = columnOf(name)!;
  if (column === 'evidence' && typeof value === 'object' && value !== null) {
    const evidence = [value].flat().map((each) => evidenceOf(each, words));
    if (evidence.length > 0) said.update.evidence = evidence;
    return;
  }
  const text = textOf(column, value);
  const word = toKebab(name) === 'public' ? (yesAndNo[normalize(text)] ?? text) : text;
  if (isSilent(column, word)) return;
  const { id, was, ...report } = (readers[column] as Reader)(word, words);
  if (id !== undefined) said.id = id;
  if (was !== undefined) said.was = was;
  Object.assign(said.update, report);
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

/** An address, or a mapping such as `{ title, url }`; what our own JSON leaves null is not there. */
function evidenceOf(value: unknown, words: CellContext): Evidence {
  if (typeof value === 'string') return words.evidence(value.trim());
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new PlanError('usage', 'this is not evidence', 'write an address, or `{ title: …, url: … }`');
  const given = Object.entries(value).filter(([, each]) => each !== null);
  const keys = ['title', 'url', 'file', 'sha256'];
  const stray = given.find(([key]) => !keys.includes(key));
  if (stray)
    throw new PlanError('usage', `\`${stray[0]}\` is not a key of evidence: use ${joinQuoted(keys, 'or')}`);
  return Object.fromEntries(given.sort(([a], [b]) => keys.indexOf(a) - keys.indexOf(b))) as Evidence;
}
