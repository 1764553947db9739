/** The horizons chart: a lane for each horizon, with a card for each milestone or item. */
import { categoryCountsText, categoryName, statusCategories } from '../../../plan/chart/status-category.ts';
import type { Card, HorizonsChart, Lane } from '../../../plan/chart/types.ts';
import { pluralize } from '../../../util/pluralize.ts';
import { moreText } from '../labels.ts';
import { el, escapeText } from './element.ts';
import { type Body, inner, size, statusRect, svgLegend, textAt } from './frame.ts';
import { fill, stroke } from './palette.ts';
import { ellipsize, textWidth, wrapText } from './text-metrics.ts';

const columns = 3;
const padding = 12;
const card = { height: 40, gap: 8 };
const cardWidth = (inner - 2 * padding - (columns - 1) * card.gap) / columns;

export function lanesSvg({ lanes }: HorizonsChart, id: string): Body {
  const used = statusCategories.filter((each) =>
    lanes.some(({ counts }) => counts.some(([category]) => category === each)),
  );
  const legend = svgLegend(
    id,
    used.map((category) => [category, categoryName(category)]),
  );
  const marks = [...legend.marks];
  let y = legend.height + 14;
  for (const each of lanes) {
    const { height, drawn } = drawLane(each, y, id);
    marks.push(...drawn);
    y += height + 12;
  }
  return { categories: used, height: y - 12, marks };
}

function drawLane(each: Lane, y: number, id: string): { height: number; drawn: string[] } {
  const rows = Math.ceil(each.cards.length / columns);
  const more = moreText(each.total, each.cards.length, each.of);
  const height = 38 + rows * (card.height + card.gap) - card.gap + padding + 22 * more.length;
  const counts = ellipsize(
    `${pluralize(each.total, each.of)}: ${categoryCountsText(each.counts)}`,
    size.text,
    inner - 2 * padding - textWidth(each.name, 14) * 1.1 - 14,
  );
  return {
    height,
    drawn: [
      el('rect', { y, width: inner, height, rx: 5, ...fill('panel') }),
      textAt(each.name, padding, y + 24, { 'font-size': 14, 'font-weight': 600 }),
      textAt(counts, inner - padding, y + 24, { color: 'quiet', 'text-anchor': 'end' }),
      ...each.cards.flatMap((one, at) => {
        const x = padding + (at % columns) * (cardWidth + card.gap);
        return drawCard(one, x, y + 38 + Math.floor(at / columns) * (card.height + card.gap), id);
      }),
      ...more.map((text) => textAt(text, padding, y + height - 12, { color: 'quiet' })),
    ],
  };
}

function drawCard({ id: name, text, category }: Card, x: number, y: number, id: string): string[] {
  const label = ellipsize(name, size.text, 70);
  const used = Math.max(24, textWidth(label, size.text) * 1.08) + 24;
  const lines = wrapText(text, size.small, cardWidth - used - 8, 2);
  const first = y + card.height / 2 + 4 - (lines.length - 1) * 7;
  return [
    el(
      'rect',
      {
        ...{ x, y, width: cardWidth, height: card.height, rx: 3 },
        ...stroke('line'),
        ...fill('paper'),
        stroke: stroke('line').stroke,
        class: 'f-paper s-line',
      },
      el('title', {}, escapeText(`${name} ${text} (${categoryName(category)})`)),
    ),
    statusRect(id, category, { x, y, width: 10, height: card.height }, categoryName(category)),
    textAt(label, x + 17, y + card.height / 2 + 4, { 'font-weight': 600 }),
    ...lines.map((line, at) =>
      textAt(line, x + used, first + at * 14, { color: 'quiet', 'font-size': size.small }),
    ),
  ];
}
