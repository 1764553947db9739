/** iCalendar that a parser accepts, with nothing but the dates of the plan. */
import { describe, expect, test } from 'vitest';
import { calendarOf } from '../../../src/plan/calendar.ts';
import { calendarText } from '../../../src/render/calendar.ts';
import { readCalendar } from '../../support/calendar-reader.ts';
import { anItem, planOf, settings } from '../../support/items.ts';
import fc, { times } from '../../support/property.ts';

const today = '2026-11-24';

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
    expect(readCalendar(textOf(items)).events).toEqual([
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
      readCalendar(textOf([anItem({ timetable: due(day) })])),
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
    expect(readCalendar(textOf(items)).events).toEqual([]);
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
  const plain = readCalendar(textOf([anItem({ timetable: due('2026-12-31') })]));
  fc.assert(
    fc.property(words, words, (task, action) => {
      const items = [anItem({ action, timetable: due('2026-12-31', task) })];
      const text = calendarText(
        { ...settings, title: task, owner: action },
        calendarOf(planOf(items), items),
        today,
      );
      const { events, kinds } = readCalendar(text);
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
