/** Makes a change to the plan, or shows it with `--dry-run`, and prints what was done. */
import { relative } from 'node:path';
import { type AnnounceFiles, commitChanges } from '../commit-changes.ts';
import type { PlanError } from '../errors.ts';
import { ExitCode } from '../exit-codes.ts';
import { outcomeJson, outcomeText, type PlannedWrite, type WriteOutcome } from '../render/write-outcome.ts';
import type { Workspace } from '../workspace.ts';
import type { CommandContext } from './context.ts';
import type { WriteFlags } from './write-options.ts';

export { type WriteFlags, writeOptions } from './write-options.ts';

interface WriteRequest {
  /** The command, which is also the kind of its JSON output. */
  kind: string;
  /** Its arguments, for another process that waits for this one. */
  ids: readonly string[];
  flags: WriteFlags;
  /** Where the files are; by default in the plan. */
  workspace?: Workspace;
}

/** Reads the plan and decides on the change, under the lock. It announces the files as soon as it knows them. */
type DecideChange = (announce: AnnounceFiles) => Promise<PlannedWrite>;

export interface WriteResult extends WriteOutcome {
  /** What failed after the commit was made. */
  warning: PlanError | null;
  /** Whether a signal came in the meantime. */
  interrupted: boolean;
}

/**
 * Makes a change, all of it or nothing, or shows it with `--dry-run`, and prints the result.
 * @throws PlanError; everything is as before then
 */
export async function write(
  context: CommandContext,
  request: WriteRequest,
  decide: DecideChange,
): Promise<ExitCode> {
  const result = await execute(context, request, decide);
  await context.printOutcome(isMade(result), async () => {
    if (context.format === 'json') context.json(request.kind, outcomeJson(result));
    else context.io.out(await outcomeText(result, await context.stdoutTheme()));
  });
  if (result.warning) context.warn(result.warning);
  return ExitCode.done;
}

/** Whether the change was made, and not only shown. */
export const isMade = ({ message, dryRun }: WriteResult): boolean => message !== '' && !dryRun;

/**
 * The same, but prints nothing.
 * @throws PlanError; everything is as before then
 */
export async function execute(
  context: CommandContext,
  { kind, ids, flags, workspace = context.workspace }: WriteRequest,
  decide: DecideChange,
): Promise<WriteResult> {
  const { dryRun = false, commit, by } = flags;
  let outcome: PlannedWrite = { lines: [], items: [], files: [], subject: '', message: '' };
  const propose = async (announce: AnnounceFiles) => {
    outcome = await decide(announce);
    return outcome.message === '' ? null : { ...outcome, author: by ?? outcome.author };
  };
  const options = {
    command: ['plan', kind, ...ids].join(' '),
    commit,
    onRecovered: context.reportRecovery.bind(context),
    onWaiting: context.reportWaiting.bind(context),
  };
  const applied = dryRun
    ? await propose(async () => {}).then(() => null)
    : await commitChanges(workspace, context.io, options, propose);
  return {
    ...outcome,
    files: outcome.files.map((file) => ({ ...file, path: relative(context.io.cwd, file.path) })),
    dryRun,
    inGit: workspace.repo !== null,
    commit: applied?.commit ?? null,
    warning: applied?.warning ?? null,
    interrupted: applied?.interrupted ?? false,
  };
}
