/** The plan at two points, compared: what `diff` and `changes` share. */
import type { Item } from '../../schemas/item.ts';
import type { PlanFile } from '../../schemas/plan.ts';
import { type Finding, PlanError } from '../errors.ts';
import type { ExitCode } from '../exit-codes.ts';
import { snapshotAt } from '../history/snapshot.ts';
import { diffStats } from '../plan/diff/diff-stats.ts';
import { type Grouping, groupings } from '../plan/diff/group-changes.ts';
import {
  type Comparison,
  comparePlans,
  filterComparison,
  mergedNames,
  type PlanState,
} from '../plan/diff/plan-diff.ts';
import { redactComparison } from '../plan/diff/redact.ts';
import { isDate } from '../plan/model/calendar-date.ts';
import { parseRevisionDay } from '../plan/model/date-expressions.ts';
import { canonicalId, idOf } from '../plan/model/plan.ts';
import { resolveFilterValue } from '../plan/query/filters.ts';
import { redactPlan } from '../plan/report/redact-plan.ts';
import { type Changes, changesMarkdown, changesText, type End } from '../render/changes.ts';
import { changesJson } from '../render/changes-json.ts';
import { loadPlan, type PlanSource, readPlan, unreadableIds } from '../storage/plan-files/read-plan.ts';
import { memoizedReader } from '../storage/yaml/read-value.ts';
import { joinQuoted } from '../util/suggest.ts';
import { listOption, option } from './command.ts';
import type { CommandContext } from './context.ts';
import { compileQueries, evaluateAll, noteUndecided, splitSavedQueries, whereOption } from './selection.ts';
import type { Predicate } from './where-option.ts';

export interface CompareFlags {
  by?: Grouping;
  agency?: string[];
  pillar?: string[];
  public?: boolean;
  where?: string[];
}

export const compareFormats = ['text', 'text', 'markdown', 'json'] as const;

export const compareOptions = [
  option('--by <what>', 'in parts: by pillar, or by agency, where an item stands under each of its own')
    .choices(groupings)
    .default('pillar'),
  listOption('--agency <name>', 'only items that this agency has, or had: an id, name or alias'),
  listOption('--pillar <name>', 'only items in this part of the plan, now or then'),
  whereOption,
  option('--public', 'for everybody: without internal reports, addresses and x-… fields; says how many'),
];

/** What a day means, for the help of both commands. */
export const dayHelp =
  'A day means its end: from 2026-06-30 tells what happened from 1 July on. A month, quarter or year means all of it: from 2026-Q3 to 2026-Q3.';

/**
 * Tells what changed from one moment to another.
 * @param to null for the files as they are
 * @param words the ids of the items asked about, none for all; and names of saved questions with `@` before them
 * @throws PlanError `refused` without a repository; `usage`, `unknown-word`, `not-found`, `broken-plan`
 */
export async function writeComparison(
  context: CommandContext,
  [from, to]: readonly [string, string | null],
  words: readonly string[],
  given: CompareFlags,
): Promise<ExitCode> {
  const { asked, rest: ids } = splitSavedQueries(words);
  const where = [...(given.where ?? []), ...asked];
  const flags = { ...given, where };
  await context.recover();
  const { settings } = await readPlan(context.source, []);
  const clock = context.clock(settings ?? { 'time-zone': 'UTC' });
  const { today } = clock;
  const questions = await compileQueries(context, where);
  const reader = memoizedReader();
  const at = async (moment: string | null): Promise<LoadedMoment> =>
    moment === null
      ? await pointOf({ ...context.source, reader }, { ...now, day: today })
      : await loadAt(context, moment, settings, reader);
  const points = await Promise.all([
    at(parseRevisionDay(from, 'before', clock)),
    at(to && parseRevisionDay(to, 'last', clock)),
  ]);
  const changes = changesOf(points, ids, {
    ...flags,
    matching: matchingItems(context, points, questions, flags),
  });
  if (context.format === 'json') context.json('changes', changesJson(changes));
  else if (context.format === 'markdown') context.io.out(changesMarkdown(changes));
  else {
    const { width, theme } = await context.textLayout();
    context.io.out(changesText(changes, Math.min(width, 80), theme));
  }
  return await context.finish({ findings: points.flatMap(({ findings }) => findings) });
}

/**
 * The items of which questions are true, now or then; null where none was asked. For everybody they are judged over what
 * everybody may know: what is told of the others gives nothing away.
 */
