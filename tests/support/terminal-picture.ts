/** Draws what a program printed on a terminal as an SVG picture, for the README. */

const colors: Record<string, string> = {
  '31': '#f47067',
  '32': '#57ab5a',
  '33': '#c69026',
  '34': '#539bf5',
  '35': '#b083f0',
  '36': '#39c5cf',
  '90': '#768390',
};

const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** One line of a terminal as `tspan`s, a run of equal style each. */
function lineToSvg(line: string): string {
  let style: Record<string, string> = {};
  let svg = '';
  for (const [, codes, text] of line.matchAll(/(?:\x1b\[([\d;]*)m)|([^\x1b]+)/g)) {
    if (codes === undefined) {
      const attributes = Object.entries(style).map(([name, value]) => ` ${name}="${value}"`);
      svg += `<tspan${attributes.join('')}>${escapeXml(text!)}</tspan>`;
      continue;
    }
    for (const code of codes.split(';')) {
      if (code === '' || code === '0') style = {};
      else if (code === '1') style = { ...style, 'font-weight': 'bold' };
      else if (code === '2') style = { ...style, opacity: '0.65' };
      else if (code === '22') style = without(style, ['font-weight', 'opacity']);
      else if (code === '39') style = without(style, ['fill']);
      else if (colors[code]) style = { ...style, fill: colors[code] };
    }
  }
  return svg;
}

const without = (style: Record<string, string>, names: readonly string[]) =>
  Object.fromEntries(Object.entries(style).filter(([name]) => !names.includes(name)));

/**
 * @param text what the terminal shows, with ANSI colors
 * @param columns how wide the terminal is
 * @returns an SVG document
 */
export function terminalPicture(text: string, columns: number): string {
  const lines = text.replace(/\n$/, '').split('\n');
  const [width, height] = [Math.ceil(columns * 8.43) + 32, lines.length * 18 + 32];
  const rows = lines.map(
    (line, at) => `<text x="16" y="${30 + at * 18}" xml:space="preserve">${lineToSvg(line)}</text>\n`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Terminal">
<rect width="100%" height="100%" rx="8" fill="#22272e"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#adbac7">
${rows.join('')}</g>
</svg>
`;
}
