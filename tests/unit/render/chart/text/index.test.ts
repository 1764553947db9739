/** Charts on a terminal. */
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { buildChart, chartNames } from '../../../../../src/plan/chart/index.ts';
import { barText } from '../../../../../src/render/chart/text/bar.ts';
import { chartText } from '../../../../../src/render/chart/text/index.ts';
import { createTheme, plainTheme } from '../../../../../src/render/common/colors.ts';
import { widthOf } from '../../../../../src/render/common/text-width.ts';
import { anItem, planOf, somePlan } from '../../../../support/items.ts';
import fc, { times } from '../../../../support/property.ts';

const today = '2026-11-15';
const history = [{ day: '2026-01-05', items: 2, reported: 0, completed: 0, inPlace: 0 }];

test('each chart fits its width, with and without colour', async () => {
  const painted = await createTheme(true);
  fc.assert(
    fc.property(
      somePlan,
      fc.constantFrom(...chartNames),
      fc.constantFrom(40, 60, 80, 132),
      fc.constantFrom('Kāinga Ora – Homes and Communities', 'x'.repeat(90), '\u001b[2J\u202e 住宅'),
      (plan, name, width, words) => {
        const agencies = plan.agencies.map((agency) => ({ ...agency, name: words }));
        const items = plan.items.map((item) => ({ ...item, action: words }));
        const chart = buildChart(name, { plan: { ...plan, agencies, items }, items, today, history });
        const text = chartText(chart, width, plainTheme);
        // A long word in a sentence is not broken, so that a URL can be followed.
        if (!words.startsWith('x'))
          for (const line of text.split('\n')) expect(widthOf(line), line).toBeLessThanOrEqual(width);
        expect(stripVTControlCharacters(chartText(chart, width, painted))).toBe(text);
        expect(text).not.toMatch(/[\u001b\u202e]/);
      },
    ),
    { numRuns: times(60) },
  );
});

test('a bar has its width, and each part of it is visible', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 500 }), { minLength: 3, maxLength: 3 }),
      fc.integer({ min: 0, max: 80 }),
      ([completed = 0, waiting = 0, silent = 0], width) => {
        const bar = barText(
          [
            ['completed', completed],
            ['on-hold', waiting],
            ['not-reported', silent],
          ],
          width,
          plainTheme,
        );
        const some = [completed, waiting, silent].filter((count) => count > 0);
        expect(widthOf(bar)).toBe(some.length === 0 ? 0 : Math.max(width, some.length));
        expect([...'█=·'].filter((letter) => bar.includes(letter))).toHaveLength(some.length);
      },
    ),
  );
});

test('the matrix has names as headings if they fit, else symbols with a legend', () => {
  const items = (['completed', 'in-progress', 'on-hold', 'cancelled', 'superseded'] as const).map(
    (status, at) => anItem({ id: at + 1, status }),
  );
  const chart = buildChart('agencies', { plan: planOf(items), items, today });
  expect(chartText(chart, 100, plainTheme)).toMatch(/^ +completed {2}in progress/m);
  expect(chartText(chart, 60, plainTheme)).toMatch(/█ completed[\s\S]*^ +█ {4}▒/m);
});

test('overdue milestones say by how much, and moved ones show their first date', () => {
  const item = anItem({
    timetable: { milestones: [{ id: '1.1', task: 'Draft', due: '2026-11-01' }] },
    amendments: [
      {
        ...{ recorded: '2026-10-01', reason: 'Late.', authority: 'Group', milestone: '1.1', field: 'due' },
        ...{ from: '2026-09-01', to: '2026-11-01' },
      },
    ],
  });
  const chart = buildChart('timeline', { plan: planOf([item]), items: [item], today });
  expect(chartText(chart, 80, plainTheme)).toMatch(
    /^1\.1 {2}2026-11-01 {2}14 days late {2}○ +◆━+│ {2}Draft$/m,
  );
});
