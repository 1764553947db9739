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
  const { sandbox, state, writes, paths, write } = threeFiles();
  expect(await recoverTransaction(state, sandbox.dir, never)).toBeUndefined();

  beginTransaction(state, writes, command).replace();
  const queried: string[][] = [];
  const outcome = recoverTransaction(state, sandbox.dir, async (paths) => {
    queried.push(paths);
    return true;
  });
  expect(await outcome).toMatchObject({ outcome: 'committed', ...command, paths, skipped: [] });
  expect(queried).toEqual([paths]);
  expect(textsOf(sandbox)).toEqual(['new', 'new', 'new']);
  expectClean(sandbox, state);

  write('old');
  beginTransaction(state, writes, command).replace();
  expect(await recoverTransaction(state, sandbox.dir, never)).toMatchObject({
    outcome: 'rolled back',
    skipped: [],
  });
  expect(textsOf(sandbox)).toEqual(['old', 'old', 'old']);
  expectClean(sandbox, state);
});

test('a file that was edited after the change is skipped, and its old content is saved', async () => {
  const { sandbox, state, writes, paths } = threeFiles();
  beginTransaction(state, writes, command).replace();
  writeFileSync(paths[1]!, 'mine');
  const recovery = await recoverTransaction(state, sandbox.dir, never);
  expect(recovery).toEqual({
    outcome: 'rolled back',
    ...command,
    since: expect.stringMatching(/^\d{4}-.*Z$/),
    paths,
    skipped: [{ path: paths[1], old: expect.stringContaining(`${state}/saved/`) }],
  });
  expect(textsOf(sandbox)).toEqual(['old', 'mine', 'old']);
  expect(sandbox.read(recovery!.skipped[0]!.old!.slice(sandbox.dir.length + 1))).toBe('old');
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
  const { sandbox, state, writes, paths } = threeFiles();
  beginTransaction(state, writes, command).replace();
  writeFileSync(paths[1]!, 'mine');
  expect(await recoverTransaction(state, sandbox.dir, always)).toMatchObject({
    outcome: 'committed',
    skipped: [],
  });
  expect(textsOf(sandbox)).toEqual(['new', 'mine', 'new']);
});

test('a change with a file that was not replaced is rolled back without asking git', async () => {
  const { sandbox, state, writes } = threeFiles();
  beginTransaction(state, writes, command).replace();
  writeFileSync(writes[2]!.path, 'old');
  expect(await recoverTransaction(state, sandbox.dir, always)).toMatchObject({ outcome: 'rolled back' });
  expect(textsOf(sandbox)).toEqual(['old', 'old', 'old']);
});

test('where git fails, recovery changes nothing and can be tried again', async () => {
  const { sandbox, state, writes } = threeFiles();
  beginTransaction(state, writes, command).replace();
  await expect(
    recoverTransaction(state, sandbox.dir, () => Promise.reject(new Error('busy'))),
  ).rejects.toThrow('busy');
  expect(textsOf(sandbox)).toEqual(['new', 'new', 'new']);
  expect(await recoverTransaction(state, sandbox.dir, never)).toMatchObject({ outcome: 'rolled back' });
});

test('a moved repository is recovered at its new place', async () => {
  const { sandbox, state, writes } = threeFiles();
  beginTransaction(state, writes, command).replace();
  renameSync(sandbox.dir, sandbox.at('../moved'));
  const now = state.replace(sandbox.dir, sandbox.at('../moved'));
  expect(await recoverTransaction(now, sandbox.at('../moved'), never)).toMatchObject({
    outcome: 'rolled back',
  });
  expect(sandbox.read('../moved/items/01.yaml')).toBe('old');
});

test('where the folder was deleted, the old files are saved', async () => {
  const { sandbox, state, writes } = threeFiles();
  beginTransaction(state, writes, command).replace();
  rmSync(sandbox.at('items'), { recursive: true });
  const recovery = await recoverTransaction(state, sandbox.dir, never);
  expect(recovery!.skipped.map(({ old }) => existsSync(old!))).toEqual([true, true, true]);
});

