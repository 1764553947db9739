/** Item files in folders of a hundred: their paths, and the same output as without folders. */
import { chmodSync, mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findRepository } from '../../../../src/git/repository.ts';
import { commitFilesIfAny } from '../../../../src/history/commit-files.ts';
import { possibleItemFiles } from '../../../../src/history/plan-roots.ts';
import { fileNameOf, folderOfHundred, itemFileIn, itemFolderOf } from '../../../../src/plan/model/plan.ts';
import { diskFiles, type PlanFiles } from '../../../../src/storage/plan-files/file-source.ts';
import { itemPaths } from '../../../../src/storage/plan-files/item-paths.ts';
import { plan } from '../../../support/plan.ts';
import fc, { times } from '../../../support/property.ts';
import type { Sandbox } from '../../../support/sandbox.ts';
import { fewItems, shippedPlan } from '../../../support/shipped.ts';

const runs = times(3);
const about = { 'id-width': 4, 'item-folders': 'hundreds' } as const;

describe('the folder of an id', () => {
  test.each([
    ['5', 4, '00'],
    ['99', 4, '00'],
    ['100', 4, '01'],
    ['1203', 4, '12'],
    ['12345', 4, '123'],
    ['1', 5, '000'],
    ['5', 1, '0'],
    ['5', 2, '0'],
    ['123', 1, '1'],
    ['12a', 4, '00'],
    ['120a', 4, '01'],
    ['2026-07', 4, '20'],
    ['annex', 4, null],
    ['a12', 4, null],
  ])('%s, with %i digits, is %s', (id, width, folder) => {
    expect(folderOfHundred(id, { 'id-width': width })).toBe(folder);
    expect(itemFolderOf(id, { ...about, 'id-width': width })).toBe(folder);
    expect(itemFolderOf(id, { 'id-width': width })).toBe(null);
  });

  test('never holds more than a hundred numbers', () => {
    const number = fc.integer({ min: 0, max: 999_999 });
    fc.assert(
      fc.property(number, number, fc.integer({ min: 1, max: 9 }), (a, b, width) => {
        const [one, other] = [a, b].map((id) => folderOfHundred(String(id), { 'id-width': width }));
        expect(one === other).toBe(Math.floor(a / 100) === Math.floor(b / 100));
      }),
    );
  });

  test('is among the possible paths of an item, in the plan and in its history', () => {
    const id = fc.oneof(fc.integer({ min: 0, max: 99_999 }).map(String), fc.constantFrom('12a', 'annex'));
    fc.assert(
      fc.property(id, fc.integer({ min: 1, max: 9 }), fc.boolean(), (id, width, flat) => {
        const own = { 'id-width': width, ...(flat ? {} : { 'item-folders': 'hundreds' as const }) };
        const { path, otherPath: elsewhere = path } = itemPaths('', own as never, id);
        for (const each of [path, elsewhere]) {
          expect(possibleItemFiles([''], id)).toContain(each);
          expect(`${itemFileIn(each)}.yaml`).toBe(fileNameOf(id, own));
        }
        expect(path.split('/')).toHaveLength(itemFolderOf(id, own) === null ? 2 : 3);
      }),
    );
  });
});

/** The files that a folder lists, relative to `root`, each with its problem, if any. Some appear when it is opened. */
const listed = (folder: PlanFiles, root: string) =>
  folder.items().map(({ path, problem }) => {
    const opened = problem ? { problem } : folder.open(path);
    return [relative(root, path), ...('problem' in opened && opened.problem ? [opened.problem[0]] : [])];
  });

test('one level of folders is read and what is below is reported, on the disk as in a commit', async () => {
  const sandbox = shippedPlan(fewItems);
  const root = sandbox.at('plan');
  const files = ['00/0005.yaml', '0/5.yaml', '123/12a.yaml', '00/x.yml', '00/.hidden.yaml', '00/notes.txt'];
  const unread = ['00/old/1.yaml', '00/01/2.yaml', 'old/z.yaml', 'old/z2.txt', '1a/3.yaml', '7x/notes.txt'];
  sandbox.write(Object.fromEntries([...files, ...unread].map((path) => [`plan/items/${path}`, 'id: 1\n'])));
  symlinkSync('/etc', sandbox.at('plan/items/04'));
  symlinkSync('../05.yaml', sandbox.at('plan/items/00/0006.yaml'));
  writeFileSync(sandbox.at('plan/items/08'), 'a file\n');
  sandbox.commit({});
  const below = 'items in nested folders are not read';
  const expected = [
    ['items/0/5.yaml'],
    ['items/00/0005.yaml'],
    ['items/00/0006.yaml', 'this is not a regular file'],
    ['items/00/01', below],
    ['items/00/old', below],
    ['items/00/x.yml', 'item files must end in `.yaml`'],
    ['items/04', 'the items folder is a symbolic link, which may lead out of the plan'],
    ['items/05.yaml'],
    ['items/07.yaml'],
    ['items/123/12a.yaml'],
    ['items/13.yaml'],
    ['items/1a', below],
    ['items/old', below],
  ];
  expect(listed(diskFiles(root), root)).toEqual(expected);
  const repo = findRepository(root, sandbox.env, root)!;
  const then = await commitFilesIfAny(repo, { commit: 'HEAD', root, id: null, env: sandbox.env });
  expect(listed(then!, root)).toEqual(expected);
});

