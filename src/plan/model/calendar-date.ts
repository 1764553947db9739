/** Calendar dates as text, `YYYY-MM-DD`: they compare as they sort. */

/** What day it is; worked out only when asked. */
export interface Clock {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** After how many days an item's newest report is old; absent means `usualStaleAfter`. */
  readonly staleAfter?: number | undefined;
  /** The month and day on which the plan's year starts, `07-01`; absent where the plan does not say. */
  readonly yearStart?: string | undefined;
}

/** After how many days a report is old, where a plan does not say: half a year. */
export const defaultStaleAfter = 180;

/** True for a time zone that this machine's calendar knows. */
export function isTimeZone(name: string): boolean {
  try {
    // To look through the list takes a tenth of the time, but it lacks second names: `NZ`.
    return (
      Intl.supportedValuesOf('timeZone').includes(name) ||
      new Intl.DateTimeFormat('en', { timeZone: name }) !== null
    );
  } catch {
    return false;
  }
}

/** True for a day that the calendar has. */
export function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.toISOString().startsWith(text);
}

/** How many days `to` is after `from`; both are days of the calendar. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
