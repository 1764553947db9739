/** The merge driver as git runs it: the same bytes in both directions, in various repositories. */
import { appendFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { clones } from '../support/clones.ts';
import { changedBy, shipped, updateStep } from '../support/merge-changes.ts';
import { plan } from '../support/plan.ts';
import fc, { times } from '../support/property.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { createSandbox } from '../support/sandbox.ts';
import { fewItems, program, shippedPlan } from '../support/shipped.ts';

/** Merges each of two branches into the other. Returns the merged file's blob, the same for both; null for a conflict. */
function mergeBothWays(sandbox: Sandbox, file: string): string | null {
  const results = (['one', 'other'] as const).map((branch, index, all) => {
    sandbox.git('switch', '--quiet', branch);
    const { length } = all;
    try {
      sandbox.git('merge', '--no-edit', all[(index + 1) % length]!);
    } catch {
      const markers = sandbox.git('diff', '--', file);
      expect(markers).toMatch(/^\+\+<{7} ours: /m);
      sandbox.git('merge', '--abort');
      return null;
    }
    const blob = sandbox.git('rev-parse', `HEAD:${file}`);
    sandbox.git('reset', '--quiet', '--hard', 'HEAD^');
    return blob;
  });
  expect(results[0]).toBe(results[1]);
  return results[0] ?? null;
}

/** Sets up the merge driver, and two branches that each update an item. */
async function branches(sandbox: Sandbox, folder = '.'): Promise<void> {
  const run = async (words: string) => {
    const { code, stderr } = await sandbox.run('plan', words.split(' '), { cwd: sandbox.at(folder) });
    expect(code, stderr).toBe(0);
  };
  await run('setup');
  sandbox.git('branch', 'other');
  sandbox.git('switch', '--quiet', '--create', 'one');
  await run('update 5 --milestone 5.1 --status completed --note Done.');
  sandbox.git('switch', '--quiet', 'other');
  await run('update 5 --milestone 5.2 --status on-hold');
}

test('a repository', async () => {
  const sandbox = shippedPlan(fewItems);
  await branches(sandbox);
  expect(mergeBothWays(sandbox, 'plan/items/05.yaml')).not.toBeNull();
  sandbox.git('switch', '--quiet', 'one');
  await sandbox.run('plan', ['update', '5', '--status', 'in-progress', '--agency', 'dol']);
  sandbox.git('switch', '--quiet', 'other');
  await sandbox.run('plan', ['update', '5', '--status', 'on-hold', '--agency', 'dol']);
  expect(mergeBothWays(sandbox, 'plan/items/05.yaml')).toBeNull();
});

test('`core.autocrlf`', async () => {
  const sandbox = shippedPlan(fewItems);
  sandbox.git('config', 'core.autocrlf', 'true');
  sandbox.git('rm', '--quiet', '-r', '--cached', '.');
  sandbox.git('reset', '--quiet', '--hard');
  expect(sandbox.read('plan/items/05.yaml')).toContain('\r\n');
  await branches(sandbox);
  const blob = mergeBothWays(sandbox, 'plan/items/05.yaml')!;
  expect(sandbox.git('cat-file', 'blob', blob)).not.toContain('\r');
});

test('files with CRLF line breaks', async () => {
  const sandbox = shippedPlan(fewItems);
  sandbox.commit({ 'plan/items/05.yaml': sandbox.read('plan/items/05.yaml').replaceAll('\n', '\r\n') });
  await branches(sandbox);
  const blob = mergeBothWays(sandbox, 'plan/items/05.yaml')!;
  expect(sandbox.git('cat-file', 'blob', blob).trimEnd().replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});

test('a plan in a folder with spaces and macrons, and a linked work tree', async () => {
  const sandbox = shippedPlan(fewItems);
  sandbox.git('mv', 'plan', 'mahi [2009]');
  sandbox.git('commit', '--quiet', '--message', 'Moved');
  await branches(sandbox, 'mahi [2009]');
  expect(mergeBothWays(sandbox, 'mahi [2009]/items/05.yaml')).not.toBeNull();
  sandbox.git('switch', '--quiet', 'main');
  sandbox.git('worktree', 'add', '--quiet', '../tētahi atu', 'one');
  sandbox.git('-C', '../tētahi atu', 'merge', '--quiet', '--no-edit', 'other');
});

test('a program in a folder with spaces, quotes and percent signs', async () => {
  const sandbox = shippedPlan(fewItems);
  const path = sandbox.at('../it\'s 100%L "odd"');
  await sandbox.run('mkdir', [path]);
  await sandbox.run('ln', ['-s', program, `${path}/plan.js`]);
  await sandbox.run('node', [`${path}/plan.js`, 'setup']);
  expect((await plan(sandbox, 'setup --check')).code).toBe(1);
  sandbox.git('branch', 'other');
  sandbox.git('switch', '--quiet', '--create', 'one');
  await plan(sandbox, 'update 5 --note One.');
  sandbox.git('switch', '--quiet', 'other');
  await plan(sandbox, 'update 5 --note Other.');
  expect(mergeBothWays(sandbox, 'plan/items/05.yaml')).not.toBeNull();
});

test('`plan setup`: what it writes, what it keeps, and when it is done', async () => {
  const sandbox = shippedPlan(fewItems);
  sandbox.commit({ 'plan/.gitattributes': '# ours\r\n*.pdf binary' });
  expect((await plan(sandbox, 'setup --check')).code).toBe(1);
  const looked = await plan(sandbox, 'setup -n');
  expect(looked.code).toBe(0);
  expect(sandbox.git('status', '--porcelain')).toBe('');
  expect((await plan(sandbox, 'setup --check')).code).toBe(1);
  expect((await plan(sandbox, 'setup')).code).toBe(0);
  expect(sandbox.read('plan/.gitattributes')).toBe(
    '# ours\r\n*.pdf binary\r\nitems/**/*.yaml merge=plantrail\r\n',
  );
  const head = sandbox.git('rev-parse', 'HEAD');
  expect((await plan(sandbox, 'setup')).code).toBe(0);
  expect(sandbox.git('rev-parse', 'HEAD')).toBe(head);
  expect(await plan(sandbox, 'setup --check')).toMatchObject({
    code: 0,
    stdout: 'git merges items field by field\n',
  });
});

test('random updates', async () => {
  const sandbox = createSandbox();
  let round = 0;
  sandbox.git(
    'config',
    'merge.plantrail.driver',
    `${process.execPath} ${program} merge-driver %O %A %B %L %P`,
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...shipped),
      fc.array(updateStep, { minLength: 1, maxLength: 2 }),
      fc.array(updateStep, { minLength: 1, maxLength: 2 }),
      async (text, one, other) => {
        sandbox.commit({
          '.gitattributes': '*.yaml merge=plantrail\n',
          'item.yaml': text,
          round: String(round++),
        });
        const base = sandbox.git('rev-parse', 'HEAD');
        sandbox.git('switch', '--quiet', '--force-create', 'one');
        sandbox.commit({ 'item.yaml': await changedBy(text, one), one: String(round) });
        sandbox.git('switch', '--quiet', '--force-create', 'other', base);
        sandbox.commit({ 'item.yaml': await changedBy(text, other), other: String(round) });
        mergeBothWays(sandbox, 'item.yaml');
      },
    ),
    { numRuns: times(5) },
  );
});

