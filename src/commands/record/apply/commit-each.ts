/** One commit for each row of a file, in their order. */

import type { CommandContext } from '../../../cli/context.ts';
import { execute, type WriteFlags, type WriteResult } from '../../../cli/write.ts';
import { PlanError } from '../../../errors.ts';
import { ExitCode } from '../../../exit-codes.ts';
import { applyRows, type RowResult } from '../../../plan/changes/import-rows.ts';
import { idOf } from '../../../plan/model/plan.ts';
import { outcomeJson, outcomeText } from '../../../render/write-outcome.ts';
import { rowFindings } from './row-file.ts';
import {
  type ApplyRequest,
  countsOf,
  countsText,
  idsIn,
  outcomeOf,
  pathsOf,
  planRows,
  rowContext,
} from './rows.ts';

/**
 * Records the rows one by one, once all of them have been seen to be right.
 * @throws PlanError that says which commits were made before it went wrong
 */
export async function commitEach(
  context: CommandContext,
  wish: ApplyRequest,
  name: string,
  flags: WriteFlags,
): Promise<ExitCode> {
  await context.recover();
  const decided = await planRows(context, await context.read(idsIn(wish.file)), wish);
  const news = decided.filter(({ change }) => change);
  const made: WriteResult[] = [];
  for (const each of news) {
    if (made.at(-1)?.interrupted)
      throw partialFailure(new PlanError('interrupted', 'interrupted'), made, news);
    try {
      made.push(await makeOne(context, wish, name, each, flags));
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      throw partialFailure(error, made, news);
    }
  }
  if (context.format === 'json')
    context.json('apply', {
      commits: made.map(outcomeJson),
      summary: countsOf(decided),
    });
  else {
    const theme = await context.stdoutTheme();
    for (const one of made) context.io.out(await outcomeText(one, theme));
    context.io.out(`${countsText(decided)}\n`);
  }
  for (const { warning } of made) if (warning) context.warn(warning);
  return ExitCode.done;
}

/** Decides the row once more, on the files as they are now: what it found when all were looked at must still be so. */
function makeOne(
  context: CommandContext,
  wish: ApplyRequest,
  name: string,
  { row, item, statusBefore }: RowResult,
  flags: WriteFlags,
): Promise<WriteResult> {
  return execute(context, { kind: 'apply', ids: [name], flags }, async (intend) => {
    const loaded = await context.read([idOf(item)]);
    const again = row.was === undefined ? row : { ...row, was: statusBefore };
    const { decided, problems } = await applyRows([again], rowContext(context, loaded, wish));
    if (problems.length > 0)
      throw new PlanError('refused', 'this row no longer holds', null, rowFindings(wish.file, problems));
    await intend(pathsOf(loaded, decided));
    return await outcomeOf(loaded, decided);
  });
}

/** A fault after which some commits stand. */
function partialFailure(
  { code, message, hint, findings }: PlanError,
  made: readonly WriteResult[],
  news: readonly RowResult[],
): PlanError {
  const commits = made.flatMap(({ commit }) => commit?.hash.slice(0, 7) ?? []);
  if (commits.length === 0) return new PlanError(code, message, hint, findings);
  const told = `${commits.length} of ${news.length} rows were committed before: ${commits.map((each) => `\`${each}\``).join(', ')}`;
  return new PlanError(code, `${message}\n${told}`, hint, findings);
}
