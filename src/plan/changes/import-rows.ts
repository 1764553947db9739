/** Many updates at once: what each row of a file says, and what they come to, decided in order on a plan. */

import type { Status } from '../../../schemas/enums.ts';
import type { Item } from '../../../schemas/item.ts';
import { type Path, PlanError } from '../../errors.ts';
import { stableJson } from '../../util/equal.ts';
import { toKebab } from '../../util/normalize.ts';
import { didYouMean, joinQuoted } from '../../util/suggest.ts';
import type { Clock } from '../model/calendar-date.ts';
import { newestUpdate } from '../model/derived.ts';
import { type Field, type FieldName, fieldNames, fields, fieldText } from '../model/fields.ts';
import { idOf } from '../model/plan.ts';
import { milestonesOf } from '../model/timetable.ts';
import type { Context } from '../rules/index.ts';
import { withItemName } from './check-change.ts';
import {
  type CellContext,
  type ColumnName,
  columnNames,
  columnOf,
  type ParsedRow,
  readCell,
} from './import-columns.ts';
import { type ItemUpdate, tryUpdate, type UpdateInput } from './update.ts';

/** Every way in which a row can be wrong beside the rules of items, and what must hold. */
export const rowRules = {
  'sheet-syntax': 'A sheet has a line of names, and a cell in every row for each.',
  'wrong-form': 'A cell has the form of what it says.',
  'unknown-word': 'Where only certain words can stand, one of them stands.',
  'unknown-column': 'A column is one that updates have, or one of our own lists.',
  'missing-id': 'A row says which item it is about.',
  'no-item': 'The item that a row is about is in the plan, and can be read.',
  'not-an-update': 'What the plan itself says is not changed by an update.',
  'as-of-unclear': "A row that reports something new is not as of the last report's day by mere copying.",
  'stale-row': 'The item stands where it stood when the row was written.',
} as const;

/** Something wrong with a row: `usage` where it can't be understood, `refused` where a rule is against it. */
export interface RowProblem {
  row: number;
  /** The name of the cell, as written; null for the row as a whole. */
  cell: string | null;
  atKey?: boolean;
  code: 'usage' | 'refused';
  rule: string;
  message: string;
  hint: string | null;
  /** The item that has moved on, where a row is stale. */
  stale?: Item;
}

/** A row as it is understood. */
export interface UpdateRow extends ParsedRow {
  row: number;
  id: string;
  /** Whether something in it could not be understood. */
  isBroken: boolean;
  /** Its cells as they are written, by name. */
  cells: ReadonlyMap<string, unknown>;
}

type Cells = ReadonlyMap<string, unknown>;

/** Understands rows; what can't be understood is among the problems. */
export function parseRows(
  rows: readonly Cells[],
  words: CellContext,
): { rows: UpdateRow[]; problems: RowProblem[] } {
  const problems: RowProblem[] = [];
  const understood = rows.flatMap((cells, row): UpdateRow[] => {
    const said: ParsedRow = { update: {} };
    let isBroken = false;
    for (const [name, value] of cells) {
      const problem = cellProblem(said, name, value, words);
      if (problem) problems.push({ row, cell: name, code: 'usage', ...problem });
      // What a whole column is called is no fault of the row's.
      isBroken ||= problem !== undefined && !problem.atKey;
    }
    if (said.id !== undefined) return [{ ...said, id: said.id, row, cells, isBroken }];
    const hint = 'name the item in a column `id`';
    problems.push({
      row,
      cell: null,
      code: 'usage',
      rule: 'missing-id',
      message: 'this row has no `id`',
      hint,
    });
    return [];
  });
  return { rows: understood, problems };
}

type CellProblem = Pick<RowProblem, 'rule' | 'message' | 'hint' | 'atKey'>;

function cellProblem(
  said: ParsedRow,
  name: string,
  value: unknown,
  words: CellContext,
): CellProblem | undefined {
  if (!columnOf(name)) {
    if (fieldOf(name) || toKebab(name).startsWith('x-')) return undefined;
    return {
      rule: 'unknown-column',
      atKey: true,
      message: `\`${name}\` is not a column of updates: use ${joinQuoted(columnNames, 'or')}`,
      hint: didYouMean(toKebab(name), columnNames),
    };
  }
  try {
    readCell(said, name, value, words);
    return undefined;
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const rule = error.code === 'unknown-word' ? 'unknown-word' : 'wrong-form';
    return { rule, message: error.message, hint: error.hint };
  }
}

/** A column of our own lists that no update has. */
const fieldOf = (name: string): FieldName | undefined =>
  columnOf(name) ? undefined : fieldNames.find((each) => each === toKebab(name));

/** What the rows are decided on. */
export interface RowContext {
  /** @throws PlanError where there is no such item, or it can't be read */
  itemNamed(id: string): Item;
  contextOf(item: Item): Context;
  clock: Clock;
  /** For rows that don't say. */
  defaults: Pick<UpdateInput, 'agency' | 'asOf' | 'by'>;
  /** Whether cells may only repeat what the plan says. */
  isTable: boolean;
}

/** What one row comes to. */
export interface RowResult {
  row: UpdateRow;
  item: Item;
  /** Null where it says nothing new. */
  change: ItemUpdate | null;
  /** The status that it found. */
  statusBefore: Status | null;
}

