/** Recovery of interrupted transactions, with crashes at every step of the change and of the recovery itself. */
import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readJournal } from '../../../../src/storage/transaction/journal.ts';
import { recoverTransaction } from '../../../../src/storage/transaction/recover.ts';
import { beginTransaction } from '../../../../src/storage/transaction/transaction.ts';
import { bundle } from '../../../support/disk.ts';
import { killedAtEachStep } from '../../../support/kill-at-steps.ts';
import {
  command,
  expectClean,
  names,
  textsOf,
  threeFiles,
  writeThreeFiles,
} from '../../../support/three-files.ts';

const error = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

const never = async () => false;
const always = async () => true;

test('nothing to recover, committed, rolled back', async () => {
  const { box, state, writes, paths, write } = threeFiles();
  expect(await recoverTransaction(state, box.dir, never)).toBeUndefined();

  beginTransaction(state, writes, command).replace();
  const queried: string[][] = [];
  const outcome = recoverTransaction(state, box.dir, async (paths) => {
    queried.push(paths);
    return true;
  });
  expect(await outcome).toMatchObject({ outcome: 'committed', ...command, paths, skipped: [] });
  expect(queried).toEqual([paths]);
  expect(textsOf(box)).toEqual(['new', 'new', 'new']);
  expectClean(box, state);

  write('old');
  beginTransaction(state, writes, command).replace();
  expect(await recoverTransaction(state, box.dir, never)).toMatchObject({
    outcome: 'rolled back',
    skipped: [],
  });
  expect(textsOf(box)).toEqual(['old', 'old', 'old']);
  expectClean(box, state);
});

test('a file that was edited after the change is skipped, and its old content is saved', async () => {
  const { box, state, writes, paths } = threeFiles();
  beginTransaction(state, writes, command).replace();
  writeFileSync(paths[1]!, 'mine');
  const recovery = await recoverTransaction(state, box.dir, never);
  expect(recovery).toEqual({
    outcome: 'rolled back',
    ...command,
    since: expect.stringMatching(/^\d{4}-.*Z$/),
    paths,
    skipped: [{ path: paths[1], old: expect.stringContaining(`${state}/saved/`) }],
  });
  expect(textsOf(box)).toEqual(['old', 'mine', 'old']);
  expect(box.read(recovery!.skipped[0]!.old!.slice(box.dir.length + 1))).toBe('old');
  expect(readdirSync(state)).toEqual(['saved']);
  // The next transaction removes its own backups, but not the saved files.
  const before = (path: string) => Buffer.from(path === paths[1] ? 'mine' : 'old');
  beginTransaction(
    state,
    writes.map((change) => ({ ...change, before: before(change.path) })),
    command,
  ).finish();
  expect(existsSync(recovery!.skipped[0]!.old!)).toBe(true);
});

test('a committed change stays, though a file was edited since', async () => {
  const { box, state, writes, paths } = threeFiles();
  beginTransaction(state, writes, command).replace();
  writeFileSync(paths[1]!, 'mine');
  expect(await recoverTransaction(state, box.dir, always)).toMatchObject({
    outcome: 'committed',
    skipped: [],
  });
  expect(textsOf(box)).toEqual(['new', 'mine', 'new']);
});

test('a change with a file that was not replaced is rolled back without asking git', async () => {
  const { box, state, writes } = threeFiles();
  beginTransaction(state, writes, command).replace();
  writeFileSync(writes[2]!.path, 'old');
  expect(await recoverTransaction(state, box.dir, always)).toMatchObject({ outcome: 'rolled back' });
  expect(textsOf(box)).toEqual(['old', 'old', 'old']);
});

test('where git fails, recovery changes nothing and can be tried again', async () => {
  const { box, state, writes } = threeFiles();
  beginTransaction(state, writes, command).replace();
  await expect(recoverTransaction(state, box.dir, () => Promise.reject(new Error('busy')))).rejects.toThrow(
    'busy',
  );
  expect(textsOf(box)).toEqual(['new', 'new', 'new']);
  expect(await recoverTransaction(state, box.dir, never)).toMatchObject({ outcome: 'rolled back' });
});

test('a moved repository is recovered at its new place', async () => {
  const { box, state, writes } = threeFiles();
  beginTransaction(state, writes, command).replace();
  renameSync(box.dir, box.at('../moved'));
  const now = state.replace(box.dir, box.at('../moved'));
  expect(await recoverTransaction(now, box.at('../moved'), never)).toMatchObject({ outcome: 'rolled back' });
  expect(box.read('../moved/items/01.yaml')).toBe('old');
});

