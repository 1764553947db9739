/** Records corrections and withdrawals of updates: what `correct` and `withdraw` share. */
import type { Item } from '../../schemas/item.ts';
import { correctionMessage } from '../commit-messages/corrections.ts';
import { PlanError } from '../errors.ts';
import type { ExitCode } from '../exit-codes.ts';
import { formatMessage } from '../git/commit-message.ts';
import { type Correction, findUpdate } from '../plan/changes/correct.ts';
import type { IdentifiedUpdate } from '../plan/model/updates.ts';
import type { Context } from '../plan/rules/index.ts';
import { correctionItems, correctionLines } from '../render/corrections.ts';
import { type EvidenceStore, evidenceFiles, evidenceStore } from '../storage/plan-files/evidence-store.ts';
import { getItem, type LoadedPlan } from '../storage/plan-files/read-plan.ts';
import { ruleContexts } from '../storage/plan-files/rule-context.ts';
import { argument } from './command.ts';
import type { CommandContext } from './context.ts';
import { editFiles } from './edit-files.ts';
import { type WriteFlags, write } from './write.ts';

export const correctionArguments = [
  argument('<id>', 'the item', 'item'),
  argument('<updates...>', 'the ids of its updates, as `plan show` lists them; may be abbreviated', 'update'),
];

/** What a correction is computed from. */
interface CorrectionRequest {
  loaded: LoadedPlan;
  item: Item;
  targets: readonly IdentifiedUpdate[];
  /** The context of the rules about the item. */
  context: Context;
  evidence: EvidenceStore;
}

/**
 * Records corrections or withdrawals of updates of one item, as one commit.
 * @param decide the change; null where nothing changes
 * @throws PlanError; everything is as before then
 */
export async function recordCorrection(
  context: CommandContext,
  {
    kind,
    args: [id, ...updates],
    flags,
  }: { kind: 'correct' | 'withdraw'; args: readonly string[]; flags: WriteFlags },
  decide: (request: CorrectionRequest) => Promise<Correction | null>,
): Promise<ExitCode> {
  if (id === undefined || updates.length === 0)
    throw new PlanError(
      'usage',
      'no update given',
      `give an item and an update: see \`plan ${kind} --help\``,
    );
  return await write(context, { kind, ids: [id, ...updates], flags }, async (announce) => {
    const loaded = await context.read([id]);
    const item = getItem(loaded, id);
    const targets = [...new Set(updates.map((each) => findUpdate(item, each).id))].map((each) =>
      findUpdate(item, each),
    );
    const evidence = evidenceStore(loaded.root);
    const { today } = context.clock(loaded.plan.settings);
    const request = { loaded, item, targets, context: ruleContexts(loaded, today)(item), evidence };
    const correction = await decide(request);
    const { files, unchanged } = evidenceFiles(evidence);
    await announce(
      [loaded.sources.items.get(item)!.path],
      files.map(({ path }) => path),
    );
    const output = {
      lines: correctionLines(item, correction),
      items: correctionItems(item, correction),
    };
    if (!correction) return { ...output, subject: '', files: [], message: '' };
    const commitText = correctionMessage(kind, correction);
    return {
      ...output,
      subject: commitText.subject,
      files: [...editFiles(loaded, [correction]), ...files],
      unchanged,
      message: formatMessage(commitText),
    };
  });
}
