/** What the sheets of a workbook are called. */

/** In UTF-16 units. */
const longest = 31;

/**
 * A legal name for each title, in their order, no two of them the same without regard to case: at most 31 characters,
 * none of `[]:*?/\`, no apostrophe at either end.
 */
export function sheetNames(titles: readonly string[]): string[] {
  // Spreadsheets keep this name for themselves.
  const taken = new Set(['history']);
  return titles.map((title) => {
    const base = legal(title) || 'Sheet';
    for (let nth = 1; ; nth++) {
      const mark = nth === 1 ? '' : ` ${nth}`;
      const name = `${cut(base, longest - mark.length)}${mark}`;
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      return name;
    }
  });
}

const legal = (title: string) =>
  title.replace(/[\p{C}[\]:*?/\\\ufffd\s]+/gu, ' ').replace(/^[' ]+|[' ]+$/g, '');

/** The beginning of a name, without half a character or an apostrophe at its end. */
const cut = (name: string, length: number) =>
  name
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/[' ]+$/, '');
