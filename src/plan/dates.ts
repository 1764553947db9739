/** Calendar dates as text, `YYYY-MM-DD`: they compare as they sort. */

/** What day it is. It may be worked out only when asked: looking up a time zone takes longer than reading a plan. */
export interface Clock {
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** The day it is at `instant` in a time zone. @throws RangeError for a zone that there is not */
export function dayIn(timeZone: string, instant: Date): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(instant);
  const part = (type: string) => parts.find((each) => each.type === type)!.value;
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** True for a time zone that this machine's calendar knows. */
export function isTimeZone(name: string): boolean {
  try {
    return dayIn(name, new Date(0)) !== '';
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
