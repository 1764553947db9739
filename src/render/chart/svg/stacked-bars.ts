/** The status chart: a bar for each pillar, divided by status category. */
import { scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import { categoryName } from '../../../plan/chart/status-category.ts';
import type { MatrixRow, StatusChart } from '../../../plan/chart/types.ts';
import type { StatusValue } from '../../../plan/model/status.ts';
import { pluralize } from '../../../util/pluralize.ts';
import { columnTotals } from '../labels.ts';
import { el, round } from './element.ts';
import { type Body, inner, path, size, statusRect, svgLegend, textAt } from './frame.ts';
import { fill } from './palette.ts';
import { textWidth, wrapText } from './text-metrics.ts';

const bar = { height: 30, gap: 18 };
/** The room after the bars, for counts that do not fit into their segment. */
const afterBar = 130;

export function barsSvg({ matrix }: StatusChart, id: string): Body {
  const { across, down } = matrix;
  const totals = columnTotals(matrix);
  const legend = svgLegend(
    id,
    across.map((category, at) => [category, `${categoryName(category)} ${totals[at]}`]),
  );
  const label = Math.min(190, Math.max(...down.map(({ name }) => textWidth(name, size.text)))) + 12;
  const scale = scaleLinear()
    .domain([0, Math.max(1, ...down.map(({ items }) => items))])
    .range([label, inner - afterBar]);
  const from = legend.height + 18;
  const bottom = from + down.length * (bar.height + bar.gap) - bar.gap + 6;
  const segments = stack<unknown, MatrixRow, number>()
    .keys(across.keys())
    .value((row, at) => row.counts[at]!)([...down]);
  return {
    categories: across,
    height: bottom + 22,
    marks: [
      ...legend.marks,
      ...scale
        .ticks(8)
        .filter(Number.isInteger)
        .flatMap((tick) => [
          path(`M${round(scale(tick))} ${from - 6}V${bottom}`, 'line'),
          textAt(String(tick), scale(tick), bottom + 15, {
            color: 'quiet',
            'font-size': size.small,
            'text-anchor': 'middle',
          }),
        ]),
      ...down.flatMap((row, at) => {
        const y = from + at * (bar.height + bar.gap);
        const drawn = across.map((category, which) => {
          const [start, end] = segments[which]![at]!;
          return { category, count: end - start, x: scale(start), width: scale(end) - scale(start) };
        });
        return [
          ...rowName(row, label - 12, y),
          ...drawn.flatMap((each) => drawSegment(each, row, y, id)),
          ...otherCounts(drawn, row, scale(row.items), y),
        ];
      }),
    ],
  };
}

interface Segment {
  category: StatusValue;
  count: number;
  x: number;
  width: number;
}

const fits = ({ count, width }: Segment) => textWidth(String(count), size.text) + 10 <= width;

function rowName(row: MatrixRow, room: number, y: number): string[] {
  const lines = wrapText(row.name, size.text, room, 2);
  const first = y + bar.height / 2 + 4 - (lines.length - 1) * 7;
  return lines.map((line, at) => textAt(line, room, first + at * 14, { 'text-anchor': 'end' }));
}

function drawSegment(each: Segment, row: MatrixRow, y: number, id: string): string[] {
  const { category, count, x, width } = each;
  if (count === 0) return [];
  const drawn = statusRect(
    id,
    category,
    { x, y, width, height: bar.height },
    `${row.name}: ${count} ${categoryName(category)}`,
  );
  return fits(each) ? [drawn, ...numberLabel(String(count), x + width / 2, y + bar.height / 2)] : [drawn];
}

/** A number on a plain background, so that it can be read on a pattern. */
function numberLabel(text: string, x: number, y: number): string[] {
  const room = textWidth(text, size.text) + 7;
  return [
    el('rect', { x: x - room / 2, y: y - 8.5, width: room, height: 17, rx: 3, ...fill('paper') }),
    textAt(text, x, y + 4.3, { 'text-anchor': 'middle', 'font-weight': 600 }),
  ];
}

/** The total, and the counts that did not fit into their segments. */
function otherCounts(segments: readonly Segment[], row: MatrixRow, x: number, y: number): string[] {
  const omitted = segments.filter((each) => each.count > 0 && !fits(each));
  const counts = omitted.map(({ count, category }) => `${count} ${categoryName(category)}`).join(', ');
  const lines = [pluralize(row.items, 'item'), ...wrapText(counts, size.small, inner - x - 8, 2)];
  const first = y + bar.height / 2 + 4 - (lines.length - 1) * 7;
  return lines.map((line, at) =>
    textAt(line, x + 8, first + at * 14, at === 0 ? {} : { color: 'quiet', 'font-size': size.small }),
  );
}
