/** New files in a transaction: all of the change is made or none, and no other file is overwritten or deleted. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readJournal } from '../../../../src/storage/transaction/journal.ts';
import { recoverTransaction } from '../../../../src/storage/transaction/recover.ts';
import { beginTransaction, type FileWrite } from '../../../../src/storage/transaction/transaction.ts';
import { bundle, onSmallDisks } from '../../../support/disk.ts';
import { killedAtEachStep } from '../../../support/kill-at-steps.ts';
import { createSandbox, type Sandbox } from '../../../support/sandbox.ts';

const names = { old: 'items/01.yaml', item: 'items/ngā 02.yaml', paper: 'evidence/2026/minute.pdf' };
const bytes = Buffer.from([0x25, 0x50, 0x44, 0x46, 0, 0xff]);
const command = { command: 'plan add' };
const never = async () => false;
const always = async () => true;
const error = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

/** One file to change and two to create, one of them in folders that do not exist. */
function newFiles() {
  const sandbox = createSandbox({ repository: false });
  const arrange = () => {
    for (const path of ['items', 'evidence', '.git', 'committed'])
      rmSync(sandbox.at(path), { recursive: true, force: true });
    sandbox.write({ [names.old]: 'old' });
  };
  arrange();
  const changes: FileWrite[] = [
    { path: sandbox.at(names.old), before: Buffer.from('old'), after: Buffer.from('new') },
    { path: sandbox.at(names.item), before: null, after: Buffer.from('made') },
    { path: sandbox.at(names.paper), before: null, after: bytes },
  ];
  return { sandbox, arrange, state: sandbox.at('.git/plantrail'), changes };
}

/** `before`, `after`, or a description of any other state of the work tree. */
function stateOf({ dir, at, read }: Sandbox): string {
  const found = readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('.git') && name !== 'committed')
    .sort();
  if (`${found}` === `items,${names.old}` && read(names.old) === 'old') return 'before';
  const all = ['evidence', 'evidence/2026', names.paper, 'items', names.old, names.item];
  const isNew = () =>
    read(names.old) === 'new' && read(names.item) === 'made' && bytes.equals(readFileSync(at(names.paper)));
  return `${found}` === `${all}` && isNew() ? 'after' : `${found}: ${read(names.old)}`;
}

test('creates files', () => {
  const { sandbox, state, changes } = newFiles();
  const change = beginTransaction(state, changes, command);
  expect(existsSync(sandbox.at(names.item))).toBe(false);
  change.replace();
  change.finish();
  expect(stateOf(sandbox)).toBe('after');
  expect(statSync(sandbox.at(names.item)).nlink).toBe(1);
  expect(readJournal(state)).toBeUndefined();
});

test('a rollback removes new files and the folders created for them', () => {
  const { sandbox, state, changes } = newFiles();
  const change = beginTransaction(state, changes, command);
  change.replace();
  expect(change.rollback()).toEqual([]);
  expect(stateOf(sandbox)).toBe('before');
  expect(beginTransaction(state, changes, command).rollback()).toEqual([]);
  expect(stateOf(sandbox)).toBe('before');
});

test('an empty transaction', () => {
  const { state } = newFiles();
  const change = beginTransaction(state, [], command);
  change.replace();
  expect(change.rollback()).toEqual([]);
  change.finish();
  expect(existsSync(state)).toBe(false);
});

