/** Renders a calendar as iCalendar (RFC 5545). */
import ical, { ICalEventTransparency } from 'ical-generator';
import type { PlanFile } from '../../schemas/plan.ts';
import type { CalendarEvent } from '../plan/calendar.ts';
import { oneLine } from './common/escape.ts';
import { shortCommit } from './document/plan-metadata.ts';

const categories = { due: 'Due', reports: 'Reports' } as const satisfies Record<
  CalendarEvent['what'],
  string
>;

/**
 * @param today the time stamp of each event, a day so that the same plan gives the same bytes
 * @param commit the commit that the plan was read from; null for the files in the work tree
 */
export function calendarText(
  { id: plan, title, owner }: Pick<PlanFile, 'id' | 'title' | 'owner'>,
  events: readonly CalendarEvent[],
  today: string,
  commit: string | null = null,
): string {
  const calendar = ical({
    prodId: { company: 'plantrail', product: 'plan', language: 'EN' },
    name: oneLine(title),
    description: `${oneLine(owner)}, as of ${today}${shortCommit(commit)}`,
    events: events.map(({ id, what, day, title, lines }) => ({
      id: `${encodeURIComponent(id)}@${plan}.plantrail`,
      stamp: at(today),
      allDay: true,
      start: at(day),
      // The end is exclusive.
      end: new Date(at(day).getTime() + 86_400_000),
      summary: oneLine(title),
      description: lines.map(oneLine).join('\n'),
      categories: [{ name: categories[what] }],
      // An event does not mark the day as busy.
      transparency: ICalEventTransparency.TRANSPARENT,
    })),
  });
  return `${calendar.toString()}\r\n`;
}

const at = (day: string) => new Date(`${day}T00:00:00Z`);
