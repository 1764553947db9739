/** The lock: one holder at a time, and the locks of dead processes are removed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { expect, onTestFinished, type TestContext, test } from 'vitest';
import { acquireLock } from '../../../../src/storage/transaction/lock.ts';
import { thisProcess } from '../../../../src/storage/transaction/lock-holder.ts';
import { bundle, fillDisk, onSmallDisks } from '../../../support/disk.ts';
import { killedAtEachStep } from '../../../support/kill-at-steps.ts';
import { createSandbox } from '../../../support/sandbox.ts';

const ours = { command: 'plan update', waitMs: 0 };
const stateDir = () => join(createSandbox({ repository: false }).dir, '.git/plantrail');

/** Writes a lock that this holder might have taken. */
function hold(state: string, holder: object | string, name = '4711-00c0ffee') {
  mkdirSync(join(state, 'lock'), { recursive: true });
  writeFileSync(join(state, 'lock', name), typeof holder === 'string' ? holder : JSON.stringify(holder));
}

/** A process that runs until the test is done, or until it is ended. */
async function startProcess() {
  const child = spawn('sleep', ['600']);
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'spawn');
  const end = async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { pid: child.pid!, end };
}
const startOf = (pid: number) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[21]!;

test('can be taken again after its release', async () => {
  const state = stateDir();
  (await acquireLock(state, ours)).release();
  const lock = await acquireLock(state, ours);
  expect(readdirSync(state)).toEqual(['lock']);
  lock.release();
  lock.release();
  expect(readdirSync(state)).toEqual([]);
});

test('a held lock is refused with the name of the holder', async () => {
  const state = stateDir();
  const lock = await acquireLock(state, { command: 'plan update 5', waitMs: 0 });
  await expect(acquireLock(state, ours)).rejects.toMatchObject({
    code: 'busy',
    message: expect.stringMatching(
      new RegExp(`^\`plan update 5\` \\(process ${process.pid}\\) has been writing here since \\d{4}-.*Z$`),
    ),
    hint: expect.stringContaining(`${state}/lock/${process.pid}-`),
  });
  lock.release();
});

test('a long wait is reported once', async () => {
  const state = stateDir();
  const lock = await acquireLock(state, { command: 'plan update 5', waitMs: 0 });
  const messages: string[] = [];
  const waiting = (why: string) => void messages.push(why);
  await expect(acquireLock(state, { ...ours, waitMs: 1500, waiting })).rejects.toMatchObject({
    code: 'busy',
  });
  expect(messages).toEqual([expect.stringContaining('`plan update 5`')]);
  lock.release();
});

test('waits for the release', async () => {
  const state = stateDir();
  const first = await acquireLock(state, ours);
  const second = acquireLock(state, { command: 'plan', waitMs: 60_000 });
  setTimeout(first.release, 60);
  (await second).release();
});

test('has one holder at a time', async () => {
  const state = stateDir();
  let inside = 0;
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      const lock = await acquireLock(state, { command: 'plan', waitMs: 60_000 });
      inside += 1;
      expect(inside).toBe(1);
      await new Promise(setImmediate);
      inside -= 1;
      lock.release();
    }),
  );
  expect(readdirSync(state)).toEqual([]);
});

test('the lock of a dead process is removed', async () => {
  const state = stateDir();
  const { pid, end } = await startProcess();
  hold(state, { ...thisProcess('plan'), pid, started: startOf(pid) });
  await expect(acquireLock(state, ours)).rejects.toMatchObject({ code: 'busy' });
  await end();
  (await acquireLock(state, ours)).release();
});

test('the lock of a dead process whose id is in use again is removed', async () => {
  const state = stateDir();
  const { pid } = await startProcess();
  hold(state, { ...thisProcess('plan'), pid, started: '1' });
  (await acquireLock(state, ours)).release();
});

