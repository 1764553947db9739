/**
 * Replaces a file and makes two on two small disks in one transaction, first with little room, then with one disk
 * read-only, and prints what every step came to.
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { recoverTransaction } from '../../../src/storage/transaction/recover.ts';
import type { Transaction } from '../../../src/storage/transaction/transaction.ts';
import { attempt, begin, contents, leaveRoom, print, remount, sixKilobytes } from './small-disks.ts';

const files = [
  { path: 'disk/01.yaml', before: sixKilobytes('o'), after: sixKilobytes('n') },
  { path: 'disk/evidence/2026/a.pdf', before: null, after: sixKilobytes('p') },
  { path: 'other/02.yaml', before: null, after: sixKilobytes('p') },
];
const leftovers = () => ['disk/evidence', 'disk/state/journal.json'].filter((path) => existsSync(path));

writeFileSync('disk/01.yaml', sixKilobytes('o'));
for (let pages = 0; pages < 14; pages += 1) {
  leaveRoom('disk', pages);
  let transaction: Transaction | undefined;
  const begun = attempt(() => {
    transaction = begin('disk/state', files);
  });
  const results = transaction
    ? [attempt(transaction.replace), contents(files), attempt(transaction.rollback)]
    : [begun];
  print(...results, contents(files), ...leftovers());
}
rmSync('disk/fill');

const transaction = begin('disk/state', files);
remount('other', 'ro');
print(attempt(transaction.replace), contents(files));
print(attempt(transaction.rollback).replace(/:.*/, ''), contents(files));
remount('other', 'rw');
const recovery = await recoverTransaction('disk/state', '.', async () => false);
print(recovery!.outcome, contents(files), ...leftovers());
