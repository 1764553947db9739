/** The options that select items, and the items that they select. */
import type { Item } from '../../schemas/item.ts';
import { PlanError } from '../errors.ts';
import type { Clock } from '../plan/model/calendar-date.ts';
import { parseRange } from '../plan/model/date-expressions.ts';
import { type FactScope, isRetired } from '../plan/model/derived.ts';
import type { Plan } from '../plan/model/plan.ts';
import { evaluate, type Ternary, type Undecided, undecidedText } from '../plan/query/evaluate.ts';
import {
  type FilterFieldName,
  filterFieldNames,
  filterItems,
  isDueWithin,
  resolveFilterValues,
} from '../plan/query/filters.ts';
import { readPlan } from '../storage/plan-files/read-plan.ts';
import { argument, listOption, option, repeatedOption } from './command.ts';
import type { Predicate } from './compile-expression.ts';
import type { CommandContext, ContextPlan, ViewFlags } from './context.ts';

export interface SelectionFlags extends Partial<Record<FilterFieldName, string[]>> {
  overdue?: boolean;
  unreported?: boolean;
  stale?: boolean;
  undated?: boolean;
  due?: string;
  retired?: boolean;
  where?: string[];
}

export const whereOption = repeatedOption(
  '--where <expression>',
  'filter by a CEL expression (see `plan help expressions`) or a saved query: @name',
  'query',
);

export const selectionOptions = [
  listOption('--agency <name>', 'filter by agency: id, name or alias', 'agency'),
  listOption('--lead <name>', 'filter by lead agency, or `unknown`', 'lead'),
  listOption('--pillar <name>', 'filter by pillar', 'pillar'),
  listOption('--status <status>', 'filter by status, `not-reported` or `no-status`', 'any-status'),
  listOption('--rating <rating>', 'filter by rating, or `not-rated`', 'any-rating'),
  listOption('--kind <kind>', 'filter by kind: action, business-as-usual or unknown', 'any-kind'),
  listOption('--horizon <name>', 'filter by horizon, or `ongoing` or `trigger`', 'any-horizon'),
  option(
    '--due <period>',
    'only items with an open milestone due in a period: 2026-Q4, fy2027, ..today, today..+30d',
    'period',
  ),
  option('--overdue', 'only items with an open milestone whose due date has passed'),
  option('--undated', 'only items with an open milestone that has no date'),
  option('--unreported', 'only items without an update on them or their milestones'),
  option('--stale', 'only open items whose newest update is older than plan.yaml allows'),
  option('--retired', 'only retired items, which are omitted otherwise'),
  whereOption,
];

/** For commands that count items: retired items are never counted. */
export const activeOptions = selectionOptions.filter(({ long }) => long !== '--retired');

export const queriesArgument = argument('[queries...]', 'saved queries: @name', 'query');

export interface Selection {
  /** In the order of the plan. */
  items: Item[];
  /** How many items could be selected: those that are not retired, or with `--retired` those that are. */
  of: number;
  /** How many items of the plan are retired. */
  retired: number;
  /** The items for which an expression is unknown, by reason. They are not in `items`. */
  undecided: Undecided[];
  /** The day, whose milestones are overdue, due or without a date, and the period of `--due`. */
  clock: FactScope;
}

export interface LoadedSelection extends Selection, Pick<CommandContext, 'audience' | 'leftOut'> {
  loaded: ContextPlan;
  plan: Plan;
}

/**
 * Reads the plan and selects items. Queries are checked before any item is read. Notes about undecided items are queued.
 * @param words words that the wording must contain, and saved queries: `@name`
 * @throws PlanError `usage`, `unknown-word`, `broken-plan`
 */
export async function loadSelection(
  context: CommandContext,
  words: readonly string[],
  { asOf, known, audience, ...flags }: SelectionFlags & ViewFlags,
): Promise<LoadedSelection> {
  await context.useView({ asOf, known, audience });
  const isQuery = (word: string) => word.startsWith('@');
  const predicates = await compileQueries(
    context,
    [...(flags.where ?? []), ...words.filter(isQuery)],
    flags.agency,
  );
  const loaded = await context.load();
  const { plan } = loaded;
  const selection = selectionOf(
    plan,
    words.filter((word) => !isQuery(word)),
    flags,
    context.clock(plan.settings),
    predicates,
  );
  noteUndecided(context, selection.undecided, selection.of);
  return { ...selection, loaded, plan, audience: context.audience, leftOut: context.leftOut };
}