function matchingItems(
  context: CommandContext,
  points: readonly LoadedMoment[],
  questions: readonly Predicate[],
  flags: CompareFlags,
): ReadonlySet<Item> | null {
  if (questions.length === 0) return null;
  const found = points.map(({ side }) => {
    const judged = flags.public ? redactPlan(side) : side;
    const { items, undecided } = evaluateAll(questions, judged);
    const held = new Set(items);
    return { undecided, items: side.items.filter((_, at) => held.has(judged.items[at]!)) };
  });
  noteUndecided(context, found.at(-1)!.undecided, points.at(-1)!.side.items.length);
  return new Set(found.flatMap(({ items }) => items));
}

const now = { moment: null, isDay: false, commit: null };

/**
 * The plan at a moment of the past.
 * @param settings the plan as it is now; null where that can't be read
 * @throws PlanError `refused` without a repository; `usage`, `not-found`, `broken-plan`
 */
export async function loadAt(
  context: CommandContext,
  moment: string,
  settings: PlanFile | null,
  reader = memoizedReader(),
): Promise<LoadedMoment> {
  const { today } = context.clock(settings ?? { 'time-zone': 'UTC' });
  const { commit, day, folder } = await snapshotAt(context.workspace, moment, settings, today, context.io);
  return await pointOf({ ...context.source, folder, reader }, { moment, isDay: isDate(moment), commit, day });
}

export interface LoadedMoment {
  end: End;
  side: PlanState;
  findings: readonly Finding[];
}

async function pointOf(where: PlanSource, end: End): Promise<LoadedMoment> {
  const name = <Of extends Pick<Finding, 'file'>>(findings: readonly Of[]) =>
    end.commit === null
      ? findings
      : findings.map((finding) => ({ ...finding, file: `${end.commit!.slice(0, 7)}:${finding.file}` }));
  try {
    const { plan, findings, ...loaded } = await loadPlan(where);
    return {
      end,
      side: { ...plan, unreadable: unreadableIds({ ...loaded, findings }, where) },
      findings: name(findings),
    };
  } catch (error) {
    if (!(error instanceof PlanError) || end.commit === null) throw error;
    throw new PlanError(error.code, error.message, 'name another day or commit', name(error.findings));
  }
}

/** What of a comparison is asked about. */
type Chosen = CompareFlags & { matching: ReadonlySet<Item> | null };

function changesOf([before, after]: readonly LoadedMoment[], ids: readonly string[], flags: Chosen): Changes {
  const whole = comparePlans(before!.side, after!.side);
  const words = mergedNames(whole);
  const { comparison, only, agencies, pillars } = chosen(whole, ids, flags);
  const told = flags.public ? redactComparison(comparison) : { comparison, leftOut: null };
  return {
    from: before!.end,
    to: after!.end,
    ...told,
    counts: diffStats(told.comparison),
    words,
    by: flags.by ?? 'pillar',
    only,
    groups: flags.by === 'agency' ? agencies : pillars,
  };
}

function chosen(whole: Comparison, ids: readonly string[], { agency, pillar, where, matching }: Chosen) {
  const words = mergedNames(whole);
  const agencies = agency?.map((text) => resolveFilterValue(words, 'agency', text));
  const pillars = pillar?.map((text) => resolveFilterValue(words, 'pillar', text));
  const wanted = [...new Set(ids.map(canonicalId))];
  const known = new Set([...whole.before.items, ...whole.after.items].map(idOf));
  const strange = wanted.filter((id) => !known.has(id) && !whole.items.some((news) => news.id === id));
  if (strange.length > 0)
    throw new PlanError(
      'not-found',
      `there is no item ${joinQuoted(strange, 'or')}, then or now`,
      'see `plan list`',
    );
  const only = [
    ...(agencies ? [`agency ${agencies.join(' or ')}`] : []),
    ...(pillars ? [`pillar ${pillars.join(' or ')}`] : []),
    ...(where ?? []).map((text) => `where ${text}`),
    ...(wanted.length > 0 ? [`item${wanted.length === 1 ? '' : 's'} ${wanted.join(', ')}`] : []),
  ];
  if (only.length === 0) return { comparison: whole, only, agencies, pillars };
  const comparison = filterComparison(
    whole,
    (item) =>
      (!agencies || item.agencies.some((id) => agencies.includes(id))) &&
      (!pillars || pillars.includes(item.pillar)) &&
      (!matching || matching.has(item)) &&
      (wanted.length === 0 || wanted.includes(idOf(item))),
  );
  return { comparison, only, agencies, pillars };
}
