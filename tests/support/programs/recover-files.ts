/** Recovers from an interrupted `write-files.ts`. */
import { existsSync } from 'node:fs';
import { recoverTransaction } from '../../../src/storage/transaction/recover.ts';

await recoverTransaction('.git/plantrail', '.', async () => existsSync('committed'));
