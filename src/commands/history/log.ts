import { argument, type Command, listOption, option } from '../../cli/command.ts';
import type { Predicate } from '../../cli/compile-expression.ts';
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
    option('-n, --limit <n>', 'show at most n commits'),
    cacheOption,
  ],

  async run(context, words, flags) {
    const { since, until } = flags;
    const { queries, rest: ids } = splitSavedQueries(words);
    const questions = await compileQueries(context, [...(flags.where ?? []), ...queries]);
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