test.each<[string, (path: string) => void]>([
  ['a file', (path) => writeFileSync(path, 'theirs')],
  ['an empty file', (path) => writeFileSync(path, '')],
  ['a file with the same bytes', (path) => writeFileSync(path, 'made')],
  ['a folder', (path) => mkdirSync(path)],
  ['a link that leads nowhere', (path) => symlinkSync('nowhere', path)],
])('%s at the path of a new file stays as it is', async (_, appear) => {
  const { sandbox, arrange, state, changes } = newFiles();
  const there = error('refused', /ngā 02\.yaml` already exists and is not overwritten/);
  const path = sandbox.at(names.item);
  const theirs = () => readdirSync(sandbox.at('items'), { withFileTypes: true }).map((entry) => entry.name);
  appear(path);
  expect(() => beginTransaction(state, changes, command)).toThrow(there);
  expect(existsSync(state)).toBe(false);

  for (const how of ['rolled back', 'recovered']) {
    arrange();
    const change = beginTransaction(state, changes, command);
    appear(path);
    expect(() => change.replace()).toThrow(there);
    if (how === 'recovered')
      expect(await recoverTransaction(state, sandbox.dir, always)).toMatchObject({ skipped: [] });
    else expect(change.rollback()).toEqual([]);
    expect(theirs()).toEqual(['01.yaml', 'ngā 02.yaml']);
    expect(sandbox.read(names.old)).toBe('old');
    expect(existsSync(sandbox.at('evidence'))).toBe(false);
  }
});

test('a new file that was edited since is skipped, and its folder stays', async () => {
  const { sandbox, state, changes } = newFiles();
  beginTransaction(state, changes, command).replace();
  writeFileSync(sandbox.at(names.item), 'mine');
  sandbox.write({ 'evidence/mine': '' });
  const recovery = await recoverTransaction(state, sandbox.dir, never);
  expect(recovery).toMatchObject({
    outcome: 'rolled back',
    skipped: [{ path: sandbox.at(names.item), old: null }],
  });
  expect(sandbox.read(names.item)).toBe('mine');
  expect(readdirSync(sandbox.at('evidence'))).toEqual(['mine']);
  expect(readdirSync(state)).toEqual([]);
});

test('a committed change stays, though a new file was deleted since', async () => {
  const { sandbox, state, changes } = newFiles();
  beginTransaction(state, changes, command).replace();
  rmSync(sandbox.at(names.paper));
  expect(await recoverTransaction(state, sandbox.dir, always)).toMatchObject({ outcome: 'committed' });
  expect(sandbox.read(names.old)).toBe('new');
});

test('new files are unstaged before they are deleted, and before the journal is removed', async () => {
  const { sandbox, state, changes } = newFiles();
  beginTransaction(state, changes, command).replace();
  const stuck = () => Promise.reject(new Error('busy'));
  await expect(recoverTransaction(state, sandbox.dir, never, stuck)).rejects.toThrow('busy');
  expect(stateOf(sandbox)).toBe('after');
  const queried: string[][] = [];
  await recoverTransaction(state, sandbox.dir, never, async (paths) => {
    expect(readJournal(state)).toBeDefined();
    queried.push(paths);
  });
  expect(queried).toEqual([[sandbox.at(names.item), sandbox.at(names.paper)]]);
  expect(stateOf(sandbox)).toBe('before');
});

test('a rollback that is not final keeps the journal for recovery', async () => {
  const { sandbox, state, changes } = newFiles();
  const change = beginTransaction(state, changes, command);
  change.replace();
  expect(change.rollback({ final: false })).toEqual([]);
  expect(sandbox.read(names.old)).toBe('old');
  expect(existsSync(sandbox.at(names.item))).toBe(false);
  expect(await recoverTransaction(state, sandbox.dir, always)).toMatchObject({
    outcome: 'rolled back',
    skipped: [],
  });
  expect(stateOf(sandbox)).toBe('before');
  expect(readJournal(state)).toBeUndefined();
});

test('a file at the path of a new folder is refused', () => {
  const { sandbox, state, changes } = newFiles();
  sandbox.write({ evidence: '' });
  expect(() => beginTransaction(state, changes, command)).toThrow(
    error('refused', /evidence` is not a folder/),
  );
});

