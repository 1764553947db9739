/** What all charts have in common: the background, the text above and below, the legend and the patterns. */
import { categoryName } from '../../../plan/chart/status-category.ts';
import type { Chart } from '../../../plan/chart/types.ts';
import type { StatusValue } from '../../../plan/model/status.ts';
import { type Attributes, el, escapeText, round } from './element.ts';
import { type Color, fill, outline, statusStyles, stroke, style } from './palette.ts';
import { textWidth, wrapText } from './text-metrics.ts';

/** All lengths are in CSS pixels. */
const chartWidth = 760;
const margin = 20;
export const inner = chartWidth - 2 * margin;
export const size = { title: 17, text: 12, small: 11 } as const;

/** What is drawn between the text above and below, from y = 0 down. */
export interface Body {
  marks: readonly string[];
  height: number;
  /** The categories whose patterns it uses. */
  categories: readonly StatusValue[];
}

/** A complete SVG, which loads nothing. */
export function renderFrame(chart: Chart, id: string, { marks, height, categories }: Body): string {
  const above = [
    ...wrapText(chart.title, size.title, inner).map((text) => [text, size.title, 'ink'] as const),
    ...wrapText(chart.nothing === null ? chart.description : '', size.text, inner, 6).map(
      (text) => [text, size.text, 'quiet'] as const,
    ),
  ];
  const below = chart.notes.flatMap((note) =>
    wrapText(note, size.small, inner).map((text) => [text, size.small, 'quiet'] as const),
  );
  const top = textBlock(above, margin);
  const start = top.bottom + 12;
  const end = textBlock(below, start + height + (below.length > 0 ? 12 : 0));
  const total = Math.ceil(end.bottom + margin - 4);
  const patterns = [...new Set(categories)].map((each) => pattern(id, each));
  return el(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${chartWidth} ${total}`,
      ...{ width: chartWidth, height: total },
      ...{ role: 'img', class: 'plan-chart', 'aria-labelledby': `${id}-title ${id}-desc` },
      'font-family': "system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif",
      'font-size': size.text,
    },
    ...onLines([
      el('title', { id: `${id}-title` }, escapeText(chart.title)),
      el('desc', { id: `${id}-desc` }, escapeText(chart.description)),
      el('style', {}, style),
      ...(patterns.length > 0 ? [el('defs', {}, ...onLines(patterns))] : []),
      el('rect', { width: chartWidth, height: total, ...fill('paper') }),
      ...top.texts,
      el('g', { transform: `translate(${margin} ${round(start)})` }, ...onLines(marks)),
      ...end.texts,
    ]),
  ).concat('\n');
}

/** Each on a line of its own, so that two files can be compared. */
const onLines = (elements: readonly string[]) => [...elements.map((each) => `\n${each}`), '\n'];

function textBlock(lines: readonly (readonly [text: string, size: number, color: Color])[], from: number) {
  let bottom = from;
  const texts = lines.map(([text, size, color]) => {
    bottom += size * 1.4;
    const weight = color === 'ink' ? { 'font-weight': 600 } : {};
    return textAt(text, margin, bottom - size * 0.35, { color, 'font-size': size, ...weight });
  });
  return { texts, bottom };
}

/** Text that starts at a point of its base line. */
export const textAt = (
  text: string,
  x: number,
  y: number,
  { color = 'ink', ...attributes }: Attributes & { color?: Color } = {},
): string => el('text', { x, y, ...fill(color), ...attributes }, escapeText(text));

/** Lines. @param d the path data */
export const path = (d: string, color: Color, attributes: Attributes = {}): string =>
  el('path', { d, ...stroke(color), ...attributes });

function pattern(id: string, category: StatusValue): string {
  const { color, lines } = statusStyles[category];
  const own = color === null ? fill('paper') : { fill: color };
  const ink = color === null ? stroke('quiet') : { stroke: '#000000', fill: 'none' };
  return el(
    'pattern',
    { id: `${id}-${category}`, width: 8, height: 8, patternUnits: 'userSpaceOnUse' },
    el('rect', { width: 8, height: 8, ...own }),
    ...(lines === ''
      ? []
      : [
          el('path', {
            d: lines,
            ...ink,
            'stroke-width': 1.1,
            'stroke-opacity': color === null ? 0.7 : 0.65,
          }),
        ]),
  );
}

/** A rectangle in the style of a status category. @param tip shown where the pointer is on it */
export const statusRect = (
  id: string,
  category: StatusValue,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  tip: string,
): string =>
  el('rect', { x, y, width, height, ...statusFill(id, category) }, el('title', {}, escapeText(tip)));

/** Attributes that fill a shape with the style of a status category. */
export const statusFill = (id: string, category: StatusValue) => ({
  fill: `url(#${id}-${category})`,
  stroke: outline,
  'stroke-width': 0.8,
});

/** A rectangle and a text for each entry, in as many lines as they need. */
export function svgLegend(
  id: string,
  entries: readonly (readonly [StatusValue, text: string])[],
): { marks: string[]; height: number } {
  let [x, y] = [0, 0];
  const marks = entries.flatMap(([category, text]) => {
    const room = 26 + textWidth(text, size.text) + 18;
    if (x > 0 && x + room > inner) [x, y] = [0, y + 22];
    const drawn = [
      statusRect(id, category, { x, y, width: 20, height: 14 }, categoryName(category)),
      textAt(text, x + 26, y + 11.5),
    ];
    x += room;
    return drawn;
  });
  return { marks, height: entries.length === 0 ? 0 : y + 14 };
}
