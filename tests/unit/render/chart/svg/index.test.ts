/** Charts as SVG: complete, loading nothing and running nothing, for any plan. */
import { DOMParser, type Element } from '@xmldom/xmldom';
import { describe, expect, test } from 'vitest';
import type { Item } from '../../../../../schemas/item.ts';
import { buildChart, chartNames } from '../../../../../src/plan/chart/index.ts';
import type { Chart } from '../../../../../src/plan/chart/types.ts';
import type { Plan } from '../../../../../src/plan/model/plan.ts';
import { drawChart } from '../../../../../src/render/chart/svg/index.ts';
import { textWidth } from '../../../../../src/render/chart/svg/text-metrics.ts';
import { anItem, planOf, somePlan } from '../../../../support/items.ts';
import fc, { times } from '../../../../support/property.ts';

const today = '2026-11-24';
const history = [
  { day: '2026-01-05', items: 2, reported: 0, completed: 0, inPlace: 0 },
  { day: '2026-06-30', items: 2, reported: 1, completed: 1, inPlace: 0 },
];

const chartsOf = (plan: Plan): Chart[] =>
  chartNames.map((name) => buildChart(name, { plan, items: plan.items, today, history }));

/** @throws if the text is not well-formed XML */
const parsed = (svg: string) =>
  new DOMParser({
    onError: (_, message) => {
      throw new Error(message);
    },
  }).parseFromString(svg, 'image/svg+xml');

const all = (svg: string, name = '*'): Element[] => [...parsed(svg).getElementsByTagName(name)];

const hostile = [
  '<script>alert(1)</script>',
  '"><image href="https://example.org/x" onload="alert(1)"/>',
  '&lt;b&gt; ]]> <!-- ',
  "' style='background:url(https://example.org)",
  '\u202eevil\u0000\u001b[31m\ud800',
];

/** Elements and attributes that could load or run something. */
function expectHarmless(svg: string): void {
  for (const element of all(svg)) {
    expect([
      'svg',
      'title',
      'desc',
      'style',
      'defs',
      'pattern',
      'g',
      'rect',
      'path',
      'circle',
      'text',
    ]).toContain(element.tagName);
    for (const { name, value } of [...element.attributes]) {
      expect(name).not.toMatch(/^on|href|style/i);
      if (/url\(/.test(value)) expect(value).toMatch(/^url\(#[\w-]+\)$/);
    }
  }
}

describe.each(chartNames)('%s', (name) => {
  test('is well-formed, loads and runs nothing, is the same each time, and has a description', async () => {
    await fc.assert(
      fc.asyncProperty(somePlan, fc.constantFrom(...hostile, 'Kāinga Ora'), async (plan, words) => {
        const pillars = plan.settings.pillars.map((pillar) => ({ ...pillar, name: words }));
        const evil = { ...plan, settings: { ...plan.settings, pillars, title: words } };
        evil.agencies = plan.agencies.map((agency) => ({ ...agency, name: words }));
        evil.items = plan.items.map((item) => ({ ...item, action: words }));
        const chart = buildChart(name, { plan: evil, items: evil.items, today, history });
        const svg = await drawChart(chart);
        expect(await drawChart(chart)).toBe(svg);
        expectHarmless(svg);
        const [title, desc] = [all(svg, 'title')[0]!, all(svg, 'desc')[0]!];
        expect(title.textContent).toBe(chart.title);
        expect(all(svg)[0]!.getAttribute('aria-labelledby')).toBe(
          `${title.getAttribute('id')} ${desc.getAttribute('id')}`,
        );
      }),
      { numRuns: times(12) },
    );
  });
});

test('charts on one page share no ids', async () => {
  const plans = [planOf([anItem()]), planOf([anItem({ status: 'completed' })])];
  const svgs = await Promise.all(plans.flatMap(chartsOf).map(drawChart));
  const ids = svgs.flatMap((svg) => [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  // Charts with equal content have equal ids; these two plans have no dates and the same horizons.
  const distinct = new Set(svgs);
  expect(new Set(ids).size).toBe([...distinct].flatMap((svg) => [...svg.matchAll(/ id="/g)]).length);
});

test('the bars and the heat map contain every number', async () => {
  const items: Item[] = Array.from({ length: 37 }, (_, at) =>
    anItem({ id: at + 1, ...(at < 11 && { status: 'completed' as const }) }),
  );
  for (const name of ['status', 'agencies'] as const) {
    const svg = await drawChart(buildChart(name, { plan: planOf(items), items, today }));
    const texts = all(svg, 'text').map((each) => each.textContent);
    for (const number of ['11', '26']) expect(texts).toContain(number);
    expect(texts.join(' ')).toContain('37');
  }
});

test('text stays within the picture', async () => {
  const long = 'Te Tari Whakatau Take e Pā Ana ki te Tiriti o Waitangi me ngā Āhuatanga Katoa o te Motu';
  const due = { milestones: [{ id: '1.1', horizon: 'short', due: '2026-11-23', task: long.repeat(3) }] };
  const plan = planOf([anItem({ action: long, timetable: due }), anItem({ id: 2, timetable: due })]);
  const named = { ...plan, agencies: plan.agencies.map((agency) => ({ ...agency, name: long })) };
  for (const chart of chartsOf(named)) {
    const svg = await drawChart(chart);
    for (const text of all(svg, 'text')) {
      const size = Number(text.getAttribute('font-size') || 12);
      const room = textWidth(text.textContent ?? '', size);
      const anchor = text.getAttribute('text-anchor');
      const left =
        Number(text.getAttribute('x')) - (anchor === 'end' ? room : anchor === 'middle' ? room / 2 : 0);
      expect(left, chart.name + text.textContent).toBeGreaterThanOrEqual(-20);
      expect(left + room, chart.name + text.textContent).toBeLessThanOrEqual(760);
    }
  }
});

test('a chart without data says so', async () => {
  for (const chart of chartsOf(planOf([])).filter(({ name }) => name !== 'completion')) {
    const svg = await drawChart(chart);
    expect(
      all(svg, 'text')
        .map((each) => each.textContent)
        .join(' '),
    ).toContain(chart.nothing);
  }
});

test('ten thousand items make a readable chart', async () => {
  const items = Array.from({ length: 10_000 }, (_, at) =>
    anItem({
      id: at + 1,
      timetable: { milestones: [{ id: `${at + 1}.1`, horizon: 'short', task: 'Draft', due: '2026-12-31' }] },
    }),
  );
  for (const chart of chartsOf(planOf(items))) expect((await drawChart(chart)).length).toBeLessThan(100_000);
});