/** Decides the rows in order, each on what the earlier ones left. */
export async function applyRows(
  rows: readonly UpdateRow[],
  ground: RowContext,
): Promise<{ decided: RowResult[]; problems: RowProblem[] }> {
  const problems: RowProblem[] = [];
  const standing = new Map<string, { original: Item; now: Item }>();
  const decideRow = async (row: UpdateRow): Promise<RowResult[]> => {
    const wrong = (problem: Omit<RowProblem, 'row' | 'code'>) =>
      problems.push({ row: row.row, code: 'refused', ...problem });
    const fault = (rule: string, error: unknown) => {
      if (!(error instanceof PlanError)) throw error;
      const code = error.exit === 2 ? 'usage' : 'refused';
      problems.push({ row: row.row, code, cell: 'id', rule, message: error.message, hint: error.hint });
    };
    let original: Item;
    try {
      original = ground.itemNamed(row.id);
    } catch (error) {
      fault('no-item', error);
      return [];
    }
    const id = idOf(original);
    const { now: item } = standing.get(id) ?? { now: original };
    const { milestone } = row.update;
    const [then, found] = [statusOf(original, milestone), statusOf(item, milestone)];
    for (const problem of readOnlyColumnProblems(row, original, ground.clock)) wrong(problem);
    if (row.isBroken) return [];
    if (row.was !== undefined && row.was !== then && row.was !== found) {
      const cell = cellOf(row, 'was');
      wrong({ cell, rule: 'stale-row', ...staleness(original, row, then), stale: original });
      return [];
    }
    const report = reportOf(row, original, ground);
    if (report === 'unclear') {
      wrong({ cell: cellOf(row, 'as-of'), rule: 'as-of-unclear', ...unclear(original) });
      return [];
    }
    if (!report) return [{ row, item: original, change: null, statusBefore: found }];
    try {
      const { change, broken } = await tryUpdate(item, report, ground.contextOf(original));
      for (const problem of broken) {
        const message = withItemName(item, problem);
        wrong({ cell: cellAt(row, problem.path), rule: problem.rule, message, hint: problem.hint ?? null });
      }
      if (change) standing.set(id, { original, now: change.after });
      return [{ row, item: original, change, statusBefore: found }];
    } catch (error) {
      fault('wrong-form', error);
      return [];
    }
  };
  const decided: RowResult[] = [];
  for (const row of rows) decided.push(...(await decideRow(row)));
  return { decided, problems };
}

const statusOf = (item: Item, milestone: string | undefined): Status | null =>
  (milestone === undefined ? item : milestonesOf(item).find(({ id }) => id === milestone))?.status ?? null;

/** The name under which a row has the column. */
const cellOf = ({ cells }: UpdateRow, column: ColumnName | undefined): string | null =>
  (column && [...cells.keys()].find((name) => columnOf(name) === column)) ?? null;

/** The cell that a problem of the item's is about. */
const cellAt = (row: UpdateRow, path: Path): string | null =>
  cellOf(
    row,
    path.map(String).findLast((step): step is ColumnName => columnNames.includes(step as ColumnName)),
  );

/**
 * The report that a row makes, null where it makes none. In a sheet, cells that say what the plan says are the list's
 * own, unless the row names another day.
 */
function reportOf(
  { update }: UpdateRow,
  item: Item,
  { defaults, isTable }: RowContext,
): UpdateInput | null | 'unclear' {
  const says = (each: UpdateInput) =>
    [each.status, each.rating, each.note, each.evidence].some((said) => said !== undefined);
  const newest = newestUpdate(item);
  const complete = { ...defaults, ...update };
  const hasItsOwnDay = update.asOf !== undefined && update.asOf !== newest?.['as-of'];
  if (!isTable || hasItsOwnDay) return says(complete) ? complete : null;
  const news = {
    ...complete,
    status: update.status === statusOf(item, update.milestone) ? undefined : update.status,
    rating: update.rating === item.rating ? undefined : update.rating,
    note: update.note === newest?.note ? undefined : update.note,
  };
  if (!says(news)) return null;
  return update.asOf === undefined ? news : 'unclear';
}

const unclear = (item: Item) => ({
  message: `item ${idOf(item)}: \`as-of\` is still that of the last report, but this one is new`,
  hint: 'give the day it is true for; if it is that very day, leave the cell empty and say `--as-of`',
});

function staleness(item: Item, { was, update: { milestone } }: UpdateRow, is: Status | null) {
  const name = `${milestone === undefined ? '' : `milestone \`${milestone}\` of `}item ${idOf(item)}`;
  const newest = item.updates?.findLast(
    (entry) => entry.milestone === milestone && entry.status !== undefined,
  );
  const since = newest ? `, reported as of ${newest['as-of']} and recorded on ${newest.recorded}` : '';
  return {
    message: `written against \`${was ?? 'not-reported'}\`, but ${name} is now \`${is ?? 'not-reported'}\`${since}`,
    hint: 'see whether the row still holds, and mend its `was`',
  };
}

/** Cells of our own lists that don't say what the plan says; what a day makes of it is nobody's to set. */
function* readOnlyColumnProblems(
  { cells }: UpdateRow,
  item: Item,
  clock: Clock,
): Generator<Omit<RowProblem, 'row' | 'code'>> {
  for (const [cell, value] of cells) {
    const name = fieldOf(cell);
    if (!name || (fields[name] as Field).derived) continue;
    const text = fieldText(name, item, clock);
    const isOwn =
      typeof value === 'string'
        ? value.trim() === '' || spaced(value) === spaced(text)
        : stableJson(value) === stableJson((fields[name] as Field).value(item, clock));
    if (isOwn) continue;
    yield {
      cell,
      rule: 'not-an-update',
      message: `item ${idOf(item)}: \`${name}\` is \`${spaced(text)}\` in the plan`,
      hint: 'an update can’t change it: see `plan amend`, or leave the column out',
    };
  }
}

const spaced = (text: string) => text.replace(/\s+/g, ' ').trim();
