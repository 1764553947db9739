/** Records an update: what `update` and `note` share. */
import { ratings, statuses } from '../../schemas/enums.ts';
import type { Item } from '../../schemas/item.ts';
import { updateMessage } from '../commit-messages/update.ts';
import { PlanError } from '../errors.ts';
import type { ExitCode } from '../exit-codes.ts';
import { formatMessage } from '../git/commit-message.ts';
import { applyUpdate, type ItemUpdate, type UpdateInput } from '../plan/changes/update.ts';
import { parseDay } from '../plan/model/date-expressions.ts';
import { idOf } from '../plan/model/plan.ts';
import { resolveFilterValue } from '../plan/query/filters.ts';
import { updateItems, updateLines } from '../render/update.ts';
import type { PlannedWrite } from '../render/write-outcome.ts';
import { type EvidenceStore, evidenceFiles, evidenceStore } from '../storage/plan-files/evidence-store.ts';
import { getItem, type LoadedPlan } from '../storage/plan-files/read-plan.ts';
import { ruleContexts } from '../storage/plan-files/rule-context.ts';
import { parseEnum } from '../util/suggest.ts';
import { authorMail } from './author-option.ts';
import { option } from './command.ts';
import type { CommandContext } from './context.ts';
import { editFiles } from './edit-files.ts';
import { resolveEvidence } from './evidence-option.ts';
import { type WriteFlags, write } from './write.ts';

export interface UpdateFlags extends WriteFlags {
  status?: string;
  milestone?: string;
  rating?: string;
  evidence?: string[];
  agency?: string;
  asOf?: string;
  reason?: string;
  public?: boolean;
}

/** Who reports, and the date of the report. */
export const reporterOptions = [
  option(
    '--agency <name>',
    'reporting agency; by default yours, the only one of the milestone or item, else the group',
    'agency',
  ),
  option('--as-of <date>', 'date of the report: 2026-09-30, yesterday, -3d; by default today', 'day'),
];

export const publicOption = option('--public', 'make the update public; by default it is internal');

/**
 * Records an update on each of the items, with its evidence files, as one commit: all of them or none.
 * @param kind the command
 * @throws PlanError; everything is as before then
 */
export async function recordUpdate(
  context: CommandContext,
  kind: string,
  ids: readonly string[],
  flags: UpdateFlags,
  note: string | undefined,
): Promise<ExitCode> {
  if (ids.length === 0)
    throw new PlanError('usage', 'no item given', `give an id: see \`plan ${kind} --help\``);
  if (flags.milestone !== undefined && ids.length > 1)
    throw new PlanError(
      'usage',
      '`--milestone` needs a single item, but several ids were given',
      'update one item at a time',
    );
  return await write(context, { kind, ids, flags }, async (announce) => {
    const loaded = await context.read(ids);
    const items = [...new Set(ids.map((id) => getItem(loaded, id)))];
    const evidence = evidenceStore(loaded.root);
    const input = {
      ...updateInput(context, loaded, flags, note, evidence),
      mail: await authorMail(context, loaded.plan.agencies, flags.by),
    };
    await announce(
      items.map((item) => loaded.sources.items.get(item)!.path),
      evidenceFiles(evidence).files.map(({ path }) => path),
    );
    return await planUpdate(context, loaded, items, input, evidence);
  });
}

/** What the update changes in each item, the new texts of the files, and the commit message. */
async function planUpdate(
  context: CommandContext,
  loaded: LoadedPlan,
  items: readonly Item[],
  input: UpdateInput,
  evidence: EvidenceStore,
): Promise<PlannedWrite> {
  const { today } = context.clock(loaded.plan.settings);
  const contextOf = ruleContexts(loaded, today);
  const changes: ItemUpdate[] = [];
  const unchangedIds: string[] = [];
  for (const item of items) {
    const change = await applyUpdate(item, input, contextOf(item));
    if (change) changes.push(change);
    else unchangedIds.push(idOf(item));
  }
  const output = { lines: updateLines(changes, unchangedIds), items: updateItems(changes, unchangedIds) };
  if (changes.length === 0) return { ...output, subject: '', files: [], message: '' };
  const commitText = updateMessage(changes);
  const { files, unchanged } = evidenceFiles(evidence);
  return {
    ...output,
    subject: commitText.subject,
    files: [...editFiles(loaded, changes), ...files],
    unchanged,
    message: formatMessage(commitText),
  };
}

/** The update that the command line describes. @throws PlanError `usage`, `unknown-word`, `refused` */
function updateInput(
  context: CommandContext,
  { plan }: LoadedPlan,
  flags: UpdateFlags,
  note: string | undefined,
  evidence: EvidenceStore,
): UpdateInput {
  const { status, rating, milestone, agency, asOf, by, reason } = flags;
  return {
    milestone,
    status: status === undefined ? undefined : parseEnum(status, 'a status', statuses),
    rating: rating === undefined ? undefined : parseEnum(rating, 'a rating', ratings),
    agency: agency === undefined ? undefined : resolveFilterValue(plan, 'agency', agency),
    note,
    evidence: flags.evidence?.map((each) => resolveEvidence(each, context.io.cwd, evidence)),
    asOf: asOf === undefined ? undefined : parseDay(asOf, context.clock(plan.settings)),
    // A note alone that is repeated on another day is the same command, run again.
    reaffirms: [asOf, status, rating].some((each) => each !== undefined),
    by,
    reason: reason?.trim(),
    public: flags.public,
  };
}
