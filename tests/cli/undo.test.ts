/** `plan undo`: restores the same bytes if nothing came after the change, keeps later changes, and refuses if they depend on it. */
import { expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import fc, { times } from '../support/property.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { fewItems, setToday, shippedPlan, stateOf } from '../support/shipped.ts';

const shortHead = (sandbox: Sandbox) => sandbox.git('rev-parse', '--short=7', 'HEAD');
const texts = (sandbox: Sandbox) => fewItems.map((id) => sandbox.read(`plan/items/${id}.yaml`));

test('undo restores the files byte for byte, and undo again redoes the change', async () => {
  const sandbox = shippedPlan(fewItems);
  const status = fc.constantFrom('in-progress', 'on-hold', 'not-started');
  const note = fc.constantFrom('Begun.', 'Two\nlines.', '# not a comment', 'ā: b');
  const row = fc.record({ id: fc.constantFrom(5, 7, 13), status, note }, { requiredKeys: ['id', 'note'] });
  let day = 1;
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (rows) => {
      day += 1;
      setToday(sandbox, `2026-12-${String(day).padStart(2, '0')}`);
      const before = texts(sandbox);
      const applied = await plan(sandbox, 'apply -', { input: JSON.stringify(rows) });
      expect(applied).toMatchObject({ code: 0, stderr: '' });
      if (!applied.stdout.includes('committed')) return;
      const after = texts(sandbox);
      expect(await plan(sandbox, 'undo')).toMatchObject({ code: 0, stderr: '' });
      expect(texts(sandbox)).toEqual(before);
      expect(await plan(sandbox, 'undo')).toMatchObject({ code: 0, stderr: '' });
      expect(texts(sandbox)).toEqual(after);
    }),
    { numRuns: times(3) },
  );
  expect(await plan(sandbox, 'validate')).toMatchObject({ code: 0 });
});

test('later changes that do not depend on it stay', async () => {
  const [sandbox, expected] = [shippedPlan(fewItems), shippedPlan(fewItems)];
  await plan(sandbox, ['update', '5', '--milestone', '5.1', '--status', 'completed', '--note', 'Agreed.']);
  const first = shortHead(sandbox);
  for (const each of [sandbox, expected]) {
    await plan(each, ['update', '5', '--milestone', '5.2', '--status', 'in-progress', '--agency', 'customs']);
    await plan(each, ['update', '5', '--note', 'Going well.']);
  }
  const undone = await plan(sandbox, ['undo', first]);
  expect(undone).toMatchObject({ code: 0, stderr: '' });
  expect(sandbox.read('plan/items/05.yaml')).toBe(expected.read('plan/items/05.yaml'));
  expect(sandbox.git('log', '-1', '--format=%s%n%(trailers:only)')).toBe(
    `plan: undo ${first}: 5 milestone 5.1 not-reported -> completed\nPlan-Change: undo\n` +
      `Plan-Undoes: ${sandbox.git('rev-parse', first)}\nPlan-Item: 5\n` +
      'Plan-Status: 5 milestone 5.1 completed -> not-reported\n',
  );
});

test('refuses if later changes depend on it, and names them', async () => {
  const sandbox = shippedPlan(fewItems);
  await plan(sandbox, 'update 5 7 --status in-progress');
  const first = shortHead(sandbox);
  await plan(sandbox, 'update 5 --status on-hold');
  const second = shortHead(sandbox);
  await plan(sandbox, 'update 7 --status not-started');
  await plan(sandbox, 'undo');
  const before = stateOf(sandbox);
  const refused = await plan(sandbox, ['undo', first]);
  expect(refused).toMatchObject({ code: 3, stdout: '' });
  expect(refused.stderr).toContain(`\`${second}\` of 2026-11-24 (plan: 5 in-progress -> on-hold)`);
  expect(refused.stderr).toContain(`undo those first: \`plan undo ${second}\`;`);
  expect(stateOf(sandbox)).toEqual(before);
  expect(await plan(sandbox, ['undo', second])).toMatchObject({ code: 0 });
  expect(await plan(sandbox, ['undo', first])).toMatchObject({ code: 0 });
  expect(await plan(sandbox, ['undo', first])).toMatchObject({ code: 3 });
  expect(sandbox.git('diff', '--stat', 'HEAD~6', 'HEAD')).toBe('');
});

test('a repeated status depends on it too', async () => {
  const sandbox = shippedPlan(fewItems);
  await plan(sandbox, 'update 7 --status in-place');
  const first = shortHead(sandbox);
  setToday(sandbox, '2026-11-26');
  await plan(sandbox, 'update 7 --status in-place --as-of 2026-11-26');
  expect((await plan(sandbox, ['undo', first])).stderr).toContain('plan: 7 still in-place');
});

test('refuses commits of other branches, merges, commits without trailers, and unknown ones', async () => {
  const sandbox = shippedPlan(fewItems);
  const published = shortHead(sandbox);
  sandbox.git('switch', '--quiet', '--create', 'side');
  await plan(sandbox, 'update 7 --status in-place');
  const side = shortHead(sandbox);
  sandbox.git('switch', '--quiet', 'main');
  await plan(sandbox, 'update 5 --status on-hold');
  const errorOf = async (commit: string) => (await plan(sandbox, ['undo', commit])).stderr.split('\n')[0];
  expect(await errorOf(side)).toContain('it is not in the history of HEAD');
  sandbox.git('merge', '--quiet', '--no-edit', 'side');
  expect(await errorOf('HEAD')).toContain('it is a merge');
  expect(await errorOf(published)).toContain('it was not made by a `plan` command');
  expect(await errorOf('nowhere')).toBe('plan: there is no commit `nowhere`');
  expect(await errorOf('--all')).toContain('unknown option');
  expect(await plan(sandbox, ['undo', side])).toMatchObject({ code: 0 });
});

