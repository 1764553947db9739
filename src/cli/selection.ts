/** Which items a question is about: the options that every reading command shares. */
import type { Item } from '../../schemas/item.ts';
import { PlanError } from '../errors.ts';
import type { Clock } from '../plan/model/calendar-date.ts';
import { parseRange } from '../plan/model/date-expressions.ts';
import { isRetired } from '../plan/model/derived.ts';
import type { Plan } from '../plan/model/plan.ts';
import { evaluate, type Ternary, type Undecided, undecidedText } from '../plan/query/evaluate.ts';
import { type FilterFieldName, filterFieldNames, filterItems, isDueWithin } from '../plan/query/filters.ts';
import { type LoadedPlan, readPlan } from '../storage/plan-files/read-plan.ts';
import { listOption, option } from './command.ts';
import type { CommandContext } from './context.ts';
import type { Predicate } from './where-option.ts';

export interface SelectionFlags extends Partial<Record<FilterFieldName, string[]>> {
  overdue?: boolean;
  unreported?: boolean;
  stale?: boolean;
  undated?: boolean;
  due?: string;
  retired?: boolean;
  where?: string[];
}

export const whereOption = option(
  '--where <expression>',
  'only those of which it is true, in CEL: see `plan fields`; or @name, as saved in plan.yaml',
).argParser((value: string, earlier: string[] = []) => [...earlier, value]);

export const selectionOptions = [
  listOption('--agency <name>', 'responsible: an id, name or alias'),
  listOption('--lead <name>', 'leading: the same, or unknown'),
  listOption('--pillar <name>', 'in this part of the plan'),
  listOption('--status <status>', 'a status, or not-reported'),
  listOption('--rating <rating>', 'a rating, or not-rated'),
  listOption('--kind <kind>', 'action, business-as-usual, or unknown'),
  listOption('--horizon <name>', "one of the plan's horizons, ongoing, or trigger"),
  option('--due <span>', 'an open milestone is due then: 2026-Q4, fy2027, ..today, today..+30d'),
  option('--overdue', 'only those with an open milestone whose date has passed'),
  option('--undated', 'only those with an open milestone that has no date'),
  option('--unreported', 'only those on which nobody has reported'),
  option('--stale', 'only open ones whose newest report is older than the plan wants'),
  option('--retired', 'only those that were retired, which are left out otherwise'),
  whereOption,
];

/** For commands that count, where retired items count nowhere. */
export const activeOptions = selectionOptions.filter(({ long }) => long !== '--retired');

export interface Selection {
  /** In the plan's order. */
  items: Item[];
  /** How many there are to choose from: all that are not retired or, where asked for those, all that are. */
  of: number;
  /** How many items of the plan are retired. */
  retired: number;
  /** The items of which nobody can say whether they are meant, by the reason; they are not among the others. */
  undecided: Undecided[];
}

/** What was asked, and what of the plan is meant by it. */
export interface SelectedPlan extends Selection {
  loaded: LoadedPlan;
  plan: Plan;
  clock: Clock;
}

/**
 * Reads the plan and chooses the items that a command line is about. Whatever of it can be wrong by itself is found
 * before any item is read; what is undecided is told when the answer has been given, by `session.partial`.
 * @param words those that must stand in the wording; `@name` among them is a saved question
 * @throws PlanError `usage`, `unknown-word`, `broken-plan`
 */
export async function selectItems(
  context: CommandContext,
  words: readonly string[],
  { asOf, ...flags }: SelectionFlags & { asOf?: string },
): Promise<SelectedPlan> {
  await context.useRevision(asOf);
  const saved = words.filter((word) => word.startsWith('@'));
  const questions = await compileQueries(context, [...(flags.where ?? []), ...saved]);
  const loaded = await context.load();
  const { plan } = loaded;
  const clock = context.clock(plan.settings);
  const plain = words.filter((word) => !word.startsWith('@'));
  const selection = selectionOf(plan, plain, flags, clock, questions);
  noteUndecided(context, selection.undecided, selection.of);
  return { ...selection, loaded, plan, clock };
}

