/** What the rows of a file come to on the plan as it is: all that is wrong with them, or the change they make. */

import type { CommandContext } from '../../../cli/context.ts';
import { parseEvidence } from '../../../cli/evidence-option.ts';
import { reportMessage } from '../../../commit-messages/update.ts';
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
import { getItem, itemPaths, type LoadedPlan } from '../../../storage/plan-files/read-plan.ts';
import { ruleContexts } from '../../../storage/plan-files/rule-context.ts';
import { applyEdits } from '../../../storage/yaml/edit/apply-edits.ts';
import { keyOrder } from '../../../storage/yaml/edit/key-order.ts';
import { pluralize } from '../../../util/pluralize.ts';
import { lastReport } from './last-report.ts';
import { type RowFile, rowFindings } from './row-file.ts';

/** What is to be applied. */
export interface ApplyRequest {
  file: RowFile;
  /** For rows that don't say. */
  flags: { agency?: string; asOf?: string; by?: string };
}

/** The ids that the rows are about, as they are written. */
export const idsIn = ({ rows }: RowFile): string[] => [
  ...new Set(
    rows.map(({ cells }) => String([...cells].find(([name]) => /^id$/i.test(name.trim()))?.[1].value)),
  ),
];

/**
 * Decides the rows, all of them before anything is done.
 * @throws PlanError `usage`, `refused` with everything that is wrong
 */
export async function planRows(
  context: CommandContext,
  loaded: LoadedPlan,
  { file, flags }: ApplyRequest,
): Promise<RowResult[]> {
  const { plan } = loaded;
  const cells = file.rows.map(
    (row) => new Map([...row.cells].map(([name, { value }]) => [name, value] as const)),
  );
  const { rows, problems } = parseRows(cells, { plan, evidence: parseEvidence });
  const result = await applyRows(rows, rowContext(context, loaded, { file, flags }));
  const wrong = [...problems, ...result.problems];
  if (wrong.length === 0) return result.decided;
  const broken = loaded.findings.filter(() => wrong.some(({ rule }) => rule === 'no-item'));
  const count = new Set(wrong.map(({ row }) => row)).size;
  throw new PlanError(
    wrong.some(({ code }) => code === 'usage') ? 'usage' : 'refused',
    `${count} of ${pluralize(file.rows.length, 'row')} can’t be recorded: nothing was changed`,
    'mend what is listed, and apply the file again',
    [
      ...rowFindings(file, await Promise.all(wrong.map((problem) => withCommit(context, loaded, problem)))),
      ...broken,
    ],
  );
}

/** What rows are decided on. @throws PlanError `unknown-word` */
export function rowContext(
  context: CommandContext,
  loaded: LoadedPlan,
  { file, flags }: ApplyRequest,
): RowContext {
  const { plan } = loaded;
  const clock = context.clock(plan.settings);
  const items = new Map(plan.items.map((item) => [idOf(item), item]));
  return {
    itemNamed: (id) => items.get(canonicalId(id)) ?? getItem(loaded, id),
    contextOf: ruleContexts(loaded, clock.today),
    clock,
    defaults: {
      agency: flags.agency === undefined ? undefined : resolveFilterValue(plan, 'agency', flags.agency),
      asOf: flags.asOf === undefined ? undefined : parseDay(flags.asOf, clock),
      by: flags.by,
    },
    isSheet: file.isSheet,
  };
}

/** A stale row's problem with the commit of the report that made it so. */
async function withCommit(
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

/** The change that the rows make together: each file is written once, whatever number of rows is about it. */
export async function outcomeOf(loaded: LoadedPlan, decided: readonly RowResult[]): Promise<PlannedWrite> {
  const changes = decided.flatMap(({ change }) => change ?? []);
  const same = decided.flatMap(({ item, change }) => (change ? [] : idOf(item)));
  const told = { lines: updateLines(changes, []), items: updateItems(changes, same) };
  if (changes.length === 0) return { ...told, subject: '', files: [], message: '' };
  const files = await Promise.all(
    changedItems(decided).map(async ([item, edits]) => {
      const { path, text } = loaded.sources.items.get(item)!;
      return { path, before: text, after: applyEdits(text, edits, keyOrder) };
    }),
  );
  const entry = reportMessage(changes);
  const [author, ...others] = new Set(changes.map(({ entry }) => entry.by));
  return {
    ...told,
    subject: entry.subject,
    files,
    message: formatMessage(entry),
    author: others.length === 0 ? author : undefined,
  };
}

/** Each item that changes, with its edits: of a value that is set again and again, only the last. */
function changedItems(decided: readonly RowResult[]): [RowResult['item'], Edit[]][] {
  const byItem = new Map<RowResult['item'], ItemUpdate[]>();
  for (const { item, change } of decided) if (change) byItem.set(item, [...(byItem.get(item) ?? []), change]);
  return [...byItem].map(([item, changes]) => {
    const edits = changes.flatMap((change) => change.edits);
    const last = new Map(edits.flatMap((edit) => ('set' in edit ? [[String(edit.set), edit] as const] : [])));
    return [item, [...last.values(), ...edits.filter((edit) => !('set' in edit))]];
  });
}

/** The paths of the files that will change. */
export const pathsOf = (loaded: LoadedPlan, decided: readonly RowResult[]): string[] =>
  changedItems(decided).map(([item]) => loaded.sources.items.get(item)!.path);

export const countsOf = (decided: readonly RowResult[]) => {
  const recorded = decided.filter(({ change }) => change).length;
  return { rows: decided.length, recorded, same: decided.length - recorded };
};

/** "12 rows: 9 recorded, 3 say nothing new". */
export function countsText(decided: readonly RowResult[]): string {
  const { rows, recorded, same } = countsOf(decided);
  const parts = [
    `${recorded} recorded`,
    ...(same > 0 ? [`${same} ${same === 1 ? 'says' : 'say'} nothing new`] : []),
  ];
  return `${pluralize(rows, 'row')}: ${parts.join(', ')}`;
}
