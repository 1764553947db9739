/** Finds missing numbers among the ids of items. */

/** The first and the last of consecutive missing numbers. */
export interface NumberGap {
  from: number;
  to: number;
}

/**
 * The gaps in a numbering, by the name after each. Names that do not start with a number are ignored, and `2a` counts as 2.
 * Where most numbers are not consecutive (10, 20, 30), there are no gaps.
 * @param names "01", "02", "2a"
 */
export function gapsIn(names: Iterable<string>): ReadonlyMap<string, NumberGap> {
  const numbered: [number, string][] = [];
  for (const name of names)
    if (/^\d{1,15}(?!\d)/.test(name)) numbered.push([Number.parseInt(name, 10), name]);
  numbered.sort(([a, first], [b, second]) => a - b || (first < second ? -1 : 1));
  const gaps = new Map<string, NumberGap>();
  let consecutive = 0;
  let before = numbered[0]?.[0] ?? 0;
  for (const [number, name] of numbered) {
    if (number > before + 1) gaps.set(name, { from: before + 1, to: number - 1 });
    else if (number === before + 1) consecutive++;
    before = number;
  }
  return consecutive >= gaps.size ? gaps : new Map();
}
