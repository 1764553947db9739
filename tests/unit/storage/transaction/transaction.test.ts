/** Transactions: all files are replaced or none, whatever other programs and full disks do. */
import { chmodSync, existsSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { readJournal } from '../../../../src/storage/transaction/journal.ts';
import { recoverTransaction } from '../../../../src/storage/transaction/recover.ts';
import { beginTransaction } from '../../../../src/storage/transaction/transaction.ts';
import { onSmallDisks } from '../../../support/disk.ts';
import { createSandbox } from '../../../support/sandbox.ts';
import { command, expectClean, textsOf, threeFiles } from '../../../support/three-files.ts';

const error = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

test('begin, replace, finish', () => {
  const { sandbox, state, writes } = threeFiles();
  chmodSync(writes[0]!.path, 0o600);
  const change = beginTransaction(state, writes, command);
  expect(textsOf(sandbox)).toEqual(['old', 'old', 'old']);
  expect(readJournal(state)).toMatchObject({ ...command, pid: process.pid });
  change.replace();
  expect(textsOf(sandbox)).toEqual(['new', 'new', 'new']);
  change.finish();
  expect(readJournal(state)).toBeUndefined();
  expect(statSync(writes[0]!.path).mode & 0o7777).toBe(0o600);
  expectClean(sandbox, state);
});

test('a rollback restores the very same files', () => {
  const { sandbox, state, writes, paths } = threeFiles();
  const identity = () => paths.map((path) => statSync(path)).map(({ ino, mtimeMs }) => ({ ino, mtimeMs }));
  const old = identity();
  const change = beginTransaction(state, writes, command);
  change.replace();
  expect(identity()).not.toEqual(old);
  expect(change.rollback()).toEqual([]);
  expect(identity()).toEqual(old);
  expectClean(sandbox, state);
});

test('a file is deleted, and restored by a rollback and by recovery', async () => {
  const { sandbox, state, writes, paths } = threeFiles();
  const deleting = [{ ...writes[0]!, after: null }, ...writes.slice(1)];
  const change = beginTransaction(state, deleting, command);
  change.replace();
  expect(existsSync(paths[0]!)).toBe(false);
  expect(change.rollback()).toEqual([]);
  expect(textsOf(sandbox)).toEqual(['old', 'old', 'old']);
  beginTransaction(state, deleting, command).replace();
  expect(await recoverTransaction(state, sandbox.dir, async () => false)).toMatchObject({
    outcome: 'rolled back',
    skipped: [],
  });
  expect(textsOf(sandbox)).toEqual(['old', 'old', 'old']);
  expectClean(sandbox, state);
  const last = beginTransaction(state, deleting, command);
  last.replace();
  last.finish();
  expect(existsSync(paths[0]!)).toBe(false);
  expect(readJournal(state)).toBeUndefined();
});

test('a rollback before anything was replaced', () => {
  const { sandbox, state, writes } = threeFiles();
  expect(beginTransaction(state, writes, command).rollback()).toEqual([]);
  expect(textsOf(sandbox)).toEqual(['old', 'old', 'old']);
  expectClean(sandbox, state);
});

test('a file that was edited since it was read is refused', () => {
  const { sandbox, state, writes } = threeFiles();
  writeFileSync(sandbox.at('items/03.yaml'), 'mine');
  expect(() => beginTransaction(state, writes, command)).toThrow(
    error('refused', /03\.yaml` was edited in the meantime/),
  );
  rmSync(sandbox.at('items/03.yaml'));
  expect(() => beginTransaction(state, writes, command)).toThrow(
    error('refused', /03\.yaml` was edited in the meantime/),
  );
  expect(existsSync(state)).toBe(false);
});

test.each(['in place', 'by a new file'])(
  'a file that is edited %s between begin and replace stays as it is',
  (how) => {
    const { sandbox, state, writes } = threeFiles();
    const change = beginTransaction(state, writes, command);
    const path = sandbox.at('items/03.yaml');
    writeFileSync(how === 'in place' ? path : `${path}~`, 'mine');
    if (how !== 'in place') renameSync(`${path}~`, path);
    expect(() => change.replace()).toThrow(error('refused', /edited in the meantime/));
    expect(textsOf(sandbox)).toEqual(['old', 'old', 'mine']);
    const left = change.rollback();
    expect(left.map(({ path }) => basename(path))).toEqual(how === 'in place' ? [] : ['03.yaml']);
    expect(textsOf(sandbox)).toEqual(['old', 'old', 'mine']);
  },
);

test('a symbolic link is refused', () => {
  const { sandbox, state, writes } = threeFiles();
  renameSync(sandbox.at('items/03.yaml'), sandbox.at('real'));
  symlinkSync(sandbox.at('real'), sandbox.at('items/03.yaml'));
  expect(() => beginTransaction(state, writes, command)).toThrow(error('refused', /symbolic link/));
});

test('a second transaction needs the first to be finished', () => {
  const { state, writes } = threeFiles();
  beginTransaction(state, writes, command);
  expect(() => beginTransaction(state, writes, command)).toThrow(error('internal', /interrupted/));
});

test('however little space a disk has, nothing is touched or everything can be rolled back', async (context) => {
  const sandbox = createSandbox({ repository: false });
  const { stdout, stderr } = await onSmallDisks(sandbox, context, ['replace-on-small-disks', 'no-room']);
  expect(stderr).toBe('');
  const lines = stdout.trimEnd().split('\n');
  expect(lines.length).toBe(10);
  const full =
    /^disk: cannot write `disk\/(01\.yaml|state)`: the disk is full \| oo \| 01\.yaml fill state 02\.yaml$/;
  const well = 'done oo,done nn,done oo | 01.yaml fill state 02.yaml';
  const seen = lines.map((line) => (full.test(line) ? 'full' : line === well ? 'well' : line));
  expect(new Set(seen)).toEqual(new Set(['full', 'well']));
});

test('a disk becomes read-only halfway, with the journal on another disk', async (context) => {
  const sandbox = createSandbox({ repository: false });
  const { stdout, stderr } = await onSmallDisks(sandbox, context, [
    'replace-on-small-disks',
    'read-only-later',
  ]);
  expect(stdout + stderr).toBe(
    [
      'disk: cannot write `other/02.yaml`: the file system is read-only | oo',
      'disk: cannot clean up `disk/state`: the file system is read-only | oo',
      'rolled back | oo | 01.yaml state 02.yaml',
      'done | nn',
      'done | oo | 01.yaml state 02.yaml',
      '',
    ].join('\n'),
  );
});

test('a read-only disk', async (context) => {
  const sandbox = createSandbox({ repository: false });
  const { stdout, stderr } = await onSmallDisks(sandbox, context, ['replace-on-small-disks', 'read-only']);
  expect(stdout + stderr).toBe(
    'disk: cannot write `other/state`: the file system is read-only | oo | 01.yaml 02.yaml\n',
  );
});
