/** Records an update: what `update` and `note` share. */
import { ratings, statuses } from '../../schemas/enums.ts';
import type { Item } from '../../schemas/item.ts';
import { reportMessage } from '../commit-messages/update.ts';
import { PlanError } from '../errors.ts';
import type { ExitCode } from '../exit-codes.ts';
import { formatMessage } from '../git/commit-message.ts';
import { applyUpdate, type ItemUpdate, type UpdateInput } from '../plan/changes/update.ts';
import { parseDay } from '../plan/model/date-expressions.ts';
import { idOf } from '../plan/model/plan.ts';
import { resolveFilterValue } from '../plan/query/filters.ts';
import { updateItems, updateLines } from '../render/update.ts';
import type { PlannedWrite } from '../render/write-outcome.ts';
import { type EvidenceStore, evidenceStore } from '../storage/plan-files/evidence-store.ts';
import { getItem, type LoadedPlan } from '../storage/plan-files/read-plan.ts';
import { ruleContexts } from '../storage/plan-files/rule-context.ts';
import { applyEdits } from '../storage/yaml/edit/apply-edits.ts';
import { keyOrder } from '../storage/yaml/edit/key-order.ts';
import { parseEnum } from '../util/suggest.ts';
import { option } from './command.ts';
import type { CommandContext } from './context.ts';
import { resolveEvidence } from './evidence-option.ts';
import { type WriteFlags, write } from './write.ts';

export interface ReportFlags extends WriteFlags {
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
  option('--agency <name>', 'reporting agency; by default the item’s only agency, else the group', 'agency'),
  option('--as-of <date>', 'date of the report: 2026-09-30, yesterday, -3d; by default today', 'day'),
];

export const publicOption = option('--public', 'make the update public; by default it is internal');

/**
 * Records one report on each of the items: all of them or none, with the files that show it, as one commit.
 * @param kind the command
 * @throws PlanError: everything is as before then
 */
export async function recordReport(
  context: CommandContext,
  kind: string,
  ids: readonly string[],
  flags: ReportFlags,
  note: string | undefined,
): Promise<ExitCode> {
  if (ids.length === 0)
    throw new PlanError('usage', 'which item? no id was given', `see \`plan ${kind} --help\``);
  if (flags.milestone !== undefined && ids.length > 1)
    throw new PlanError(
      'usage',
      'a milestone belongs to one item, but several ids were given',
      'update one at a time',
    );
  return await write(context, { kind, ids, flags }, async (intend) => {
    const loaded = await context.read(ids);
    const items = [...new Set(ids.map((id) => getItem(loaded, id)))];
    const evidence = evidenceStore(loaded.root);
    const report = reportOf(context, loaded, flags, note, evidence);
    const paths = evidence.kept.filter(({ isThere }) => !isThere).map(({ path }) => path);
    await intend(
      items.map((item) => loaded.sources.items.get(item)!.path),
      paths,
    );
    return await buildOutcome(context, loaded, items, report, evidence);
  });
}

/** What the report would do to each item, and the texts and the message that this comes to. */
async function buildOutcome(
  context: CommandContext,
  loaded: LoadedPlan,
  items: readonly Item[],
  report: UpdateInput,
  { kept }: EvidenceStore,
): Promise<PlannedWrite> {
  const { plan, sources } = loaded;
  const { today } = context.clock(plan.settings);
  const contextOf = ruleContexts(loaded, today);
  const changes: ItemUpdate[] = [];
  const same: string[] = [];
  for (const item of items) {
    const change = await applyUpdate(item, report, contextOf(item));
    if (change) changes.push(change);
    else same.push(idOf(item));
  }
  const told = { lines: updateLines(changes, same), items: updateItems(changes, same) };
  if (changes.length === 0) return { ...told, subject: '', files: [], message: '' };
  const files = await Promise.all(
    changes.map(async ({ before, edits }) => {
      const { path, text } = sources.items.get(before)!;
      return { path, before: text, after: applyEdits(text, edits, keyOrder) };
    }),
  );
  const entry = reportMessage(changes);
  return {
    ...told,
    subject: entry.subject,
    files: [
      ...files,
      ...kept
        .filter(({ isThere }) => !isThere)
        .map(({ path, bytes }) => ({ path, before: null, after: bytes })),
    ],
    rests: kept.filter(({ isThere }) => isThere).map(({ path }) => path),
    message: formatMessage(entry),
  };
}

/** @throws PlanError `usage`, `unknown-word`; `refused` where evidence can't be kept */
function reportOf(
  context: CommandContext,
  { plan }: LoadedPlan,
  flags: ReportFlags,
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
    by,
    reason: reason?.trim(),
    public: flags.public,
  };
}
