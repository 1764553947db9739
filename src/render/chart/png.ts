/** Converts the SVG of a chart to PNG with resvg and a bundled font. */
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import wasm from '@resvg/resvg-wasm/index_bg.wasm';
import font from 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf';

/** Pixels for each unit of the SVG. */
const zoom = 2;

let ready: Promise<void> | undefined;

/** In the colours of light mode; the same SVG gives the same bytes. */
export async function pngOf(svg: string): Promise<Uint8Array> {
  ready ??= initWasm(wasm);
  await ready;
  const fonts = { fontBuffers: [font], defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans' };
  return new Resvg(svg, { font: fonts, fitTo: { mode: 'zoom', value: zoom } }).render().asPng();
}
