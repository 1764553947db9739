/** Reads the history for a command, with warnings if a part of it is missing. */

import { PlanError } from '../errors.ts';
import { ExitCode } from '../exit-codes.ts';
import { partialClone, shallowClone } from '../git/error-messages.ts';
import { type History, type HistoryOptions, loadHistory } from '../history/plan-history.ts';
import type { Audience } from '../plan/model/audience.ts';
import { option } from './command.ts';
import type { CommandContext } from './context.ts';

export const cacheOption = option('--no-cache', 'read the whole history from git, without the cache');

/** @throws PlanError as `history` does */
export async function readHistory(
  context: CommandContext,
  options: HistoryOptions,
): Promise<History & { exit: ExitCode }> {
  const found = await loadHistory(context.workspace, context.io, options);
  if (found.shallow !== null) context.warn(shallowClone(`nothing before ${found.shallow} can be seen`));
  if (found.missing === 0) return { ...found, exit: ExitCode.done };
  context.warn(partialClone(found.missing));
  return { ...found, exit: ExitCode.findings };
}

/**
 * For commands that show commits: their messages contain the notes of internal updates.
 * @throws PlanError `usage` for a public output
 */
export function requireInternal(audience: Audience, command: string): void {
  if (audience === 'public')
    throw new PlanError(
      'usage',
      `\`plan ${command}\` has no public output, because commit messages contain internal notes`,
      'use `plan changes --audience public`',
    );
}
