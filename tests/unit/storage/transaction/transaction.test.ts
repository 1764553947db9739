/** Transactions: all files are replaced or none, whatever other programs and full disks do. */
import { chmodSync, existsSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { readJournal } from '../../../../src/storage/transaction/journal.ts';
import { beginTransaction } from '../../../../src/storage/transaction/transaction.ts';
import { bundle, onSmallDisks } from '../../../support/disk.ts';
import { sandbox } from '../../../support/sandbox.ts';
import { command, expectClean, textsOf, threeFiles } from '../../../support/three-files.ts';

const error = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

test('begin, replace, finish', () => {
  const { box, state, writes } = threeFiles();
  chmodSync(writes[0]!.path, 0o600);
  const change = beginTransaction(state, writes, command);
  expect(textsOf(box)).toEqual(['old', 'old', 'old']);
  expect(readJournal(state)).toMatchObject({ ...command, pid: process.pid });
  change.replace();
  expect(textsOf(box)).toEqual(['new', 'new', 'new']);
  change.finish();
  expect(readJournal(state)).toBeUndefined();
  expect(statSync(writes[0]!.path).mode & 0o7777).toBe(0o600);
  expectClean(box, state);
});

test('a rollback restores the very same files', () => {
  const { box, state, writes, paths } = threeFiles();
  const identity = () => paths.map((path) => statSync(path)).map(({ ino, mtimeMs }) => ({ ino, mtimeMs }));
  const old = identity();
  const change = beginTransaction(state, writes, command);
  change.replace();
  expect(identity()).not.toEqual(old);
  expect(change.rollback()).toEqual([]);
  expect(identity()).toEqual(old);
  expectClean(box, state);
});

test('a rollback before anything was replaced', () => {
  const { box, state, writes } = threeFiles();
  expect(beginTransaction(state, writes, command).rollback()).toEqual([]);
  expect(textsOf(box)).toEqual(['old', 'old', 'old']);
  expectClean(box, state);
});

test('a file that was edited since it was read is refused', () => {
  const { box, state, writes } = threeFiles();
  writeFileSync(box.at('items/03.yaml'), 'mine');
  expect(() => beginTransaction(state, writes, command)).toThrow(
    error('refused', /03\.yaml` was edited in the meantime/),
  );
  rmSync(box.at('items/03.yaml'));
  expect(() => beginTransaction(state, writes, command)).toThrow(
    error('refused', /03\.yaml` was edited in the meantime/),
  );
  expect(existsSync(state)).toBe(false);
});

test.each(['in place', 'by a new file'])(
  'a file that is edited %s between begin and replace stays as it is',
  (how) => {
    const { box, state, writes } = threeFiles();
    const change = beginTransaction(state, writes, command);
    const path = box.at('items/03.yaml');
    writeFileSync(how === 'in place' ? path : `${path}~`, 'mine');
    if (how !== 'in place') renameSync(`${path}~`, path);
    expect(() => change.replace()).toThrow(error('refused', /edited in the meantime/));
    expect(textsOf(box)).toEqual(['old', 'old', 'mine']);
    const left = change.rollback();
    expect(left.map(({ path }) => basename(path))).toEqual(how === 'in place' ? [] : ['03.yaml']);
    expect(textsOf(box)).toEqual(['old', 'old', 'mine']);
  },
);

test('a symbolic link is refused', () => {
  const { box, state, writes } = threeFiles();
  renameSync(box.at('items/03.yaml'), box.at('real'));
  symlinkSync(box.at('real'), box.at('items/03.yaml'));
  expect(() => beginTransaction(state, writes, command)).toThrow(error('refused', /symbolic link/));
});

test('a second transaction needs the first to be finished', () => {
  const { state, writes } = threeFiles();
  beginTransaction(state, writes, command);
  expect(() => beginTransaction(state, writes, command)).toThrow(error('internal', /interrupted/));
});

/** A script for two small disks; `print` writes what each step did. */
const onDisks = (state: string, body: string) => `
  import { execFileSync } from 'node:child_process';
  import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
  import { recoverTransaction } from './src/storage/transaction/recover.ts';
  import { beginTransaction } from './src/storage/transaction/transaction.ts';
  const paths = ['disk/01.yaml', 'other/02.yaml'];
  const writes = paths.map((path) => ({ path, before: Buffer.alloc(6000, 'o'), after: Buffer.alloc(6000, 'n') }));
  const arrange = () => { for (const { path, before } of writes) writeFileSync(path, before); };
  const start = () => beginTransaction('${state}', writes, { command: 'plan update' });
  const fill = (disk) => {
    try { writeFileSync(disk + '/fill', Buffer.alloc(100_000)); } catch {}
    return statSync(disk + '/fill').size;
  };
  const remount = (disk, how) => execFileSync('mount', ['-o', 'remount,' + how, disk]);
  const attempt = (work) => { try { work(); return 'done'; } catch (error) { return error.code + ': ' + error.message; } };
  const texts = () => paths.map((path) => readFileSync(path, 'utf8').replace(/^(.)\\1{5999}$/, '$1')).join('');
  const names = () => ['disk', 'other'].flatMap((disk) => readdirSync(disk)).join(' ');
  const print = (...parts) => console.log(parts.join(' | '));
  arrange();
  ${body}
`;

test('however little space a disk has, nothing is touched or everything can be rolled back', async (context) => {
  const box = sandbox({ repository: false });
  const script = onDisks(
    'disk/state',
    `
    for (let pages = 0; pages < 10; pages += 1) {
      rmSync('disk/state', { recursive: true, force: true });
      rmSync('disk/fill', { force: true });
      const size = fill('disk');
      truncateSync('disk/fill', size - pages * 4096);
      let change;
      const began = attempt(() => { change = start(); });
      if (began !== 'done') { print(began, texts(), names()); continue; }
      const steps = [() => fill('disk'), change.replace, change.rollback].map((step) => attempt(step) + ' ' + texts());
      print(steps, names());
    }
  `,
  );
  const { stdout, stderr } = await onSmallDisks(box, context, bundle(box, script));
  expect(stderr).toBe('');
  const lines = stdout.trimEnd().split('\n');
  expect(lines.length).toBe(10);
  const full =
    /^disk: can’t write `disk\/(01\.yaml|state)`: the disk is full \| oo \| 01\.yaml fill state 02\.yaml$/;
  const well = 'done oo,done nn,done oo | 01.yaml fill state 02.yaml';
  const seen = lines.map((line) => (full.test(line) ? 'full' : line === well ? 'well' : line));
  expect(new Set(seen)).toEqual(new Set(['full', 'well']));
});

test('a disk becomes read-only halfway, with the journal on another disk', async (context) => {
  const box = sandbox({ repository: false });
  const script = onDisks(
    'disk/state',
    `
    const change = start();
    remount('other', 'ro');
    print(attempt(change.replace), texts());
    print(attempt(change.rollback), texts());
    remount('other', 'rw');
    const recovery = await recoverTransaction('disk/state', '.', async () => false);
    print(recovery.outcome, texts(), names());
    const again = start();
    print(attempt(again.replace), texts());
    print(attempt(again.rollback), texts(), names());
  `,
  );
  const { stdout, stderr } = await onSmallDisks(box, context, bundle(box, script));
  expect(stdout + stderr).toBe(
    [
      'disk: can’t write `other/02.yaml`: the file system is read-only | oo',
      'disk: can’t clean up `disk/state`: the file system is read-only | oo',
      'rolled back | oo | 01.yaml state 02.yaml',
      'done | nn',
      'done | oo | 01.yaml state 02.yaml',
      '',
    ].join('\n'),
  );
});

test('a read-only disk', async (context) => {
  const box = sandbox({ repository: false });
  const script = onDisks('other/state', "remount('other', 'ro'); print(attempt(start), texts(), names());");
  const { stdout, stderr } = await onSmallDisks(box, context, bundle(box, script));
  expect(stdout + stderr).toBe(
    'disk: can’t write `other/state`: the file system is read-only | oo | 01.yaml 02.yaml\n',
  );
});
