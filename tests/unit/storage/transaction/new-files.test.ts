/** Files that a change makes: there as a whole, with the files it changes, or not at all; and nobody's file is lost. */
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
import { expect, test } from 'vitest';
import {
  beginTransaction,
  type Change,
  mend,
  readJournal,
} from '../../../../src/storage/transaction/transaction.ts';
import { bundle, onSmallDisks } from '../../../support/disk.ts';
import { killedAtEveryStep } from '../../../support/killing.ts';
import { type Sandbox, sandbox } from '../../../support/sandbox.ts';

const names = { old: 'items/01.yaml', item: 'items/ngā 02.yaml', paper: 'evidence/2026/minute.pdf' };
const bytes = Buffer.from([0x25, 0x50, 0x44, 0x46, 0, 0xff]);
const about = { command: 'plan add' };
const never = async () => false;
const always = async () => true;
const fault = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

/** A file to change, two to make, one of them in folders that are not there. */
function three() {
  const box = sandbox({ repository: false });
  const arrange = () => {
    for (const path of ['items', 'evidence', '.git', 'committed'])
      rmSync(box.at(path), { recursive: true, force: true });
    box.write({ [names.old]: 'old' });
  };
  arrange();
  const changes: Change[] = [
    { path: box.at(names.old), before: Buffer.from('old'), after: Buffer.from('new') },
    { path: box.at(names.item), before: null, after: Buffer.from('made') },
    { path: box.at(names.paper), before: null, after: bytes },
  ];
  return { box, arrange, state: box.at('.git/plantrail'), changes };
}

/** The whole of the work tree, as it was or as it is to be; anything else as it is. */
function standing({ dir, at, read }: Sandbox): string {
  const found = readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('.git') && name !== 'committed')
    .sort();
  if (`${found}` === `items,${names.old}` && read(names.old) === 'old') return 'before';
  const all = ['evidence', 'evidence/2026', names.paper, 'items', names.old, names.item];
  const isNew = () =>
    read(names.old) === 'new' && read(names.item) === 'made' && bytes.equals(readFileSync(at(names.paper)));
  return `${found}` === `${all}` && isNew() ? 'after' : `${found}: ${read(names.old)}`;
}

test('made, and kept', () => {
  const { box, state, changes } = three();
  const change = beginTransaction(state, changes, about);
  expect(existsSync(box.at(names.item))).toBe(false);
  change.replace();
  change.finish();
  expect(standing(box)).toBe('after');
  expect(statSync(box.at(names.item)).nlink).toBe(1);
  expect(readJournal(state)).toBeUndefined();
});

test('made, and taken back, with the folders made for them', () => {
  const { box, state, changes } = three();
  const change = beginTransaction(state, changes, about);
  change.replace();
  expect(change.rollback()).toEqual([]);
  expect(standing(box)).toBe('before');
  expect(beginTransaction(state, changes, about).rollback()).toEqual([]);
  expect(standing(box)).toBe('before');
});