/**
 * Compiles expressions and saved queries.
 * @param texts expressions, and saved queries: `@name`
 * @param agencies the values of `--agency`, if given
 * @throws PlanError `usage`, `unknown-word`, `broken-plan`
 */
export async function compileQueries(
  context: CommandContext,
  texts: readonly string[],
  agencies?: readonly string[],
): Promise<Predicate[]> {
  if (texts.length === 0) return [];
  await context.loadSparseInfo();
  const [{ compileExpression }, { findSavedQuery }, reading] = await Promise.all([
    import('./compile-expression.ts'),
    import('../plan/query/saved-queries.ts'),
    readPlan(context.source, []),
  ]);
  // If these files cannot be read, loading the whole plan reports all its findings.
  const plan =
    reading.settings && reading.agencies
      ? { settings: reading.settings, agencies: reading.agencies, items: [] }
      : (await context.load()).plan;
  const clock = scopeOf(plan, { agency: agencies }, context.clock(plan.settings));
  return texts.map((text) => {
    const isSaved = text.startsWith('@');
    const expression = isSaved ? findSavedQuery(plan.settings, text) : text;
    return compileExpression(expression, isSaved ? text : '--where', plan, clock);
  });
}

/**
 * What overdue, due and no date are about: with `--agency` the milestones of these agencies, and with `--due` the field `due`
 * is a date in that period.
 * @throws PlanError `usage`, `unknown-word`
 */
const scopeOf = (
  plan: Plan,
  { agency, due }: { agency?: readonly string[] | undefined; due?: string | undefined },
  clock: Clock,
): FactScope => ({
  ...clock,
  ...(agency && { chargedTo: resolveFilterValues(plan, 'agency', agency) }),
  ...(due !== undefined && { period: parseRange(due, clock) }),
});

/**
 * The items that match the words, the options and the predicates.
 * @param predicates the compiled values of `--where`, and saved queries
 * @throws PlanError `usage`, `unknown-word`
 */
export function selectionOf(
  plan: Plan,
  words: readonly string[],
  { where: expressions = [], due, ...flags }: SelectionFlags,
  clock: Clock,
  predicates: readonly Predicate[] = [],
): Selection {
  if (expressions.length > predicates.length)
    throw new PlanError('internal', 'an expression of `--where` was not compiled', 'please report it');
  const where = Object.fromEntries(
    filterFieldNames.flatMap((name) => (flags[name] ? [[name, flags[name]]] : [])),
  );
  const retired = plan.items.filter(isRetired).length;
  const scope = scopeOf(plan, { agency: flags.agency, due }, clock);
  const candidates = filterItems(plan, { ...flags, where, words }, scope);
  const { period } = scope;
  const conditions = [
    ...(period ? [(item: Item): Ternary => isDueWithin(item, period, scope)] : []),
    ...conditionsOf(predicates, plan, candidates),
  ];
  return {
    ...evaluate(candidates, conditions),
    of: flags.retired ? retired : plan.items.length - retired,
    retired,
    clock: scope,
  };
}

/** The items that match all predicates. @param items by default all of the plan, retired ones too */
export const evaluateAll = (
  predicates: readonly Predicate[],
  plan: Plan,
  items: readonly Item[] = plan.items,
): { items: Item[]; undecided: Undecided[] } => evaluate(items, conditionsOf(predicates, plan, items));

const conditionsOf = (predicates: readonly Predicate[], plan: Plan, items: readonly Item[]) =>
  predicates.map((predicate) => {
    const results = predicate(plan, items);
    return (item: Item): Ternary => results.get(item)!;
  });

/** Queues notes about undecided items. @param of the number of items they were selected from */
export function noteUndecided(context: CommandContext, undecided: readonly Undecided[], of: number): void {
  for (const each of undecided) context.queueNote(undecidedText(each, of));
}

/** Separates saved queries from other arguments. `@`, `@~1` and `@{1}` are revisions of git. */
export function splitSavedQueries(words: readonly string[]): { queries: string[]; rest: string[] } {
  const isQuery = (word: string) => /^@[\p{L}\p{N}]/u.test(word);
  return { queries: words.filter(isQuery), rest: words.filter((word) => !isQuery(word)) };
}

/**
 * The arguments of a command that takes saved queries only.
 * @throws PlanError `usage`
 */
export function savedQueriesOnly(words: readonly string[]): readonly string[] {
  const word = words.find((each) => !each.startsWith('@'));
  if (word === undefined) return words;
  throw new PlanError(
    'usage',
    `\`${word}\` is not a saved query`,
    'write `@` before its name, such as `@chase`; to search for words, use `plan list`',
  );
}
