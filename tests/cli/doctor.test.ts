/** `plan doctor` finds problems and changes nothing. */
import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { execPath, pid, versions } from 'node:process';
import { expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { program, shippedPlan, stateOf } from '../support/shipped.ts';

const doctor = (sandbox: Sandbox, words: readonly string[] = [], env: Record<string, string> = {}) =>
  plan(sandbox, ['doctor', ...words], { env: { ...env }, program: [execPath, program] });

interface Check {
  check: string;
  state: string;
  message: string;
  fix: string | null;
}

/** Its JSON output and exit code. */
async function checkup(
  sandbox: Sandbox,
  env?: Record<string, string>,
): Promise<{ checks: Check[]; code: number }> {
  const { stdout, code } = await doctor(sandbox, ['--json'], env);
  return { checks: JSON.parse(stdout).checks, code };
}

test('without problems, it lists the checks and what could be improved', async () => {
  const sandbox = shippedPlan();
  const before = stateOf(sandbox);
  const { stdout, stderr, code } = await doctor(sandbox);
  expect(stdout.replace(versions.node, 'N').replace(/git 2\.[\d.]+/, 'git N')).toBe(
    `ok       node          Node N
ok       git           git N
ok       repository    on main, no operation in progress
ok       identity      Mere Tūhoe <mere@example.org>
ok       hook          no pre-commit hook; install one with \`plan hook install\`
warning  merge driver  git merges items line by line in this clone
                       \`plan setup\`
ok       change        no unfinished change
ok       history       no cache yet
ok       plan          no findings in 30 files
`,
  );
  expect({ stderr, code }).toEqual({ stderr: '1 warning\n', code: 0 });
  expect(stateOf(sandbox)).toEqual(before);

  for (const words of [['setup'], ['hook', 'install'], ['log']])
    await plan(sandbox, words, { program: [execPath, program] });
  const repaired = await doctor(sandbox);
  expect(repaired).toMatchObject({ stderr: 'no problems\n', code: 0 });
  expect(repaired.stdout).toMatch(/history {7}\d+ kB in /);
});

const item = 'plan/items/05.yaml';

test('finds several problems at once, each with its fix', async () => {
  const sandbox = shippedPlan();
  await plan(sandbox, ['hook', 'install'], { program: ['node', '/elsewhere/plan.js'] });
  sandbox.git('switch', '-qc', 'other');
  sandbox.commit({ note: 'a\n' }, 'x');
  sandbox.git('switch', '-q', 'main');
  sandbox.commit({ note: 'b\n' }, 'x');
  expect(() => sandbox.git('merge', '-q', 'other')).toThrow();
  sandbox.git('config', '--global', '--remove-section', 'user');
  const journal = {
    command: 'plan update',
    pid: 1,
    since: '2026-11-24T00:00:00.000Z',
    files: [],
    folders: [],
  };
  sandbox.write({
    '.git/index.lock': '',
    '.git/plantrail/journal.json': JSON.stringify(journal),
    [item]: sandbox.read(item).replace('pillar: ', 'pillar: x'),
  });
  const { checks, code } = await checkup(sandbox);
  expect(code).toBe(1);
  expect(checks.slice(2)).toEqual([
    {
      ...{ check: 'repository', state: 'problem', message: 'a merge is in progress' },
      fix: 'finish it with `git merge --continue`, or cancel it with `git merge --abort`',
    },
    {
      ...{ check: 'identity', state: 'problem', message: 'git does not know who you are' },
      fix: 'run `git config --global user.name "Your Name"` and `git config --global user.email you@example.org`',
    },
    {
      ...{ check: 'hook', state: 'warning', fix: '`plan hook install`' },
      message: '`.git/hooks/pre-commit` starts another `plan` than this one',
    },
    expect.objectContaining({ check: 'merge driver', state: 'warning', fix: '`plan setup`' }),
    {
      ...{
        check: 'git’s lock',
        state: 'warning',
        fix: 'wait until it ends; if no git command is running, delete that file',
      },
      message: `another git command is running here, or one was killed: \`${sandbox.at('.git/index.lock')}\` exists`,
    },
    {
      ...{ check: 'change', state: 'problem' },
      message: '`plan update` of 2026-11-24T00:00:00.000Z was interrupted',
      fix: 'run `plan`: the next command recovers',
    },
    expect.objectContaining({ check: 'history', state: 'ok' }),
    { check: 'plan', state: 'problem', message: '2 errors in 30 files', fix: '`plan validate`' },
  ]);
  sandbox.write({ '.git/plantrail/journal.json': '{' });
  expect((await checkup(sandbox)).checks).toContainEqual(
    expect.objectContaining({ check: 'change', state: 'problem', fix: 'inspect it, then delete it' }),
  );
});

test('warns of a shallow clone and a detached HEAD; a running command is no problem', async () => {
  const sandbox = shippedPlan();
  sandbox.git('clone', '-q', '--depth=1', `file://${sandbox.dir}`, '../shallow');
  sandbox.git('switch', '-q', '--detach');
  const holder = {
    pid,
    host: `not ${hostname()}`,
    pids: null,
    started: null,
    since: '2026-11-24T00:00:00.000Z',
  };
  sandbox.write({ [`.git/plantrail/lock/${pid}-0a`]: JSON.stringify({ ...holder, command: 'plan sync' }) });
  const { checks, code } = await checkup(sandbox);
  expect(code).toBe(0);
  expect(checks).toContainEqual(expect.objectContaining({ state: 'warning', fix: '`git switch BRANCH`' }));
  expect(checks).toContainEqual({
    ...{ check: 'change', state: 'ok', fix: null },
    message: '`plan sync` is running since 2026-11-24T00:00:00.000Z',
  });
  const shallow = await checkup({ ...sandbox, dir: sandbox.at('../shallow') });
  expect(shallow.code).toBe(0);
  expect(shallow.checks).toContainEqual(
    expect.objectContaining({
      state: 'warning',
      fix: 'run `git fetch --unshallow` to get the full history',
    }),
  );
});

test('reports a missing plan, a missing repository and a missing git', async () => {
  const states = async (sandbox: Sandbox, env?: Record<string, string>) => {
    const { checks, code } = await checkup(sandbox, env);
    expect(code).toBe(1);
    return Object.fromEntries(checks.map(({ check, state }) => [check, state]));
  };
  expect(await states(createSandbox())).toEqual({
    ...{ node: 'ok', git: 'ok', repository: 'ok', identity: 'ok', plan: 'problem' },
  });
  expect(await states(createSandbox({ repository: false }))).toMatchObject({
    repository: 'problem',
    plan: 'problem',
  });
  const plain = shippedPlan(undefined, { repository: false });
  expect(await states(plain)).toMatchObject({ repository: 'problem', change: 'ok', plan: 'ok' });
  const sandbox = shippedPlan();
  const nothing = join(sandbox.home, 'nothing');
  mkdirSync(nothing);
  expect(await states(sandbox, { PATH: nothing })).toEqual({
    ...{ node: 'ok', git: 'problem', change: 'ok', history: 'ok', plan: 'ok' },
  });
  expect(await states(sandbox, { GIT_DIR: 'nowhere' })).toMatchObject({
    repository: 'problem',
    plan: 'problem',
  });
});