test.skipIf(process.getuid?.() === 0)('a folder that can’t be read is reported', () => {
  const sandbox = shippedPlan(fewItems);
  mkdirSync(sandbox.at('plan/items/00'), { mode: 0 });
  const found = listed(diskFiles(sandbox.at('plan')), sandbox.at('plan'));
  chmodSync(sandbox.at('plan/items/00'), 0o700);
  expect(found[0]).toEqual(['items/00', 'this items folder cannot be read']);
});

/** Moves the files of some items into folders, in one commit. */
function scatter(sandbox: Sandbox, isIn: (id: string) => boolean): void {
  for (const name of readdirSync(sandbox.at('plan/items'))) {
    const id = String(Number(basename(name, '.yaml')));
    if (!isIn(id)) continue;
    const to = join(sandbox.at('plan/items'), folderOfHundred(id, { 'id-width': 2 })!, name);
    mkdirSync(dirname(to), { recursive: true });
    renameSync(join(sandbox.at('plan/items'), name), to);
  }
  sandbox.git('add', '--all');
  sandbox.git('commit', '--quiet', '--allow-empty', '--message', 'Into folders');
}

/** Commands whose output changes if an item is missing. */
const commands = [
  ['list', '--json'],
  ['list', '--where', 'status == "in-progress"', '--format', 'csv'],
  ['show', '5', '13', '--format', 'text'],
  ['summary', '--json'],
  ['agencies', '--json'],
  ['report', '--audience', 'internal', '--format', 'markdown'],
  ['list', '--known', 'HEAD', '--json'],
  ['list', '--known', 'HEAD~1', '--json'],
  ['validate', '--staged', '--rule', 'missing-item'],
  ['diff', 'HEAD~1'],
  ['calendar'],
];

test('the output is the same whichever files are in folders', async () => {
  const sandbox = shippedPlan();
  expect((await plan(sandbox, ['update', '5', '--status', 'in-progress'])).code).toBe(0);
  sandbox.commit({ 'plan/items/07.yaml': `${sandbox.read('plan/items/07.yaml')}# seen\n` }, 'seen');
  const answers = async () =>
    await Promise.all(
      commands.map(async (words) => {
        const { stdout, code } = await plan(sandbox, words);
        // Other paths make other commits.
        return { words, code, stdout: stdout.replace(/^history.*(?:\n {11}.*)*\n|\b[0-9a-f]{7,40}\b/gm, '') };
      }),
    );
  const start = sandbox.git('rev-parse', 'HEAD');
  scatter(sandbox, () => false);
  const flat = await answers();
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      sandbox.git('reset', '--quiet', '--hard', start);
      sandbox.git('clean', '--quiet', '-fd');
      scatter(sandbox, (id) => ((seed >> (Number(id) % 31)) & 1) === 1);
      const scattered = await answers();
      for (const [at, answer] of scattered.entries()) expect(answer).toEqual(flat[at]);
    }),
    { numRuns: runs, examples: [[-1]] },
  );
});

test('an item is changed where it is, and found without reading the others', async () => {
  const sandbox = shippedPlan(fewItems);
  scatter(sandbox, (id) => id !== '7');
  // A broken file that is not read.
  sandbox.write({ 'plan/items/0/99.yaml': '[' });
  for (const [id, path] of Object.entries({ 5: 'items/0/05.yaml', 7: 'items/07.yaml' })) {
    const { code, stderr } = await plan(sandbox, ['note', id, 'Seen.']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(sandbox.git('show', '--name-only', '--format=')).toBe(`plan/${path}`);
  }
});

test('a link in place of a folder is not followed, neither to read nor to write', async () => {
  const sandbox = shippedPlan(fewItems);
  scatter(sandbox, () => true);
  renameSync(sandbox.at('plan/items/0'), sandbox.at('elsewhere'));
  symlinkSync('../../elsewhere', sandbox.at('plan/items/0'));
  const { code, stderr } = await plan(sandbox, ['note', '5', 'Seen.', '--no-commit']);
  expect(code).not.toBe(0);
  expect(stderr).toContain('symbolic link');
  expect(sandbox.read('elsewhere/05.yaml')).not.toContain('Seen.');
});
