/** How many there are, in words: "1 file", "30 files". */
export const counted = (number: number, what: string): string =>
  `${number} ${what}${number === 1 ? '' : 's'}`;
