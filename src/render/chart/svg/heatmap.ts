/** The agencies chart: a row for each agency, a column for each status category, darker cells for higher counts. */
import { scaleQuantize } from 'd3-scale';
import { categoryName } from '../../../plan/chart/status-category.ts';
import type { AgenciesChart } from '../../../plan/chart/types.ts';
import { el, escapeText } from './element.ts';
import { type Body, inner, size, textAt } from './frame.ts';
import { fill } from './palette.ts';
import { textWidth, wrapText } from './text-metrics.ts';

const cellSize = { height: 30, gap: 2, line: 13 };
/** The width of the last column, the totals. */
const totalWidth = 44;
const headSize = 10.5;
const steps = [1, 2, 3, 4, 5] as const;

export function heatmapSvg({ matrix: { across, down } }: AgenciesChart): Body {
  const names = across.map(categoryName);
  const longest = Math.max(
    ...names.flatMap((name) => name.split(' ')).map((word) => textWidth(word, headSize)),
  );
  const natural = Math.max(...down.map(({ name }) => textWidth(name, size.text)));
  const label = Math.min(300, natural, inner - across.length * (longest + 6) - totalWidth - 12) + 12;
  const column = Math.min(92, (inner - label - totalWidth) / across.length);
  const left = (at: number) => label + at * column;
  const heads = [...names, 'all'].map((text) => wrapText(text, headSize, column - 4, 2));
  const rows = down.map((row) => ({ ...row, lines: wrapText(row.name, size.text, label - 12, 3) }));
  const height = Math.max(cellSize.height, ...rows.map(({ lines }) => lines.length * cellSize.line + 4));
  const top = Math.max(...heads.map(({ length }) => length)) * 14 + 6;
  const step = scaleQuantize([1, Math.max(2, ...down.flatMap(({ counts }) => counts))], steps);

  const head = (lines: readonly string[], at: number) =>
    lines.map((line, row) =>
      textAt(
        line,
        left(at) + (at === across.length ? totalWidth : column - cellSize.gap) / 2,
        top - 8 - (lines.length - 1 - row) * 14,
        { ...middle, color: 'quiet', 'font-size': headSize },
      ),
    );
  const square = (count: number, at: number, y: number, tip: string) => [
    el(
      'rect',
      {
        ...{ x: left(at), y, width: column - cellSize.gap, height: height - cellSize.gap, rx: 2 },
        ...fill(count === 0 ? 'panel' : `step${step(count)}`),
      },
      el('title', {}, escapeText(tip)),
    ),
    textAt(String(count), left(at) + column / 2 - 1, y + height / 2 + 3, {
      color: count === 0 ? 'quiet' : `on${step(count)}`,
      ...middle,
      ...(count > 0 && { 'font-weight': 600 }),
    }),
  ];
  return {
    categories: [],
    height: top + down.length * height,
    marks: [
      ...heads.flatMap(head),
      ...rows.flatMap(({ name, items, counts, lines }, row) => {
        const y = top + row * height;
        const base = y + height / 2 + 3;
        return [
          ...lines.map((line, at) =>
            textAt(line, label - 12, base + (at - (lines.length - 1) / 2) * cellSize.line, {
              'text-anchor': 'end',
            }),
          ),
          ...counts.flatMap((count, at) => square(count, at, y, `${name}: ${count} ${names[at]}`)),
          textAt(String(items), left(across.length) + totalWidth / 2, base, middle),
        ];
      }),
    ],
  };
}

const middle = { 'text-anchor': 'middle' };
