/** An SVG of ours as a PNG, by resvg, which needs neither a browser nor the machine's fonts. The door to resvg. */
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import wasm from '@resvg/resvg-wasm/index_bg.wasm';
import font from 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf';

/** Twice as many dots as the SVG has units, for screens and printers that show them. */
const zoom = 2;

let ready: Promise<void> | undefined;

/** The same bytes each time: for paper and for white pages. */
export async function pngOf(svg: string): Promise<Uint8Array> {
  ready ??= initWasm(wasm);
  await ready;
  const fonts = { fontBuffers: [font], defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans' };
  return new Resvg(svg, { font: fonts, fitTo: { mode: 'zoom', value: zoom } }).render().asPng();
}
