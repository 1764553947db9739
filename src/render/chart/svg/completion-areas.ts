/** How many items stood where, over time: steps, for between two changes nothing moved. */
import { scaleLinear } from 'd3-scale';
import { area, curveStepAfter, stack } from 'd3-shape';
import type { CompletionChart, CompletionPoint } from '../../../plan/chart/types.ts';
import { bands } from '../completion-bands.ts';
import { el, escapeText, round } from './element.ts';
import { type Body, inner, legend, path, size, textAt } from './frame.ts';
import { textWidth } from './text-metrics.ts';
import { timeAxis } from './time-axis.ts';

const height = 240;
const left = 40;
/** How long the last day's numbers go on, so that they are seen. */
const tail = 12;

export function completionAreas({ points }: CompletionChart, id: string): Body {
  const [first, last] = [points[0]!, points.at(-1)!];
  const key = legend(
    id,
    bands.map(({ standing, text }) => [standing, text]),
  );
  const right = 20 + Math.max(...bands.map(({ text, of }) => textWidth(`${of(last)} ${text}`, size.text)));
  const from = key.height + 20;
  const days = timeAxis([first.day, last.day], left, inner - right - tail);
  const y = scaleLinear()
    .domain([0, Math.max(1, ...points.map(({ items }) => items))])
    .nice()
    .range([from + height, from]);
  const layers = stack<unknown, CompletionPoint, (typeof bands)[number]>()
    .keys(bands)
    .value((point, { of }) => of(point))([...points, last]);
  const shape = area<(typeof layers)[number][number]>()
    .x(({ data }, at) => days.at(data.day) + (at === points.length ? tail : 0))
    .y0(([low]) => y(low))
    .y1(([, high]) => y(high))
    .curve(curveStepAfter)
    .digits(2);
  const labels = spread(
    bands
      .map(({ of }, at) => ({
        at,
        count: of(last),
        y: (y(layers[at]!.at(-1)![0]) + y(layers[at]!.at(-1)![1])) / 2,
      }))
      .filter(({ count }) => count > 0),
  );
  return {
    standings: bands.map(({ standing }) => standing),
    height: from + height + 24,
    marks: [
      ...key.marks,
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
            fill: `url(#${id}-${bands[at]!.standing})`,
            stroke: '#565c63',
            'stroke-width': 0.8,
          },
          el('title', {}, escapeText(bands[at]!.text)),
        ),
      ),
      ...[
        ...[first, last].map(({ day }) => [day, day] as const),
        ...days.ticks(size.small, [first.day, last.day]),
      ].flatMap(([day, name]) => [
        path(`M${round(days.at(day))} ${from + height}v5`, 'quiet'),
        textAt(name, days.at(day), from + height + 17, { ...small, 'text-anchor': 'middle' }),
      ]),
      ...labels.map(({ at, count, y }) => textAt(`${count} ${bands[at]!.text}`, inner - right + 10, y + 4)),
    ],
  };
}

const small = { tone: 'quiet', 'font-size': size.small } as const;

/** Labels that do not run into each other, each as near to its band as can be. */
function spread<Label extends { y: number }>(labels: readonly Label[]): Label[] {
  const gap = 15;
  let above = Number.POSITIVE_INFINITY;
  return labels.map((label) => {
    above = Math.min(label.y, above - gap);
    return { ...label, y: above };
  });
}
