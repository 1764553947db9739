/** A bar for each pillar: how many of its items stand where. */
import { scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import { categoryName, type StatusCategory } from '../../../plan/chart/status-category.ts';
import type { MatrixRow, StatusChart } from '../../../plan/chart/types.ts';
import { pluralize } from '../../../util/pluralize.ts';
import { el, round } from './element.ts';
import { type Body, inner, legend, path, size, statusRect, textAt } from './frame.ts';
import { fill } from './palette.ts';
import { textWidth, wrapText } from './text-metrics.ts';

const bar = { height: 30, gap: 18 };
/** What is too narrow for its number is told behind the bar. */
const behind = 130;

export function bars({ matrix: { across, down } }: StatusChart, id: string): Body {
  const totals = across.map((_, at) => down.reduce((sum, { counts }) => sum + counts[at]!, 0));
  const key = legend(
    id,
    across.map((standing, at) => [standing, `${categoryName(standing)} ${totals[at]}`]),
  );
  const label = Math.min(190, Math.max(...down.map(({ name }) => textWidth(name, size.text)))) + 12;
  const scale = scaleLinear()
    .domain([0, Math.max(1, ...down.map(({ items }) => items))])
    .range([label, inner - behind]);
  const from = key.height + 18;
  const bottom = from + down.length * (bar.height + bar.gap) - bar.gap + 6;
  const segments = stack<unknown, MatrixRow, number>()
    .keys(across.keys())
    .value((row, at) => row.counts[at]!)([...down]);
  return {
    standings: across,
    height: bottom + 22,
    marks: [
      ...key.marks,
      ...scale
        .ticks(8)
        .filter(Number.isInteger)
        .flatMap((tick) => [
          path(`M${round(scale(tick))} ${from - 6}V${bottom}`, 'line'),
          textAt(String(tick), scale(tick), bottom + 15, {
            tone: 'quiet',
            'font-size': size.small,
            'text-anchor': 'middle',
          }),
        ]),
      ...down.flatMap((row, at) => {
        const y = from + at * (bar.height + bar.gap);
        const pieces = across.map((standing, which) => {
          const [start, end] = segments[which]![at]!;
          return { standing, count: end - start, x: scale(start), width: scale(end) - scale(start) };
        });
        return [
          ...name(row, label - 12, y),
          ...pieces.flatMap((each) => piece(each, row, y, id)),
          ...rest(pieces, row, scale(row.items), y),
        ];
      }),
    ],
  };
}

interface Piece {
  standing: StatusCategory;
  count: number;
  x: number;
  width: number;
}

const fits = ({ count, width }: Piece) => textWidth(String(count), size.text) + 10 <= width;

function name(row: MatrixRow, room: number, y: number): string[] {
  const lines = wrapText(row.name, size.text, room, 2);
  const first = y + bar.height / 2 + 4 - (lines.length - 1) * 7;
  return lines.map((line, at) => textAt(line, room, first + at * 14, { 'text-anchor': 'end' }));
}

function piece(each: Piece, row: MatrixRow, y: number, id: string): string[] {
  const { standing, count, x, width } = each;
  if (count === 0) return [];
  const drawn = statusRect(
    id,
    standing,
    { x, y, width, height: bar.height },
    `${row.name}: ${count} ${categoryName(standing)}`,
  );
  return fits(each) ? [drawn, ...plate(String(count), x + width / 2, y + bar.height / 2)] : [drawn];
}

/** A number on paper of its own, so that no pattern runs through it. */
export function plate(text: string, x: number, y: number): string[] {
  const room = textWidth(text, size.text) + 7;
  return [
    el('rect', { x: x - room / 2, y: y - 8.5, width: room, height: 17, rx: 3, ...fill('paper') }),
    textAt(text, x, y + 4.3, { 'text-anchor': 'middle', 'font-weight': 600 }),
  ];
}

/** How many there are in all, and those for whose number the bar had no room. */
function rest(pieces: readonly Piece[], row: MatrixRow, x: number, y: number): string[] {
  const left = pieces.filter((each) => each.count > 0 && !fits(each));
  const told = left.map(({ count, standing }) => `${count} ${categoryName(standing)}`).join(', ');
  const lines = [pluralize(row.items, 'item'), ...wrapText(told, size.small, inner - x - 8, 2)];
  const first = y + bar.height / 2 + 4 - (lines.length - 1) * 7;
  return lines.map((line, at) =>
    textAt(line, x + 8, first + at * 14, at === 0 ? {} : { tone: 'quiet', 'font-size': size.small }),
  );
}
