/** `plan publish`: what it writes is a valid plan without internal words, and nothing else is touched. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { fewItems, setToday, shippedPlan, stateOf } from '../support/shipped.ts';

/** A plan with internal updates, some in the place of public ones, and the repository to publish to. */
async function twoRepositories(): Promise<{ sandbox: Sandbox; target: Sandbox }> {
  const sandbox = shippedPlan(fewItems);
  sandbox.write({
    'plan/plan.yaml': `${sandbox.read('plan/plan.yaml')}x-own: hush\n`,
    'hush.txt': 'hush',
    'minute.txt': 'A public minute',
  });
  sandbox.commit({}, 'Settings');
  const by = ['--by', 'Hush Hush <hush@example.org>'];
  for (const words of [
    ['update', '5', '--milestone', '5.1', '--status', 'completed', '--agency', 'dol', '--note', 'hush'],
    ['update', '5', '--milestone', '5.2', '--status', 'completed', '--evidence', 'hush.txt=hush'],
    ['update', '5', '--status', 'completed', '--public', '--evidence', 'minute.txt=Minute', ...by],
    ['update', '5', '--status', 'in-progress', '--reason', 'hush'],
    ['update', '5', '--status', 'on-hold', '--note', 'On hold: "yes", # no', '--public'],
    ['update', '7', '--status', 'in-place', '--note', 'hush'],
  ])
    expect(await plan(sandbox, words)).toMatchObject({ code: 0 });
  const target = createSandbox();
  target.commit({ 'README.md': 'Ours' }, 'Begin');
  setToday(target, '2026-11-24');
  return { sandbox, target };
}

const everything = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => !name.includes('.git'));

test('the published plan is valid, has a clean audit, and no internal word', async () => {
  const { sandbox, target } = await twoRepositories();
  const before = stateOf(sandbox);
  expect(await plan(sandbox, ['publish', target.at('plan')])).toMatchObject({ code: 0 });
  expect(stateOf(sandbox)).toEqual(before);
  expect(await plan(target, 'validate')).toMatchObject({ code: 0 });
  expect(await plan(target, 'audit')).toMatchObject({ code: 0 });
  expect(target.git('log', '--patch')).not.toMatch(/hush/i);
  expect(everything(target.dir)).toEqual(expect.arrayContaining(['README.md', 'plan/evidence/minute.txt']));
  expect(everything(target.dir).join()).not.toMatch(/hush/);
  const list = async (where: Sandbox, ...words: string[]) =>
    JSON.parse((await plan(where, ['list', '--json', ...words])).stdout).items;
  const published = await list(target, '--audience', 'public');
  expect(published).toEqual(await list(sandbox, '--audience', 'public'));
  expect(published[0]).toMatchObject({ status: 'on-hold', note: 'On hold: "yes", # no' });
});

test('a second run updates the folder; without a change it writes nothing', async () => {
  const { sandbox, target } = await twoRepositories();
  await plan(sandbox, ['publish', target.at('plan')]);
  const before = stateOf(target);
  expect(await plan(sandbox, ['publish', target.at('plan')])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('no change'),
  });
  expect(stateOf(target)).toEqual(before);
  await plan(sandbox, 'release --all --authority Minute');
  expect(await plan(sandbox, ['publish', target.at('plan')])).toMatchObject({ code: 0 });
  expect(target.read('plan/items/07.yaml')).toContain('note: hush');
  expect(target.git('status', '--porcelain')).toBe('');
  expect(await plan(target, 'audit')).toMatchObject({ code: 0 });
});

test('refuses a folder with uncommitted, other or altered files, and a broken plan, and changes nothing', async () => {
  const { sandbox, target } = await twoRepositories();
  const refused = async (folder: string, message: RegExp) => {
    const before = stateOf(target);
    const { code, stderr } = await plan(sandbox, ['publish', folder]);
    expect(stderr).toMatch(message);
    expect(code).toBeGreaterThan(0);
    expect(stateOf(target)).toEqual(before);
  };
  await refused(sandbox.at('public'), /is in the repository of the plan/);
  expect(existsSync(sandbox.at('public'))).toBe(false);
  target.write({ 'plan/agencies.yaml': 'mine' });
  await refused(target.at('plan'), /did not write/);
  rmSync(target.at('plan'), { recursive: true });
  await plan(sandbox, ['publish', target.at('plan')]);
  target.write({ 'plan/notes.txt': 'mine' });
  await refused(target.at('plan'), /uncommitted changes: `plan\/notes.txt`/);
  rmSync(target.at('plan/notes.txt'));
  rmSync(sandbox.at('plan/evidence/minute.txt'));
  await refused(target.at('plan'), /no file `evidence\/minute.txt`/);
  sandbox.git('checkout', '--quiet', '.');
  sandbox.write({ 'plan/items/13.yaml': 'id: [' });
  await refused(target.at('plan'), /cannot be read/);
  expect(existsSync(join(target.dir, 'plan/items/13.yaml'))).toBe(true);
});
