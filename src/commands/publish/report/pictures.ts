/** The charts of a report as SVG, as PNG, or as files. */
import { mkdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Chart } from '../../../plan/chart/types.ts';
import type { ProgressReport } from '../../../plan/report/report.ts';
import type { Picture } from '../../../render/document/docx.ts';
import { diskError, replaceFile } from '../../../storage/fs.ts';

/** The charts as SVG. A chart without data is left out: the report says why. */
export async function renderSvgs({ charts }: Pick<ProgressReport, 'charts'>): Promise<Map<Chart, string>> {
  const { drawChart } = await import('../../../render/chart/svg/index.ts');
  const shown = Object.values(charts).filter(({ nothing }) => nothing === null);
  return new Map(await Promise.all(shown.map(async (chart) => [chart, await drawChart(chart)] as const)));
}

/** The charts as PNG, with their sizes in pixels. */
export async function renderPngs(report: ProgressReport): Promise<Map<Chart, Picture>> {
  const { pngOf } = await import('../../../render/chart/png.ts');
  const pictures = new Map<Chart, Picture>();
  for (const [chart, svg] of await renderSvgs(report)) {
    const png = await pngOf(svg);
    // The first chunk of a PNG file has its width and height, after the signature and the name of the chunk.
    const view = new DataView(png.buffer, png.byteOffset);
    pictures.set(chart, { png, width: view.getUint32(16), height: view.getUint32(20) });
  }
  return pictures;
}

/**
 * Writes each chart as an SVG file to a folder, which is created if it does not exist.
 * @param from the folder of the Markdown file
 * @returns the path of each file, relative to `from`
 * @throws PlanError `disk`; `refused` if a file of that name is a link or not a regular file
 */
export async function writeSvgs(
  report: ProgressReport,
  folder: string,
  from: string,
): Promise<Map<Chart, string>> {
  const paths = new Map<Chart, string>();
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw diskError('make', folder, error);
  }
  for (const [chart, svg] of await renderSvgs(report)) {
    const path = join(folder, `${chart.name}.svg`);
    replaceFile(path, Buffer.from(svg));
    paths.set(chart, relative(from, path).split(sep).join('/'));
  }
  return paths;
}

/** The folder of the output file; the current folder if the output goes to standard output. */
export const outputFolder = (cwd: string, output: string | undefined): string =>
  output === undefined || output === '-' ? cwd : dirname(resolve(cwd, output));
