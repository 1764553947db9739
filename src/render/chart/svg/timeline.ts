/** The timeline: when each milestone is due, its first date if it was moved, and how late it is. */
import type { MilestoneMark, TimelineChart } from '../../../plan/chart/types.ts';
import { type Audience, dueWords } from '../../../plan/model/audience.ts';
import { latenessText, moreText } from '../labels.ts';
import { type Attributes, el, escapeText, round } from './element.ts';
import { type Body, inner, path, size, textAt } from './frame.ts';
import { fill, outline } from './palette.ts';
import { ellipsize, textWidth } from './text-metrics.ts';
import { timeAxis } from './time-axis.ts';

const row = 24;
/** Where the name of a milestone ends, its date begins, and the time axis begins. */
const columns = { name: 250, due: 262, days: 346 };

export function timelineSvg(chart: TimelineChart): Body {
  const { marks, today, dated, audience } = chart;
  const late = marks.filter(({ state }) => state === 'overdue');
  const afterAxis = Math.max(
    10,
    ...late.map((mark) => textWidth(latenessText(mark, chart), size.small) + 14),
  );
  const dates = [today, ...marks.flatMap(({ due, firstDue }) => [due, firstDue ?? due])];
  const days = timeAxis(dates, columns.days, inner - afterAxis);
  const legend = drawLegend(audience);
  const from = legend.height + 44;
  const bottom = from + marks.length * row;
  const more = moreText(dated, marks.length, 'milestone');
  const now = days.at(today);
  return {
    categories: [],
    height: bottom + 8 + 16 * more.length,
    marks: [
      ...legend.marks,
      ...days
        .ticks(size.small)
        .flatMap(([day, text]) => [
          path(`M${round(days.at(day))} ${from - 6}V${bottom}`, 'line'),
          textAt(text, days.at(day), from - 12, { ...small, 'text-anchor': 'middle' }),
        ]),
      textAt('due', columns.due, from - 12, small),
      path(`M${round(now)} ${from - 24}V${bottom + 4}`, 'ink', {
        'stroke-width': 1.5,
        'stroke-dasharray': '5 3',
      }),
      textAt(`today, ${today}`, now, from - 28, {
        ...{ 'text-anchor': 'middle', 'font-size': size.small, 'font-weight': 600 },
      }),
      ...marks.flatMap((mark, index) => drawMilestone(mark, from + index * row + row / 2, days.at, chart)),
      ...more.map((text) => textAt(text, 0, bottom + 16, { color: 'quiet' })),
    ],
  };
}

const small = { color: 'quiet', 'font-size': size.small } as const;

function drawMilestone(
  mark: MilestoneMark,
  y: number,
  at: (day: string) => number,
  chart: TimelineChart,
): string[] {
  const { id, text, due, firstDue, state } = mark;
  const { today, audience } = chart;
  const [x, now] = [at(due), at(today)];
  const name = ellipsize(id, size.text, 80);
  const used = Math.max(34, textWidth(name, size.text) * 1.08 + 8);
  const late = state === 'overdue' ? latenessText(mark, chart) : null;
  const more = late && audience === 'public' ? dueWords.public.milestone(due, today) : (late ?? state);
  const tip = [`${id} ${text}: due ${due}`, firstDue && `first ${firstDue}`, more];
  return [
    textAt(name, 0, y + 4, { 'font-weight': 600 }),
    textAt(ellipsize(text, size.small, columns.name - used), used, y + 4, small),
    textAt(due, columns.due, y + 4, { 'font-size': size.small }),
    ...(firstDue ? firstDate(at(firstDue), x, y) : []),
    ...(late ? [bar(x, now, y, { 'stroke-width': 7, 'stroke-dasharray': '2 2' }, 'late')] : []),
    ...(state === 'open' ? [bar(now, x, y, { 'stroke-width': 5 }, 'ahead')] : []),
    symbol(state, x, y, tip.filter(Boolean).join(', ')),
    ...(late
      ? [textAt(late, now + 8, y + 4, { color: 'late', 'font-size': size.small, 'font-weight': 600 })]
      : []),
  ];
}

const bar = (
  from: number,
  to: number,
  y: number,
  attributes: Attributes,
  color: 'late' | 'ahead' | 'quiet',
) => path(`M${round(from)} ${y}H${round(to)}`, color, attributes);

/** A dotted line to the current date, with a ring at the first date. */
const firstDate = (from: number, to: number, y: number): string[] => [
  bar(from, to, y, { 'stroke-width': 1.5, 'stroke-dasharray': '1 3', 'stroke-linecap': 'round' }, 'quiet'),
  el('circle', {
    cx: from,
    cy: y,
    r: 4,
    'stroke-width': 1.5,
    ...fill('paper'),
    stroke: outline,
    class: 'f-paper s-quiet',
  }),
];

/** A filled diamond is overdue, an empty one is to come, a disc with a tick is closed. */
function symbol(state: MilestoneMark['state'], x: number, y: number, tip: string): string {
  const title = el('title', {}, escapeText(tip));
  const diamond = `M${round(x)} ${y - 7}l7 7l-7 7l-7 -7z`;
  if (state === 'closed')
    return el(
      'g',
      {},
      title,
      el('circle', { cx: x, cy: y, r: 7, fill: '#0072b2' }),
      el('path', {
        d: `M${round(x - 3.2)} ${y}l2.4 2.6l4.2 -5`,
        stroke: '#ffffff',
        fill: 'none',
        'stroke-width': 1.8,
      }),
    );
  if (state === 'overdue') return el('path', { d: diamond, ...fill('late') }, title);
  return el(
    'path',
    { d: diamond, ...fill('paper'), stroke: '#1a1d21', 'stroke-width': 1.6, class: 'f-paper s-ink' },
    title,
  );
}

function drawLegend(audience: Audience): { marks: string[]; height: number } {
  const { label } = dueWords[audience];
  const entries = [
    [symbol('overdue', 8, 7, label), audience === 'internal' ? `${label}, and how late` : label],
    [symbol('open', 8, 7, 'to come'), 'to come, from today'],
    [symbol('closed', 8, 7, 'closed'), 'closed'],
    [firstDate(8, 30, 7).join(''), 'first date, where it was moved'],
  ] as const;
  let x = 0;
  const marks = entries.flatMap(([shape, text], index) => {
    const start = index === 3 ? 38 : 22;
    const drawn = [el('g', { transform: `translate(${round(x)} 0)` }, shape), textAt(text, x + start, 11.5)];
    x += start + textWidth(text, size.text) + 18;
    return drawn;
  });
  return { marks, height: 14 };
}
