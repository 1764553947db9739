/**
 * Writes files in one transaction: `write-files.ts END FILES`. FILES is a JSON array of `{path, before, after}`, texts in
 * Latin-1. END is `finish`, `rollback`, or `commit`, where making the file `committed` stands for a git commit.
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beginTransaction } from '../../../src/storage/transaction/transaction.ts';

const [end, list] = process.argv.slice(2);
const files = JSON.parse(list!) as { path: string; before: string | null; after: string }[];
const transaction = beginTransaction(
  '.git/plantrail',
  files.map(({ path, before, after }) => ({
    path: resolve(path),
    before: before === null ? null : Buffer.from(before, 'latin1'),
    after: Buffer.from(after, 'latin1'),
  })),
  { command: 'plan update' },
);
transaction.replace();
if (end === 'commit') writeFileSync('committed', '');
if (end === 'rollback') transaction.rollback();
else transaction.finish();
