/**
 * fast-check with a fixed seed, so that `npm test` is the same each time. `npm run nightly` sets SEED to another seed and
 * EFFORT to how many times as many runs to do.
 */
import fc from 'fast-check';

export const seed = Number(process.env.SEED ?? 2009);
const effort = Number(process.env.EFFORT ?? 1);

/** Whether to run what takes too long for `npm test`. */
export const isNightly = effort > 1;

/** The number of runs of a random test, given that of `npm test`. */
export const times = (count: number): number => Math.ceil(count * effort);
fc.configureGlobal({ seed, numRuns: times(100) });
export default fc;
