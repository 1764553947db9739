/** `plan calendar`: iCalendar that a parser accepts, with nothing but the dates of the plan. */
import ical from 'ical.js';
import { describe, expect, test } from 'vitest';
import { calendarOf } from '../../src/plan/calendar.ts';
import { calendarText } from '../../src/render/calendar.ts';
import { anItem, planOf, settings } from '../support/items.ts';
import { plan } from '../support/plan.ts';
import fc, { times } from '../support/property.ts';
import { fewItems, shippedPlan } from '../support/shipped.ts';

const today = '2026-11-24';

interface Event {
  uid: string;
  summary: string;
  description: string;
  start: string;
  end: string;
}

/** The events that a calendar program reads. @throws if the text is not valid iCalendar */
function read(text: string): { name: unknown; events: Event[]; kinds: string[] } {
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

const due = (day: string, task = 'Draft', id = '1.1') => ({ milestones: [{ id, task, due: day }] });
const textOf = (items: Parameters<typeof planOf>[0]) =>
  calendarText(settings, calendarOf(planOf(items), items), today);

describe('events', () => {
  test('are whole days: due dates of open milestones, and reporting days', () => {
    const items = [
      anItem({
        timetable: due('2026-12-31'),
        updates: [{ 'as-of': '2026-09-30', recorded: today, agency: 'dol', note: 'Begun.' }],
      }),
      anItem({ id: 2, updates: [{ 'as-of': '2026-09-30', recorded: today, note: 'Begun.' }] }),
    ];
    expect(read(textOf(items)).events).toEqual([
      {
        uid: 'reports.2026-09-30@a-plan.plantrail',
        ...{ start: '2026-09-30', end: '2026-10-01', summary: '2 reports on 2 items' },
        description: 'Items: 1, 2\nFrom: Department of Labour, the group',
      },
      {
        uid: 'due.1.1.1@a-plan.plantrail',
        ...{ start: '2026-12-31', end: '2027-01-01', summary: '1.1 due: Draft' },
        description: 'Item 1: Assess the danger\nWith: Department of Labour\nStatus: not reported',
      },
    ]);
  });

  test('keep their ids when the date moves', () => {
    const [before, after] = ['2026-12-31', '2027-03-31'].map((day) =>
      read(textOf([anItem({ timetable: due(day) })])),
    );
    expect(after!.events[0]!.uid).toBe(before!.events[0]!.uid);
  });

  test('exclude work that is closed, retired or without a date', () => {
    const closed = { milestones: [{ id: '1.1', task: 'Draft', due: today, status: 'completed' as const }] };
    const retired = { recorded: today, reason: 'Done.', authority: 'Group' };
    const items = [
      anItem({ timetable: closed }),
      anItem({ id: 2, timetable: due(today), retired }),
      anItem({ id: 3, timetable: due(today), status: 'cancelled' }),
      anItem({ id: 4 }),
    ];
    expect(read(textOf(items)).events).toEqual([]);
  });

  test('fall on the same day in every time zone', () => {
    const own = process.env.TZ;
    const texts = ['Pacific/Auckland', 'Pacific/Honolulu', 'UTC'].map((zone) => {
      process.env.TZ = zone;
      return textOf([anItem({ timetable: due('2026-12-31') })]);
    });
    if (own === undefined) delete process.env.TZ;
    else process.env.TZ = own;
    expect(new Set(texts).size).toBe(1);
  });
});

test('texts of a plan add no properties, and lines are not too long', () => {
  const words = fc.oneof(
    fc.constantFrom(
      'x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nATTACH:https://example.org',
      'a;b,c\\d:e"f\\n',
      'Kāinga Ora – Homes and Communities '.repeat(9),
      '\u0000\u001b[31m\u2028ATTENDEE:x\u0085BEGIN:VALARM',
      '😀'.repeat(60),
    ),
    fc.string({ unit: 'binary' }),
  );
  const plain = read(textOf([anItem({ timetable: due('2026-12-31') })]));
  fc.assert(
    fc.property(words, words, (task, action) => {
      const items = [anItem({ action, timetable: due('2026-12-31', task) })];
      const text = calendarText(
        { ...settings, title: task, owner: action },
        calendarOf(planOf(items), items),
        today,
      );
      const { events, kinds } = read(text);
      expect([events.length, kinds]).toEqual([1, plain.kinds]);
      for (const line of text.split('\r\n')) {
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(line).not.toMatch(/[\u0000-\u0008\u000a-\u001f]/);
      }
      expect(text.endsWith('\r\n')).toBe(true);
    }),
    { numRuns: times(40) },
  );
});

describe('plan calendar', () => {
  test('is empty for a plan without dates, and says so', async () => {
    const sandbox = shippedPlan(fewItems);
    const { stdout, stderr, code } = await plan(sandbox, ['calendar']);
    expect([code, stderr]).toEqual([
      0,
      'no dates: no open milestone has a due date, and there are no updates\n',
    ]);
    expect(read(stdout)).toMatchObject({ name: 'Plan of Action to Prevent People Trafficking', events: [] });
  });

  test('writes a file, with filters', async () => {
    const sandbox = shippedPlan(fewItems);
    const path = 'plan/items/05.yaml';
    sandbox.write({ [path]: sandbox.read(path).replace(/(id: "5\.1"\n)( +)/, '$1$2due: 2027-03-31\n$2') });
    const run = (...words: string[]) => plan(sandbox, ['calendar', ...words]);
    expect(await run('-o', 'plan.ics')).toMatchObject({ code: 0, stdout: '' });
    expect(read(sandbox.read('plan.ics')).events).toMatchObject([{ start: '2027-03-31' }]);
    const { events } = JSON.parse((await run('--agency', 'mfat', '--json')).stdout);
    expect(events).toEqual([]);
  });
});
