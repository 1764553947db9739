/** `--known` reads an earlier state of the plan from git: the same output as on a checkout of it, with nothing changed. */
import { mkdirSync, renameSync } from 'node:fs';
import { expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { fewItems, setToday, shippedPlan, stateOf } from '../support/shipped.ts';

/** A plan with updates on three days. */
async function threeUpdates(): Promise<Sandbox> {
  const sandbox = shippedPlan(fewItems);
  for (const [day, words] of [
    ['2026-11-24', 'update 5 --status in-progress'],
    ['2026-11-25', 'update 7 --status in-place'],
    ['2026-11-27', 'update 13 --note Nothing. --public'],
  ] as const) {
    setToday(sandbox, day);
    expect(await plan(sandbox, words)).toMatchObject({ code: 0 });
  }
  return sandbox;
}

const commands = ['summary', 'list', 'list --status not-reported --json', 'agencies', 'show 5 7', 'validate'];

/** The output of a command, without the commit and the history, which differ on a checkout. */
const outputOf = async (sandbox: Sandbox, words: string) => {
  const { stdout, code } = await plan(sandbox, words);
  return { stdout: stdout.replace(/"commit": .*\n|, known at \w+/, '').replace(/^history.*/ms, ''), code };
};

test('output for an earlier commit equals that of a checkout', async () => {
  const sandbox = await threeUpdates();
  const commits = sandbox.git('rev-list', 'HEAD').split('\n');
  const before = stateOf(sandbox);
  const past = [];
  for (const commit of commits)
    for (const words of commands) past.push(await outputOf(sandbox, `${words} --known ${commit}`));
  expect(stateOf(sandbox)).toEqual(before);
  const checkedOut = [];
  for (const commit of commits) {
    sandbox.git('checkout', '--quiet', commit);
    const day = sandbox.git('log', '-1', '--format=%cd', '--date=short');
    for (const words of commands) checkedOut.push(await outputOf(sandbox, `${words} --today ${day}`));
  }
  expect(past).toEqual(checkedOut);
});

test('a day means its last commit, in the time zone of the plan', async () => {
  const sandbox = await threeUpdates();
  const reportedOn = async (day: string) => {
    const { stdout } = await plan(
      sandbox,
      `list --fields id,status --known ${day} --status in-progress,in-place`,
    );
    return stdout
      .split('\n')
      .slice(1, -1)
      .map((line) => line.split('\t')[0]);
  };
  expect(await reportedOn('2026-11-23')).toEqual([]);
  expect(await reportedOn('2026-11-24')).toEqual(['5']);
  expect(await reportedOn('2026-11-26')).toEqual(['5', '7']);
  // One minute before midnight in Auckland, and a minute after: the same day in UTC.
  sandbox.env.GIT_COMMITTER_DATE = '2026-11-27T23:59:00+13:00';
  await plan(sandbox, 'update 13 --status in-place --today 2026-11-27');
  sandbox.env.GIT_COMMITTER_DATE = '2026-11-28T00:01:00+13:00';
  await plan(sandbox, 'update 7 --status on-hold --today 2026-11-28');
  sandbox.env.PLAN_TODAY = '2026-11-28';
  expect(await reportedOn('2026-11-27')).toEqual(['5', '7', '13']);
  expect(await reportedOn('2026-11-28')).toEqual(['5', '13']);
});

test('commits that were merged later do not count', async () => {
  const sandbox = await threeUpdates();
  sandbox.git('switch', '--quiet', '--create', 'side', 'HEAD~2');
  await plan(sandbox, 'update 13 --status on-hold --today 2026-11-25');
  sandbox.git('switch', '--quiet', 'main');
  setToday(sandbox, '2026-11-28');
  sandbox.git('merge', '--quiet', '--no-edit', '--strategy-option=ours', 'side');
  const { stdout } = await plan(sandbox, 'show 13 --known 2026-11-27');
  expect(stdout).toContain('no status');
});

test('a plan that was moved since is found in its old folder', async () => {
  const sandbox = await threeUpdates();
  const before = await outputOf(sandbox, 'list --known HEAD~1');
  mkdirSync(sandbox.at('docs'));
  renameSync(sandbox.at('plan'), sandbox.at('docs/The plan'));
  sandbox.commit({}, 'moved');
  const { stdout } = await plan(sandbox, ['list', '--dir', 'docs/The plan', '--known', 'HEAD~2']);
  expect(stdout).toBe(before.stdout);
});

test('invalid files are reported as in the work tree', async () => {
  const sandbox = await threeUpdates();
  sandbox.commit({
    'plan/items/06.yml': 'id: 6\n',
    'plan/items/old/08.yaml': 'id: 8\n',
    'plan/items/09.yaml': '<<<<<<< a\n',
  });
  const current = await plan(sandbox, 'validate');
  const committed = await plan(sandbox, 'validate --known HEAD');
  expect(current.code).toBe(1);
  expect(committed).toMatchObject({ stdout: current.stdout, code: 1 });
  sandbox.git('rm', '--quiet', 'plan/agencies.yaml');
  sandbox.commit({}, 'no agencies');
  expect(await plan(sandbox, 'list --known HEAD')).toMatchObject({ stdout: '', code: 1 });
});

test.each([
  [
    '2026-02-30',
    'plan: `2026-02-30` is neither a day nor a commit\n  give a day as YYYY-MM-DD, or a branch, tag or commit hash\n',
    3,
  ],
  [
    '--output=/tmp/x',
    'plan: `--output=/tmp/x` is neither a day nor a commit\n  give a day as YYYY-MM-DD, or a branch, tag or commit hash\n',
    3,
  ],
  [
    '2026-11-22',
    'plan: there is no commit up to 2026-11-22\n  the branch starts on 2026-11-23; `plan list --as-of 2026-11-22` shows how things stood then, by everything recorded since\n',
    3,
  ],
  ['2027-01-01', 'plan: 2027-01-01 is in the future: today is 2026-11-27\n  give a day up to today\n', 2],
])('`--known %s` is an error', async (revision, stderr, code) => {
  const sandbox = await threeUpdates();
  expect(await plan(sandbox, ['list', `--known=${revision}`])).toMatchObject({ stdout: '', stderr, code });
});

test('needs a repository with a commit', async () => {
  const plain = shippedPlan(fewItems, { repository: false });
  expect(await plan(plain, 'list --known HEAD')).toMatchObject({
    stderr: expect.stringContaining('not in a git repository'),
    code: 3,
  });
  plain.git('init', '--quiet');
  expect(await plan(plain, 'list --known HEAD')).toMatchObject({
    stderr: expect.stringContaining('nothing is committed yet'),
    code: 3,
  });
});

test('in a shallow clone, the error says how to get the history', async () => {
  const sandbox = await threeUpdates();
  sandbox.git('clone', '--quiet', '--depth=1', `file://${sandbox.dir}`, sandbox.at('../shallow'));
  const { stderr, code } = await plan(sandbox, 'list --known 2026-11-24', { cwd: sandbox.at('../shallow') });
  expect({ stderr, code }).toEqual({
    stderr:
      'plan: there is no commit up to 2026-11-24\n  this clone is shallow: run `git fetch --unshallow` to get the full history; `plan list --as-of 2026-11-24` shows how things stood then, by everything recorded since\n',
    code: 3,
  });
});

test('the day of a commit is the one on which it was committed, in the time zone of the plan', async () => {
  const sandbox = shippedPlan(fewItems);
  setToday(sandbox, '2026-11-28');
  sandbox.env.GIT_AUTHOR_DATE = '2026-11-20T10:00:00-05:00';
  // In Auckland it is 2026-11-28.
  sandbox.env.GIT_COMMITTER_DATE = '2026-11-27T20:00:00-05:00';
  expect(await plan(sandbox, 'update 7 --status in-place')).toMatchObject({ code: 0 });
  const output = async (words: string) => (await plan(sandbox, words)).stdout;
  for (const words of ['log', 'log --since 2026-11-28', 'log --no-cache', 'blame 7', 'show 7'])
    expect(await output(words), words).toMatch(/2026-11-28/);
  expect(await output('log --until 2026-11-27')).not.toMatch(/in-place/);
  expect(await output('list --known 2026-11-27 --status in-place')).not.toMatch(/^7/m);
  expect(await output('log')).not.toMatch(/2026-11-2[07]/);
});
