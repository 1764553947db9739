/**
 * Replaces a file on each of two small disks in one transaction, and prints what every step came to:
 * `replace-on-small-disks.ts no-room | read-only-later | read-only`.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { recoverTransaction } from '../../../src/storage/transaction/recover.ts';
import type { Transaction } from '../../../src/storage/transaction/transaction.ts';
import {
  attempt,
  begin,
  contents,
  fill,
  leaveRoom,
  namesOnDisks,
  print,
  remount,
  sixKilobytes,
} from './small-disks.ts';

const files = ['disk/01.yaml', 'other/02.yaml'].map((path) => ({
  path,
  before: sixKilobytes('o'),
  after: sixKilobytes('n'),
}));
for (const { path, before } of files) writeFileSync(path, before);

const scenarios: Record<string, () => void | Promise<void>> = {
  'no-room': () => {
    for (let pages = 0; pages < 10; pages += 1) {
      rmSync('disk/state', { recursive: true, force: true });
      leaveRoom('disk', pages);
      let transaction: Transaction | undefined;
      const begun = attempt(() => {
        transaction = begin('disk/state', files);
      });
      if (!transaction) {
        print(begun, contents(files), namesOnDisks());
        continue;
      }
      const steps = [() => fill('disk'), transaction.replace, transaction.rollback];
      print(steps.map((step) => `${attempt(step)} ${contents(files)}`).join(), namesOnDisks());
    }
  },
  'read-only-later': async () => {
    const transaction = begin('disk/state', files);
    remount('other', 'ro');
    print(attempt(transaction.replace), contents(files));
    print(attempt(transaction.rollback), contents(files));
    remount('other', 'rw');
    const recovery = await recoverTransaction('disk/state', '.', async () => false);
    print(recovery!.outcome, contents(files), namesOnDisks());
    const again = begin('disk/state', files);
    print(attempt(again.replace), contents(files));
    print(attempt(again.rollback), contents(files), namesOnDisks());
  },
  'read-only': () => {
    remount('other', 'ro');
    print(
      attempt(() => void begin('other/state', files)),
      contents(files),
      namesOnDisks(),
    );
  },
};
await scenarios[process.argv[2]!]!();
