/** What the programs share that run beside the small disks `disk` and `other`. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import {
  beginTransaction,
  type FileWrite,
  type Transaction,
} from '../../../src/storage/transaction/transaction.ts';
import { describeError } from './print-errors.ts';

/** Leaves so many pages of 4 KiB free on a disk. */
export function leaveRoom(disk: string, pages: number): void {
  rmSync(`${disk}/fill`, { force: true });
  fill(disk);
  truncateSync(`${disk}/fill`, statSync(`${disk}/fill`).size - pages * 4096);
}

export function fill(disk: string): void {
  try {
    writeFileSync(`${disk}/fill`, Buffer.alloc(100_000));
  } catch {
    // The disk is full now.
  }
}

export const remount = (disk: string, mode: 'ro' | 'rw'): void =>
  void execFileSync('mount', ['-o', `remount,${mode}`, disk]);

export function attempt(step: () => void): string {
  try {
    step();
    return 'done';
  } catch (error) {
    return describeError(error);
  }
}

export const sixKilobytes = (letter: string): Buffer => Buffer.alloc(6000, letter);

/** The letter that each file is full of; `-` where it is missing, the whole text where it is anything else. */
export const contents = (changes: readonly FileWrite[]): string =>
  changes
    .map(({ path }) => (existsSync(path) ? readFileSync(path, 'utf8').replace(/^(.)\1{5999}$/, '$1') : '-'))
    .join('');

export const namesOnDisks = (): string => ['disk', 'other'].flatMap((disk) => readdirSync(disk)).join(' ');

export const begin = (stateDir: string, changes: readonly FileWrite[]): Transaction =>
  beginTransaction(stateDir, changes, { command: 'plan update' });

export const print = (...results: string[]): void => console.log(results.join(' | '));
