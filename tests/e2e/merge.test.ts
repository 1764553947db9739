/** The merge driver as git runs it: the same bytes in both directions, in various repositories. */
import { appendFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { clones } from '../support/clones.ts';
import { changedBy, shipped, updateStep } from '../support/merge-changes.ts';
import { plan } from '../support/plan.ts';
import fc, { times } from '../support/property.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { sandbox } from '../support/sandbox.ts';
import { few, program, shippedPlan } from '../support/shipped.ts';

/** Merges each of two branches into the other. Returns the merged file's blob, the same for both; null for a conflict. */
function mergeBothWays(box: Sandbox, file: string): string | null {
  const results = (['one', 'other'] as const).map((branch, index, all) => {
    box.git('switch', '--quiet', branch);
    const { length } = all;
    try {
      box.git('merge', '--no-edit', all[(index + 1) % length]!);
    } catch {
      const markers = box.git('diff', '--', file);
      expect(markers).toMatch(/^\+\+<{7} ours: /m);
      box.git('merge', '--abort');
      return null;
    }
    const blob = box.git('rev-parse', `HEAD:${file}`);
    box.git('reset', '--quiet', '--hard', 'HEAD^');
    return blob;
  });
  expect(results[0]).toBe(results[1]);
  return results[0] ?? null;
}

/** Sets up the merge driver, and two branches that each update an item. */
async function branches(box: Sandbox, folder = '.'): Promise<void> {
  const run = async (words: string) => {
    const { code, stderr } = await box.run('plan', words.split(' '), { cwd: box.at(folder) });
    expect(code, stderr).toBe(0);
  };
  await run('setup');
  box.git('branch', 'other');
  box.git('switch', '--quiet', '--create', 'one');
  await run('update 5 --milestone 5.1 --status completed --note Done.');
  box.git('switch', '--quiet', 'other');
  await run('update 5 --milestone 5.2 --status on-hold');
}

test('a repository', async () => {
  const box = shippedPlan(few);
  await branches(box);
  expect(mergeBothWays(box, 'plan/items/05.yaml')).not.toBeNull();
  box.git('switch', '--quiet', 'one');
  await box.run('plan', ['update', '5', '--status', 'in-progress', '--agency', 'dol']);
  box.git('switch', '--quiet', 'other');
  await box.run('plan', ['update', '5', '--status', 'on-hold', '--agency', 'police']);
  expect(mergeBothWays(box, 'plan/items/05.yaml')).toBeNull();
});

test('`core.autocrlf`', async () => {
  const box = shippedPlan(few);
  box.git('config', 'core.autocrlf', 'true');
  box.git('rm', '--quiet', '-r', '--cached', '.');
  box.git('reset', '--quiet', '--hard');
  expect(box.read('plan/items/05.yaml')).toContain('\r\n');
  await branches(box);
  const blob = mergeBothWays(box, 'plan/items/05.yaml')!;
  expect(box.git('cat-file', 'blob', blob)).not.toContain('\r');
});

test('files with CRLF line breaks', async () => {
  const box = shippedPlan(few);
  box.commit({ 'plan/items/05.yaml': box.read('plan/items/05.yaml').replaceAll('\n', '\r\n') });
  await branches(box);
  const blob = mergeBothWays(box, 'plan/items/05.yaml')!;
  expect(box.git('cat-file', 'blob', blob).trimEnd().replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});

test('a plan in a folder with spaces and macrons, and a linked work tree', async () => {
  const box = shippedPlan(few);
  box.git('mv', 'plan', 'mahi [2009]');
  box.git('commit', '--quiet', '--message', 'Moved');
  await branches(box, 'mahi [2009]');
  expect(mergeBothWays(box, 'mahi [2009]/items/05.yaml')).not.toBeNull();
  box.git('switch', '--quiet', 'main');
  box.git('worktree', 'add', '--quiet', '../tētahi atu', 'one');
  box.git('-C', '../tētahi atu', 'merge', '--quiet', '--no-edit', 'other');
});

test('a program in a folder with spaces, quotes and percent signs', async () => {
  const box = shippedPlan(few);
  const path = box.at('../it\'s 100%L "odd"');
  await box.run('mkdir', [path]);
  await box.run('ln', ['-s', program, `${path}/plan.js`]);
  await box.run('node', [`${path}/plan.js`, 'setup']);
  expect((await plan(box, 'setup --check')).code).toBe(1);
  box.git('branch', 'other');
  box.git('switch', '--quiet', '--create', 'one');
  await plan(box, 'update 5 --note One.');
  box.git('switch', '--quiet', 'other');
  await plan(box, 'update 5 --note Other.');
  expect(mergeBothWays(box, 'plan/items/05.yaml')).not.toBeNull();
});

test('`plan setup`: what it writes, what it keeps, and when it is done', async () => {
  const box = shippedPlan(few);
  box.commit({ 'plan/.gitattributes': '# ours\r\n*.pdf binary' });
  expect((await plan(box, 'setup --check')).code).toBe(1);
  const looked = await plan(box, 'setup -n');
  expect(looked.code).toBe(0);
  expect(box.git('status', '--porcelain')).toBe('');
  expect((await plan(box, 'setup --check')).code).toBe(1);
  expect((await plan(box, 'setup')).code).toBe(0);
  expect(box.read('plan/.gitattributes')).toBe(
    '# ours\r\n*.pdf binary\r\nitems/**/*.yaml merge=plantrail\r\n',
  );
  const head = box.git('rev-parse', 'HEAD');
  expect((await plan(box, 'setup')).code).toBe(0);
  expect(box.git('rev-parse', 'HEAD')).toBe(head);
  expect(await plan(box, 'setup --check')).toMatchObject({
    code: 0,
    stdout: 'git merges items field by field\n',
  });
});

test('random updates', { timeout: 120_000 }, async () => {
  const box = sandbox();
  let round = 0;
  box.git('config', 'merge.plantrail.driver', `${process.execPath} ${program} merge-driver %O %A %B %L %P`);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...shipped),
      fc.array(updateStep, { minLength: 1, maxLength: 2 }),
      fc.array(updateStep, { minLength: 1, maxLength: 2 }),
      async (text, one, other) => {
        box.commit({
          '.gitattributes': '*.yaml merge=plantrail\n',
          'item.yaml': text,
          round: String(round++),
        });
        const base = box.git('rev-parse', 'HEAD');
        box.git('switch', '--quiet', '--force-create', 'one');
        box.commit({ 'item.yaml': await changedBy(text, one), one: String(round) });
        box.git('switch', '--quiet', '--force-create', 'other', base);
        box.commit({ 'item.yaml': await changedBy(text, other), other: String(round) });
        mergeBothWays(box, 'item.yaml');
      },
    ),
    { numRuns: times(5) },
  );
});

