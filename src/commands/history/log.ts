/** `plan log`: shows the commits of the plan. */
import { argument, audienceOption, type Command, listOption, option } from '../../cli/command.ts';
import type { Predicate } from '../../cli/compile-expression.ts';
import type { CommandContext } from '../../cli/context.ts';
import {
  compileQueries,
  evaluateAll,
  noteUndecided,
  splitSavedQueries,
  whereOption,
} from '../../cli/filter-options.ts';
import { limitOption } from '../../cli/limit-option.ts';
import { cacheOption, readHistory, requireInternal } from '../../cli/load-history.ts';
import { PlanError } from '../../errors.ts';
import { filterStep, type HistoryFilter, resolveField } from '../../plan/diff/filter-history.ts';
import type { HistoryStep } from '../../plan/diff/history-step.ts';
import type { Audience } from '../../plan/model/audience.ts';
import { parsePeriod } from '../../plan/model/date-expressions.ts';
import { canonicalId, findItem, idOf } from '../../plan/model/plan.ts';
import { resolveFilterValues } from '../../plan/query/filters.ts';
import { revertedSteps } from '../../plan/rules/history/reverted-steps.ts';
import { logJson, logText } from '../../render/log.ts';
import type { LoadedPlan } from '../../storage/plan-files/read-plan.ts';
import { joinQuoted } from '../../util/suggest.ts';

interface Flags {
  agency?: string[];
  since?: string;
  until?: string;
  field?: string[];
  author?: string;
  limit?: number;
  where?: string[];
  cache: boolean;
  audience: Audience;
}

export const command: Command<Flags> = {
  description: 'Show who changed what, when and why: the commits of the plan, newest first, field by field.',
  examples: [
    ['plan log', 'show every change to the plan'],
    ['plan log 5', 'show the changes to an item'],
    ['plan log 5 --field status', 'show the changes of its status'],
    ['plan log --agency customs --since 2026-07-01', 'show what an agency reported since 1 July'],
    ['plan log --since v1.0 --json', 'show the changes since a tag, as JSON'],
  ],
  formats: ['text', 'text', 'json'],
  hasOutput: true,
  arguments: [argument('[ids...]', 'only these items, or a saved query: @name', 'item-or-query')],
  options: [
    listOption(
      '--agency <name>',
      'only updates of an agency and changes to its items: id, name or alias',
      'agency',
    ),
    option('--since <revision>', 'only from this day on, or after this commit, branch or tag', 'revision'),
    option('--until <revision>', 'only until this day, commit, branch or tag', 'revision'),
    listOption('--field <name>', 'only changes of a field: status, due, "milestone 5.1", …'),
    option('--author <text>', 'only commits whose author’s name or address contains this'),
    whereOption,
    limitOption('-n, --limit <n>', 'show at most n commits'),
    cacheOption,
    audienceOption('internal'),
  ],

  async run(context, words, flags) {
    requireInternal(flags.audience, 'log');
    const { queries, rest: ids } = splitSavedQueries(words);
    const predicates = await compileQueries(context, [...(flags.where ?? []), ...queries]);
    const needsAll = ids.length === 0 || flags.agency || predicates.length > 0;
    const loaded = await context.load(needsAll ? undefined : ids);
    const matching = predicates.length > 0 ? matchingIds(context, loaded, predicates) : null;
    const filter = filterOf(loaded, ids, flags, matching);
    const { steps, shallow, missing, exit } = await readHistory(context, {
      ids: ids.length > 0 ? ids : undefined,
      cache: flags.cache,
    });
    if (ids.length > 0 && steps.length === 0)
      throw new PlanError('not-found', `no commit changed item ${joinQuoted(ids, 'or')}`, 'see `plan list`');
    const isInRange = await rangeFilter(context, loaded, flags);
    const reverted = revertedSteps(steps);
    const shown: HistoryStep[] = [];
    for (const step of steps) {
      if (shown.length === flags.limit) break;
      const matched = isInRange(step) ? filterStep(step, filter) : null;
      if (matched) shown.push(matched);
    }
    if (context.format === 'json')
      context.json('log', {
        commits: logJson(shown, reverted),
        summary: { commits: shown.length, shallow, missing },
      });
    else {
      const { width, theme } = await context.textLayout();
      context.io.out(logText(shown, reverted, width, theme));
    }
    context.flushNotes();
    return exit;
  },
};

/** Whether a commit is in the range of `--since` and `--until`. */
async function rangeFilter(
  context: CommandContext,
  { plan: { settings } }: LoadedPlan,
  { since, until }: Flags,
): Promise<(step: HistoryStep) => boolean> {
  if (since === undefined && until === undefined) return () => true;
  const { inRange } = await import('../../history/commit-range.ts');
  const clock = context.clock(settings);
  const ends = {
    since: since && (parsePeriod(since, clock)?.from ?? since),
    until: until && (parsePeriod(until, clock)?.to ?? until),
  };
  return await inRange(context.workspace.repo!, ends, settings['time-zone'], context.io);
}

/** @throws PlanError `unknown-word` */
function filterOf(
  { plan }: LoadedPlan,
  ids: readonly string[],
  { agency, field, author }: Flags,
  matching: ReadonlySet<string> | null,
): HistoryFilter {
  const named = ids.length > 0 ? new Set(ids.map(canonicalId)) : undefined;
  return {
    author,
    ids: matching ? new Set([...matching].filter((id) => !named || named.has(id))) : named,
    fields: field?.map(resolveField),
    agencies: agency && {
      wanted: new Set(resolveFilterValues(plan, 'agency', agency)),
      of: (id) => findItem(plan, id)?.agencies ?? [],
    },
  };
}

/** The ids of the items that match today, retired ones included: the history is about those too. */
function matchingIds(
  context: CommandContext,
  { plan }: LoadedPlan,
  predicates: readonly Predicate[],
): ReadonlySet<string> {
  const { items, undecided } = evaluateAll(predicates, plan);
  noteUndecided(context, undecided, plan.items.length);
  return new Set(items.map(idOf));
}
