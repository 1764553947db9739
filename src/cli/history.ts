/** Reads the history of a plan for a command, and warns of what this clone lacks. */
import { ExitCode } from '../exit-codes.ts';
import { partialClone, shallowClone } from '../git/messages.ts';
import { type History, type HistoryOptions, history } from '../history/history.ts';
import { option } from './command.ts';
import type { CommandContext } from './context.ts';

export const cacheOption = option('--no-cache', 'read everything from git, and do not use the cache');

/** @throws PlanError as `history` does */
export async function readHistory(
  context: CommandContext,
  wanted: HistoryOptions,
): Promise<History & { exit: ExitCode }> {
  const found = await history(context.workspace, context.io, wanted);
  if (found.shallow !== null) context.warn(shallowClone(`nothing before ${found.shallow} can be seen`));
  if (found.missing === 0) return { ...found, exit: ExitCode.done };
  context.warn(partialClone(found.missing));
  return { ...found, exit: ExitCode.findings };
}
