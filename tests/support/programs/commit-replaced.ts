/** Replaces files and commits them, under the lock: `commit-replaced.ts FILE…`. */
import { resolve } from 'node:path';
import { createCommit } from '../../../src/git/commit.ts';
import { preflight } from '../../../src/git/preflight.ts';
import { findRepository } from '../../../src/git/repository.ts';
import { acquireLock } from '../../../src/storage/transaction/lock.ts';
import { beginTransaction } from '../../../src/storage/transaction/transaction.ts';

const { env } = process;
const repo = findRepository(process.cwd(), env)!;
const stateDir = `${repo.gitDir}/plantrail`;
const changed = process.argv.slice(2).map((path) => resolve(path));
const lock = await acquireLock(stateDir, { command: 'plan update', waitMs: 0 });
const target = await preflight(repo, { changed, created: [] }, env);
const transaction = beginTransaction(
  stateDir,
  changed.map((path) => ({ path, before: Buffer.from('old\n'), after: Buffer.from('new\n') })),
  { command: 'plan update' },
);
transaction.replace();
try {
  const message = 'plan: noted\n\nPlan-Item: 5\n';
  await createCommit(repo, { changed, created: [] }, { message, target }, env);
  transaction.finish();
} catch (error) {
  transaction.rollback();
  console.log((error as Error).message);
}
lock.release();
