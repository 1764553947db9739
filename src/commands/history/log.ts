import { type Command, listOption, option } from '../../cli/command.ts';
import type { CommandContext } from '../../cli/context.ts';
import { cacheOption, readHistory } from '../../cli/history.ts';
import { parseLimit } from '../../cli/limit-option.ts';
import {
  compileQueries,
  evaluateAll,
  noteUndecided,
  splitSavedQueries,
  whereOption,
} from '../../cli/selection.ts';
import type { Predicate } from '../../cli/where-option.ts';
import { PlanError } from '../../errors.ts';
import { filterStep, type HistoryFilter, resolveField } from '../../plan/diff/filter-history.ts';
import { parsePeriod } from '../../plan/model/date-expressions.ts';
import { canonicalId, findItem, idOf } from '../../plan/model/plan.ts';
import { resolveFilterValue } from '../../plan/query/filters.ts';
import { logJson, logText } from '../../render/log.ts';
import type { LoadedPlan } from '../../storage/plan-files/read-plan.ts';
import { joinQuoted } from '../../util/suggest.ts';

interface Flags {
  agency?: string[];
  since?: string;
  until?: string;
  field?: string[];
  author?: string;
  limit?: string;
  where?: string[];
  cache: boolean;
}

export const command: Command<Flags> = {
  summary: 'Who changed what, when and why, field by field, newest first, as git has it.',
  examples: [
    ['plan log', 'every change to the plan'],
    ['plan log 5', 'the changes to one item'],
    ['plan log 5 --field status', 'who said where it stands, and when'],
    ['plan log --agency customs --since 2026-07-01', 'what an agency reported this half-year'],
    ['plan log --since v1.0 --json', 'what is new since a tag, for a program'],
  ],
  formats: ['text', 'text', 'json'],
  hasOutput: true,
  arguments: [['[ids...]', 'only these items; or @name, those that a saved question finds']],
  options: [
    listOption('--agency <name>', 'its reports, and what concerns its items: an id, name or alias'),
    option('--since <moment>', 'from this day on, or since this commit, branch or tag'),
    option('--until <moment>', 'up to this day, or to this commit, branch or tag'),
    listOption('--field <name>', 'only what changed it: status, due, "milestone 5.1", …'),
    option('--author <text>', 'whose name or address holds this'),
    whereOption,
    option('-n, --limit <count>', 'this many commits at most'),
    cacheOption,
  ],

  completions: { field: 'text', ids: 'item-or-query' },

  async run(context, words, flags) {
    const { since, until } = flags;
    const { asked: saved, rest: ids } = splitSavedQueries(words);
    const questions = await compileQueries(context, [...(flags.where ?? []), ...saved]);
    const isAll = ids.length === 0 || flags.agency || questions.length > 0;
    const loaded = await context.load(isAll ? undefined : ids);
    const chosen = questions.length > 0 ? chosenBy(context, loaded, questions) : null;
    const limit = parseLimit(flags.limit);
    const interest = interestOf(loaded, ids, flags, chosen);
    const { cache } = flags;
    const asked = ids.length > 0 ? ids : undefined;
    const { steps, shallow, missing, exit } = await readHistory(context, { ids: asked, cache });
    if (asked && steps.length === 0)
      throw new PlanError('not-found', `nothing is remembered of item ${joinQuoted(ids)}`, 'see `plan list`');
    let isBetween: (step: (typeof steps)[number]) => boolean = () => true;
    if (since !== undefined || until !== undefined) {
      const { inRange } = await import('../../history/range.ts');
      const { settings } = loaded.plan;
      const clock = context.clock(settings);
      const ends = {
        since: since && (parsePeriod(since, clock)?.from ?? since),
        until: until && (parsePeriod(until, clock)?.to ?? until),
      };
      isBetween = await inRange(context.workspace.repo!, ends, settings['time-zone'], context.io);
    }
    const told = [];
    for (const step of steps) {
      if (told.length >= limit) break;
      const left = isBetween(step) ? filterStep(step, interest) : null;
      if (left) told.push(left);
    }
    if (context.format === 'json')
      context.json('log', { commits: logJson(told), summary: { commits: told.length, shallow, missing } });
    else context.io.out(logText(told, (await context.textLayout()).width, await context.stdoutTheme()));
    context.flushNotes();
    return exit;
  },
};

/** @throws PlanError `unknown-word` */
function interestOf(
  { plan }: LoadedPlan,
  ids: readonly string[],
  { agency, field, author }: Flags,
  chosen: ReadonlySet<string> | null,
): HistoryFilter {
  const asked = ids.length > 0 ? new Set(ids.map(canonicalId)) : undefined;
  return {
    author,
    ids: chosen ? new Set([...chosen].filter((id) => !asked || asked.has(id))) : asked,
    fields: field?.map(resolveField),
    agencies: agency && {
      wanted: new Set(agency.map((name) => resolveFilterValue(plan, 'agency', name))),
      of: (id) => findItem(plan, id)?.agencies ?? [],
    },
  };
}

/** The ids of the items of which questions are true today, retired ones among them: the trail is about those too. */
function chosenBy(
  context: CommandContext,
  { plan }: LoadedPlan,
  questions: readonly Predicate[],
): ReadonlySet<string> {
  const { items, undecided } = evaluateAll(questions, plan);
  noteUndecided(context, undecided, plan.items.length);
  return new Set(items.map(idOf));
}
