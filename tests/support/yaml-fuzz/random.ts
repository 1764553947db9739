/** Pseudo-random choices: the same seed gives the same choices. */

export interface Random {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  pick<Value>(from: readonly Value[]): Value;
  /** Whether something happens that happens once in so many times. */
  once(inTimes: number): boolean;
}

/** The mulberry32 generator, seeded so that consecutive seeds give unrelated numbers. */
export function random(seed: number, index = 0): Random {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35);
  const below = (limit: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  return { below, pick: (from) => from[below(from.length)]!, once: (inTimes) => below(inTimes) === 0 };
}
