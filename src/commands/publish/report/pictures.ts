/** A report's pictures, drawn for what shows them: a page, a letter, or files beside a text. */
import { mkdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Chart } from '../../../plan/chart/types.ts';
import type { ProgressReport } from '../../../plan/report/report.ts';
import type { Picture } from '../../../render/document/docx.ts';
import { diskError, replaceFile } from '../../../storage/fs.ts';

/** As SVG. What has nothing to show is not drawn: the report says why. */
export async function renderSvgs({ charts }: Pick<ProgressReport, 'charts'>): Promise<Map<Chart, string>> {
  const { drawChart } = await import('../../../render/chart/svg/index.ts');
  const shown = Object.values(charts).filter(({ nothing }) => nothing === null);
  return new Map(await Promise.all(shown.map(async (chart) => [chart, await drawChart(chart)] as const)));
}

/** As PNG, with their sizes. */
export async function renderPngs(report: ProgressReport): Promise<Map<Chart, Picture>> {
  const { pngOf } = await import('../../../render/chart/png.ts');
  const pictures = new Map<Chart, Picture>();
  for (const [chart, svg] of await renderSvgs(report)) {
    const png = await pngOf(svg);
    // A PNG says its width and its height first of all, behind its mark and the name of the chunk.
    const view = new DataView(png.buffer, png.byteOffset);
    pictures.set(chart, { png, width: view.getUint32(16), height: view.getUint32(20) });
  }
  return pictures;
}

/**
 * Writes each as a file of its name into a folder, which is made where there is none.
 * @param from the folder of the text that shows them
 * @returns where each is, as the text names it
 * @throws PlanError `disk`; `refused` where a file of that name is a link or no regular file
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

/** The folder that a text's names of files start from: its own, or the one the command runs in. */
export const folderOf = (cwd: string, output: string | undefined): string =>
  output === undefined || output === '-' ? cwd : dirname(resolve(cwd, output));
