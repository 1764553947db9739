/** `plan release`: an internal update becomes public, and nothing else of it can change. */
import { expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { fewItems, setToday, shippedPlan, stateOf } from '../support/shipped.ts';

const item = 'plan/items/05.yaml';

async function run(sandbox: Sandbox, ...words: string[]): Promise<void> {
  expect(await plan(sandbox, words)).toMatchObject({ code: 0 });
}

/** A plan with two internal updates on item 5. */
async function twoUpdates(): Promise<Sandbox> {
  const sandbox = shippedPlan(fewItems);
  await run(sandbox, 'update', '5', '--status', 'in-progress', '--agency', 'dol', '--note', 'Begun.');
  await run(sandbox, 'note', '5', 'Police ask.', '--agency', 'police');
  setToday(sandbox, '2026-12-01');
  return sandbox;
}

const updatesOf = async (sandbox: Sandbox) =>
  JSON.parse((await plan(sandbox, 'show 5 --json')).stdout).items[0].updates;

/** The rules of which the audit finds errors. */
const errorsOf = async (sandbox: Sandbox) =>
  JSON.parse((await plan(sandbox, 'audit --json')).stdout).findings.flatMap(
    ({ rule, severity }: { rule: string; severity: string }) => (severity === 'error' ? [rule] : []),
  );

test('changes two keys of an entry, and the audit has no finding, by whomever it is committed', async () => {
  const sandbox = await twoUpdates();
  const before = sandbox.read(item);
  await run(sandbox, 'release', '5', '--agency', 'dol', '--authority', 'Minute 12');
  const released =
    '    visibility: public\n    released:\n      day: 2026-12-01\n      authority: Minute 12\n';
  expect(sandbox.read(item)).toBe(before.replace('note: Begun.\n', `note: Begun.\n${released}`));
  expect(await updatesOf(sandbox)).toMatchObject([
    { visibility: 'public', released: { day: '2026-12-01', authority: 'Minute 12' } },
    { visibility: null, released: null },
  ]);
  expect(await errorsOf(sandbox)).toEqual([]);
  sandbox.git('commit', '--quiet', '--amend', '--message', 'Squashed');
  expect(await errorsOf(sandbox)).not.toContain('report-altered');
});

test('an entry that is altered while it is released is an altered entry', async () => {
  const sandbox = await twoUpdates();
  await run(sandbox, 'release', '5', '--authority', 'Minute 12');
  sandbox.write({ [item]: sandbox.read(item).replace('Begun.', 'Nearly done.') });
  sandbox.git('commit', '--quiet', '--all', '--amend', '--no-edit');
  expect(await errorsOf(sandbox)).toContain('report-altered');
});

test('an id is not changed by a release, and a correction of a released update is public', async () => {
  const sandbox = await twoUpdates();
  const [{ id }] = await updatesOf(sandbox);
  await run(sandbox, 'release', '5', id, '--authority', 'Minute 12');
  await run(sandbox, 'correct', '5', id, '--note', 'Begun in May.');
  expect(await updatesOf(sandbox)).toMatchObject([
    { id, visibility: 'public' },
    { visibility: null },
    { corrects: id, visibility: 'public', released: null, note: 'Begun in May.' },
  ]);
});

test('what was corrected or withdrawn stays internal', async () => {
  const sandbox = await twoUpdates();
  const [first, second] = await updatesOf(sandbox);
  await run(sandbox, 'correct', '5', first.id, '--note', 'Begun in May.');
  await run(sandbox, 'withdraw', '5', second.id, '--reason', 'Not so.');
  await run(sandbox, 'release', '--all', '--authority', 'Minute 12');
  expect((await updatesOf(sandbox)).map(({ visibility }: { visibility: string }) => visibility)).toEqual([
    null,
    null,
    'public',
    null,
  ]);
  expect(await plan(sandbox, ['release', '5', first.id, '--authority', 'Minute 12'])).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('was corrected or withdrawn'),
  });
  expect((await plan(sandbox, 'validate')).code).toBe(0);
});

test('undo restores the file, and leaves later changes in it', async () => {
  const sandbox = await twoUpdates();
  const before = sandbox.read(item);
  await run(sandbox, 'release', '5', '--authority', 'Minute 12');
  await run(sandbox, 'undo', 'HEAD');
  expect(sandbox.read(item)).toBe(before);
  await run(sandbox, 'release', '5', '--authority', 'Minute 12');
  await run(sandbox, 'note', '5', 'Later.');
  await run(sandbox, 'undo', 'HEAD~1');
  expect(await updatesOf(sandbox)).toMatchObject([
    { note: 'Begun.', visibility: null, released: null },
    { note: 'Police ask.', visibility: null },
    { note: 'Later.' },
  ]);
  expect(await errorsOf(sandbox)).toEqual([]);
});

test('merges with an update that another branch added', async () => {
  const sandbox = await twoUpdates();
  await run(sandbox, 'setup');
  sandbox.git('switch', '--quiet', '--create', 'other');
  await run(sandbox, 'note', '5', 'On the branch.');
  sandbox.git('switch', '--quiet', 'main');
  await run(sandbox, 'release', '5', '--authority', 'Minute 12');
  sandbox.git('merge', '--quiet', '--no-edit', 'other');
  expect(await updatesOf(sandbox)).toMatchObject([
    { note: 'Begun.', visibility: 'public' },
    { note: 'Police ask.', visibility: 'public' },
    { note: 'On the branch.', visibility: null },
  ]);
  expect(await errorsOf(sandbox)).toEqual([]);
});

test('`update --public` of what is recorded internally names the command, and changes nothing', async () => {
  const sandbox = await twoUpdates();
  const [{ id }] = await updatesOf(sandbox);
  const before = stateOf(sandbox);
  const words = ['update', '5', '--status', 'in-progress', '--agency', 'dol', '--note', 'Begun.'];
  expect(await plan(sandbox, [...words, '--as-of', '2026-11-24', '--public'])).toMatchObject({
    code: 3,
    stderr: expect.stringContaining(`plan release 5 ${id} --authority`),
  });
  expect(await plan(sandbox, ['release', '7', '--authority', 'Minute 12'])).toMatchObject({
    code: 0,
    stdout: '7: no internal update to release\n',
  });
  expect(stateOf(sandbox)).toEqual(before);
});

test('an update is released between the day it was recorded and today', async () => {
  const sandbox = await twoUpdates();
  await run(sandbox, 'release', '5', '--authority', 'Minute 12');
  const text = sandbox.read(item);
  const findings = async (day: string) => {
    sandbox.write({ [item]: text.replace('day: 2026-12-01', `day: ${day}`) });
    return (await plan(sandbox, 'validate')).stdout;
  };
  expect(await findings('2026-11-24')).toBe('');
  expect(await findings('2026-11-23')).toContain(
    'released on 2026-11-23, before it was recorded on 2026-11-24',
  );
  expect(await findings('2026-12-02')).toContain('decided on 2026-12-02, which is in the future');
  sandbox.write({ [item]: text.replace('visibility: public\n    released', 'released') });
  expect((await plan(sandbox, 'validate')).stdout).toContain('`visibility: public` beside `released`');
});
