/**
 * fast-check with a fixed seed, so that `npm test` does the same each time. `npm run nightly` sets `SEED` and `EFFORT`:
 * another seed, and so many times as many runs.
 */
import fc from 'fast-check';

export const seed = Number(process.env.SEED ?? 2009);
const effort = Number(process.env.EFFORT ?? 1);

/** Whether to try what takes too long for `npm test`. */
export const isNightly = effort > 1;

/** How often something random is tried: so often in `npm test`. */
export const times = (count: number): number => Math.ceil(count * effort);
fc.configureGlobal({ seed, numRuns: times(100) });
export default fc;
