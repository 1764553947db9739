/** Asks for what `plan update` lacks: the item, the milestone, the status and the note; then for confirmation. */
import { type Status, statuses } from '../../../../schemas/enums.ts';
import type { Item } from '../../../../schemas/item.ts';
import type { CommandContext, CommonFlags } from '../../../cli/context.ts';
import { editNote } from '../../../cli/editor.ts';
import type { InteractiveFlags } from '../../../cli/interactive.ts';
import { parseNote } from '../../../cli/note-option.ts';
import { createPrompts, type Prompts } from '../../../cli/prompts.ts';
import { recordUpdate, type UpdateFlags } from '../../../cli/record-update.ts';
import { PlanError } from '../../../errors.ts';
import { ExitCode } from '../../../exit-codes.ts';
import { isRetired } from '../../../plan/model/derived.ts';
import { missingLabels } from '../../../plan/model/fields.ts';
import { canonicalId, idOf } from '../../../plan/model/plan.ts';
import { milestoneStatusValue, statusPhrase } from '../../../plan/model/status.ts';
import { isClosed, milestonesOf, scheduleOf, statusesFor } from '../../../plan/model/timetable.ts';
import { escapeControls } from '../../../render/common/escape.ts';
import { getItem } from '../../../storage/plan-files/read-plan.ts';
import { normalize } from '../../../util/normalize.ts';
import { shellQuote } from '../../../util/shell-quote.ts';

interface Flags extends UpdateFlags, InteractiveFlags, CommonFlags {
  /** The note, wherever it was read from. */
  note?: string | undefined;
}

/** The options that the answers stand for. */
type Answers = Pick<Flags, 'status' | 'milestone' | 'note' | 'reason'>;

/**
 * Asks for what is missing, shows the change, and records it.
 * @param ids the items; if there are none, one is asked for
 * @param hasContent whether the command line says what to record
 * @throws PlanError `interrupted`; nothing was changed
 */
export async function updateInteractively(
  context: CommandContext,
  ids: readonly string[],
  flags: Flags,
  hasContent: boolean,
): Promise<ExitCode> {
  const { io } = context;
  const prompts = createPrompts(io.promptStreams!, context.stderrHasColor);
  const loaded = await context.load(ids.length > 0 ? ids : undefined);
  const items =
    ids.length > 0 ? ids.map((id) => getItem(loaded, id)) : [await askItem(prompts, loaded.plan.items)];
  const answers = hasContent ? {} : await askUpdate(context, prompts, items, flags);
  const completed = { ...flags, ...answers };
  const itemIds = items.map(idOf);
  const note = completed.note === undefined ? undefined : parseNote(completed.note);
  const record = (context: CommandContext, dryRun: boolean) =>
    recordUpdate(context, 'update', itemIds, { ...completed, dryRun }, note);
  if (flags.dryRun) return await record(context, true);
  await record(context.fork({ ...io, out: (text) => io.err(String(text)) }), true);
  if (!flags.yes && !(await prompts.confirm('Record this?')))
    throw new PlanError('interrupted', 'nothing was changed');
  const exit = await record(context, false);
  if (exit === ExitCode.done) io.err(`without prompts: ${equivalentCommand(itemIds, completed, note)}\n`);
  return exit;
}

async function askItem(prompts: Prompts, items: readonly Item[]): Promise<Item> {
  const active = items.filter((item) => !isRetired(item));
  if (active.length === 0) throw new PlanError('not-found', 'the plan has no items', 'see `plan add --help`');
  return await prompts.search(
    'Which item? Type its id, or words of it',
    active.map((item) => ({
      value: item,
      label: `${idOf(item)}  ${item.action}`,
      hint: statusPhrase(item),
    })),
    matchesSearch,
  );
}

