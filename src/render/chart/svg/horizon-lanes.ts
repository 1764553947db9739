/** A lane for each horizon, with a card for each piece of work in it. */

import { categoryCountsText, categoryName, statusCategories } from '../../../plan/chart/status-category.ts';
import type { Card, HorizonsChart, Lane } from '../../../plan/chart/types.ts';
import { pluralize } from '../../../util/pluralize.ts';
import { el, escapeText } from './element.ts';
import { type Body, inner, legend, size, statusRect, textAt } from './frame.ts';
import { fill, stroke } from './palette.ts';
import { ellipsize, textWidth, wrapText } from './text-metrics.ts';

const columns = 3;
const pad = 12;
const card = { height: 40, gap: 8 };
const cardWidth = (inner - 2 * pad - (columns - 1) * card.gap) / columns;

export function lanes({ lanes }: HorizonsChart, id: string): Body {
  const used = statusCategories.filter((each) =>
    lanes.some(({ counts }) => counts.some(([standing]) => standing === each)),
  );
  const key = legend(
    id,
    used.map((standing) => [standing, categoryName(standing)]),
  );
  const marks = [...key.marks];
  let y = key.height + 14;
  for (const each of lanes) {
    const { height, drawn } = lane(each, y, id);
    marks.push(...drawn);
    y += height + 12;
  }
  return { standings: used, height: y - 12, marks };
}

function lane(each: Lane, y: number, id: string): { height: number; drawn: string[] } {
  const rows = Math.ceil(each.cards.length / columns);
  const more = each.total - each.cards.length;
  const height = 38 + rows * (card.height + card.gap) - card.gap + pad + (more > 0 ? 22 : 0);
  const counts = ellipsize(
    `${pluralize(each.total, each.of)}: ${categoryCountsText(each.counts)}`,
    size.text,
    inner - 2 * pad - textWidth(each.name, 14) * 1.1 - 14,
  );
  return {
    height,
    drawn: [
      el('rect', { y, width: inner, height, rx: 5, ...fill('panel') }),
      textAt(each.name, pad, y + 24, { 'font-size': 14, 'font-weight': 600 }),
      textAt(counts, inner - pad, y + 24, { tone: 'quiet', 'text-anchor': 'end' }),
      ...each.cards.flatMap((one, at) => {
        const x = pad + (at % columns) * (cardWidth + card.gap);
        return cardAt(one, x, y + 38 + Math.floor(at / columns) * (card.height + card.gap), id);
      }),
      ...(more > 0
        ? [textAt(`… and ${pluralize(more, each.of)} more`, pad, y + height - 12, { tone: 'quiet' })]
        : []),
    ],
  };
}

function cardAt({ id: name, text, category }: Card, x: number, y: number, id: string): string[] {
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
      textAt(line, x + used, first + at * 14, { tone: 'quiet', 'font-size': size.small }),
    ),
  ];
}