test('where the folder was deleted, the old files are saved', async () => {
  const { box, state, writes } = threeFiles();
  beginTransaction(state, writes, command).replace();
  rmSync(box.at('items'), { recursive: true });
  const recovery = await recoverTransaction(state, box.dir, never);
  expect(recovery!.skipped.map(({ old }) => existsSync(old!))).toEqual([true, true, true]);
});

test('a journal with a path outside the plan is refused', async () => {
  const { box, state, writes } = threeFiles();
  beginTransaction(state, writes, command).replace();
  await expect(recoverTransaction(state, box.at('.git'), never)).rejects.toThrow(
    error('refused', /a file outside the plan/),
  );
  const journal = JSON.parse(box.read('.git/plantrail/journal.json'));
  const evil = (part: object) => ({ ...journal, files: [{ ...journal.files[0], ...part }] });
  for (const part of [{ path: '../../../home/.gitconfig' }, { temp: '../../x' }, { old: '../../x' }]) {
    box.write({ '.git/plantrail/journal.json': JSON.stringify(evil(part)) });
    await expect(recoverTransaction(state, box.dir, never)).rejects.toThrow(
      error('refused', /a file outside the plan/),
    );
  }
});

test.each(['', '{', 'null', '{"files": 1}'])('an invalid journal: %j', (text) => {
  const { box, state } = threeFiles();
  box.write({ '.git/plantrail/journal.json': text });
  expect(() => readJournal(state)).toThrow(error('disk', /is not a valid journal/));
});

test.each([
  ['committed', 'commit'],
  ['without a commit', 'finish'],
  ['rolled back', 'rollback'],
] as const)(
  '%s: after a kill at any step, recovery leaves all new files or all old ones',
  async (how, end) => {
    const { box, state, write } = threeFiles();
    const arrange = () => {
      write('old');
      for (const path of ['committed', '.git']) rmSync(box.at(path), { recursive: true, force: true });
    };
    const outcomes = new Set<string>();
    for await (const { step, killed } of killedAtEachStep(box, writeThreeFiles(box, end), arrange)) {
      const journal = readJournal(state);
      const recovery = await recoverTransaction(state, box.dir, async () => existsSync(box.at('committed')));
      const outcome = recovery?.outcome ?? (journal ? 'lost' : 'nothing');
      const text = textsOf(box).join();
      outcomes.add(`${outcome}: ${text}`);
      if (existsSync(box.at('committed'))) expect(text, step).toBe('new,new,new');
      if (!killed) expect(outcome).toBe('nothing');
      expect(readdirSync(box.at('items')).sort()).toEqual([...names].sort());
    }
    const expected = {
      committed: [
        'committed: new,new,new',
        'nothing: new,new,new',
        'nothing: old,old,old',
        'rolled back: old,old,old',
      ],
      'without a commit': ['nothing: new,new,new', 'nothing: old,old,old', 'rolled back: old,old,old'],
      'rolled back': ['nothing: old,old,old', 'rolled back: old,old,old'],
    }[how];
    expect([...outcomes].sort()).toEqual(expected);
  },
);

test.each([true, false])(
  'recovery can be killed at any step and run again (committed: %s)',
  async (committed) => {
    const { box, state, writes, write } = threeFiles();
    const arrange = () => {
      write('old');
      rmSync(box.at('.git'), { recursive: true, force: true });
      beginTransaction(state, writes, command).replace();
      if (committed) box.write({ committed: '' });
    };
    for await (const _ of killedAtEachStep(box, [bundle(box, 'recover-files')], arrange)) {
      await recoverTransaction(state, box.dir, async () => committed);
      expect(textsOf(box).join()).toBe(committed ? 'new,new,new' : 'old,old,old');
      expect(readJournal(state)).toBeUndefined();
      expect(readdirSync(box.at('items')).sort()).toEqual([...names].sort());
    }
  },
);

test.each([1, 2])(
  'after a kill with %i of 3 files replaced, recovery can be killed at any step',
  async (count) => {
    const { box, state, writes, write } = threeFiles();
    const arrange = () => {
      write('old');
      rmSync(box.at('.git'), { recursive: true, force: true });
      beginTransaction(state, writes, command);
      for (const { temp, path } of readJournal(state)!.files.slice(0, count)) renameSync(temp, path);
    };
    for await (const { step } of killedAtEachStep(box, [bundle(box, 'recover-files')], arrange)) {
      await recoverTransaction(state, box.dir, never);
      expect(textsOf(box), step).toEqual(['old', 'old', 'old']);
      expect(readJournal(state)).toBeUndefined();
      expect(readdirSync(box.at('items')).sort()).toEqual([...names].sort());
    }
  },
);
