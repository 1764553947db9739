/** How items are numbered, and what is missing in between. */

/** Whole numbers that are missing, the first and the last of them. */
export interface NumberGap {
  from: number;
  to: number;
}

/**
 * The gaps in a numbering, each by the name that stands after it. Names that begin with no number are left aside, and
 * `2a` holds the place of 2. Where most numbers do not follow on one another, they were never meant to (10, 20, 30), and
 * there are no gaps.
 * @param names "01", "02", "2a"
 */
export function gapsIn(names: Iterable<string>): ReadonlyMap<string, NumberGap> {
  const numbered: [number, string][] = [];
  for (const name of names)
    if (/^\d{1,15}(?!\d)/.test(name)) numbered.push([Number.parseInt(name, 10), name]);
  numbered.sort(([a, first], [b, second]) => a - b || (first < second ? -1 : 1));
  const gaps = new Map<string, NumberGap>();
  let following = 0;
  let before = numbered[0]?.[0] ?? 0;
  for (const [number, name] of numbered) {
    if (number > before + 1) gaps.set(name, { from: before + 1, to: number - 1 });
    else if (number === before + 1) following++;
    before = number;
  }
  return following >= gaps.size ? gaps : new Map();
}
