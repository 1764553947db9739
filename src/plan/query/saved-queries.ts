/** What a question may say: the days and the words it means, and what saved ones there are. */
import type { PlanFile, SavedQuery } from '../../../schemas/plan.ts';
import { PlanError } from '../../errors.ts';
import { didYouMean } from '../../util/suggest.ts';
import type { Clock } from '../model/calendar-date.ts';
import { requirePeriod } from '../model/date-expressions.ts';
import { type Field, type FieldName, fields } from '../model/fields.ts';
import type { Plan } from '../model/plan.ts';
import { filterFieldOf, missingValues, resolveFilterValue } from './filters.ts';

/** How questions about a plan are read, for `languageOf`. */
export const queryLanguageOptions = (
  { settings, agencies }: Pick<Plan, 'settings' | 'agencies'>,
  clock: Clock,
) => ({
  periodOf: (day: string) => requirePeriod(day, clock),
  shorthand: {
    name: 'facts',
    always: insteadOfHas,
    wordOf(field: string, word: string): string {
      const dimension = filterFieldOf(field);
      return dimension === null
        ? word
        : resolveFilterValue({ settings, agencies, items: [] }, dimension, word);
    },
  },
});

/** What to ask instead of whether a field is there; null where that is a good question. */
function insteadOfHas(name: string): string | null {
  const { nullable, kind }: Field = fields[name as FieldName];
  if (nullable) return null;
  const word = missingValues[name as keyof typeof missingValues];
  if (word !== undefined) return `where nobody said, it is a word: \`${name} != "${word}"\``;
  return typeof kind === 'object' ? 'it may be empty: ask for its `size()`' : 'leave `has` out';
}

export const expressionOf = (query: SavedQuery): string =>
  typeof query === 'string' ? query : query.expression;

export const descriptionOf = (query: SavedQuery): string | null =>
  typeof query === 'string' ? null : query.meaning;

/** An expression of several lines as one. */
export const singleLine = (expression: string): string => expression.trim().replace(/\s+/g, ' ');

/**
 * The expression of a saved question.
 * @param text its name with `@` before it
 * @throws PlanError `unknown-word`
 */
export function findSavedQuery({ queries = {} }: PlanFile, text: string): string {
  const name = text.slice(1);
  if (Object.hasOwn(queries, name)) return expressionOf(queries[name]!);
  const names = Object.keys(queries).map((each) => `@${each}`);
  throw new PlanError(
    'unknown-word',
    `there is no saved question \`${text}\``,
    didYouMean(text, names) ??
      (names.length > 0
        ? `there ${names.length === 1 ? 'is' : 'are'} ${names.map((each) => `\`${each}\``).join(', ')}: see \`plan queries\``
        : 'save one in plan.yaml: `queries: { chase: overdue || stale }`'),
  );
}
