/** Acquires the lock and releases it: `acquire-lock.ts STATE_DIR WAIT_MS`. Prints the error where that fails. */
import { acquireLock } from '../../../src/storage/transaction/lock.ts';
import { describeError } from './print-errors.ts';

const [stateDir, waitMs] = process.argv.slice(2);
try {
  const lock = await acquireLock(stateDir!, { command: 'plan', waitMs: Number(waitMs) });
  lock.release();
} catch (error) {
  console.log(describeError(error));
}
