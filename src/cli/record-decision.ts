/** Records a decision: what `amend`, `add` and `retire` share. */
import type { Item } from '../../schemas/item.ts';
import type { AnnounceFiles } from '../commit-changes.ts';
import type { CommitText } from '../commit-messages/update.ts';
import type { ExitCode } from '../exit-codes.ts';
import { formatMessage } from '../git/commit-message.ts';
import { type Decision, decisionOf } from '../plan/changes/decision.ts';
import type { Edit } from '../plan/changes/edit.ts';
import type { Context } from '../plan/rules/index.ts';
import type { PlannedWrite } from '../render/write-outcome.ts';
import { getItem, type LoadedPlan } from '../storage/plan-files/read-plan.ts';
import { ruleContexts } from '../storage/plan-files/rule-context.ts';
import { applyEdits } from '../storage/yaml/edit/apply-edits.ts';
import { keyOrder } from '../storage/yaml/edit/key-order.ts';
import { authorOption } from './author-option.ts';
import { option } from './command.ts';
import type { CommandContext } from './context.ts';
import { type WriteFlags, write, writeOptions } from './write.ts';

export interface DecisionFlags extends WriteFlags {
  reason?: string;
  authority?: string;
}

export const decisionOptions = [
  option('--reason <text>', 'why it was decided; required'),
  option('--authority <text>', 'who decided it, or the document that records it; required'),
  authorOption,
  ...writeOptions,
];

/** What a decision comes to: what is told, what is written, and how the trail has it; no entry where all is so already. */
export interface DecisionOutcome {
  told: Pick<PlannedWrite, 'lines' | 'items'>;
  files: PlannedWrite['files'];
  entry: CommitText | null;
}

/** Writes a decision down, made today. @throws PlanError: everything is as before then */
export async function recordDecision(
  context: CommandContext,
  manner: { kind: string; ids: readonly string[]; flags: DecisionFlags },
  decide: (decision: (about: LoadedPlan) => Decision, intend: AnnounceFiles) => Promise<DecisionOutcome>,
): Promise<ExitCode> {
  const { flags } = manner;
  const decision = ({ plan }: LoadedPlan) => decisionOf(flags, context.clock(plan.settings).today);
  return await write(context, manner, async (intend) => {
    const { told, files, entry } = await decide(decision, intend);
    return {
      ...told,
      files: entry ? files : [],
      subject: entry?.subject ?? '',
      message: entry ? formatMessage(entry) : '',
    };
  });
}

/** A change to an item that there is. */
interface Change {
  before: Item;
  edits: readonly Edit[];
}

/**
 * Decides on items that there are.
 * @param decide on one of them; null where it is so already
 */
export async function decideItems<Made extends Change>(
  session: CommandContext,
  kind: string,
  ids: readonly string[],
  flags: DecisionFlags,
  decide: (item: Item, decision: Decision, context: Context) => Promise<Made | null>,
  tell: (made: readonly Made[], items: readonly Item[]) => Pick<DecisionOutcome, 'told' | 'entry'>,
): Promise<ExitCode> {
  return await recordDecision(session, { kind, ids, flags }, async (decisionAbout, intend) => {
    const loaded = await session.read(ids);
    const decision = decisionAbout(loaded);
    const items = [...new Set(ids.map((id) => getItem(loaded, id)))];
    const sourceOf = (item: Item) => loaded.sources.items.get(item)!;
    await intend(items.map((item) => sourceOf(item).path));
    const contextOf = ruleContexts(loaded, decision.recorded);
    const made: Made[] = [];
    for (const item of items) {
      const one = await decide(item, decision, contextOf(item));
      if (one) made.push(one);
    }
    const files = await Promise.all(
      made.map(async ({ before, edits }) => {
        const { path, text } = sourceOf(before);
        return { path, before: text, after: applyEdits(text, edits, keyOrder) };
      }),
    );
    return { ...tell(made, items), files };
  });
}