test('a journal with a path outside the plan is refused', async () => {
  const { sandbox, state, writes } = threeFiles();
  beginTransaction(state, writes, command).replace();
  await expect(recoverTransaction(state, sandbox.at('.git'), never)).rejects.toThrow(
    error('refused', /a file outside the plan/),
  );
  const journal = JSON.parse(sandbox.read('.git/plantrail/journal.json'));
  const evil = (part: object) => ({ ...journal, files: [{ ...journal.files[0], ...part }] });
  for (const part of [{ path: '../../../home/.gitconfig' }, { temp: '../../x' }, { old: '../../x' }]) {
    sandbox.write({ '.git/plantrail/journal.json': JSON.stringify(evil(part)) });
    await expect(recoverTransaction(state, sandbox.dir, never)).rejects.toThrow(
      error('refused', /a file outside the plan/),
    );
  }
});

test.each(['', '{', 'null', '{"files": 1}'])('an invalid journal: %j', (text) => {
  const { sandbox, state } = threeFiles();
  sandbox.write({ '.git/plantrail/journal.json': text });
  expect(() => readJournal(state)).toThrow(error('disk', /is not a valid journal/));
});

test.each([
  ['committed', 'commit'],
  ['without a commit', 'finish'],
  ['rolled back', 'rollback'],
] as const)(
  '%s: after a kill at any step, recovery leaves all new files or all old ones',
  async (how, end) => {
    const { sandbox, state, write } = threeFiles();
    const arrange = () => {
      write('old');
      for (const path of ['committed', '.git']) rmSync(sandbox.at(path), { recursive: true, force: true });
    };
    const outcomes = new Set<string>();
    for await (const { step, killed } of killedAtEachStep(sandbox, writeThreeFiles(sandbox, end), arrange)) {
      const journal = readJournal(state);
      const recovery = await recoverTransaction(state, sandbox.dir, async () =>
        existsSync(sandbox.at('committed')),
      );
      const outcome = recovery?.outcome ?? (journal ? 'lost' : 'nothing');
      const text = textsOf(sandbox).join();
      outcomes.add(`${outcome}: ${text}`);
      if (existsSync(sandbox.at('committed'))) expect(text, step).toBe('new,new,new');
      if (!killed) expect(outcome).toBe('nothing');
      expect(readdirSync(sandbox.at('items')).sort()).toEqual([...names].sort());
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
    const { sandbox, state, writes, write } = threeFiles();
    const arrange = () => {
      write('old');
      rmSync(sandbox.at('.git'), { recursive: true, force: true });
      beginTransaction(state, writes, command).replace();
      if (committed) sandbox.write({ committed: '' });
    };
    for await (const _ of killedAtEachStep(sandbox, [bundle(sandbox, 'recover-files')], arrange)) {
      await recoverTransaction(state, sandbox.dir, async () => committed);
      expect(textsOf(sandbox).join()).toBe(committed ? 'new,new,new' : 'old,old,old');
      expect(readJournal(state)).toBeUndefined();
      expect(readdirSync(sandbox.at('items')).sort()).toEqual([...names].sort());
    }
  },
);

test.each([1, 2])(
  'after a kill with %i of 3 files replaced, recovery can be killed at any step',
  async (count) => {
    const { sandbox, state, writes, write } = threeFiles();
    const arrange = () => {
      write('old');
      rmSync(sandbox.at('.git'), { recursive: true, force: true });
      beginTransaction(state, writes, command);
      for (const { temp, path } of readJournal(state)!.files.slice(0, count)) renameSync(temp, path);
    };
    for await (const { step } of killedAtEachStep(sandbox, [bundle(sandbox, 'recover-files')], arrange)) {
      await recoverTransaction(state, sandbox.dir, never);
      expect(textsOf(sandbox), step).toEqual(['old', 'old', 'old']);
      expect(readJournal(state)).toBeUndefined();
      expect(readdirSync(sandbox.at('items')).sort()).toEqual([...names].sort());
    }
  },
);
