/** Draws a chart as an SVG, which loads nothing; the same chart gives the same bytes. */
import type { Chart } from '../../../plan/chart/types.ts';
import { type Body, inner, renderFrame, size, textAt } from './frame.ts';
import { wrapText } from './text-metrics.ts';

export async function drawChart(chart: Chart): Promise<string> {
  const id = idPrefix(chart);
  return renderFrame(chart, id, chart.nothing === null ? await bodyOf(chart, id) : emptyChart(chart.nothing));
}

async function bodyOf(chart: Chart, id: string): Promise<Body> {
  switch (chart.name) {
    case 'status':
      return (await import('./stacked-bars.ts')).barsSvg(chart, id);
    case 'agencies':
      return (await import('./heatmap.ts')).heatmapSvg(chart);
    case 'horizons':
      return (await import('./horizon-lanes.ts')).lanesSvg(chart, id);
    case 'timeline':
      return (await import('./timeline.ts')).timelineSvg(chart);
    case 'completion':
      return (await import('./completion-areas.ts')).completionSvg(chart, id);
  }
}

/** Says why there is nothing to draw. */
const emptyChart = (why: string): Body => ({
  categories: [],
  height: 60,
  marks: wrapText(why, size.text, inner - 40).map((line, at) =>
    textAt(line, inner / 2, 34 + at * 17, { color: 'quiet', 'text-anchor': 'middle' }),
  ),
});

/** The prefix of ids in the SVG, a hash (FNV-1a) of the chart: a page may contain several charts. */
function idPrefix(chart: Chart): string {
  let hash = 0x811c9dc5;
  for (const letter of JSON.stringify(chart)) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return `${chart.name}-${hash.toString(36)}`;
}
