/** Parses the rows of a file of updates, and applies them to items in order, for `plan apply`. */

import type { Status } from '../../../schemas/enums.ts';
import type { Item } from '../../../schemas/item.ts';
import { type Path, PlanError } from '../../errors.ts';
import { stableJson } from '../../util/equal.ts';
import { toKebab } from '../../util/normalize.ts';
import { didYouMean, joinQuoted } from '../../util/suggest.ts';
import type { Clock } from '../model/calendar-date.ts';
import { type Field, type FieldName, fieldNames, fields, fieldText } from '../model/fields.ts';
import { idOf } from '../model/plan.ts';
import { currentStatus } from '../model/status.ts';
import { milestonesOf } from '../model/timetable.ts';
import { effectiveUpdates, newestUpdate } from '../model/updates.ts';
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

/** The rules about rows, besides those about items, with what must hold. */
export const rowRules = {
  'sheet-syntax': 'A table has a header, and every row has a cell for each column.',
  'wrong-form': 'A cell has the form that its column needs.',
  'unknown-word': 'A field with a fixed set of values has one of them.',
  'unknown-column': 'A column is one of updates or of `plan list`.',
  'missing-id': 'A row has the id of an item.',
  'no-item': 'The item of a row is in the plan, and can be read.',
  'not-an-update': 'Columns of other fields have the values of the plan: an update cannot change them.',
  'as-of-unclear': 'A row with new values does not repeat the `as-of` of the last update.',
  'stale-row': 'The item still has the status that the row expects.',
} as const;

/** A problem of a row: `usage` where it cannot be parsed, `refused` where a rule forbids it. */
export interface RowProblem {
  row: number;
  /** The name of the column, as in the file; null for the row as a whole. */
  cell: string | null;
  atKey?: boolean;
  code: 'usage' | 'refused';
  rule: string;
  message: string;
  hint: string | null;
  /** For a stale row: its item. */
  stale?: Item;
}

/** A parsed row. */
export interface UpdateRow extends ParsedRow {
  row: number;
  id: string;
  /** Whether a cell could not be parsed. */
  isBroken: boolean;
  /** Its cells by column, as in the file. */
  cells: ReadonlyMap<string, unknown>;
}

type Cells = ReadonlyMap<string, unknown>;