test('a journal with a folder outside the plan is refused, and one without folders is read', async () => {
  const { sandbox, state, changes } = newFiles();
  const change = beginTransaction(state, changes, command);
  const path = '.git/plantrail/journal.json';
  const journal = JSON.parse(sandbox.read(path));
  sandbox.write({ [path]: JSON.stringify({ ...journal, folders: ['../../../elsewhere'] }) });
  await expect(recoverTransaction(state, sandbox.dir, never)).rejects.toThrow(
    error('refused', /a file outside the plan/),
  );
  sandbox.write({ [path]: JSON.stringify({ ...journal, folders: undefined }) });
  expect(readJournal(state)?.folders).toEqual([]);
  change.rollback();
});

/** The program that makes the change; making the file `committed` stands for git's commit. */
const writeNewFiles = (sandbox: Sandbox, end: string) => [
  bundle(sandbox, 'write-files'),
  end,
  JSON.stringify([
    { path: names.old, before: 'old', after: 'new' },
    { path: names.item, before: null, after: 'made' },
    { path: names.paper, before: null, after: bytes.toString('latin1') },
  ]),
];

test.each([
  ['committed', 'commit', 'before', 'after'],
  ['rolled back', 'rollback', 'before', 'before'],
])('%s: after a kill at any step, recovery leaves all of the change or none', async (_, end, ...possible) => {
  const { sandbox, arrange, state } = newFiles();
  const seen = new Set<string>();
  for await (const { step } of killedAtEachStep(sandbox, writeNewFiles(sandbox, end), arrange)) {
    await recoverTransaction(state, sandbox.dir, async () => existsSync(sandbox.at('committed')));
    const now = stateOf(sandbox);
    expect(possible, step).toContain(now);
    if (existsSync(sandbox.at('committed'))) expect(now).toBe('after');
    expect(readJournal(state)).toBeUndefined();
    seen.add(now);
  }
  expect([...seen].sort().reverse()).toEqual([...new Set(possible)]);
});

test('where hard links don’t work, files are created and no other file is overwritten', async () => {
  const { sandbox, arrange } = newFiles();
  const preload = join(import.meta.dirname, '../../../support/no-hard-links.mjs');
  const run = async (end: string) =>
    (await sandbox.run(process.execPath, ['--import', preload, ...writeNewFiles(sandbox, end)])).stderr;
  expect(await run('finish')).toBe('');
  expect(stateOf(sandbox)).toBe('after');
  arrange();
  expect(await run('rollback')).toBe('');
  expect(stateOf(sandbox)).toBe('before');
  sandbox.write({ [names.item]: 'theirs' });
  expect(await run('finish')).toContain('already exists');
  expect(sandbox.read(names.item)).toBe('theirs');
});

test('recovery can be killed at any step and run again', async () => {
  const { sandbox, arrange, state, changes } = newFiles();
  const arranged = () => {
    arrange();
    beginTransaction(state, changes, command).replace();
  };
  for await (const { step } of killedAtEachStep(sandbox, [bundle(sandbox, 'recover-files')], arranged)) {
    await recoverTransaction(state, sandbox.dir, never);
    expect(stateOf(sandbox), step).toBe('before');
    expect(readJournal(state)).toBeUndefined();
  }
});

test('however little space a disk has, all files are created or none; a read-only disk is reported', async (context) => {
  const sandbox = createSandbox({ repository: false });
  const { stdout, stderr } = await onSmallDisks(sandbox, context, ['create-on-small-disks']);
  expect(stderr).toBe('');
  const lines = stdout.trimEnd().split('\n');
  expect(lines.splice(-3)).toEqual([
    'disk: cannot write `other/02.yaml`: the file system is read-only | o--',
    'disk | o--',
    'rolled back | o--',
  ]);
  const full = /^disk: cannot write `disk\/[^`]+`: the disk is full \| o--$/;
  const seen = lines.map((line) => (full.test(line) ? 'full' : line));
  expect(new Set(seen)).toEqual(new Set(['full', 'done | npp | done | o--']));
});
