/** Records a decision: what `amend`, `add` and `retire` share. */
import type { Item } from '../../schemas/item.ts';
import type { AnnounceFiles } from '../commit-changes.ts';
import type { CommitText } from '../commit-messages/commit-text.ts';
import type { ExitCode } from '../exit-codes.ts';
import { formatMessage } from '../git/commit-message.ts';
import { type Decision, decisionOf } from '../plan/changes/decision.ts';
import type { Edit } from '../plan/changes/edit.ts';
import type { Context } from '../plan/rules/index.ts';
import type { PlannedWrite } from '../render/write-outcome.ts';
import { getItem, type LoadedPlan } from '../storage/plan-files/read-plan.ts';
import { ruleContexts } from '../storage/plan-files/rule-context.ts';
import { authorOption } from './author-option.ts';
import { option } from './command.ts';
import type { CommandContext } from './context.ts';
import { editFiles } from './edit-files.ts';
import { type WriteFlags, write, writeOptions } from './write.ts';

export interface DecisionFlags extends WriteFlags {
  reason?: string;
  authority?: string;
  effective?: string;
}

export const decisionOptions = [
  option('--reason <text>', 'why it was decided; required'),
  option('--authority <text>', 'who decided it, or the document that records it; required'),
  option('--effective <date>', 'day from which it applies: 2026-09-30, yesterday; by default today', 'day'),
  authorOption,
  ...writeOptions,
];

/** The effect of a decision. */
export interface DecisionOutcome {
  output: Pick<PlannedWrite, 'lines' | 'items'>;
  files: PlannedWrite['files'];
  /** Null if nothing changes. */
  commitText: CommitText | null;
}

/**
 * Records a decision as of today.
 * @param decide computes its effect; it is given the decision for the plan that it reads
 * @throws PlanError; everything is as before then
 */
export async function recordDecision(
  context: CommandContext,
  request: { kind: string; ids: readonly string[]; flags: DecisionFlags },
  decide: (
    decisionFor: (loaded: LoadedPlan) => Decision,
    announce: AnnounceFiles,
  ) => Promise<DecisionOutcome>,
): Promise<ExitCode> {
  const decisionFor = ({ plan }: LoadedPlan) => decisionOf(request.flags, context.clock(plan.settings));
  return await write(context, request, async (announce) => {
    const { output, files, commitText } = await decide(decisionFor, announce);
    return {
      ...output,
      files: commitText ? files : [],
      subject: commitText?.subject ?? '',
      message: commitText ? formatMessage(commitText) : '',
    };
  });
}

/**
 * Records a decision about existing items.
 * @param decide the change to one item; null if it does not change
 * @param describe the output and the commit message
 * @throws PlanError; everything is as before then
 */
export async function recordItemDecision<Change extends { before: Item; edits: readonly Edit[] }>(
  context: CommandContext,
  request: { kind: string; ids: readonly string[]; flags: DecisionFlags },
  decide: (item: Item, decision: Decision, context: Context) => Promise<Change | null>,
  describe: (
    changes: readonly Change[],
    items: readonly Item[],
  ) => Pick<DecisionOutcome, 'output' | 'commitText'>,
): Promise<ExitCode> {
  return await recordDecision(context, request, async (decisionFor, announce) => {
    const loaded = await context.read(request.ids);
    const decision = decisionFor(loaded);
    const items = [...new Set(request.ids.map((id) => getItem(loaded, id)))];
    await announce(items.map((item) => loaded.sources.items.get(item)!.path));
    const contextOf = ruleContexts(loaded, decision.recorded);
    const changes: Change[] = [];
    for (const item of items) {
      const change = await decide(item, decision, contextOf(item));
      if (change) changes.push(change);
    }
    return { ...describe(changes, items), files: editFiles(loaded, changes) };
  });
}