/**
 * Reads questions before any item is read.
 * @param texts expressions, and names of saved ones with `@` before them
 * @returns as many questions
 * @throws PlanError `usage`, `unknown-word`, `broken-plan`
 */
export async function compileQueries(
  context: CommandContext,
  texts: readonly string[],
): Promise<Predicate[]> {
  if (texts.length === 0) return [];
  await context.loadSparseInfo();
  const [{ compileWhere }, { findSavedQuery }, seen] = await Promise.all([
    import('./where-option.ts'),
    import('../plan/query/saved-queries.ts'),
    readPlan(context.source, []),
  ]);
  // A plan that can't be read is told of as everywhere else: with all that is wrong with it.
  const { settings, agencies } =
    seen.settings && seen.agencies
      ? { settings: seen.settings, agencies: seen.agencies }
      : (await context.load()).plan;
  const clock = context.clock(settings);
  return texts.map((text) => {
    const isSaved = text.startsWith('@');
    const expression = isSaved ? findSavedQuery(settings, text) : text;
    return compileWhere(expression, isSaved ? text : '--where', { settings, agencies }, clock);
  });
}

/**
 * @param questions what `flags.where` says, and more of its kind
 * @throws PlanError `usage`, `unknown-word`
 */
export function selectionOf(
  plan: Plan,
  words: readonly string[],
  { where: asked = [], due, ...flags }: SelectionFlags,
  clock: Clock,
  questions: readonly Predicate[] = [],
): Selection {
  if (asked.length > questions.length)
    throw new PlanError('internal', 'a question of `--where` was not read', 'please report it');
  const where = Object.fromEntries(
    filterFieldNames.flatMap((name) => (flags[name] ? [[name, flags[name]]] : [])),
  );
  const inAll = plan.items.filter(isRetired).length;
  const candidates = filterItems(plan, { ...flags, where, words }, clock);
  const span = due === undefined ? null : parseRange(due, clock);
  const judges = [
    ...(span ? [(item: Item): Ternary => isDueWithin(item, span)] : []),
    ...judgesOf(questions, plan, candidates),
  ];
  return {
    ...evaluate(candidates, judges),
    of: flags.retired ? inAll : plan.items.length - inAll,
    retired: inAll,
  };
}

/** The items of a plan, retired ones too, of which all the questions are true. @param items where not all are meant */
export const evaluateAll = (
  questions: readonly Predicate[],
  plan: Plan,
  items: readonly Item[] = plan.items,
): { items: Item[]; undecided: Undecided[] } => evaluate(items, judgesOf(questions, plan, items));

const judgesOf = (questions: readonly Predicate[], plan: Plan, items: readonly Item[]) =>
  questions.map((question) => {
    const verdicts = question(plan, items);
    return (item: Item): Ternary => verdicts.get(item)!;
  });

/** Keeps for after the answer what is to be said of the items that nobody can decide about. @param of among how many */
export function noteUndecided(context: CommandContext, undecided: readonly Undecided[], of: number): void {
  for (const each of undecided) context.queueNote(undecidedText(each, of));
}

/** Arguments taken apart: names of saved questions, and the rest. `@`, `@~1` and `@{1}` are names of git's. */
export function splitSavedQueries(words: readonly string[]): { asked: string[]; rest: string[] } {
  const isAsked = (word: string) => /^@[\p{L}\p{N}]/u.test(word);
  return { asked: words.filter(isAsked), rest: words.filter((word) => !isAsked(word)) };
}

/**
 * The arguments of a command that takes saved questions and no words.
 * @throws PlanError `usage`
 */
export function savedQueriesOnly(words: readonly string[]): readonly string[] {
  const word = words.find((each) => !each.startsWith('@'));
  if (word === undefined) return words;
  throw new PlanError(
    'usage',
    `\`${word}\` is not a saved question`,
    'its name begins with `@`, such as `@chase`; `plan list` looks for words',
  );
}