test('nothing to change', () => {
  const { state } = three();
  const change = beginTransaction(state, [], about);
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
])('%s that is there, or appears, stays as it is', async (_, appear) => {
  const { box, arrange, state, changes } = three();
  const there = fault('refused', /ngā 02\.yaml` is there already: it is not written over/);
  const path = box.at(names.item);
  const theirs = () => readdirSync(box.at('items'), { withFileTypes: true }).map((entry) => entry.name);
  appear(path);
  expect(() => beginTransaction(state, changes, about)).toThrow(there);
  expect(existsSync(state)).toBe(false);

  for (const how of ['rolled back', 'mended']) {
    arrange();
    const change = beginTransaction(state, changes, about);
    appear(path);
    expect(() => change.replace()).toThrow(there);
    if (how === 'mended') expect(await mend(state, box.dir, always)).toMatchObject({ left: [] });
    else expect(change.rollback()).toEqual([]);
    expect(theirs()).toEqual(['01.yaml', 'ngā 02.yaml']);
    expect(box.read(names.old)).toBe('old');
    expect(existsSync(box.at('evidence'))).toBe(false);
  }
});

test('edited since, a new file is left alone and named; a folder that holds something stays', async () => {
  const { box, state, changes } = three();
  beginTransaction(state, changes, about).replace();
  writeFileSync(box.at(names.item), 'mine');
  box.write({ 'evidence/mine': '' });
  const mended = await mend(state, box.dir, never);
  expect(mended).toMatchObject({ outcome: 'put back', left: [{ path: box.at(names.item), old: null }] });
  expect(box.read(names.item)).toBe('mine');
  expect(readdirSync(box.at('evidence'))).toEqual(['mine']);
  expect(readdirSync(state)).toEqual([]);
});

test('what git has is kept, though a new file was removed since', async () => {
  const { box, state, changes } = three();
  beginTransaction(state, changes, about).replace();
  rmSync(box.at(names.paper));
  expect(await mend(state, box.dir, always)).toMatchObject({ outcome: 'kept' });
  expect(box.read(names.old)).toBe('new');
});

test('git is to forget new files, before they go and before the journal does', async () => {
  const { box, state, changes } = three();
  beginTransaction(state, changes, about).replace();
  const stuck = () => Promise.reject(new Error('busy'));
  await expect(mend(state, box.dir, never, stuck)).rejects.toThrow('busy');
  expect(standing(box)).toBe('after');
  const asked: string[][] = [];
  await mend(state, box.dir, never, async (paths) => {
    expect(readJournal(state)).toBeDefined();
    asked.push(paths);
  });
  expect(asked).toEqual([[box.at(names.item), box.at(names.paper)]]);
  expect(standing(box)).toBe('before');
});

test('put back while git still names new files, a change is left to be mended', async () => {
  const { box, state, changes } = three();
  const change = beginTransaction(state, changes, about);
  change.replace();
  expect(change.rollback({ final: false })).toEqual([]);
  expect(box.read(names.old)).toBe('old');
  expect(existsSync(box.at(names.item))).toBe(false);
  expect(await mend(state, box.dir, always)).toMatchObject({ outcome: 'put back', left: [] });
  expect(standing(box)).toBe('before');
  expect(readJournal(state)).toBeUndefined();
});

test('a file where a folder is to be', () => {
  const { box, state, changes } = three();
  box.write({ evidence: '' });
  expect(() => beginTransaction(state, changes, about)).toThrow(
    fault('refused', /evidence` is not a folder/),
  );
});

test('a journal removes no folder outside, and may know of none', async () => {
  const { box, state, changes } = three();
  const change = beginTransaction(state, changes, about);
  const path = '.git/plantrail/journal.json';
  const journal = JSON.parse(box.read(path));
  box.write({ [path]: JSON.stringify({ ...journal, folders: ['../../../elsewhere'] }) });
  await expect(mend(state, box.dir, never)).rejects.toThrow(fault('refused', /a file elsewhere/));
  box.write({ [path]: JSON.stringify({ ...journal, folders: undefined }) });
  expect(readJournal(state)?.folders).toEqual([]);
  change.rollback();
});

const changing = (end: string) => `
  import { writeFileSync } from 'node:fs';
  import { begin } from './src/storage/transaction/transaction.ts';
  const at = (name) => process.cwd() + '/' + name;
  const change = begin('.git/plantrail', [
    { path: at('${names.old}'), before: Buffer.from('old'), after: Buffer.from('new') },
    { path: at('${names.item}'), before: null, after: Buffer.from('made') },
    { path: at('${names.paper}'), before: null, after: Buffer.from(${JSON.stringify([...bytes])}) },
  ], { command: 'plan add' });
  change.replace();
  ${end}
`;

test.each([
  ['committed', "writeFileSync('committed', ''); change.finish();", 'before', 'after'],
  ['put back', 'change.rollback();', 'before', 'before'],
])(
  '%s: killed at every step and mended, the change is whole',
  async (_, end, ...possible) => {
    const { box, arrange, state } = three();
    const seen = new Set<string>();
    for await (const { step, when } of killedAtEveryStep(box, [bundle(box, changing(end))], { arrange })) {
      await mend(state, box.dir, async () => existsSync(box.at('committed')));
      const now = standing(box);
      expect(possible, `${when} ${step}`).toContain(now);
      if (existsSync(box.at('committed'))) expect(now).toBe('after');
      expect(readJournal(state)).toBeUndefined();
      seen.add(now);
    }
    expect([...seen].sort().reverse()).toEqual([...new Set(possible)]);
  },
  120_000,
);

