/** The completion chart: stacked areas with a step for each change. */
import { scaleLinear } from 'd3-scale';
import { area, curveStepAfter, stack } from 'd3-shape';
import type { CompletionChart, CompletionPoint } from '../../../plan/chart/types.ts';
import { completionBands } from '../labels.ts';
import { el, escapeText, round } from './element.ts';
import { type Body, inner, path, size, statusFill, svgLegend, textAt } from './frame.ts';
import { textWidth } from './text-metrics.ts';
import { timeAxis } from './time-axis.ts';

const height = 240;
const left = 40;
/** How far the last day's values extend to the right, so that they can be seen. */
const tail = 12;

export function completionSvg({ points }: CompletionChart, id: string): Body {
  const [first, last] = [points[0]!, points.at(-1)!];
  const legend = svgLegend(
    id,
    completionBands.map(({ category, text }) => [category, text]),
  );
  const right =
    20 +
    Math.max(...completionBands.map(({ text, count }) => textWidth(`${count(last)} ${text}`, size.text)));
  const from = legend.height + 20;
  const days = timeAxis([first.day, last.day], left, inner - right - tail);
  const y = scaleLinear()
    .domain([0, Math.max(1, ...points.map(({ items }) => items))])
    .nice()
    .range([from + height, from]);
  const layers = stack<unknown, CompletionPoint, (typeof completionBands)[number]>()
    .keys(completionBands)
    .value((point, { count }) => count(point))([...points, last]);
  const shape = area<(typeof layers)[number][number]>()
    .x(({ data }, at) => days.at(data.day) + (at === points.length ? tail : 0))
    .y0(([low]) => y(low))
    .y1(([, high]) => y(high))
    .curve(curveStepAfter)
    .digits(2);
  const labels = spread(
    completionBands
      .map(({ count }, at) => ({
        at,
        count: count(last),
        y: (y(layers[at]!.at(-1)![0]) + y(layers[at]!.at(-1)![1])) / 2,
      }))
      .filter(({ count }) => count > 0),
  );
  return {
    categories: completionBands.map(({ category }) => category),
    height: from + height + 24,
    marks: [
      ...legend.marks,
      ...y
        .ticks(5)
        .filter(Number.isInteger)
        .flatMap((tick) => [
          path(`M${left} ${round(y(tick))}H${inner - right}`, 'line'),
          textAt(String(tick), left - 8, y(tick) + 4, { ...small, 'text-anchor': 'end' }),
        ]),
      ...layers.map((layer, at) =>
        el(
          'path',
          {
            d: shape(layer) ?? '',
            ...statusFill(id, completionBands[at]!.category),
          },
          el('title', {}, escapeText(completionBands[at]!.text)),
        ),
      ),
      ...[
        ...[first, last].map(({ day }) => [day, day] as const),
        ...days.ticks(size.small, [first.day, last.day]),
      ].flatMap(([day, name]) => [
        path(`M${round(days.at(day))} ${from + height}v5`, 'quiet'),
        textAt(name, days.at(day), from + height + 17, { ...small, 'text-anchor': 'middle' }),
      ]),
      ...labels.map(({ at, count, y }) =>
        textAt(`${count} ${completionBands[at]!.text}`, inner - right + 10, y + 4),
      ),
    ],
  };
}

const small = { color: 'quiet', 'font-size': size.small } as const;

/** Moves labels up where they would overlap. */
function spread<Label extends { y: number }>(labels: readonly Label[]): Label[] {
  const gap = 15;
  let above = Number.POSITIVE_INFINITY;
  return labels.map((label) => {
    above = Math.min(label.y, above - gap);
    return { ...label, y: above };
  });
}
