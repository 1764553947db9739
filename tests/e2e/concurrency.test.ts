/** Several at once: each gets its turn, or is told who is at work. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { pid } from 'node:process';
import { expect, onTestFinished, test } from 'vitest';
import { acquireLock } from '../../src/storage/transaction/lock.ts';
import { thisProcess } from '../../src/storage/transaction/lock-holder.ts';
import { planProcess } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { few, shippedPlan, stateOf } from '../support/shipped.ts';

const ten = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10'];
const commitsOf = (box: Sandbox, ...args: string[]) =>
  Number(box.git('rev-list', '--count', 'HEAD', ...args));

test('ten updates to ten items: ten commits, ten changes, a clean tree', { timeout: 120_000 }, async () => {
  const box = shippedPlan();
  const before = commitsOf(box);
  const runs = await Promise.all(ten.map((id) => planProcess(box, `update ${id} --status on-hold`)));
  expect(runs.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
    ten.map(() => ({ code: 0, stderr: '' })),
  );
  expect(commitsOf(box) - before).toBe(10);
  for (const id of ten) {
    expect(box.read(`plan/items/${id}.yaml`)).toContain('\nstatus: on-hold\n');
    expect(commitsOf(box, '--', `plan/items/${id}.yaml`)).toBe(2);
  }
  expect(
    box
      .git('log', '--format=%h', '--diff-filter=M', '--name-only', '-10')
      .split('\n')
      .filter((line) => line.includes('/')).length,
  ).toBe(10);
  expect(box.git('status', '--porcelain')).toBe('');
  expect(stateOf(box).left).toEqual([]);
});

test('ten updates to one item: ten reports in a valid plan', { timeout: 120_000 }, async () => {
  const box = shippedPlan(few);
  const before = commitsOf(box);
  const notes = ten.map((id) => `note-${id}`);
  const runs = await Promise.all(notes.map((note) => planProcess(box, `update 7 --note ${note}`)));
  expect(runs.map(({ code }) => code)).toEqual(notes.map(() => 0));
  const { items } = JSON.parse((await planProcess(box, 'show 7 --json')).stdout);
  expect(items[0].updates.map(({ note }: { note: string }) => note).sort()).toEqual(notes);
  expect(await planProcess(box, 'validate')).toMatchObject({ code: 0, stdout: '' });
  expect(commitsOf(box) - before).toBe(10);
  expect(stateOf(box)).toMatchObject({ staged: '', unstaged: '', left: [] });
});

test('who is at work is told, and nothing is touched', async () => {
  const box = shippedPlan(few);
  const lock = await acquireLock(box.at('.git/plantrail'), { command: 'plan update 13', waitMs: 0 });
  onTestFinished(() => lock.release());
  const before = stateOf(box);
  const ran = await planProcess(box, 'update 7 --status on-hold', { env: { PLAN_LOCK_WAIT: '0.1' } });
  expect(ran).toMatchObject({ code: 3, stdout: '' });
  expect(ran.stderr).toContain(`plan: \`plan update 13\` (process ${pid}) has been writing here since `);
  expect(stateOf(box)).toEqual(before);
  expect(await planProcess(box, 'list')).toMatchObject({ code: 0, stderr: '' });

  const json = await planProcess(box, 'update 7 --status on-hold --json', { env: { PLAN_LOCK_WAIT: '0' } });
  expect(JSON.parse(json.stdout)).toMatchObject({ kind: 'error', error: { code: 'busy' } });
});

test('a lock whose holder is dead is nobody’s', async () => {
  const box = shippedPlan(few);
  const dead = Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }));
  mkdirSync(box.at('.git/plantrail/lock'), { recursive: true });
  const holder = JSON.stringify({ ...thisProcess('plan update 13'), pid: dead });
  writeFileSync(box.at(`.git/plantrail/lock/${dead}-0123abcd`), holder);
  const ran = await planProcess(box, 'update 7 --status on-hold', { env: { PLAN_LOCK_WAIT: '0' } });
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(stateOf(box)).toMatchObject({ staged: '', unstaged: '', left: [] });
});

test.each(['soon', '-1'])('`PLAN_LOCK_WAIT=%s` is refused', async (wait) => {
  const ran = await planProcess(shippedPlan(few), 'update 7 --status on-hold', {
    env: { PLAN_LOCK_WAIT: wait },
  });
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  expect(ran.stderr).toBe(
    `plan: \`PLAN_LOCK_WAIT\` is \`${wait}\`, which is not a number of seconds\n  give the seconds to wait for another writer, such as 20\n`,
  );
});