/** Whether an item matches what is typed: the beginning of its id, or words of its wording and agencies. */
export function matchesSearch(typed: string, item: Item): boolean {
  const words = normalize(typed).split(' ').filter(Boolean);
  const id = normalize(idOf(item));
  const wording = normalize([item.action, item.objective, item.pillar, ...item.agencies].join(' '));
  return words.every((word) =>
    /^\d/.test(word) ? id.startsWith(canonicalId(word)) : wording.includes(word) || id === word,
  );
}

async function askUpdate(
  context: CommandContext,
  prompts: Prompts,
  items: readonly Item[],
  flags: Flags,
): Promise<Answers> {
  const [first, ...others] = items;
  const single = others.length === 0 ? first! : null;
  const milestone = flags.milestone ?? (single && (await askMilestone(prompts, single))) ?? undefined;
  const current = single && statusOf(single, milestone);
  const status = await prompts.select('Which status?', [
    { value: null, label: 'unchanged', hint: current === null ? '' : (current ?? missingLabels.status) },
    ...statuses
      .filter((each) => items.every((item) => possibleStatuses(item, milestone).includes(each)))
      .map((each) => ({ value: each, label: each === current ? `${each} (current)` : each })),
  ]);
  const isReopened = current && isClosed(current) && status !== null && !isClosed(status);
  const reason =
    flags.reason ??
    (isReopened ? await prompts.text(`Why is ${current} work reopened?`, { required: true }) : undefined);
  const note = await askNote(context, prompts, items);
  if (status === null && !note)
    throw new PlanError('interrupted', 'neither a status nor a note was given: nothing was changed');
  return {
    ...(status && { status }),
    ...(milestone !== undefined && { milestone }),
    ...(reason !== undefined && { reason }),
    ...(note && { note }),
  };
}

const possibleStatuses = (item: Item, milestone: string | undefined): readonly Status[] =>
  statusesFor[milestone === undefined ? scheduleOf(item) : 'milestones'];

const statusOf = (item: Item, milestone: string | undefined): Status | undefined =>
  milestone === undefined ? item.status : milestonesOf(item).find(({ id }) => id === milestone)?.status;

/** @returns null for the item as a whole */
async function askMilestone(prompts: Prompts, item: Item): Promise<string | null> {
  const milestones = milestonesOf(item);
  if (milestones.length === 0) return null;
  return await prompts.select<string | null>('Update the item or a milestone?', [
    { value: null, label: `item ${idOf(item)} as a whole`, hint: statusPhrase(item) },
    ...milestones.map((milestone) => ({
      value: milestone.id,
      label: `milestone ${milestone.id}: ${milestone.task}`,
      hint: milestoneStatusValue(item, milestone).replaceAll('-', ' '),
    })),
  ]);
}

/** @returns an empty text for no note */
async function askNote(context: CommandContext, prompts: Prompts, items: readonly Item[]): Promise<string> {
  const how = await prompts.select('Add a note?', [
    { value: 'line', label: 'write one line' },
    { value: 'editor', label: 'open the editor' },
    { value: 'none', label: 'no note' },
  ]);
  if (how === 'none') return '';
  if (how === 'line') return await prompts.text('What was done?');
  const note = await editNote(context, [
    'Write the note above this line: what was done, and what comes next.',
    'Leave it empty to add no note.',
    ...items.map((item) => `${idOf(item)}  ${item.action}`),
  ]);
  return note.trim();
}

/** The command line that records the same without prompts. */
function equivalentCommand(ids: readonly string[], flags: Flags, note: string | undefined): string {
  const values = Object.entries({
    ...{ status: flags.status, milestone: flags.milestone, rating: flags.rating, agency: flags.agency },
    ...{ 'as-of': flags.asOf, by: flags.by, reason: flags.reason, note, dir: flags.dir },
  }).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, shellQuote(value)]));
  const evidence = (flags.evidence ?? []).flatMap((each) => ['--evidence', shellQuote(each)]);
  const rest = [...(flags.public ? ['--public'] : []), ...(flags.commit ? [] : ['--no-commit'])];
  return escapeControls(['plan', 'update', ...ids, ...values, ...evidence, ...rest].join(' '), '\n');
}
