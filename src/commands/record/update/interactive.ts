/** What `update` lacks, asked for at a terminal: the item, what it is about, the status, the note; then a last look. */

import { type Status, statuses } from '../../../../schemas/enums.ts';
import type { Item } from '../../../../schemas/item.ts';
import type { CommandContext, CommonFlags } from '../../../cli/context.ts';
import { editNote } from '../../../cli/editor.ts';
import type { InteractiveFlags } from '../../../cli/interactive.ts';
import { parseNote } from '../../../cli/note-option.ts';
import { createPrompts, type Prompts } from '../../../cli/prompts.ts';
import { type ReportFlags, recordReport } from '../../../cli/record-update.ts';
import { PlanError } from '../../../errors.ts';
import { ExitCode } from '../../../exit-codes.ts';
import { isRetired } from '../../../plan/model/derived.ts';
import { missingLabels } from '../../../plan/model/fields.ts';
import { canonicalId, idOf } from '../../../plan/model/plan.ts';
import { isClosed, milestonesOf, scheduleOf, statusesFor } from '../../../plan/model/timetable.ts';
import { escapeControls } from '../../../render/common/escape.ts';
import { getItem } from '../../../storage/plan-files/read-plan.ts';
import { normalize } from '../../../util/normalize.ts';
import { shellQuote } from '../../../util/shell-quote.ts';

interface Flags extends ReportFlags, InteractiveFlags, CommonFlags {
  /** Read already, wherever it was given. */
  note?: string | undefined;
}

/** What was asked for and answered, as the flags would say it. */
type Answers = Pick<Flags, 'status' | 'milestone' | 'note' | 'reason'>;

/**
 * Asks for what is missing, shows what it comes to, and records it.
 * @param ids those given; one item is asked for where there is none
 * @param isSaid whether the command line says what to report
 * @throws PlanError `interrupted`, where nothing was changed
 */
export async function updateInteractively(
  context: CommandContext,
  ids: readonly string[],
  flags: Flags,
  isSaid: boolean,
): Promise<ExitCode> {
  const { io } = context;
  const ask = createPrompts(io.asking!, context.stderrHasColor);
  const loaded = await context.load(ids.length > 0 ? ids : undefined);
  const items =
    ids.length > 0 ? ids.map((id) => getItem(loaded, id)) : [await askItem(ask, loaded.plan.items)];
  const answers = isSaid ? {} : await askReport(context, ask, items, flags);
  const wanted = { ...flags, ...answers };
  const given = items.map(idOf);
  const note = wanted.note === undefined ? undefined : parseNote(wanted.note);
  const run = (at: CommandContext, own: object) =>
    recordReport(at, 'update', given, { ...wanted, ...own }, note);
  if (flags.dryRun) return await run(context, {});
  const look = context.fork({ ...io, out: (text) => io.err(String(text)) });
  await run(look, { dryRun: true });
  if (!flags.yes && !(await ask.agrees('Record this?')))
    throw new PlanError('interrupted', 'nothing was changed');
  const exit = await run(context, {});
  if (exit === ExitCode.done) io.err(`without questions: ${equivalentCommand(given, wanted, note)}\n`);
  return exit;
}

async function askItem(ask: Prompts, items: readonly Item[]): Promise<Item> {
  const open = items.filter((item) => !isRetired(item));
  if (open.length === 0) throw new PlanError('not-found', 'the plan has no items', 'see `plan add --help`');
  return await ask.search(
    'Which item? Type its id, or words of it',
    open.map((item) => ({
      value: item,
      label: `${idOf(item)}  ${item.action}`,
      hint: item.status ?? missingLabels.status,
    })),
    matchesSearch,
  );
}

/** A number is an id's beginning; words must all stand in what the item is, and who does it. */
export function matchesSearch(typed: string, item: Item): boolean {
  const words = normalize(typed).split(' ').filter(Boolean);
  const id = normalize(idOf(item));
  const wording = normalize([item.action, item.objective, item.pillar, ...item.agencies].join(' '));
  return words.every((word) =>
    /^\d/.test(word) ? id.startsWith(canonicalId(word)) : wording.includes(word) || id === word,
  );
}

async function askReport(
  context: CommandContext,
  ask: Prompts,
  items: readonly Item[],
  flags: Flags,
): Promise<Answers> {
  const [item, ...others] = items;
  const only = others.length === 0 ? item! : null;
  const milestone = flags.milestone ?? (only && (await milestoneAsked(ask, only))) ?? undefined;
  const now = only && statusOf(only, milestone);
  const status = await ask.pick('Which status?', [
    { value: null, label: 'as it is', hint: now === null ? '' : (now ?? missingLabels.status) },
    ...statuses
      .filter((each) => items.every((of) => statusesOf(of, milestone).includes(each)))
      .map((each) => ({
        value: each,
        label: each === now ? `${each} (as it stands now)` : each,
      })),
  ]);
  const isReopened = now && isClosed(now) && status !== null && !isClosed(status);
  const reason =
    flags.reason ?? (isReopened ? await ask.line(`Why is ${now} work reopened?`, true) : undefined);
  const note = await noteAsked(context, ask, items);
  if (status === null && !note)
    throw new PlanError('interrupted', 'nothing was said, and nothing was changed');
  return {
    ...(status && { status }),
    ...(milestone !== undefined && { milestone }),
    ...(reason !== undefined && { reason }),
    ...(note && { note }),
  };
}

const statusesOf = (item: Item, milestone: string | undefined): readonly Status[] =>
  statusesFor[milestone === undefined ? scheduleOf(item) : 'milestones'];

const statusOf = (item: Item, milestone: string | undefined): Status | undefined =>
  milestone === undefined ? item.status : milestonesOf(item).find(({ id }) => id === milestone)?.status;

async function milestoneAsked(ask: Prompts, item: Item): Promise<string | null> {
  const milestones = milestonesOf(item);
  if (milestones.length === 0) return null;
  return await ask.pick<string | null>('What is it about?', [
    { value: null, label: `item ${idOf(item)} as a whole`, hint: item.status ?? missingLabels.status },
    ...milestones.map(({ id, task, status }) => ({
      value: id,
      label: `milestone ${id}: ${task}`,
      hint: status ?? missingLabels.status,
    })),
  ]);
}

async function noteAsked(context: CommandContext, ask: Prompts, items: readonly Item[]): Promise<string> {
  const how = await ask.pick('A note on what was done?', [
    { value: 'line', label: 'in one line, here' },
    { value: 'editor', label: 'in the editor' },
    { value: 'none', label: 'none' },
  ]);
  if (how === 'none') return '';
  if (how === 'line') return await ask.line('What was done?');
  const about = items.map((item) => `${idOf(item)}  ${item.action}`);
  const note = await editNote(context, [
    'Write the note above this line: what was done, and what comes next.',
    'Without one, there is none.',
    ...about,
  ]);
  return note.trim();
}

/** The command line that does the same. */
function equivalentCommand(ids: readonly string[], flags: Flags, note: string | undefined): string {
  const said = Object.entries({
    ...{ status: flags.status, milestone: flags.milestone, rating: flags.rating, agency: flags.agency },
    ...{ 'as-of': flags.asOf, by: flags.by, reason: flags.reason, note, dir: flags.dir },
  }).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, shellQuote(value)]));
  const evidence = (flags.evidence ?? []).flatMap((each) => ['--evidence', shellQuote(each)]);
  const rest = [...(flags.public ? ['--public'] : []), ...(flags.commit ? [] : ['--no-commit'])];
  return escapeControls(['plan', 'update', ...ids, ...said, ...evidence, ...rest].join(' '), '\n');
}