test('where no file can have two names, files are made all the same, and nobody’s is lost', async () => {
  const { box, arrange } = three();
  const linkless = `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    fs.linkSync = () => { throw Object.assign(new Error('EPERM'), { code: 'EPERM' }); };
    syncBuiltinESMExports();
  `;
  const run = async (body: string) =>
    (await box.run(process.execPath, [bundle(box, `${linkless}${body}`)])).stderr;
  expect(await run(changing('change.finish();'))).toBe('');
  expect(standing(box)).toBe('after');
  arrange();
  expect(await run(changing('change.rollback();'))).toBe('');
  expect(standing(box)).toBe('before');
  box.write({ [names.item]: 'theirs' });
  expect(await run(changing('change.finish();'))).toContain('is there already');
  expect(box.read(names.item)).toBe('theirs');
});

test('mending may itself be killed at every step', async () => {
  const { box, arrange, state, changes } = three();
  const mending = `
    import { mend } from './src/storage/transaction/transaction.ts';
    await mend('.git/plantrail', '.', async () => false);
  `;
  const readied = () => {
    arrange();
    beginTransaction(state, changes, about).replace();
  };
  for await (const { step, when } of killedAtEveryStep(box, [bundle(box, mending)], { arrange: readied })) {
    await mend(state, box.dir, never);
    expect(standing(box), `${when} ${step}`).toBe('before');
    expect(readJournal(state)).toBeUndefined();
  }
}, 60_000);

test('whatever room is left on a disk, files are made or nothing is; a read-only one is told', async (context) => {
  const box = sandbox({ repository: false });
  const script = `
    import { execFileSync } from 'node:child_process';
    import { existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
    import { begin, mend } from './src/storage/transaction/transaction.ts';
    const changes = [
      { path: 'disk/01.yaml', before: Buffer.alloc(6000, 'o'), after: Buffer.alloc(6000, 'n') },
      { path: 'disk/evidence/2026/a.pdf', before: null, after: Buffer.alloc(6000, 'p') },
      { path: 'other/02.yaml', before: null, after: Buffer.alloc(6000, 'p') },
    ];
    const there = () => changes.map(({ path }) => existsSync(path) ? readFileSync(path, 'utf8')[0] : '-').join('');
    const strays = () => ['disk/evidence', 'disk/state/journal.json'].filter((path) => existsSync(path));
    const run = (work) => { try { work(); return 'done'; } catch (error) { return error.code + ': ' + error.message; } };
    const start = () => begin('disk/state', changes, { command: 'plan add' });
    writeFileSync('disk/01.yaml', changes[0].before);
    for (let pages = 0; pages < 14; pages += 1) {
      rmSync('disk/fill', { force: true });
      try { writeFileSync('disk/fill', Buffer.alloc(100_000)); } catch {}
      truncateSync('disk/fill', statSync('disk/fill').size - pages * 4096);
      let change;
      const began = run(() => { change = start(); });
      const told = began === 'done' ? [run(change.replace), there(), run(() => change.rollback())] : [began];
      console.log([...told, there(), ...strays()].join(' | '));
    }
    rmSync('disk/fill');
    const change = start();
    execFileSync('mount', ['-o', 'remount,ro', 'other']);
    console.log(run(change.replace), there());
    console.log(run(() => change.rollback()).replace(/:.*/, ''), there());
    execFileSync('mount', ['-o', 'remount,rw', 'other']);
    console.log((await mend('disk/state', '.', async () => false)).outcome, there(), strays().length);
  `;
  const { stdout, stderr } = await onSmallDisks(box, context, bundle(box, script));
  expect(stderr).toBe('');
  const lines = stdout.trimEnd().split('\n');
  expect(lines.splice(-3)).toEqual([
    'disk: can’t write `other/02.yaml`: the file system is read-only o--',
    'disk o--',
    'put back o-- 0',
  ]);
  const full = /^disk: can’t write `disk\/[^`]+`: the disk is full \| o--$/;
  const seen = lines.map((line) => (full.test(line) ? 'full' : line));
  expect(new Set(seen)).toEqual(new Set(['full', 'done | npp | done | o--']));
});
