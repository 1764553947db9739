/** Several commands at once: each has its turn, or an error that names the other. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { pid } from 'node:process';
import { describe, expect, onTestFinished, test } from 'vitest';
import { acquireLock } from '../../src/storage/transaction/lock.ts';
import { thisProcess } from '../../src/storage/transaction/lock-holder.ts';
import { planProcess } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { fewItems, leftoversIn, shippedPlan, stateOf } from '../support/shipped.ts';

const ten = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10'];
const commitsOf = (sandbox: Sandbox, ...args: string[]) =>
  Number(sandbox.git('rev-list', '--count', 'HEAD', ...args));

test('ten updates of ten items make ten commits', async () => {
  const sandbox = shippedPlan();
  const before = commitsOf(sandbox);
  const runs = await Promise.all(ten.map((id) => planProcess(sandbox, `update ${id} --status on-hold`)));
  expect(runs.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
    ten.map(() => ({ code: 0, stderr: '' })),
  );
  expect(commitsOf(sandbox) - before).toBe(10);
  for (const id of ten) {
    expect(sandbox.read(`plan/items/${id}.yaml`)).toContain('\nstatus: on-hold\n');
    expect(commitsOf(sandbox, '--', `plan/items/${id}.yaml`)).toBe(2);
  }
  expect(
    sandbox
      .git('log', '--format=%h', '--diff-filter=M', '--name-only', '-10')
      .split('\n')
      .filter((line) => line.includes('/')).length,
  ).toBe(10);
  expect(sandbox.git('status', '--porcelain')).toBe('');
  expect(stateOf(sandbox).left).toEqual([]);
});

test('ten updates of one item are all recorded', async () => {
  const sandbox = shippedPlan(fewItems);
  const before = commitsOf(sandbox);
  const notes = ten.map((id) => `note-${id}`);
  const runs = await Promise.all(notes.map((note) => planProcess(sandbox, `update 7 --note ${note}`)));
  expect(runs.map(({ code }) => code)).toEqual(notes.map(() => 0));
  const { items } = JSON.parse((await planProcess(sandbox, 'show 7 --json')).stdout);
  expect(items[0].updates.map(({ note }: { note: string }) => note).sort()).toEqual(notes);
  expect(await planProcess(sandbox, 'validate')).toMatchObject({ code: 0, stdout: '' });
  expect(commitsOf(sandbox) - before).toBe(10);
  expect(stateOf(sandbox)).toMatchObject({ staged: '', unstaged: '', left: [] });
});

test('a held lock is an error that names the holder', async () => {
  const sandbox = shippedPlan(fewItems);
  const lock = await acquireLock(sandbox.at('.git/plantrail'), { command: 'plan update 13', waitMs: 0 });
  onTestFinished(() => lock.release());
  const before = stateOf(sandbox);
  const result = await planProcess(sandbox, 'update 7 --status on-hold', { env: { PLAN_LOCK_WAIT: '0.1' } });
  expect(result).toMatchObject({ code: 3, stdout: '' });
  expect(result.stderr).toContain(`plan: \`plan update 13\` (process ${pid}) has been writing here since `);
  expect(stateOf(sandbox)).toEqual(before);
  expect(await planProcess(sandbox, 'list')).toMatchObject({ code: 0, stderr: '' });

  const json = await planProcess(sandbox, 'update 7 --status on-hold --json', {
    env: { PLAN_LOCK_WAIT: '0' },
  });
  expect(JSON.parse(json.stdout)).toMatchObject({ kind: 'error', error: { code: 'busy' } });
});

test('the lock of a dead process is ignored', async () => {
  const sandbox = shippedPlan(fewItems);
  const dead = Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }));
  mkdirSync(sandbox.at('.git/plantrail/lock'), { recursive: true });
  const holder = JSON.stringify({ ...thisProcess('plan update 13'), pid: dead });
  writeFileSync(sandbox.at(`.git/plantrail/lock/${dead}-0123abcd`), holder);
  const result = await planProcess(sandbox, 'update 7 --status on-hold', { env: { PLAN_LOCK_WAIT: '0' } });
  expect(result).toMatchObject({ code: 0, stderr: '' });
  expect(stateOf(sandbox)).toMatchObject({ staged: '', unstaged: '', left: [] });
});

test.each(['soon', '-1'])('`PLAN_LOCK_WAIT=%s` is refused', async (wait) => {
  const result = await planProcess(shippedPlan(fewItems), 'update 7 --status on-hold', {
    env: { PLAN_LOCK_WAIT: wait },
  });
  expect(result).toMatchObject({ code: 2, stdout: '' });
  expect(result.stderr).toBe(
    `plan: \`PLAN_LOCK_WAIT\` is \`${wait}\`, which is not a number of seconds\n  give the seconds to wait for another writer, such as 20\n`,
  );
});

describe('another git command between the write and the commit', () => {
  /** A `git` that runs a script right before and right after it commits a change. */
  function withGit(sandbox: Sandbox, { before = ':', after = ':' }: { before?: string; after?: string }) {
    const git = execFileSync('which', ['git'], { encoding: 'utf8' }).trim();
    const script = [
      '#!/bin/sh',
      `git() { ${git} "$@"; }`,
      `case " $* " in *" commit --only "*) ;; *) exec ${git} "$@" ;; esac`,
      `( ${before} ) >/dev/null </dev/null`,
      `${git} "$@"; code=$?`,
      `( ${after} ) >/dev/null`,
      'exit $code',
    ];
    mkdirSync(`${sandbox.home}/shim`);
    writeFileSync(`${sandbox.home}/shim/git`, `${script.join('\n')}\n`, { mode: 0o755 });
    return { env: { PATH: `${sandbox.home}/shim:${sandbox.env.PATH}` } };
  }
  const update = ['update', '5', '--status', 'on-hold', '--note', 'Waiting for funds.'];

  test('commits the same files: the error says so, and that commit is not claimed', async () => {
    const sandbox = shippedPlan();
    const shim = withGit(sandbox, { before: "git -c user.name='Hemi' commit -qam 'All my work'" });
    const { code, stdout, stderr } = await planProcess(sandbox, update, shim);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    const hash = sandbox.git('rev-parse', '--short', 'HEAD');
    expect(stderr).toMatch(
      `plan: the change was made, but Hemi committed it in the meantime, as \`${hash}\`: its note`,
    );
    expect(sandbox.git('log', '-1', '--format=%s')).toBe('All my work');
    expect(sandbox.git('status', '--porcelain')).toBe('');
    expect(sandbox.read('plan/items/05.yaml')).toContain('on-hold');
    expect(leftoversIn(sandbox)).toEqual([]);
    // As the hint suggests.
    sandbox.git('revert', '--no-edit', hash);
    expect(await planProcess(sandbox, update)).toMatchObject({ code: 0, stderr: '' });
  });

  test('commits a new file: that commit is not claimed either', async () => {
    const sandbox = shippedPlan();
    sandbox.write({ '../letter.txt': 'Evidence.\n' });
    const shim = withGit(sandbox, { before: "git add -A && git commit -qm 'All my work'" });
    const words = ['note', '5', 'Seen.', '--evidence', sandbox.at('../letter.txt')];
    const { code, stderr } = await planProcess(sandbox, words, shim);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('committed it in the meantime'),
    });
    expect(sandbox.git('status', '--porcelain')).toBe('');
    expect(leftoversIn(sandbox)).toEqual([]);
  });

  test('commits other files: ours follows', async () => {
    const sandbox = shippedPlan();
    const shim = withGit(sandbox, { before: 'echo a > other.txt; git add other.txt; git commit -qm Other' });
    const { code, stdout } = await planProcess(sandbox, update, shim);
    expect(code).toBe(0);
    expect(stdout).toContain(`committed ${sandbox.git('rev-parse', 'HEAD').slice(0, 7)} on main`);
    expect(sandbox.git('log', '-2', '--format=%s')).toBe('plan: 5 not-reported -> on-hold\nOther');
  });

  test('commits the same files, and a hook refuses ours: that commit is not claimed', async () => {
    const sandbox = shippedPlan();
    sandbox.hook('commit-msg', 'grep -q on-hold "$1" && exit 1; exit 0');
    const theirs = "echo '# a comment' >> plan/items/05.yaml; git commit -qam Comment";
    const shim = withGit(sandbox, { before: `git stash -q; ${theirs}; git stash pop -q` });
    const { code, stdout } = await planProcess(sandbox, update, shim);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  });

  test('switches the branch: the output names the new one', async () => {
    const sandbox = shippedPlan();
    const shim = withGit(sandbox, { before: 'git switch -qc elsewhere' });
    const { code, stdout } = await planProcess(sandbox, update, shim);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining(' on elsewhere: ') });
    expect(sandbox.git('log', '-1', '--format=%s', 'elsewhere')).toBe('plan: 5 not-reported -> on-hold');
  });

  test('switches the branch after the commit: the output names the commit', async () => {
    const sandbox = shippedPlan();
    const shim = withGit(sandbox, { after: 'git switch -q --orphan elsewhere' });
    const { code, stdout } = await planProcess(sandbox, update, shim);
    const hash = sandbox.git('rev-parse', 'main').slice(0, 7);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining(`committed ${hash} on main: `),
    });
  });
});
