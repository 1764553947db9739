/** The plan as it stood, out of git's objects: the same answers as the files gave then, and nothing is touched. */
import { mkdirSync, renameSync } from 'node:fs';
import { expect, test } from 'vitest';
import { plan as inProcess, plan } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { fewItems, setToday, shippedPlan, stateOf } from '../support/shipped.ts';

/** A plan with a report on each of three days. */
async function reported(): Promise<Sandbox> {
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

const questions = [
  'summary',
  'list',
  'list --status not-reported --json',
  'agencies',
  'show 5 7',
  'validate',
];

/** What is asked of a moment; its name and the commit are told on stderr, and in JSON. */
const told = async (sandbox: Sandbox, words: string) => {
  const { stdout, code } = await inProcess(sandbox.dir, words.split(' '), { env: { ...sandbox.env } });
  return { stdout: stdout.replace(/"commit": .*\n/, '').replace(/^history.*/ms, ''), code };
};

test('every answer is the one that was given at that commit', async () => {
  const sandbox = await reported();
  const commits = sandbox.git('rev-list', 'HEAD').split('\n');
  const before = stateOf(sandbox);
  const past = [];
  for (const commit of commits)
    for (const words of questions) past.push(await told(sandbox, `${words} --as-of ${commit}`));
  expect(stateOf(sandbox)).toEqual(before);
  const then = [];
  for (const commit of commits) {
    sandbox.git('checkout', '--quiet', commit);
    const day = sandbox.git('log', '-1', '--format=%cd', '--date=short');
    for (const words of questions) then.push(await told(sandbox, `${words} --today ${day}`));
  }
  expect(past).toEqual(then);
});

test('a day is what the branch was at its end, in the plan’s time zone', async () => {
  const sandbox = await reported();
  const reportedOn = async (day: string) => {
    const { stdout } = await plan(
      sandbox,
      `list --fields id,status --as-of ${day} --status in-progress,in-place`,
    );
    return stdout
      .split('\n')
      .slice(1, -1)
      .map((line) => line.split('\t')[0]);
  };
  expect(await reportedOn('2026-11-23')).toEqual([]);
  expect(await reportedOn('2026-11-24')).toEqual(['5']);
  expect(await reportedOn('2026-11-26')).toEqual(['5', '7']);
  // One minute before midnight in Auckland, which is the morning of that day in UTC.
  sandbox.env.GIT_COMMITTER_DATE = '2026-11-27T23:59:00+13:00';
  await plan(sandbox, 'update 13 --status in-place --today 2026-11-27');
  sandbox.env.GIT_COMMITTER_DATE = '2026-11-28T00:01:00+13:00';
  await plan(sandbox, 'update 7 --status on-hold --today 2026-11-28');
  sandbox.env.PLAN_TODAY = '2026-11-28';
  expect(await reportedOn('2026-11-27')).toEqual(['5', '7', '13']);
  expect(await reportedOn('2026-11-28')).toEqual(['5', '13']);
});

test('what was merged later does not count before', async () => {
  const sandbox = await reported();
  sandbox.git('switch', '--quiet', '--create', 'side', 'HEAD~2');
  await plan(sandbox, 'update 13 --status on-hold --today 2026-11-25');
  sandbox.git('switch', '--quiet', 'main');
  setToday(sandbox, '2026-11-28');
  sandbox.git('merge', '--quiet', '--no-edit', '--strategy-option=ours', 'side');
  const { stdout } = await plan(sandbox, 'show 13 --as-of 2026-11-27');
  expect(stdout).toContain('not reported');
});

test('a plan that was moved is found where it was, with its items as they were', async () => {
  const sandbox = await reported();
  const was = await told(sandbox, 'list --as-of HEAD~1');
  mkdirSync(sandbox.at('docs'));
  renameSync(sandbox.at('plan'), sandbox.at('docs/The plan'));
  sandbox.commit({}, 'moved');
  const { stdout } = await plan(sandbox, ['list', '--dir', 'docs/The plan', '--as-of', 'HEAD~2']);
  expect(stdout).toBe(was.stdout);
});

test('files that git can’t give as items are told, as on the disk', async () => {
  const sandbox = await reported();
  sandbox.commit({
    'plan/items/06.yml': 'id: 6\n',
    'plan/items/old/08.yaml': 'id: 8\n',
    'plan/items/09.yaml': '<<<<<<< a\n',
  });
  const here = await plan(sandbox, 'validate');
  const then = await plan(sandbox, 'validate --as-of HEAD');
  expect(here.code).toBe(1);
  expect(then).toMatchObject({ stdout: here.stdout, code: 1 });
  sandbox.git('rm', '--quiet', 'plan/agencies.yaml');
  sandbox.commit({}, 'no agencies');
  expect(await plan(sandbox, 'list --as-of HEAD')).toMatchObject({ stdout: '', code: 1 });
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
  ['2026-11-22', 'plan: there is no commit up to 2026-11-22\n  the branch starts on 2026-11-23\n', 3],
  ['2027-01-01', 'plan: 2027-01-01 is in the future: today is 2026-11-27\n  give a day up to today\n', 2],
])('as of %s: refused', async (moment, stderr, code) => {
  const sandbox = await reported();
  expect(await plan(sandbox, ['list', `--as-of=${moment}`])).toMatchObject({ stdout: '', stderr, code });
});

test('without a repository, and before the first commit, nothing is remembered', async () => {
  const plain = shippedPlan(fewItems, { repository: false });
  expect(await plan(plain, 'list --as-of HEAD')).toMatchObject({
    stderr: expect.stringContaining('not in a git repository'),
    code: 3,
  });
  plain.git('init', '--quiet');
  expect(await plan(plain, 'list --as-of HEAD')).toMatchObject({
    stderr: expect.stringContaining('nothing is committed yet'),
    code: 3,
  });
});

test('a shallow clone says what it can’t see', async () => {
  const sandbox = await reported();
  sandbox.git('clone', '--quiet', '--depth=1', `file://${sandbox.dir}`, sandbox.at('../shallow'));
  const { stderr, code } = await plan(sandbox, 'list --as-of 2026-11-24', { cwd: sandbox.at('../shallow') });
  expect({ stderr, code }).toEqual({
    stderr:
      'plan: there is no commit up to 2026-11-24\n  this clone is shallow: run `git fetch --unshallow` to get the full history\n',
    code: 3,
  });
});
