/** Parsing days, periods and ranges. */

import { describe, expect, test } from 'vitest';
import { isDate } from '../../../../src/plan/model/calendar-date.ts';
import {
  addDays,
  addMonths,
  isWithin,
  parseDay,
  parsePeriod,
  parseRange,
  parseRevisionDay,
} from '../../../../src/plan/model/date-expressions.ts';
import fc, { times } from '../../../support/property.ts';

const clock = { today: '2026-11-24', yearStart: '07-01' };
const year = fc.integer({ min: 1000, max: 9000 });
const aDay = fc
  .integer({ min: -300_000, max: 2_000_000 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));

test.each([
  ['2026-09-30', '2026-09-30', '2026-09-30'],
  ['today', '2026-11-24', '2026-11-24'],
  ['Yesterday', '2026-11-23', '2026-11-23'],
  ['tomorrow', '2026-11-25', '2026-11-25'],
  ['+30d', '2026-12-24', '2026-12-24'],
  ['-2w', '2026-11-10', '2026-11-10'],
  ['+3m', '2027-02-24', '2027-02-24'],
  ['-1y', '2025-11-24', '2025-11-24'],
  ['2026-11', '2026-11-01', '2026-11-30'],
  ['2024-02', '2024-02-01', '2024-02-29'],
  ['2026-Q4', '2026-10-01', '2026-12-31'],
  ['2026-q1', '2026-01-01', '2026-03-31'],
  ['2026', '2026-01-01', '2026-12-31'],
  ['fy2027', '2026-07-01', '2027-06-30'],
  ['FY2024', '2023-07-01', '2024-06-30'],
])('`%s` is from %s to %s', (text, from, to) => {
  expect(parsePeriod(text, clock)).toEqual({ from, to });
});

test.each([
  '',
  'soon',
  '2026-13',
  '2026-Q5',
  '2026-02-30',
  '+9999y',
  '30d',
  'HEAD',
  'v1',
  '202',
  'fy27',
  '2026-00',
  '-',
])('`%s` is invalid', (text) => {
  expect(parsePeriod(text, clock)).toBeNull();
  expect(() => parseDay(text, clock)).toThrow(`\`${text}\` is not a day`);
});

test('quarters and months make up a year, and financial years follow each other', () => {
  const follow = (texts: readonly string[]) => {
    const periods = texts.map((text) => parsePeriod(text, clock)!);
    for (const [at, { from, to }] of periods.entries()) {
      expect(from <= to && isDate(from) && isDate(to)).toBe(true);
      if (at > 0) expect(addDays(periods[at - 1]!.to, 1)).toBe(from);
    }
    return { from: periods[0]!.from, to: periods.at(-1)!.to };
  };
  fc.assert(
    fc.property(year, (number) => {
      const whole = parsePeriod(`${number}`, clock);
      expect(follow([1, 2, 3, 4].map((quarter) => `${number}-Q${quarter}`))).toEqual(whole);
      expect(
        follow(Array.from({ length: 12 }, (_, at) => `${number}-${String(at + 1).padStart(2, '0')}`)),
      ).toEqual(whole);
      follow([`fy${number}`, `fy${number + 1}`]);
    }),
    { numRuns: times(30) },
  );
});

test('a financial year can be the calendar year, and needs `year-start`', () => {
  expect(parsePeriod('fy2027', { today: clock.today, yearStart: '01-01' })).toEqual(
    parsePeriod('2027', clock),
  );
  expect(() => parsePeriod('fy2027', { today: clock.today })).toThrow(
    'needs the start of the financial year',
  );
});

test('adds days and months as in the calendar', () => {
  fc.assert(
    fc.property(aDay, fc.integer({ min: -500, max: 500 }), (day, count) => {
      expect(addDays(addDays(day, count), -count)).toBe(day);
      const moved = addMonths(day, count);
      const month = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
      expect(isDate(moved)).toBe(true);
      expect(month(moved)).toBe(month(day) + count);
      // In a shorter month it is the last day.
      if (moved.slice(8) !== day.slice(8)) expect(addDays(moved, 1).slice(8)).toBe('01');
    }),
  );
});

describe('a range', () => {
  test.each([
    ['2026-Q4', '2026-10-01', '2026-12-31'],
    ['..today', null, '2026-11-24'],
    ['today..', '2026-11-24', null],
    ['today..+30d', '2026-11-24', '2026-12-24'],
    ['2026-Q3..2026-Q4', '2026-07-01', '2026-12-31'],
  ])('`%s`', (text, from, to) => {
    expect(parseRange(text, clock)).toEqual({ from, to });
  });

  test.each(['..', 'a..b', '2026..2027..2028', '2026-..', ''])('`%s` is invalid', (text) => {
    expect(() => parseRange(text, clock)).toThrow('is not a day');
  });

  test('cannot end before it starts', () => {
    expect(() => parseRange('2027..2026', clock)).toThrow('`2027..2026` ends before it begins');
  });

  test('includes its ends', () => {
    fc.assert(
      fc.property(aDay, fc.nat(400), fc.integer({ min: -500, max: 500 }), (from, length, off) => {
        const span = parseRange(`${from}..${addDays(from, length)}`, clock);
        expect(isWithin(addDays(from, off), span)).toBe(off >= 0 && off <= length);
      }),
    );
  });
});

test('a revision day is the day before a period, or its last day, which is today for a current period', () => {
  expect(parseRevisionDay('2026-06-30', 'before', clock)).toBe('2026-06-30');
  expect(parseRevisionDay('fy2027', 'before', clock)).toBe('2026-06-30');
  expect(parseRevisionDay('2026-Q3', 'last', clock)).toBe('2026-09-30');
  expect(parseRevisionDay('2026-Q4', 'last', clock)).toBe('2026-11-24');
  expect(parseRevisionDay('main', 'last', clock)).toBe('main');
});
