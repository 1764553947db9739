/** Parses days, periods and ranges from the command line and from expressions: `today`, `+30d`, `2026-Q4`, `fy2027`. */
import { PlanError } from '../../errors.ts';
import { type Clock, isDate } from './calendar-date.ts';

/** The first and the last day, both `YYYY-MM-DD` and inclusive; they are the same for one day. */
export interface Period {
  from: string;
  to: string;
}

/** The accepted forms, for a hint. */
const accepted =
  '`2026-09-30`, `today`, `yesterday`, `tomorrow`, `-2w`, `+30d`, `+3m`, `2026-11`, `2026-Q4`, `2026` or `fy2027`';

/** A period with optional ends: null for no limit. */
export interface DateRange {
  from: string | null;
  to: string | null;
}

type PeriodParser = (groups: readonly string[], clock: Clock) => Period;

/** The accepted forms. Quarters are calendar quarters; a financial year is named after the year it ends in. */
const parsers: readonly (readonly [RegExp, PeriodParser])[] = [
  [/^(\d{4}-\d\d-\d\d)$/, ([day]) => oneDay(day!)],
  [/^today$/, (_, { today }) => oneDay(today)],
  [/^yesterday$/, (_, { today }) => oneDay(addDays(today, -1))],
  [/^tomorrow$/, (_, { today }) => oneDay(addDays(today, 1))],
  [/^([+-]\d{1,4})d$/, ([days], { today }) => oneDay(addDays(today, Number(days)))],
  [/^([+-]\d{1,4})w$/, ([weeks], { today }) => oneDay(addDays(today, 7 * Number(weeks)))],
  [/^([+-]\d{1,4})m$/, ([months], { today }) => oneDay(addMonths(today, Number(months)))],
  [/^([+-]\d{1,3})y$/, ([years], { today }) => oneDay(addMonths(today, 12 * Number(years)))],
  [/^(\d{4})-(\d\d)$/, ([year, month]) => months(`${year}-${month}-01`, 1)],
  [/^(\d{4})-q([1-4])$/, ([year, quarter]) => months(firstOf(Number(year), 3 * Number(quarter) - 2), 3)],
  [/^(\d{4})$/, ([year]) => months(`${year}-01-01`, 12)],
  [/^fy-?(\d{4})$/, ([year], { yearStart }) => months(financialYearStart(Number(year), yearStart), 12)],
];

/**
 * The period that a text stands for; null where it is not a day or a period.
 * @throws PlanError `usage` for a financial year where the plan has no `year-start`
 */
export function parsePeriod(text: string, clock: Clock): Period | null {
  const normalized = text.trim().toLowerCase();
  for (const [pattern, parse] of parsers) {
    const groups = pattern.exec(normalized)?.slice(1);
    if (!groups) continue;
    const period = parse(groups, clock);
    return isDate(period.from) && isDate(period.to) ? period : null;
  }
  return null;
}

/**
 * The period that a text stands for.
 * @throws PlanError `usage`
 */
export function requirePeriod(text: string, clock: Clock): Period {
  const period = parsePeriod(text, clock);
  if (!period) throw notADay(text);
  return period;
}

/**
 * The day that a text stands for.
 * @throws PlanError `usage`
 */
export function parseDay(text: string, clock: Clock): string {
  const period = requirePeriod(text, clock);
  if (period.from === period.to) return period.from;
  throw new PlanError(
    'usage',
    `\`${text}\` is not a day: it runs from ${period.from} to ${period.to}`,
    'name one of its days',
  );
}

/**
 * A range: a period, or two with `..` between them, of which one can be left out.
 * @throws PlanError `usage`
 */
export function parseRange(text: string, clock: Clock): DateRange {
  const parse = (each: string) => requirePeriod(each, clock);
  if (!text.includes('..')) return parse(text);
  const [first = '', last = '', ...more] = text.split('..');
  if (more.length > 0 || (first.trim() === '' && last.trim() === '')) throw notADay(text);
  const range = {
    from: first.trim() === '' ? null : parse(first).from,
    to: last.trim() === '' ? null : parse(last).to,
  };
  if (range.from !== null && range.to !== null && range.to < range.from)
    throw new PlanError('usage', `\`${text}\` ends before it begins`, 'name the earlier day first');
  return range;
}

export const isWithin = (day: string, { from, to }: DateRange): boolean =>
  (from === null || from <= day) && (to === null || day <= to);

/**
 * For options that take a day or a revision: the day for a text that is a day or a period, else the text itself.
 * @param which of a period: the day before it, or its last day, which is today for a period that is not over
 */
export function parseRevisionDay(text: string, which: 'before' | 'last', clock: Clock): string {
  const period = parsePeriod(text, clock);
  if (!period) return text;
  if (period.from === period.to) return period.from;
  if (which === 'before') return addDays(period.from, -1);
  return period.from <= clock.today && clock.today < period.to ? clock.today : period.to;
}

const notADay = (text: string) =>
  new PlanError('usage', `\`${text}\` is not a day`, `give it as ${accepted}`);

const oneDay = (day: string): Period => ({ from: day, to: day });

/** The period of a number of months from a first day on. */
const months = (from: string, count: number): Period =>
  isDate(from) ? { from, to: addDays(addMonths(from, count), -1) } : oneDay(from);

const firstOf = (year: number, month: number) => textOf(Date.UTC(year, month - 1, 1));

/** The first day of the financial year that ends in a year. */
function financialYearStart(year: number, yearStart: string | undefined): string {
  if (yearStart === undefined)
    throw new PlanError(
      'usage',
      `\`fy${year}\` needs the start of the financial year, which plan.yaml does not have`,
      'add it to plan.yaml, such as `year-start: 07-01`',
    );
  return `${String(yearStart === '01-01' ? year : year - 1).padStart(4, '0')}-${yearStart}`;
}

export const addDays = (day: string, days: number): string => textOf(Date.parse(day) + days * 86_400_000);

/** The same day of another month, or the last day of a shorter month: a month after 31 January is the end of February. */
export function addMonths(day: string, count: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return textOf(Date.UTC(year, month - 1 + count, Math.min(date, last)));
}

/** A date as text; not a valid date for years beyond four digits. */
function textOf(instant: number): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}