test('`git pull` in two clones gives one tree', async () => {
  const { ours, theirs } = clones();
  await plan(ours, 'setup');
  await plan(theirs, 'sync');
  for (const box of [ours, theirs]) await plan(box, 'setup');
  await plan(ours, 'update 5 --note Ours.');
  await plan(theirs, 'update 5 --note Theirs.');
  ours.git('fetch', '--quiet', theirs.dir, 'main:theirs');
  theirs.git('fetch', '--quiet', ours.dir, 'main:theirs');
  for (const box of [ours, theirs]) box.git('merge', '--quiet', '--no-edit', 'theirs');
  expect(ours.git('rev-parse', 'HEAD:plan')).toBe(theirs.git('rev-parse', 'HEAD:plan'));
});

describe('a file that can’t be merged field by field has conflict markers', () => {
  const file = 'plan/items/05.yaml';

  /** Merges a branch on which this was done with one on which Police reported. */
  async function mergeWith(change: (box: Sandbox) => unknown, beforeMerge?: (box: Sandbox) => void) {
    const box = shippedPlan(few);
    const run = (words: string) => box.run('plan', words.split(' '));
    await run('setup');
    box.git('switch', '--quiet', '--create', 'other');
    await change(box);
    box.git('switch', '--quiet', 'main');
    await run('update 5 --status in-progress --agency police --note Ours.');
    beforeMerge?.(box);
    const { code, stderr } = await box.run('git', ['merge', 'other']);
    return { box, code, stderr, markers: countMarkers(box) };
  }
  const countMarkers = (box: Sandbox) => box.read(file).match(/^(?:<{7}|={7}|>{7})/gm)?.length ?? 0;
  const report = (box: Sandbox) =>
    box.run('plan', ['update', '5', '--status', 'on-hold', '--agency', 'dol', '--note', 'Theirs.']);
  const append = (text: string | Buffer) => (box: Sandbox) => {
    appendFileSync(box.at(file), text);
    box.git('commit', '--quiet', '--all', '--message', 'Theirs');
  };

  test.each([
    ['a side that is not UTF-8', append(Buffer.from('# caf\xe9\n', 'latin1')), 'is not UTF-8 text'],
    ['a side over the size limit', append(`x-big: |\n${'  a long line\n'.repeat(100_000)}`), 'KiB'],
    ['a binary side', append(Buffer.from('# \0\n')), ''],
  ])('%s', async (_, change, why) => {
    const { code, markers, stderr, box } = await mergeWith(change);
    expect({ code, markers }).toEqual({ code: 1, markers: 3 });
    expect(stderr).toContain(why);
    expect(box.read(file)).toContain('Ours.');
  });

  test('the program is gone', async () => {
    const { code, markers, box } = await mergeWith(report, ({ git }) => {
      const command = git('config', 'merge.plantrail.driver');
      git('config', 'merge.plantrail.driver', command.replace(/^\S+ \S+/, '/gone/node /gone/plan.js'));
    });
    expect(code).toBe(1);
    expect(markers).toBeGreaterThanOrEqual(3);
    expect(box.read(file)).toContain('Ours.');
    expect(box.read(file)).toContain('Theirs.');
  });

  test('where our side has no marker, `validate` and `doctor` say so', async () => {
    const { markers, box } = await mergeWith(report, ({ git }) => {
      git('config', 'merge.plantrail.driver', '/gone/node /gone/plan.js merge-driver %O %A %B %L %P');
    });
    expect(markers).toBe(0);
    const validated = await box.run('plan', ['validate']);
    expect(validated.code).toBe(1);
    expect(validated.stdout + validated.stderr).toContain(`${file}:1:1: error: git has not merged this file`);
    const checked = await box.run('plan', ['doctor']);
    expect(checked.code).toBe(1);
    expect(checked.stdout).toMatch(
      /^problem +merge driver +.*missing: `\/gone\/node` and `\/gone\/plan.js`$/m,
    );
    await box.run('plan', ['setup']);
    expect((await box.run('plan', ['doctor'])).stdout).toMatch(/^ok +merge driver/m);
    box.git('add', file);
    expect((await box.run('plan', ['validate'])).code).toBe(0);
  });
});
