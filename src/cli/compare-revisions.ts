/** Compares the plan at two revisions or days, for `diff` and `changes`. */
import type { Item } from '../../schemas/item.ts';
import type { PlanFile } from '../../schemas/plan.ts';
import { type Finding, PlanError } from '../errors.ts';
import type { ExitCode } from '../exit-codes.ts';
import { snapshotAt } from '../history/snapshot.ts';
import { countRedactedChanges } from '../plan/diff/count-redacted.ts';
import { diffStats } from '../plan/diff/diff-stats.ts';
import { type Grouping, groupings } from '../plan/diff/group-changes.ts';
import type { FieldChange } from '../plan/diff/item-diff.ts';
import {
  type Comparison,
  comparePeriod,
  comparePlans,
  filterComparison,
  mergedNames,
  type PlanState,
} from '../plan/diff/plan-diff.ts';
import { settingsChanges } from '../plan/diff/settings-diff.ts';
import type { Audience } from '../plan/model/audience.ts';
import { isDate } from '../plan/model/calendar-date.ts';
import { parseRevisionDay } from '../plan/model/date-expressions.ts';
import { canonicalId, idOf, type Plan } from '../plan/model/plan.ts';
import { redactPlan } from '../plan/model/redact.ts';
import { resolveFilterValues } from '../plan/query/filters.ts';
import { type Changes, type ComparedRevision, changesMarkdown, changesText } from '../render/changes.ts';
import { changesJson } from '../render/changes-json.ts';
import { loadPlan, type PlanSource, readPlan, unreadableIds } from '../storage/plan-files/read-plan.ts';
import { memoizedReader } from '../storage/yaml/read-value.ts';
import { joinQuoted } from '../util/suggest.ts';
import { audienceOption, listOption, option } from './command.ts';
import type { Predicate } from './compile-expression.ts';
import type { CommandContext } from './context.ts';
import {
  compileQueries,
  evaluateAll,
  noteUndecided,
  splitSavedQueries,
  whereOption,
} from './filter-options.ts';
import { markUndone } from './mark-undone.ts';

export interface CompareFlags {
  by?: Grouping;
  agency?: string[];
  pillar?: string[];
  audience: Audience;
  where?: string[];
}

export const compareFormats = ['text', 'text', 'markdown', 'json'] as const;

export const compareOptions = [
  option('--by <what>', 'group by pillar or agency; an item is listed under each of its agencies')
    .choices(groupings)
    .default('pillar'),
  listOption('--agency <name>', 'only items that this agency has or had: id, name or alias', 'agency'),
  listOption('--pillar <name>', 'only items that are or were in this pillar', 'pillar'),
  whereOption,
  audienceOption('internal'),
];

/** What a day means, for the help of both commands. */
export const dayHelp = 'A day means its end. A month, quarter or year means all of it.';

/** The plan at one end of a comparison. */
export interface LoadedRevision {
  end: ComparedRevision;
  plan: PlanState;
  findings: readonly Finding[];
}

/**
 * Prints what changed between two revisions.
 * @param to null for the files as they are
 * @param words the ids of items, none for all; and saved queries: `@name`
 * @throws PlanError `refused` without a repository; `usage`, `unknown-word`, `not-found`, `broken-plan`
 */
export async function writeComparison(
  context: CommandContext,
  { from, to }: { from: string; to: string | null },
  words: readonly string[],
  flags: CompareFlags,
): Promise<ExitCode> {
  await context.recover();
  const { settings } = await readPlan(context.source, []);
  const clock = context.clock(settings ?? { 'time-zone': 'UTC' });
  const reader = memoizedReader();
  const load = async (revision: string | null): Promise<LoadedRevision> =>
    revision === null
      ? await loadEnd(
          { ...context.source, reader },
          { name: null, isDay: false, commit: null, day: clock.today },
        )
      : await loadRevision(context, revision, settings, reader);
  const [before, after] = await Promise.all([
    load(parseRevisionDay(from, 'before', clock)),
    load(to && parseRevisionDay(to, 'last', clock)),
  ]);
  const compare = (audience: Audience) =>
    comparePlans(redactPlan(before.plan, audience), redactPlan(after.plan, audience));
  const findings = [...before.findings, ...after.findings];
  return await writeChanges(context, { from: before.end, to: after.end, compare, findings }, words, flags);
}