test('changes nothing with uncommitted edits, or when a hook refuses', async () => {
  const sandbox = shippedPlan(fewItems);
  await plan(sandbox, 'update 7 --status in-place');
  sandbox.hook('pre-commit', 'exit 1');
  const before = stateOf(sandbox);
  expect(await plan(sandbox, 'undo')).toMatchObject({ code: 3, stdout: '' });
  expect(stateOf(sandbox)).toEqual(before);
  sandbox.hook('pre-commit', 'exit 0');
  sandbox.write({ 'plan/items/07.yaml': `${sandbox.read('plan/items/07.yaml')}# mine\n` });
  expect((await plan(sandbox, 'undo')).stderr).toContain('there are uncommitted changes');
  expect(await plan(sandbox, 'undo --no-commit')).toMatchObject({ code: 0 });
  expect(sandbox.read('plan/items/07.yaml')).toMatch(/^wording: .*\n# mine\n$/m);
});

test('undoes an amendment', async () => {
  const sandbox = shippedPlan(fewItems);
  const path = 'plan/items/05.yaml';
  const amended = sandbox
    .read(path)
    .replace(
      /^wording:.*$/m,
      (line) =>
        `${line}\nlead: dol\namendments:\n  - { recorded: 2026-11-24, reason: Agreed, authority: Minute 3, field: lead, to: dol }`,
    );
  const before = sandbox.read(path);
  sandbox.commit(
    { [path]: amended },
    'plan: 5 amended\n\nPlan-Change: amend\nPlan-Item: 5\nPlan-Field: 5 lead\n',
  );
  const amendment = shortHead(sandbox);
  await plan(sandbox, ['update', '5', '--note', 'Later.']);
  const undone = await plan(sandbox, ['undo', amendment]);
  expect(undone).toMatchObject({ code: 0, stderr: '' });
  expect(undone.stdout).toContain('5 lead: dol → unknown\n5 amendment of lead removed\n');
  expect(sandbox.git('log', '-1', '--format=%(trailers:key=Plan-Field)')).toBe('Plan-Field: 5 lead\n');
  await plan(sandbox, 'undo HEAD~1');
  expect(sandbox.read(path)).toBe(before);
});

test('undoes a retirement and redoes it, and keeps a line that was added below', async () => {
  const sandbox = shippedPlan(fewItems);
  const path = 'plan/items/13.yaml';
  const before = sandbox.read(path);
  const retired = before.replace(
    /^wording:.*$/m,
    (line) => `${line}\nretired: { recorded: 2026-11-24, reason: Done elsewhere, authority: Minute 4 }`,
  );
  sandbox.commit({ [path]: retired }, 'plan: 13 retired\n\nPlan-Change: retire\nPlan-Item: 13\n');
  const retirement = shortHead(sandbox);
  sandbox.commit({ [path]: `${retired}# later\n` });
  expect(await plan(sandbox, ['undo', retirement])).toMatchObject({ code: 0, stderr: '' });
  expect(sandbox.read(path)).toBe(`${before}# later\n`);
  expect(await plan(sandbox, 'undo')).toMatchObject({ code: 0, stderr: '' });
  expect(sandbox.read(path)).toBe(`${retired}# later\n`);
});

const mistyped = [
  ...['add', '99', '--pillar', 'prevention', '--objective', 'Know', '--action', 'Ask', '--measure', 'Asked'],
  ...['--agencies', 'dol', '--ongoing', 'Yearly', '--reason', 'New law', '--authority', 'Minute 5'],
];

test('an added item is removed, and its id can be used again', async () => {
  const sandbox = shippedPlan(fewItems);
  const before = stateOf(sandbox);
  await plan(sandbox, mistyped);
  const added = stateOf(sandbox);
  sandbox.hook('pre-commit', 'exit 1');
  expect(await plan(sandbox, 'undo')).toMatchObject({ code: 3, stdout: '' });
  expect(stateOf(sandbox)).toEqual(added);
  sandbox.hook('pre-commit', 'exit 0');
  expect(await plan(sandbox, 'undo')).toMatchObject({ code: 0, stderr: '' });
  expect(sandbox.git('diff', '--stat', 'HEAD~2')).toBe('');
  expect(sandbox.git('status', '--porcelain')).toBe('');
  expect(await plan(sandbox, mistyped)).toMatchObject({ code: 0, stderr: '' });
  expect(await plan(sandbox, 'audit')).toMatchObject({
    code: 0,
    stdout: expect.not.stringContaining('error'),
  });
  expect(stateOf(sandbox)).not.toEqual(before);
});

test('an added item is not removed once it was edited, or pushed', async () => {
  const sandbox = shippedPlan(fewItems);
  await plan(sandbox, mistyped);
  const added = shortHead(sandbox);
  sandbox.write({ 'plan/items/99.yaml': `${sandbox.read('plan/items/99.yaml')}# mine\n` });
  expect((await plan(sandbox, 'undo')).stderr).toContain('`plan/items/99.yaml` was changed since');
  sandbox.git('restore', '.');
  sandbox.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  expect((await plan(sandbox, ['undo', added])).stderr).toContain('others may have it from `origin/main`');
});
