/** Applies the rows of a file to the plan: the change that they make, or everything wrong with them. */
import type { Item } from '../../../../schemas/item.ts';
import { authorMail } from '../../../cli/author-option.ts';
import type { CommandContext } from '../../../cli/context.ts';
import { editFiles } from '../../../cli/edit-files.ts';
import { parseEvidence } from '../../../cli/evidence-option.ts';
import { updateMessage } from '../../../commit-messages/update.ts';
import { PlanError } from '../../../errors.ts';
import { formatMessage } from '../../../git/commit-message.ts';
import type { Edit } from '../../../plan/changes/edit.ts';
import {
  applyRows,
  parseRows,
  type RowContext,
  type RowProblem,
  type RowResult,
} from '../../../plan/changes/import-rows.ts';
import type { ItemUpdate } from '../../../plan/changes/update.ts';
import { parseDay } from '../../../plan/model/date-expressions.ts';
import { canonicalId, idOf } from '../../../plan/model/plan.ts';
import { resolveFilterValue } from '../../../plan/query/filters.ts';
import { updateItems, updateLines } from '../../../render/update.ts';
import type { PlannedWrite } from '../../../render/write-outcome.ts';
import { itemPaths } from '../../../storage/plan-files/item-paths.ts';
import { getItem, type LoadedPlan } from '../../../storage/plan-files/read-plan.ts';
import { ruleContexts } from '../../../storage/plan-files/rule-context.ts';
import { pluralize } from '../../../util/pluralize.ts';
import { lastReport } from './last-report.ts';
import { type RowFile, rowFindings } from './row-file.ts';

export interface ApplyRequest {
  file: RowFile;
  /** The values of rows that have none. */
  flags: { agency?: string; asOf?: string; by?: string };
}

/** The ids that the rows name, as they are written. */
export const idsIn = ({ rows }: RowFile): string[] => [
  ...new Set(
    rows.map(({ cells }) => String([...cells].find(([name]) => /^id$/i.test(name.trim()))?.[1].value)),
  ),
];

/**
 * Applies all rows in memory, before anything is written.
 * @throws PlanError `usage`, `refused`, with all problems as findings
 */
export async function planRows(
  context: CommandContext,
  loaded: LoadedPlan,
  request: ApplyRequest,
): Promise<RowResult[]> {
  const { file } = request;
  const cells = file.rows.map(
    (row) => new Map([...row.cells].map(([name, { value }]) => [name, value] as const)),
  );
  const { rows, problems } = parseRows(cells, { plan: loaded.plan, evidence: parseEvidence });
  const result = await applyRows(rows, await rowContext(context, loaded, request));
  const all = [...problems, ...result.problems];
  if (all.length === 0) return result.results;
  // An item may be missing because its file cannot be read.
  const unreadable = all.some(({ rule }) => rule === 'no-item') ? loaded.findings : [];
  const badRows = new Set(all.map(({ row }) => row)).size;
  throw new PlanError(
    all.some(({ code }) => code === 'usage') ? 'usage' : 'refused',
    `${badRows} of ${pluralize(file.rows.length, 'row')} can’t be recorded: nothing was changed`,
    'fix the findings, and apply the file again',
    [
      ...rowFindings(
        file,
        await Promise.all(all.map((problem) => withStaleCommit(context, loaded, problem))),
      ),
      ...unreadable,
    ],
  );
}

/** What the rows are applied to. @throws PlanError `unknown-word` */
export async function rowContext(
  context: CommandContext,
  loaded: LoadedPlan,
  { file, flags }: ApplyRequest,
): Promise<RowContext> {
  const { plan } = loaded;
  const clock = context.clock(plan.settings);
  const items = new Map(plan.items.map((item) => [idOf(item), item]));
  return {
    getItem: (id) => items.get(canonicalId(id)) ?? getItem(loaded, id),
    contextOf: ruleContexts(loaded, clock.today),
    clock,
    defaults: {
      agency: flags.agency === undefined ? undefined : resolveFilterValue(plan, 'agency', flags.agency),
      asOf: flags.asOf === undefined ? undefined : parseDay(flags.asOf, clock),
      by: flags.by,
      mail: await authorMail(context, plan.agencies, flags.by),
    },
    isTable: file.isTable,
  };
}

/** Adds to the problem of a stale row the commit that made it stale. */
async function withStaleCommit(
  context: CommandContext,
  loaded: LoadedPlan,
  problem: RowProblem,
): Promise<RowProblem> {
  const { stale } = problem;
  const source = stale && loaded.sources.items.get(stale);
  if (!source) return problem;
  const { path, otherPath: elsewhere = path } = itemPaths(loaded.root, loaded.plan.settings, idOf(stale));
  const commit = await lastReport(context, [source.path, path, elsewhere]);
  return commit ? { ...problem, message: `${problem.message}, in ${commit}` } : problem;
}

/** The change that the rows make together. A file is written once, however many rows are about it. */
export function planRowChanges(loaded: LoadedPlan, results: readonly RowResult[]): PlannedWrite {
  const changes = results.flatMap(({ change }) => change ?? []);
  const unchanged = results.flatMap(({ item, change }) => (change ? [] : idOf(item)));
  const output = { lines: updateLines(changes, []), items: updateItems(changes, unchanged) };
  if (changes.length === 0) return { ...output, subject: '', files: [], message: '' };
  const commitText = updateMessage(changes);
  const [author, ...others] = new Set(changes.map(({ entry }) => entry.by));
  return {
    ...output,
    subject: commitText.subject,
    files: editFiles(loaded, changedItems(results)),
    message: formatMessage(commitText),
    author: others.length === 0 ? author : undefined,
  };
}

/** Each changed item with all its edits. Of several edits that set the same value, only the last counts. */
function changedItems(results: readonly RowResult[]): { before: Item; edits: Edit[] }[] {
  const byItem = new Map<Item, ItemUpdate[]>();
  for (const { item, change } of results) if (change) byItem.set(item, [...(byItem.get(item) ?? []), change]);
  return [...byItem].map(([before, changes]) => {
    const edits = changes.flatMap((change) => change.edits);
    const sets = new Map(edits.flatMap((edit) => ('set' in edit ? [[String(edit.set), edit] as const] : [])));
    return { before, edits: [...sets.values(), ...edits.filter((edit) => !('set' in edit))] };
  });
}

/** The paths of the files that change. */
export const changedPaths = ({ sources }: LoadedPlan, results: readonly RowResult[]): string[] =>
  changedItems(results).map(({ before }) => sources.items.get(before)!.path);

export const rowCounts = (results: readonly RowResult[]) => {
  const recorded = results.filter(({ change }) => change).length;
  return { rows: results.length, recorded, same: results.length - recorded };
};

/** "12 rows: 9 recorded, 3 unchanged". */
export function rowCountsText(results: readonly RowResult[]): string {
  const { rows, recorded, same } = rowCounts(results);
  return `${pluralize(rows, 'row')}: ${recorded} recorded${same > 0 ? `, ${same} unchanged` : ''}`;
}
