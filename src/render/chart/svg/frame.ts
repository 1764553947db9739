/** What all pictures share: the paper, the words above and below, and the patterns. */

import { categoryName, type StatusCategory } from '../../../plan/chart/status-category.ts';
import type { Chart } from '../../../plan/chart/types.ts';
import { type Attributes, el, escapeText, round } from './element.ts';
import { type Color, fill, statusStyles, stroke, style } from './palette.ts';
import { textWidth, wrapText } from './text-metrics.ts';

/** All lengths are in the SVG's own units, CSS pixels where it is shown as large as it is. */
export const width = 760;
export const margin = 20;
export const inner = width - 2 * margin;
export const size = { title: 17, text: 12, small: 11 } as const;

/** What is drawn between the words above and those below, from y = 0 down. */
export interface Body {
  marks: readonly string[];
  height: number;
  /** Whose patterns it uses. */
  standings: readonly StatusCategory[];
}

/** A whole picture, which needs nothing but itself. */
export function renderFrame(chart: Chart, id: string, { marks, height, standings }: Body): string {
  const above = [
    ...wrapText(chart.title, size.title, inner).map((text) => [text, size.title, 'ink'] as const),
    ...wrapText(chart.nothing === null ? chart.description : '', size.text, inner, 6).map(
      (text) => [text, size.text, 'quiet'] as const,
    ),
  ];
  const below = chart.notes.flatMap((note) =>
    wrapText(note, size.small, inner).map((text) => [text, size.small, 'quiet'] as const),
  );
  const top = paragraph(above, margin);
  const start = top.bottom + 12;
  const end = paragraph(below, start + height + (below.length > 0 ? 12 : 0));
  const whole = Math.ceil(end.bottom + margin - 4);
  const used = [...new Set(standings)];
  return el(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${whole}`,
      ...{ width, height: whole },
      ...{ role: 'img', class: 'plan-chart', 'aria-labelledby': `${id}-title ${id}-desc` },
      'font-family': "system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif",
      'font-size': size.text,
    },
    ...inLines([
      el('title', { id: `${id}-title` }, escapeText(chart.title)),
      el('desc', { id: `${id}-desc` }, escapeText(chart.description)),
      el('style', {}, style),
      ...(used.length > 0 ? [el('defs', {}, ...inLines(used.map((each) => pattern(id, each))))] : []),
      el('rect', { width, height: whole, ...fill('paper') }),
      ...top.texts,
      el('g', { transform: `translate(${margin} ${round(start)})` }, ...inLines(marks)),
      ...end.texts,
    ]),
  ).concat('\n');
}

/** Each on a line of its own, so that two pictures can be compared. */
const inLines = (elements: readonly string[]) => [...elements.map((each) => `\n${each}`), '\n'];

function paragraph(lines: readonly (readonly [text: string, size: number, tone: Color])[], from: number) {
  let bottom = from;
  const texts = lines.map(([text, size, tone]) => {
    bottom += size * 1.4;
    const weight = tone === 'ink' ? { 'font-weight': 600 } : {};
    return textAt(text, margin, bottom - size * 0.35, { tone, 'font-size': size, ...weight });
  });
  return { texts, bottom };
}

/** Words from a point on their base line. */
export const textAt = (
  text: string,
  x: number,
  y: number,
  { tone = 'ink', ...attributes }: Attributes & { tone?: Color } = {},
): string => el('text', { x, y, ...fill(tone), ...attributes }, escapeText(text));

/** A straight line, or several, in SVG's letters. */
export const path = (d: string, tone: Color, attributes: Attributes = {}): string =>
  el('path', { d, ...stroke(tone), ...attributes });

function pattern(id: string, standing: StatusCategory): string {
  const { color, lines } = statusStyles[standing];
  const own = color === null ? fill('paper') : { fill: color };
  const ink = color === null ? stroke('quiet') : { stroke: '#000000', fill: 'none' };
  return el(
    'pattern',
    { id: `${id}-${standing}`, width: 8, height: 8, patternUnits: 'userSpaceOnUse' },
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

/** A piece of a picture that says where work stands; what a pointer on it is told is `tip`. */
export const statusRect = (
  id: string,
  standing: StatusCategory,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  tip: string,
): string =>
  el(
    'rect',
    { x, y, width, height, fill: `url(#${id}-${standing})`, ...outline },
    el('title', {}, escapeText(tip)),
  );

const outline = { stroke: '#565c63', 'stroke-width': 0.8 };

/** Patches with their names, in lines; the height they take. */
export function legend(
  id: string,
  entries: readonly (readonly [StatusCategory, text: string])[],
): { marks: string[]; height: number } {
  let [x, y] = [0, 0];
  const marks = entries.flatMap(([standing, text]) => {
    const room = 26 + textWidth(text, size.text) + 18;
    if (x > 0 && x + room > inner) [x, y] = [0, y + 22];
    const drawn = [
      statusRect(id, standing, { x, y, width: 20, height: 14 }, categoryName(standing)),
      textAt(text, x + 26, y + 11.5),
    ];
    x += room;
    return drawn;
  });
  return { marks, height: entries.length === 0 ? 0 : y + 14 };
}
