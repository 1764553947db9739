/** The plan's past as a command needs it: read, and what could not be seen of it said. */

import { PlanError } from '../errors.ts';
import { ExitCode } from '../exit-codes.ts';
import { type History, type HistoryOptions, history } from '../history/history.ts';
import { option } from './command.ts';
import type { CommandContext } from './context.ts';

export const cacheOption = option('--no-cache', 'read git alone, and remember nothing of it');

/** @throws PlanError as `history` does */
export async function readHistory(
  context: CommandContext,
  wanted: HistoryOptions,
): Promise<History & { exit: ExitCode }> {
  const found = await history(context.workspace, context.io, wanted);
  if (found.shallow !== null)
    context.warn(
      new PlanError(
        'git',
        `this clone is shallow: nothing before ${found.shallow} can be seen`,
        '`git fetch --unshallow` brings the rest',
      ),
    );
  if (found.missing === 0) return { ...found, exit: ExitCode.done };
  context.warn(
    new PlanError(
      'git',
      `this partial clone lacks ${found.missing} texts: what became of those items can’t be seen`,
      '`git fetch --refetch` brings what it lacks',
    ),
  );
  return { ...found, exit: ExitCode.findings };
}
