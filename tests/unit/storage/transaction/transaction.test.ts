import {
  chmodSync,
  existsSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
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

const names = ['01.yaml', 'ngā 02.yaml', '03.yaml'];
const about = { command: 'plan update 1 2 3' };
const fault = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

/** Three files, what is to become of them, and a place for the journal. */
function three() {
  const box = sandbox({ repository: false });
  const write = (text: string) => box.write(Object.fromEntries(names.map((name) => [`items/${name}`, text])));
  write('old');
  const changes = names.map((name): Change => {
    return { path: box.at(`items/${name}`), before: Buffer.from('old'), after: Buffer.from('new') };
  });
  return { box, write, state: box.at('.git/plantrail'), changes, paths: changes.map(({ path }) => path) };
}
const texts = (box: Sandbox) => names.map((name) => box.read(`items/${name}`));
/** That nothing lies about which nobody will clear away. */
function clean(box: Sandbox, state: string) {
  expect(readdirSync(box.at('items')).sort()).toEqual([...names].sort());
  if (existsSync(state)) expect(readdirSync(state)).toEqual([]);
}
const never = async () => false;
const always = async () => true;

test('begin, replace, finish', () => {
  const { box, state, changes } = three();
  chmodSync(changes[0]!.path, 0o600);
  const change = beginTransaction(state, changes, about);
  expect(texts(box)).toEqual(['old', 'old', 'old']);
  expect(readJournal(state)).toMatchObject({ ...about, pid: process.pid });
  change.replace();
  expect(texts(box)).toEqual(['new', 'new', 'new']);
  change.finish();
  expect(readJournal(state)).toBeUndefined();
  expect(statSync(changes[0]!.path).mode & 0o7777).toBe(0o600);
  clean(box, state);
});

test('put back, the old files are the same files', () => {
  const { box, state, changes, paths } = three();
  const identity = () => paths.map((path) => statSync(path)).map(({ ino, mtimeMs }) => ({ ino, mtimeMs }));
  const old = identity();
  const change = beginTransaction(state, changes, about);
  change.replace();
  expect(identity()).not.toEqual(old);
  expect(change.rollback()).toEqual([]);
  expect(identity()).toEqual(old);
  clean(box, state);
});

test('given up before anything was replaced', () => {
  const { box, state, changes } = three();
  expect(beginTransaction(state, changes, about).rollback()).toEqual([]);
  expect(texts(box)).toEqual(['old', 'old', 'old']);
  clean(box, state);
});

test('a file that has been edited meanwhile', () => {
  const { box, state, changes } = three();
  writeFileSync(box.at('items/03.yaml'), 'mine');
  expect(() => beginTransaction(state, changes, about)).toThrow(
    fault('refused', /03\.yaml` has been edited meanwhile/),
  );
  rmSync(box.at('items/03.yaml'));
  expect(() => beginTransaction(state, changes, about)).toThrow(
    fault('refused', /03\.yaml` has been edited meanwhile/),
  );
  expect(existsSync(state)).toBe(false);
});

test.each(['in place', 'by a new file'])(
  'edited %s between begin and replace, a file is left alone',
  (how) => {
    const { box, state, changes } = three();
    const change = beginTransaction(state, changes, about);
    const path = box.at('items/03.yaml');
    writeFileSync(how === 'in place' ? path : `${path}~`, 'mine');
    if (how !== 'in place') renameSync(`${path}~`, path);
    expect(() => change.replace()).toThrow(fault('refused', /edited meanwhile/));
    expect(texts(box)).toEqual(['old', 'old', 'mine']);
    const left = change.rollback();
    expect(left.map(({ path }) => basename(path))).toEqual(how === 'in place' ? [] : ['03.yaml']);
    expect(texts(box)).toEqual(['old', 'old', 'mine']);
  },
);

test('edited after it was replaced, a file is left alone and its old bytes are kept', async () => {
  const { box, state, changes, paths } = three();
  beginTransaction(state, changes, about).replace();
  writeFileSync(paths[1]!, 'mine');
  const mended = await mend(state, box.dir, never);
  expect(mended).toEqual({
    outcome: 'put back',
    ...about,
    since: expect.stringMatching(/^\d{4}-.*Z$/),
    paths,
    left: [{ path: paths[1], old: expect.stringContaining(`${state}/kept/`) }],
  });
  expect(texts(box)).toEqual(['old', 'mine', 'old']);
  expect(box.read(mended!.left[0]!.old!.slice(box.dir.length + 1))).toBe('old');
  expect(readdirSync(state)).toEqual(['kept']);
  // The next change sweeps away what is not worth keeping, and nothing else.
  const before = (path: string) => Buffer.from(path === paths[1] ? 'mine' : 'old');
  beginTransaction(
    state,
    changes.map((change) => ({ ...change, before: before(change.path) })),
    about,
  ).finish();
  expect(existsSync(mended!.left[0]!.old!)).toBe(true);
});

test('a link is not written through', () => {
  const { box, state, changes } = three();
  renameSync(box.at('items/03.yaml'), box.at('real'));
  symlinkSync(box.at('real'), box.at('items/03.yaml'));
  expect(() => beginTransaction(state, changes, about)).toThrow(fault('refused', /symbolic link/));
});

test('one at a time', () => {
  const { state, changes } = three();
  beginTransaction(state, changes, about);
  expect(() => beginTransaction(state, changes, about)).toThrow(fault('internal', /interrupted/));
});

test('mending: nothing to do, kept, put back', async () => {
  const { box, state, changes, paths, write } = three();
  expect(await mend(state, box.dir, never)).toBeUndefined();

  beginTransaction(state, changes, about).replace();
  const asked: string[][] = [];
  const outcome = mend(state, box.dir, async (paths) => {
    asked.push(paths);
    return true;
  });
  expect(await outcome).toMatchObject({ outcome: 'kept', ...about, paths, left: [] });
  expect(asked).toEqual([paths]);
  expect(texts(box)).toEqual(['new', 'new', 'new']);
  clean(box, state);

  write('old');
  beginTransaction(state, changes, about).replace();
  expect(await mend(state, box.dir, never)).toMatchObject({ outcome: 'put back', left: [] });
  expect(texts(box)).toEqual(['old', 'old', 'old']);
  clean(box, state);
});

test('what git has is kept, edited since or not', async () => {
  const { box, state, changes, paths } = three();
  beginTransaction(state, changes, about).replace();
  writeFileSync(paths[1]!, 'mine');
  expect(await mend(state, box.dir, always)).toMatchObject({ outcome: 'kept', left: [] });
  expect(texts(box)).toEqual(['new', 'mine', 'new']);
});

test('git is not asked about a change that was not yet in its place', async () => {
  const { box, state, changes } = three();
  beginTransaction(state, changes, about).replace();
  writeFileSync(changes[2]!.path, 'old');
  expect(await mend(state, box.dir, always)).toMatchObject({ outcome: 'put back' });
  expect(texts(box)).toEqual(['old', 'old', 'old']);
});

test('a question that fails leaves everything to be mended later', async () => {
  const { box, state, changes } = three();
  beginTransaction(state, changes, about).replace();
  await expect(mend(state, box.dir, () => Promise.reject(new Error('busy')))).rejects.toThrow('busy');
  expect(texts(box)).toEqual(['new', 'new', 'new']);
  expect(await mend(state, box.dir, never)).toMatchObject({ outcome: 'put back' });
});

test('a repository that was moved is mended where it is now', async () => {
  const { box, state, changes } = three();
  beginTransaction(state, changes, about).replace();
  renameSync(box.dir, box.at('../moved'));
  const now = state.replace(box.dir, box.at('../moved'));
  expect(await mend(now, box.at('../moved'), never)).toMatchObject({ outcome: 'put back' });
  expect(box.read('../moved/items/01.yaml')).toBe('old');
});

test('a folder that is gone', async () => {
  const { box, state, changes } = three();
  beginTransaction(state, changes, about).replace();
  rmSync(box.at('items'), { recursive: true });
  const mended = await mend(state, box.dir, never);
  expect(mended!.left.map(({ old }) => existsSync(old!))).toEqual([true, true, true]);
});

test('a journal reaches no file outside', async () => {
  const { box, state, changes } = three();
  beginTransaction(state, changes, about).replace();
  await expect(mend(state, box.at('.git'), never)).rejects.toThrow(fault('refused', /a file elsewhere/));
  const journal = JSON.parse(box.read('.git/plantrail/journal.json'));
  const evil = (part: object) => ({ ...journal, files: [{ ...journal.files[0], ...part }] });
  for (const part of [{ path: '../../../home/.gitconfig' }, { temp: '../../x' }, { old: '../../x' }]) {
    box.write({ '.git/plantrail/journal.json': JSON.stringify(evil(part)) });
    await expect(mend(state, box.dir, never)).rejects.toThrow(fault('refused', /a file elsewhere/));
  }
});

test.each(['', '{', 'null', '{"files": 1}'])('a journal that says %j', (text) => {
  const { box, state } = three();
  box.write({ '.git/plantrail/journal.json': text });
  expect(() => readJournal(state)).toThrow(fault('disk', /is not a journal that can be read/));
});

/** Changes the three files; to write `committed` stands for git's commit. */
const changing = (end: string) => `
  import { writeFileSync } from 'node:fs';
  import { begin } from './src/storage/transaction/transaction.ts';
  const files = ${JSON.stringify(names)}.map((name) => {
    return { path: process.cwd() + '/items/' + name, before: Buffer.from('old'), after: Buffer.from('new') };
  });
  const change = begin('.git/plantrail', files, { command: 'plan update' });
  change.replace();
  ${end}
`;
const mending = `
  import { existsSync } from 'node:fs';
  import { mend } from './src/storage/transaction/transaction.ts';
  const mended = await mend('.git/plantrail', '.', async () => existsSync('committed'));
  console.log(mended?.outcome);
`;

test.each([
  ['committed', "writeFileSync('committed', ''); change.finish();"],
  ['without a commit', 'change.finish();'],
  ['put back', 'change.rollback();'],
])(
  '%s: killed at every step and mended, the change is whole',
  async (how, end) => {
    const { box, state, write } = three();
    const arrange = () => {
      write('old');
      for (const path of ['committed', '.git']) rmSync(box.at(path), { recursive: true, force: true });
    };
    const outcomes = new Set<string>();
    let runs = 0;
    for await (const { step, when, killed } of killedAtEveryStep(box, [bundle(box, changing(end))], {
      arrange,
    })) {
      const unmended = readJournal(state);
      const mended = await mend(state, box.dir, async () => existsSync(box.at('committed')));
      const outcome = mended?.outcome ?? (unmended ? 'lost' : 'nothing');
      const text = texts(box).join();
      outcomes.add(`${outcome}: ${text}`);
      if (existsSync(box.at('committed'))) expect(text, `${when} ${step}`).toBe('new,new,new');
      if (!killed) expect(outcome).toBe('nothing');
      expect(readdirSync(box.at('items')).sort()).toEqual([...names].sort());
      runs += 1;
    }
    const expected = {
      committed: [
        'kept: new,new,new',
        'nothing: new,new,new',
        'nothing: old,old,old',
        'put back: old,old,old',
      ],
      'without a commit': ['nothing: new,new,new', 'nothing: old,old,old', 'put back: old,old,old'],
      'put back': ['nothing: old,old,old', 'put back: old,old,old'],
    }[how];
    expect([...outcomes].sort()).toEqual(expected);
    expect(runs).toBeGreaterThan(15);
  },
  120_000,
);

test.each([true, false])(
  'mending may itself be killed at every step (committed: %s)',
  async (committed) => {
    const { box, state, changes, write } = three();
    const arrange = () => {
      write('old');
      rmSync(box.at('.git'), { recursive: true, force: true });
      beginTransaction(state, changes, about).replace();
      if (committed) box.write({ committed: '' });
    };
    let runs = 0;
    for await (const _ of killedAtEveryStep(box, [bundle(box, mending)], { arrange })) {
      await mend(state, box.dir, async () => committed);
      expect(texts(box).join()).toBe(committed ? 'new,new,new' : 'old,old,old');
      expect(readJournal(state)).toBeUndefined();
      expect(readdirSync(box.at('items')).sort()).toEqual([...names].sort());
      runs += 1;
    }
    expect(runs).toBeGreaterThan(3);
  },
  60_000,
);

test('killed halfway, and then its mending killed too', async () => {
  const { box, state, write } = three();
  const [change, repair] = [
    bundle(box, changing('change.finish();'), 'change'),
    bundle(box, mending, 'mend'),
  ];
  const arrange = () => {
    write('old');
    rmSync(box.at('.git'), { recursive: true, force: true });
  };
  const killing = { arrange, whens: ['after'] as const };
  for await (const { step } of killedAtEveryStep(box, [change], killing)) {
    // The other states are those of the test before.
    if (!['new,old,old', 'new,new,old'].includes(texts(box).join())) continue;
    const preload = ['--import', join(import.meta.dirname, '../../../support/kill.mjs')];
    for (let at = 1, killed = true; killed; at += 1) {
      arrange();
      const env = { KILL_AT: String(step), KILL_WHEN: 'after', KILL_ROOT: box.dir };
      await box.run(process.execPath, [...preload, change], { env });
      const ran = await box.run(process.execPath, [...preload, repair], {
        env: { ...env, KILL_AT: String(at) },
      });
      killed = ran.signal === 'SIGKILL';
      await mend(state, box.dir, never);
      expect(texts(box)).toEqual(['old', 'old', 'old']);
    }
  }
}, 60_000);

/** Runs on two small disks, and prints what each step came to. */
const onDisks = (state: string, body: string) => `
  import { execFileSync } from 'node:child_process';
  import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
  import { begin, mend } from './src/storage/transaction/transaction.ts';
  const paths = ['disk/01.yaml', 'other/02.yaml'];
  const changes = paths.map((path) => ({ path, before: Buffer.alloc(6000, 'o'), after: Buffer.alloc(6000, 'n') }));
  const arrange = () => { for (const { path, before } of changes) writeFileSync(path, before); };
  const start = () => begin('${state}', changes, { command: 'plan update' });
  const fill = (disk) => {
    try { writeFileSync(disk + '/fill', Buffer.alloc(100_000)); } catch {}
    return statSync(disk + '/fill').size;
  };
  const remount = (disk, how) => execFileSync('mount', ['-o', 'remount,' + how, disk]);
  const attempt = (work) => { try { work(); return 'done'; } catch (error) { return error.code + ': ' + error.message; } };
  const texts = () => paths.map((path) => readFileSync(path, 'utf8').replace(/^(.)\\1{5999}$/, '$1')).join('');
  const names = () => ['disk', 'other'].flatMap((disk) => readdirSync(disk)).join(' ');
  const tell = (...told) => console.log(told.join(' | '));
  arrange();
  ${body}
`;

test('whatever room is left on a disk, nothing is touched or everything can be put back', async (context) => {
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
      if (began !== 'done') { tell(began, texts(), names()); continue; }
      const steps = [() => fill('disk'), change.replace, change.rollback].map((step) => attempt(step) + ' ' + texts());
      tell(steps, names());
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

test('a disk that becomes read-only halfway, the journal on another disk', async (context) => {
  const box = sandbox({ repository: false });
  const script = onDisks(
    'disk/state',
    `
    const change = start();
    remount('other', 'ro');
    tell(attempt(change.replace), texts());
    tell(attempt(change.rollback), texts());
    remount('other', 'rw');
    const mended = await mend('disk/state', '.', async () => false);
    tell(mended.outcome, texts(), names());
    const again = start();
    tell(attempt(again.replace), texts());
    tell(attempt(again.rollback), texts(), names());
  `,
  );
  const { stdout, stderr } = await onSmallDisks(box, context, bundle(box, script));
  expect(stdout + stderr).toBe(
    [
      'disk: can’t write `other/02.yaml`: the file system is read-only | oo',
      'disk: can’t clear up `disk/state`: the file system is read-only | oo',
      'put back | oo | 01.yaml state 02.yaml',
      'done | nn',
      'done | oo | 01.yaml state 02.yaml',
      '',
    ].join('\n'),
  );
});

test('a read-only disk', async (context) => {
  const box = sandbox({ repository: false });
  const script = onDisks('other/state', "remount('other', 'ro'); tell(attempt(start), texts(), names());");
  const { stdout, stderr } = await onSmallDisks(box, context, bundle(box, script));
  expect(stdout + stderr).toBe(
    'disk: can’t write `other/state`: the file system is read-only | oo | 01.yaml 02.yaml\n',
  );
});
