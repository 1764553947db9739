/** What every command that changes the plan has in common: how it is made, shown beforehand, and told afterwards. */
import { relative } from 'node:path';
import { type AnnounceFiles, type AppliedChange, commitChanges } from '../commit-changes.ts';
import type { PlanError } from '../errors.ts';
import { ExitCode } from '../exit-codes.ts';
import { outcomeJson, outcomeText, type PlannedWrite, type WriteOutcome } from '../render/write-outcome.ts';
import type { CommandContext } from './context.ts';
import type { WriteFlags } from './write-options.ts';

export { type WriteFlags, writeOptions } from './write-options.ts';

interface WriteRequest {
  /** What its JSON is called, and the command. */
  kind: string;
  /** What to call it by when somebody else has to wait for it. */
  ids: readonly string[];
  flags: WriteFlags;
}

/** Reads the plan and decides, under the lock; it names the files it will change as soon as it knows them. */
type PlanChange = (intend: AnnounceFiles) => Promise<PlannedWrite>;

/** What became of a change, and what git met once its commit was made. */
export interface WriteResult extends WriteOutcome {
  warning: PlanError | null;
  /** Whether the user asked to stop meanwhile. */
  interrupted: boolean;
}

/**
 * Makes the change that `decide` decides on, all of it or nothing, or only shows it; and tells what became of it.
 * @throws PlanError: everything is as before then
 */
export async function write(
  context: CommandContext,
  manner: WriteRequest,
  decide: PlanChange,
): Promise<ExitCode> {
  const made = await execute(context, manner, decide);
  if (context.format === 'json') context.json(manner.kind, outcomeJson(made));
  else context.io.out(await outcomeText(made, await context.stdoutTheme()));
  if (made.warning) context.warn(made.warning);
  return ExitCode.done;
}

/**
 * Makes the change, or with `-n` only decides it, and tells nothing.
 * @throws PlanError: everything is as before then
 */
export async function execute(
  context: CommandContext,
  { kind, ids, flags }: WriteRequest,
  decide: PlanChange,
): Promise<WriteResult> {
  const { dryRun = false, commit, by } = flags;
  let outcome: PlannedWrite = { lines: [], items: [], files: [], subject: '', message: '' };
  let applied: AppliedChange | null = null;
  const propose = async (intend: AnnounceFiles) => {
    outcome = await decide(intend);
    return outcome.message === '' ? null : { ...outcome, author: by ?? outcome.author };
  };
  if (dryRun) await propose(async () => {});
  else
    applied = await commitChanges(
      context.workspace,
      context.io,
      {
        command: ['plan', kind, ...ids].join(' '),
        commit,
        onRecovered: (mended) => context.reportRecovery(mended),
        onWaiting: (why) => context.reportWaiting(why),
      },
      propose,
    );
  const files = outcome.files.map((file) => ({ ...file, path: relative(context.io.cwd, file.path) }));
  const inGit = context.workspace.repo !== null;
  const { commit: made = null, warning = null, interrupted = false } = applied ?? {};
  return { ...outcome, files, dryRun, inGit, commit: made, warning, interrupted };
}
