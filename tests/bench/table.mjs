/** Tables of text: as Markdown, which also reads well on a terminal. */

/**
 * @param rows of cells, the heading first
 * @param align a letter for each column, `l` or `r`
 */
export function table(rows, align) {
  const widths = [...align].map((_, at) => Math.max(3, ...rows.map((row) => widthOf(row[at]))));
  const line = (cells) =>
    `| ${cells
      .map((cell, at) => {
        const room = ' '.repeat(widths[at] - widthOf(cell));
        return align[at] === 'r' ? room + cell : cell + room;
      })
      .join(' | ')} |`;
  const [heading, ...rest] = rows;
  const rule = [...align].map((side, at) =>
    side === 'r' ? `${'-'.repeat(widths[at] - 1)}:` : '-'.repeat(widths[at]),
  );
  return `${[heading, rule, ...rest].map((row) => line(row)).join('\n')}\n`;
}

/** Nothing here is wider than one column but what is not there. */
const widthOf = (text) => [...text].length;

/** A ratio with as many digits as it deserves. */
export function ratio(number) {
  if (number < 10) return number.toFixed(2);
  return number < 100 ? number.toFixed(1) : String(Math.round(number));
}

/** 10,000 */
export const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ',');