/**
 * Prints what was reported and decided in a period of days, by everything that is recorded.
 * @param period.since the day before the period
 * @param period.until its last day; null for all that is recorded
 * @throws PlanError `usage` for days that are not in order or in the future; `unknown-word`, `not-found`, `broken-plan`
 */
export async function writePeriod(
  context: CommandContext,
  { since, until }: { since: string; until: string | null },
  words: readonly string[],
  flags: CompareFlags,
): Promise<ExitCode> {
  const loaded = await context.load();
  const { today } = context.clock(loaded.plan.settings);
  for (const [option, day] of [
    ['--since', since],
    ['--until', until],
  ] as const)
    if (day !== null && day > today)
      throw new PlanError(
        'usage',
        `\`${option} ${day}\` is in the future: today is ${today}`,
        'give a day up to today',
      );
  const plan = { ...loaded.whole, unreadable: unreadableIds(loaded, context.source) };
  const recorded = await Promise.all([since, until].map((day) => recordedSettings(context, plan, day)));
  const compare = (audience: Audience) => ({
    ...comparePeriod(redactPlan(plan, audience), { since, until }),
    plan: settingsBetween(recorded, audience),
  });
  const endOf = (day: string): ComparedRevision => ({ name: day, isDay: true, commit: null, day });
  const to = until === null ? { name: null, isDay: false, commit: context.commit, day: today } : endOf(until);
  return await writeChanges(
    context,
    { from: endOf(since), to, compare, findings: loaded.findings },
    words,
    flags,
  );
}

/** The settings and agencies that were recorded at the end of a day, or are now; null where git does not have them. */
async function recordedSettings(
  context: CommandContext,
  now: Plan,
  day: string | null,
): Promise<Plan | null> {
  if (day === null) return now;
  try {
    const { today } = context.clock(now.settings);
    const { folder } = await snapshotAt(context.workspace, day, now.settings, today, context.io);
    const { settings, agencies } = await readPlan({ ...context.source, folder }, []);
    return settings && agencies && { settings, agencies, items: [] };
  } catch (error) {
    if (error instanceof PlanError) return null;
    throw error;
  }
}

function settingsBetween(recorded: readonly (Plan | null)[], audience: Audience): FieldChange[] {
  const [before, after] = recorded.map((plan) => plan && redactPlan({ ...plan, items: [] }, audience));
  return before && after ? settingsChanges(before, after) : [];
}

/** A comparison to be printed. */
interface LoadedComparison {
  from: ComparedRevision;
  to: ComparedRevision;
  /** Compares the plan as an audience may know it. */
  compare(audience: Audience): Comparison;
  findings: readonly Finding[];
}

/** Prints the part of a comparison that the command line selects. */
async function writeChanges(
  context: CommandContext,
  loaded: LoadedComparison,
  words: readonly string[],
  flags: CompareFlags,
): Promise<ExitCode> {
  const { queries, rest: ids } = splitSavedQueries(words);
  const where = [...(flags.where ?? []), ...queries];
  const predicates = await compileQueries(context, where);
  const all = await markUndone(context, loaded.compare(flags.audience));
  const matching = matchingItems(context, all, predicates);
  const changes = changesOf(loaded, all, ids, { ...flags, where, matching });
  if (context.format === 'json') context.json('changes', changesJson(changes));
  else if (context.format === 'markdown') context.io.out(changesMarkdown(changes));
  else {
    const { width, theme } = await context.textLayout();
    context.io.out(changesText(changes, Math.min(width, 80), theme));
  }
  return await context.finish(loaded);
}

/** The items that match the predicates at either end; null if there are no predicates. */
function matchingItems(
  context: CommandContext,
  { before, after }: Comparison,
  predicates: readonly Predicate[],
): ReadonlySet<Item> | null {
  if (predicates.length === 0) return null;
  const [old, now] = [before, after].map((plan) => evaluateAll(predicates, plan));
  noteUndecided(context, now!.undecided, after.items.length);
  return new Set([...old!.items, ...now!.items]);
}

