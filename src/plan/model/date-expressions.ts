/** Days and spans of days as people say them: `today`, `+30d`, `2026-Q4`, `fy2027`. */
import { PlanError } from '../../errors.ts';
import { type Clock, isDate } from './calendar-date.ts';

/** From the first day to the last, both `YYYY-MM-DD` and both within it; one day has the same twice. */
export interface Period {
  from: string;
  to: string;
}

/** For a hint. */
const accepted =
  '`2026-09-30`, `today`, `yesterday`, `tomorrow`, `-2w`, `+30d`, `+3m`, `2026-11`, `2026-Q4`, `2026` or `fy2027`';

/** A span with open ends: an end that is null goes on for ever. */
export interface DateRange {
  from: string | null;
  to: string | null;
}

type Reader = (found: readonly string[], clock: Clock) => Period;

/** Every way to say one, by its look. Quarters are the calendar's; a financial year has the name of the year it ends in. */
const readers: readonly (readonly [RegExp, Reader])[] = [
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
  [/^fy-?(\d{4})$/, ([year], { yearStart }) => months(startOf(Number(year), yearStart), 12)],
];

/**
 * The days that a text means; null where it is not a day and not a span.
 * @throws PlanError `usage` for a financial year where the plan does not say when its year starts
 */
export function parsePeriod(text: string, clock: Clock): Period | null {
  const said = text.trim().toLowerCase();
  for (const [look, read] of readers) {
    const found = look.exec(said)?.slice(1);
    if (!found) continue;
    const period = read(found, clock);
    return isDate(period.from) && isDate(period.to) ? period : null;
  }
  return null;
}

/**
 * The days that a text means.
 * @throws PlanError `usage`
 */
export function requirePeriod(text: string, clock: Clock): Period {
  const period = parsePeriod(text, clock);
  if (!period) throw notADay(text);
  return period;
}

/**
 * The one day that a text means.
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
 * A span of days: one that has a name, or two with `..` between them, of which one may be left out.
 * @throws PlanError `usage`
 */
export function parseRange(text: string, clock: Clock): DateRange {
  const known = (each: string) => requirePeriod(each, clock);
  if (!text.includes('..')) return known(text);
  const [first = '', last = '', ...more] = text.split('..');
  if (more.length > 0 || (first.trim() === '' && last.trim() === '')) throw notADay(text);
  const span = {
    from: first.trim() === '' ? null : known(first).from,
    to: last.trim() === '' ? null : known(last).to,
  };
  if (span.from !== null && span.to !== null && span.to < span.from)
    throw new PlanError('usage', `\`${text}\` ends before it begins`, 'name the earlier day first');
  return span;
}

export const isWithin = (day: string, { from, to }: DateRange): boolean =>
  (from === null || from <= day) && (to === null || day <= to);

/**
 * A moment of the past, for git: the day whose end is meant, where the text says days at all; else the text as it is.
 * A span that has begun and is not over ends today.
 * @param which end of a span is meant: the day before it, so that all of it comes after; or its last
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

/** So many months from a first day on. */
const months = (from: string, count: number): Period =>
  isDate(from) ? { from, to: addDays(addMonths(from, count), -1) } : oneDay(from);

const firstOf = (year: number, month: number) => textOf(Date.UTC(year, month - 1, 1));

/** The day on which the financial year begins that ends in a year; it has that year's name. */
function startOf(year: number, yearStart: string | undefined): string {
  if (yearStart === undefined)
    throw new PlanError(
      'usage',
      `\`fy${year}\` has no meaning in this plan, which does not say when its year starts`,
      'add to plan.yaml the month and day, such as `year-start: 07-01`',
    );
  return `${String(yearStart === '01-01' ? year : year - 1).padStart(4, '0')}-${yearStart}`;
}

/** @param day of the calendar */
export const addDays = (day: string, days: number): string => textOf(Date.parse(day) + days * 86_400_000);

/** The same day of another month; where that has no such day, its last: a month after 31 January is the end of February. */
export function addMonths(day: string, count: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return textOf(Date.UTC(year, month - 1 + count, Math.min(date, last)));
}

/** Beyond the years that four digits can write, a text that is no day. */
function textOf(instant: number): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}