/** Parses rows; what cannot be parsed is in the problems. */
export function parseRows(
  rows: readonly Cells[],
  context: CellContext,
): { rows: UpdateRow[]; problems: RowProblem[] } {
  const problems: RowProblem[] = [];
  const parsed = rows.flatMap((cells, row): UpdateRow[] => {
    const values: ParsedRow = { update: {} };
    let isBroken = false;
    for (const [name, value] of cells) {
      const problem = cellProblem(values, name, value, context);
      if (problem) problems.push({ row, cell: name, code: 'usage', ...problem });
      // A problem with the name of a column is not a problem of the row.
      isBroken ||= problem !== undefined && !problem.atKey;
    }
    if (values.id !== undefined) return [{ ...values, id: values.id, row, cells, isBroken }];
    const hint = 'add a column `id`';
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
  return { rows: parsed, problems };
}

type CellProblem = Pick<RowProblem, 'rule' | 'message' | 'hint' | 'atKey'>;

function cellProblem(
  row: ParsedRow,
  name: string,
  value: unknown,
  context: CellContext,
): CellProblem | undefined {
  if (!columnOf(name)) {
    if (listFieldOf(name) || toKebab(name).startsWith('x-')) return undefined;
    return {
      rule: 'unknown-column',
      atKey: true,
      message: `\`${name}\` is not a column of updates: use ${joinQuoted(columnNames, 'or')}`,
      hint: didYouMean(toKebab(name), columnNames),
    };
  }
  try {
    readCell(row, name, value, context);
    return undefined;
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const rule = error.code === 'unknown-word' ? 'unknown-word' : 'wrong-form';
    return { rule, message: error.message, hint: error.hint };
  }
}

/** The field of `plan list` with a name, where it is not a column of updates. */
const listFieldOf = (name: string): FieldName | undefined =>
  columnOf(name) ? undefined : fieldNames.find((each) => each === toKebab(name));

/** What applying rows needs. */
export interface RowContext {
  /** @throws PlanError where there is no such item, or it cannot be read */
  getItem(id: string): Item;
  contextOf(item: Item): Context;
  clock: Clock;
  /** For rows without these values. */
  defaults: Pick<UpdateInput, 'agency' | 'asOf' | 'by' | 'mail'>;
  /** Whether the rows are a table, such as an edited list, whose cells can repeat the plan's values. */
  isTable: boolean;
}

/** The result of a row. */
export interface RowResult {
  row: UpdateRow;
  item: Item;
  /** Null where the row changes nothing. */
  change: ItemUpdate | null;
  /** The status before the row was applied. */
  statusBefore: Status | null;
}

/** Applies rows in order, each to the result of the earlier ones. */
export async function applyRows(
  rows: readonly UpdateRow[],
  context: RowContext,
): Promise<{ results: RowResult[]; problems: RowProblem[] }> {
  const problems: RowProblem[] = [];
  const current = new Map<string, { original: Item; now: Item }>();
  const applyRow = async (row: UpdateRow): Promise<RowResult[]> => {
    const refuse = (problem: Omit<RowProblem, 'row' | 'code'>) =>
      problems.push({ row: row.row, code: 'refused', ...problem });
    const reportError = (rule: string, error: unknown) => {
      if (!(error instanceof PlanError)) throw error;
      const code = error.exit === 2 ? 'usage' : 'refused';
      problems.push({ row: row.row, code, cell: 'id', rule, message: error.message, hint: error.hint });
    };
    let original: Item;
    try {
      original = context.getItem(row.id);
    } catch (error) {
      reportError('no-item', error);
      return [];
    }
    const id = idOf(original);
    const { now: item } = current.get(id) ?? { now: original };
    const { milestone } = row.update;
    const [statusInPlan, statusBefore] = [statusOf(original, milestone), statusOf(item, milestone)];
    for (const problem of readOnlyColumnProblems(row, original, context.clock)) refuse(problem);
    if (row.isBroken) return [];
    if (row.was !== undefined && row.was !== statusInPlan && row.was !== statusBefore) {
      const cell = cellOf(row, 'was');
      refuse({ cell, rule: 'stale-row', ...staleProblem(original, row, statusInPlan), stale: original });
      return [];
    }
    const update = updateOf(row, original, context);
    if (update === 'unclear') {
      refuse({ cell: cellOf(row, 'as-of'), rule: 'as-of-unclear', ...unclearDay(original) });
      return [];
    }
    if (!update) return [{ row, item: original, change: null, statusBefore }];
    try {
      const { change, broken } = await tryUpdate(item, update, context.contextOf(original));
      for (const problem of broken) {
        const message = withItemName(item, problem);
        refuse({ cell: cellAt(row, problem.path), rule: problem.rule, message, hint: problem.hint ?? null });
      }
      if (change) current.set(id, { original, now: change.after });
      return [{ row, item: original, change, statusBefore }];
    } catch (error) {
      reportError('wrong-form', error);
      return [];
    }
  };
  const results: RowResult[] = [];
  for (const row of rows) results.push(...(await applyRow(row)));
  return { results, problems };
}

/** The status of an item, as `plan list` has it, or of a milestone. */
const statusOf = (item: Item, milestone: string | undefined): Status | null =>
  milestone === undefined
    ? currentStatus(item).status
    : (milestonesOf(item).find(({ id }) => id === milestone)?.status ?? null);

/** The name of a column in a row, as in the file. */
const cellOf = ({ cells }: UpdateRow, column: ColumnName | undefined): string | null =>
  (column && [...cells.keys()].find((name) => columnOf(name) === column)) ?? null;

/** The column that a problem of the item is about. */
const cellAt = (row: UpdateRow, path: Path): string | null =>
  cellOf(
    row,
    path.map(String).findLast((step): step is ColumnName => columnNames.includes(step as ColumnName)),
  );

/**
 * The update of a row; null where there is none. In a table, cells that repeat the plan's values are ignored, unless
 * the row has another `as-of`.
 */
function updateOf(
  { update }: UpdateRow,
  item: Item,
  { defaults, isTable }: RowContext,
): UpdateInput | null | 'unclear' {
  const says = (each: UpdateInput) =>
    [each.status, each.rating, each.note, each.evidence].some((said) => said !== undefined);
  const newest = newestUpdate(item);
  const complete = { ...defaults, ...update, reaffirms: update.asOf !== undefined };
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

const unclearDay = (item: Item) => ({
  message: `item ${idOf(item)}: the values are new, but \`as-of\` is still that of the last update`,
  hint: 'give the day that they are true for; if it is the same day, leave the cell empty and use `--as-of`',
});

function staleProblem(item: Item, { was, update: { milestone } }: UpdateRow, is: Status | null) {
  const name = `${milestone === undefined ? '' : `milestone \`${milestone}\` of `}item ${idOf(item)}`;
  const newest = effectiveUpdates(item).findLast(
    (entry) => entry.milestone === milestone && entry.status !== undefined,
  );
  const since = newest ? `, reported as of ${newest['as-of']} and recorded on ${newest.recorded}` : '';
  return {
    message: `the row expects \`${was ?? 'not-reported'}\`, but ${name} is now \`${is ?? 'not-reported'}\`${since}`,
    hint: 'check the row, and correct its `was`',
  };
}

/** Problems for cells of other fields that differ from the plan; derived fields are ignored. */
function* readOnlyColumnProblems(
  { cells }: UpdateRow,
  item: Item,
  clock: Clock,
): Generator<Omit<RowProblem, 'row' | 'code'>> {
  for (const [cell, value] of cells) {
    const name = listFieldOf(cell);
    if (!name || (fields[name] as Field).derived) continue;
    const text = fieldText(name, item, clock);
    const isUnchanged =
      typeof value === 'string'
        ? value.trim() === '' || spaced(value) === spaced(text)
        : stableJson(value) === stableJson((fields[name] as Field).value(item, clock));
    if (isUnchanged) continue;
    yield {
      cell,
      rule: 'not-an-update',
      message: `item ${idOf(item)}: \`${name}\` is \`${spaced(text)}\` in the plan`,
      hint: 'an update cannot change it: use `plan amend`, or leave the column out',
    };
  }
}

const spaced = (text: string) => text.replace(/\s+/g, ' ').trim();