test('`git pull` in two clones gives one tree', async () => {
  const { ours, theirs } = clones();
  await plan(ours, 'setup');
  await plan(theirs, 'sync');
  for (const sandbox of [ours, theirs]) await plan(sandbox, 'setup');
  await plan(ours, 'update 5 --note Ours.');
  await plan(theirs, 'update 5 --note Theirs.');
  ours.git('fetch', '--quiet', theirs.dir, 'main:theirs');
  theirs.git('fetch', '--quiet', ours.dir, 'main:theirs');
  for (const sandbox of [ours, theirs]) sandbox.git('merge', '--quiet', '--no-edit', 'theirs');
  expect(ours.git('rev-parse', 'HEAD:plan')).toBe(theirs.git('rev-parse', 'HEAD:plan'));
});

describe('a file that can’t be merged field by field has conflict markers', () => {
  const file = 'plan/items/05.yaml';

  /** Merges a branch on which this was done with one on which the Department reported. */
  async function mergeWith(change: (sandbox: Sandbox) => unknown, beforeMerge?: (sandbox: Sandbox) => void) {
    const sandbox = shippedPlan(fewItems);
    const run = (words: string) => sandbox.run('plan', words.split(' '));
    await run('setup');
    sandbox.git('switch', '--quiet', '--create', 'other');
    await change(sandbox);
    sandbox.git('switch', '--quiet', 'main');
    await run('update 5 --status in-progress --agency dol --note Ours.');
    beforeMerge?.(sandbox);
    const { code, stderr } = await sandbox.run('git', ['merge', 'other']);
    return { sandbox, code, stderr, markers: countMarkers(sandbox) };
  }
  const countMarkers = (sandbox: Sandbox) => sandbox.read(file).match(/^(?:<{7}|={7}|>{7})/gm)?.length ?? 0;
  const report = (sandbox: Sandbox) =>
    sandbox.run('plan', ['update', '5', '--status', 'on-hold', '--agency', 'dol', '--note', 'Theirs.']);
  const append = (text: string | Buffer) => (sandbox: Sandbox) => {
    appendFileSync(sandbox.at(file), text);
    sandbox.git('commit', '--quiet', '--all', '--message', 'Theirs');
  };

  test.each([
    ['a side that is not UTF-8', append(Buffer.from('# caf\xe9\n', 'latin1')), 'is not UTF-8 text'],
    ['a side over the size limit', append(`x-big: |\n${'  a long line\n'.repeat(100_000)}`), 'KiB'],
    ['a binary side', append(Buffer.from('# \0\n')), ''],
  ])('%s', async (_, change, why) => {
    const { code, markers, stderr, sandbox } = await mergeWith(change);
    expect({ code, markers }).toEqual({ code: 1, markers: 3 });
    expect(stderr).toContain(why);
    expect(sandbox.read(file)).toContain('Ours.');
  });

  test('the program is gone', async () => {
    const { code, markers, sandbox } = await mergeWith(report, ({ git }) => {
      const command = git('config', 'merge.plantrail.driver');
      git('config', 'merge.plantrail.driver', command.replace(/^\S+ \S+/, '/gone/node /gone/plan.js'));
    });
    expect(code).toBe(1);
    expect(markers).toBeGreaterThanOrEqual(3);
    expect(sandbox.read(file)).toContain('Ours.');
    expect(sandbox.read(file)).toContain('Theirs.');
  });

  test('where our side has no marker, `validate` and `doctor` say so', async () => {
    const { markers, sandbox } = await mergeWith(report, ({ git }) => {
      git('config', 'merge.plantrail.driver', '/gone/node /gone/plan.js merge-driver %O %A %B %L %P');
    });
    expect(markers).toBe(0);
    const validated = await sandbox.run('plan', ['validate']);
    expect(validated.code).toBe(1);
    expect(validated.stdout + validated.stderr).toContain(`${file}:1:1: error: git has not merged this file`);
    const checked = await sandbox.run('plan', ['doctor']);
    expect(checked.code).toBe(1);
    expect(checked.stdout).toMatch(
      /^problem +merge driver +.*missing: `\/gone\/node` and `\/gone\/plan.js`$/m,
    );
    await sandbox.run('plan', ['setup']);
    expect((await sandbox.run('plan', ['doctor'])).stdout).toMatch(/^ok +merge driver/m);
    sandbox.git('add', file);
    expect((await sandbox.run('plan', ['validate'])).code).toBe(0);
  });
});
