/** Reads iCalendar as a calendar program does. */
import ical from 'ical.js';

export interface Event {
  uid: string;
  summary: string;
  description: string;
  start: string;
  end: string;
}

/** The events that a calendar program reads. @throws if the text is not valid iCalendar */
export function readCalendar(text: string): { name: unknown; events: Event[]; kinds: string[] } {
  const calendar = new ical.Component(ical.parse(text));
  const events = calendar.getAllSubcomponents('vevent').map((each) => {
    const { uid, summary, description, startDate, endDate } = new ical.Event(each);
    return { uid, summary, description, start: `${startDate}`, end: `${endDate}` };
  });
  return {
    name: calendar.getFirstPropertyValue('x-wr-calname'),
    events,
    kinds: calendar.getAllSubcomponents().flatMap((each) => each.getAllProperties().map(({ name }) => name)),
  };
}
