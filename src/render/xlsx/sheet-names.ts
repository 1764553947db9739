/** Names the sheets of a workbook. */

/** In UTF-16 units. */
const maxLength = 31;

/**
 * A legal name for each title, unique without regard to case: at most 31 characters, none of `[]:*?/\`, no apostrophe at
 * either end.
 */
export function sheetNames(titles: readonly string[]): string[] {
  // Excel reserves this name.
  const taken = new Set(['history']);
  return titles.map((title) => {
    const base = legal(title) || 'Sheet';
    for (let nth = 1; ; nth++) {
      const suffix = nth === 1 ? '' : ` ${nth}`;
      const name = `${shorten(base, maxLength - suffix.length)}${suffix}`;
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      return name;
    }
  });
}

const legal = (title: string) =>
  title.replace(/[\p{C}[\]:*?/\\\ufffd\s]+/gu, ' ').replace(/^[' ]+|(?<![' ])[' ]+$/g, '');

/** The beginning of a name, without half a character or an apostrophe at its end. */
const shorten = (name: string, length: number) =>
  name
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/[' ]+$/, '');
