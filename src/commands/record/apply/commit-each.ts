/** `plan apply --commit-each`: one commit per row, in order. */
import type { CommandContext } from '../../../cli/context.ts';
import { execute, isMade, type WriteFlags, type WriteResult } from '../../../cli/write.ts';
import { PlanError } from '../../../errors.ts';
import { ExitCode } from '../../../exit-codes.ts';
import { applyRows, type RowResult } from '../../../plan/changes/import-rows.ts';
import { idOf } from '../../../plan/model/plan.ts';
import { outcomeJson, outcomeText } from '../../../render/write-outcome.ts';
import { rowFindings } from './row-file.ts';
import {
  type ApplyRequest,
  changedPaths,
  idsIn,
  planRowChanges,
  planRows,
  rowContext,
  rowCounts,
  rowCountsText,
} from './rows.ts';

/**
 * Records the rows one by one, after all of them have been checked.
 * @param name the file as the user gave it
 * @throws PlanError; its message names the commits that were made before
 */
export async function commitEach(
  context: CommandContext,
  request: ApplyRequest,
  name: string,
  flags: WriteFlags,
): Promise<ExitCode> {
  await context.recover();
  const planned = await planRows(context, await context.read(idsIn(request.file)), request);
  const changing = planned.filter(({ change }) => change);
  const results: WriteResult[] = [];
  for (const row of changing) {
    if (results.at(-1)?.interrupted)
      throw partialFailure(new PlanError('interrupted', 'interrupted'), results, changing.length);
    try {
      results.push(await commitRow(context, request, name, row, flags));
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      throw partialFailure(error, results, changing.length);
    }
  }
  await context.printOutcome(results.some(isMade), async () => {
    if (context.format === 'json') {
      context.json('apply', { commits: results.map(outcomeJson), summary: rowCounts(planned) });
      return;
    }
    const theme = await context.stdoutTheme();
    for (const result of results) context.io.out(await outcomeText(result, theme));
    context.io.out(`${rowCountsText(planned)}\n`);
  });
  for (const { warning } of results) if (warning) context.warn(warning);
  return ExitCode.done;
}

/** Applies a row again, to the files as they are now; the status before must be the same. */
function commitRow(
  context: CommandContext,
  request: ApplyRequest,
  name: string,
  { row, item, statusBefore }: RowResult,
  flags: WriteFlags,
): Promise<WriteResult> {
  return execute(context, { kind: 'apply', ids: [name], flags }, async (announce) => {
    const loaded = await context.read([idOf(item)]);
    const current = row.was === undefined ? row : { ...row, was: statusBefore };
    const { results, problems } = await applyRows([current], await rowContext(context, loaded, request));
    if (problems.length > 0)
      throw new PlanError(
        'refused',
        'this row can no longer be recorded',
        null,
        rowFindings(request.file, problems),
      );
    await announce(changedPaths(loaded, results));
    return planRowChanges(loaded, results);
  });
}

/** The error with the commits that were made before it. */
function partialFailure(
  { code, message, hint, findings }: PlanError,
  results: readonly WriteResult[],
  total: number,
): PlanError {
  const commits = results.flatMap(({ commit }) => commit?.hash.slice(0, 7) ?? []);
  if (commits.length === 0) return new PlanError(code, message, hint, findings);
  const names = commits.map((each) => `\`${each}\``).join(', ');
  return new PlanError(
    code === 'interrupted' ? code : 'incomplete',
    `${message}\n${commits.length} of ${total} rows were committed before: ${names}`,
    hint,
    findings,
  );
}
