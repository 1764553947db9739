/** A chart as a picture: an SVG that needs nothing but itself, the same bytes each time. The shapes are d3's. */
import type { Chart } from '../../../plan/chart/types.ts';
import { type Body, inner, renderFrame, size, textAt } from './frame.ts';
import { wrapText } from './text-metrics.ts';

/** For the page or a file: it shows well on white, in the dark and on paper. */
export async function drawChart(chart: Chart): Promise<string> {
  const id = idOf(chart);
  return renderFrame(chart, id, chart.nothing === null ? await bodyOf(chart, id) : emptyChart(chart.nothing));
}

async function bodyOf(chart: Chart, id: string): Promise<Body> {
  switch (chart.name) {
    case 'status':
      return (await import('./stacked-bars.ts')).bars(chart, id);
    case 'agencies':
      return (await import('./heatmap.ts')).heat(chart);
    case 'horizons':
      return (await import('./horizon-lanes.ts')).lanes(chart, id);
    case 'timeline':
      return (await import('./timeline.ts')).gantt(chart);
    case 'completion':
      return (await import('./completion-areas.ts')).completionAreas(chart, id);
  }
}

/** Nothing is drawn as such, so that nobody takes it for a picture that failed. */
const emptyChart = (why: string): Body => ({
  standings: [],
  height: 60,
  marks: wrapText(why, size.text, inner - 40).map((line, at) =>
    textAt(line, inner / 2, 34 + at * 17, { tone: 'quiet', 'text-anchor': 'middle' }),
  ),
});

/** What the parts of the picture are named by: several can stand in one page, so it is of what the chart shows (FNV-1a). */
function idOf(chart: Chart): string {
  let hash = 0x811c9dc5;
  for (const letter of JSON.stringify(chart)) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return `${chart.name}-${hash.toString(36)}`;
}
