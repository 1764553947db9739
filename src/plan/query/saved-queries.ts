/** Saved queries, and the options of the language that queries are written in. */
import type { PlanFile, SavedQuery } from '../../../schemas/plan.ts';
import { PlanError } from '../../errors.ts';
import { didYouMean } from '../../util/suggest.ts';
import type { Clock } from '../model/calendar-date.ts';
import { requirePeriod } from '../model/date-expressions.ts';
import { type Field, type FieldName, fields } from '../model/fields.ts';
import type { Plan } from '../model/plan.ts';
import { noDueDate } from './expression-scope.ts';
import { filterFieldOf, missingValues, resolveFilterValue } from './filters.ts';

/** Options for `createLanguage`. */
export const queryLanguageOptions = (
  { settings, agencies }: Pick<Plan, 'settings' | 'agencies'>,
  clock: Clock,
) => ({
  periodOf: (day: string) => requirePeriod(day, clock),
  shorthand: {
    name: 'facts',
    insteadOfHas,
    anyWithin: { due: { list: 'dueDates', isOpen: 'undated', unknown: noDueDate } },
    resolveValue(field: string, text: string): string {
      const filterField = filterFieldOf(field);
      return filterField === null
        ? text
        : resolveFilterValue({ settings, agencies, items: [] }, filterField, text);
    },
  },
});

/** What to write instead of `has` for a field that is never absent; null for fields that can be absent. */
function insteadOfHas(name: string): string | null {
  const { nullable, kind }: Field = fields[name as FieldName];
  if (nullable) return null;
  const missing = missingValues[name as keyof typeof missingValues];
  if (missing !== undefined) return `write \`${name} != "${missing}"\``;
  return typeof kind === 'object' ? 'it can be empty: use `size()`' : 'remove `has`';
}

export const expressionOf = (query: SavedQuery): string =>
  typeof query === 'string' ? query : query.expression;

export const descriptionOf = (query: SavedQuery): string | null =>
  typeof query === 'string' ? null : query.meaning;

/** An expression on one line. */
export const singleLine = (expression: string): string => expression.trim().replace(/\s+/g, ' ');

/**
 * The expression of a saved query.
 * @param text `@` and its name
 * @throws PlanError `unknown-word`
 */
export function findSavedQuery({ queries = {} }: PlanFile, text: string): string {
  const name = text.slice(1);
  if (Object.hasOwn(queries, name)) return expressionOf(queries[name]!);
  const names = Object.keys(queries).map((each) => `@${each}`);
  throw new PlanError(
    'unknown-word',
    `there is no saved query \`${text}\``,
    didYouMean(text, names) ??
      (names.length > 0
        ? `there ${names.length === 1 ? 'is' : 'are'} ${names.map((each) => `\`${each}\``).join(', ')}: see \`plan queries\``
        : 'save one in plan.yaml: `queries: { chase: overdue || stale }`'),
  );
}
