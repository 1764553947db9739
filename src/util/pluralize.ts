/** How many there are, in words: "1 file", "30 files". */
export const pluralize = (number: number, what: string): string =>
  `${number} ${what}${number === 1 ? '' : 's'}`;

/**
 * What must be known of items that are counted by agency; where some are shared, also what the rows come to.
 * @param all how many items there are, and in words where that reads better
 */
export function sharedNote(
  parts: readonly { items: number }[],
  all: number,
  { rule = 'counts', words = String(all) } = {},
): string {
  const sum = parts.reduce((sum, { items }) => sum + items, 0);
  return `An item ${rule} for each of its agencies${sum > all ? `, so these add up to more than ${words}` : ''}.`;
}