test('the lock of a zombie process is removed', async () => {
  const state = stateDir();
  // What was a shell never waits for its child, which so stays a zombie; a shell might, if the child ended too soon.
  const parent = spawn('sh', ['-c', 'sh -c "read _ <&3" & echo $!; exec sleep 600'], {
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  });
  onTestFinished(() => void parent.kill('SIGKILL'));
  const [line] = await once(parent.stdout!, 'data');
  const pid = Number(String(line));
  while (readFileSync(`/proc/${parent.pid}/comm`, 'utf8') !== 'sleep\n') await new Promise(setImmediate);
  (parent.stdio[3] as Writable).end();
  while (!/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) await new Promise(setImmediate);
  hold(state, { ...thisProcess('plan'), pid, started: '1' });
  (await acquireLock(state, ours)).release();
});

test('a lock of another host is kept', async () => {
  const state = stateDir();
  hold(state, { ...thisProcess('plan update 7'), host: 'tāwhiri', pid: 1 });
  await expect(acquireLock(state, ours)).rejects.toMatchObject({
    message: expect.stringContaining('`plan update 7` (process 1 on `tāwhiri`)'),
    hint: expect.stringContaining(`delete \`${state}/lock/4711-00c0ffee\``),
  });
});

test('a lock of another container with the same host name is kept', async () => {
  const state = stateDir();
  hold(state, { ...thisProcess('plan'), host: hostname(), pids: 'pid:[1]', pid: 2 ** 22 });
  await expect(acquireLock(state, ours)).rejects.toMatchObject({ code: 'busy' });
});

test.each(['', '{', 'null', '"x"', '{}'])('a lock with an unreadable holder (%j) is kept', async (text) => {
  const state = stateDir();
  hold(state, text, 'foreign');
  await expect(acquireLock(state, ours)).rejects.toMatchObject({
    code: 'busy',
    message: `the lock is held, but \`${state}/lock/foreign\` does not name the holder`,
  });
});

test('an empty lock folder is free', async () => {
  const state = stateDir();
  mkdirSync(join(state, 'lock'), { recursive: true });
  (await acquireLock(state, ours)).release();
});

test('folders of processes that died while taking the lock are removed', async () => {
  const state = stateDir();
  const alive = thisProcess('plan');
  for (const [name, holder] of Object.entries({ dead: { ...alive, started: '1' }, alive, half: null })) {
    mkdirSync(join(state, `lock.${name}`), { recursive: true });
    if (holder) writeFileSync(join(state, `lock.${name}`, name), JSON.stringify(holder));
  }
  (await acquireLock(state, ours)).release();
  expect(readdirSync(state)).toEqual(['lock.alive']);
});

test('releasing a lock that was removed by hand does not release the next holder’s', async () => {
  const state = stateDir();
  const first = await acquireLock(state, ours);
  for (const file of readdirSync(join(state, 'lock'))) hold(state, '{}', `${file}x`);
  first.release();
  expect(existsSync(join(state, 'lock'))).toBe(true);
});

test('a process killed at any step does not block the next', async () => {
  const sandbox = createSandbox({ repository: false });
  const state = sandbox.at('state');
  const found = new Set<string>();
  const restore = () => rmSync(state, { recursive: true, force: true });
  for await (const _ of killedAtEachStep(
    sandbox,
    [bundle(sandbox, 'acquire-lock'), state, '60000'],
    restore,
  )) {
    found.add((existsSync(state) ? readdirSync(state) : ['none']).map((name) => name.slice(0, 5)).join());
    (await acquireLock(state, ours)).release();
    expect(readdirSync(state)).toEqual([]);
  }
  expect([...found].sort()).toEqual(['', 'lock', 'lock.', 'none']);
});

/** Takes the lock on a small disk in a given state; returns the error and the files that are left. */
async function acquireOnDisk(context: TestContext, state: string): Promise<string> {
  const sandbox = createSandbox({ repository: false });
  const shell = { before: state, after: 'ls disk' };
  const ran = await onSmallDisks(sandbox, context, ['acquire-lock', 'disk/state', '0'], shell);
  return ran.stdout + ran.stderr;
}

test('a full disk', async (context) => {
  expect(await acquireOnDisk(context, fillDisk)).toBe(
    'disk: cannot lock `disk/state/lock`: the disk is full\nfill\nstate\n',
  );
});

test('a read-only folder', async (context) => {
  expect(await acquireOnDisk(context, 'mount -o remount,ro disk')).toBe(
    'disk: cannot lock `disk/state/lock`: the file system is read-only\n',
  );
});
