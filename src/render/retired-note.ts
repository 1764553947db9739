/** What a count leaves out: "1 retired item is not counted". */
export const notCounted = (retired: number): string =>
  retired === 1 ? '1 retired item is not counted' : `${retired} retired items are not counted`;