/**
 * The plan at a past revision.
 * @param settings those of the plan as it is now; null if they cannot be read
 * @throws PlanError `refused` without a repository; `usage`, `not-found`, `broken-plan`
 */
export async function loadRevision(
  context: CommandContext,
  revision: string,
  settings: PlanFile | null,
  reader = memoizedReader(),
): Promise<LoadedRevision> {
  const { today } = context.clock(settings ?? { 'time-zone': 'UTC' });
  const { commit, day, folder } = await snapshotAt(context.workspace, revision, settings, today, context.io);
  return await loadEnd(
    { ...context.source, folder, reader },
    { name: revision, isDay: isDate(revision), commit, day },
  );
}

async function loadEnd(source: PlanSource, end: ComparedRevision): Promise<LoadedRevision> {
  const inCommit = <F extends Pick<Finding, 'file'>>(findings: readonly F[]) =>
    end.commit === null
      ? findings
      : findings.map((finding) => ({ ...finding, file: `${end.commit!.slice(0, 7)}:${finding.file}` }));
  try {
    const { plan, findings, ...loaded } = await loadPlan(source);
    return {
      end,
      plan: { ...plan, unreadable: unreadableIds({ ...loaded, findings }, source) },
      findings: inCommit(findings),
    };
  } catch (error) {
    if (!(error instanceof PlanError) || end.commit === null) throw error;
    throw new PlanError(error.code, error.message, 'give another day or commit', inCommit(error.findings));
  }
}

type ComparisonFilter = CompareFlags & { matching: ReadonlySet<Item> | null };

/** @param all the whole comparison, as the audience may know it */
function changesOf(
  { from, to, compare }: LoadedComparison,
  all: Comparison,
  ids: readonly string[],
  flags: ComparisonFilter,
): Changes {
  const { comparison, only, agencies, pillars } = applyFilter(all, ids, flags);
  return {
    ...{ from, to, comparison },
    leftOut:
      flags.audience === 'internal'
        ? null
        : countRedactedChanges(samePart(compare('internal'), comparison, only)),
    counts: diffStats(comparison),
    plan: mergedNames(all),
    by: flags.by ?? 'pillar',
    only,
    groups: flags.by === 'agency' ? agencies : pillars,
  };
}

/** The part of the whole comparison that has the same items as a filtered one. */
function samePart(whole: Comparison, { before, after }: Comparison, only: readonly string[]): Comparison {
  if (only.length === 0) return whole;
  const ids = new Set([...before.items, ...after.items].map(idOf));
  return filterComparison(whole, (item) => ids.has(idOf(item)));
}

/** The part of a comparison that the command line selects, and the selection in words. */
function applyFilter(
  all: Comparison,
  ids: readonly string[],
  { agency, pillar, where, matching }: ComparisonFilter,
) {
  const names = mergedNames(all);
  const agencies = agency && resolveFilterValues(names, 'agency', agency);
  const pillars = pillar && resolveFilterValues(names, 'pillar', pillar);
  const wanted = [...new Set(ids.map(canonicalId))];
  const existing = new Set([...all.before.items, ...all.after.items].map(idOf));
  const unknown = wanted.filter((id) => !existing.has(id) && !all.items.some((changed) => changed.id === id));
  if (unknown.length > 0)
    throw new PlanError(
      'not-found',
      `there is no item ${joinQuoted(unknown, 'or')} at either revision`,
      'see `plan list`',
    );
  const only = [
    ...(agencies ? [`agency ${agencies.join(' or ')}`] : []),
    ...(pillars ? [`pillar ${pillars.join(' or ')}`] : []),
    ...(where ?? []).map((text) => `where ${text}`),
    ...(wanted.length > 0 ? [`item${wanted.length === 1 ? '' : 's'} ${wanted.join(', ')}`] : []),
  ];
  if (only.length === 0) return { comparison: all, only, agencies, pillars };
  const comparison = filterComparison(
    all,
    (item) =>
      (!agencies || item.agencies.some((id) => agencies.includes(id))) &&
      (!pillars || pillars.includes(item.pillar)) &&
      (!matching || matching.has(item)) &&
      (wanted.length === 0 || wanted.includes(idOf(item))),
  );
  return { comparison, only, agencies, pillars };
}
