/** What is refused before anything is touched, and the way out of it; and what may look odd, but is allowed. */
import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { fewItems, shippedPlan, stateOf } from '../support/shipped.ts';

const item = 'plan/items/07.yaml';
const report = 'update 7 --status on-hold';

/** Two branches that want to say different things of the same line. */
function diverged(): Sandbox {
  const sandbox = shippedPlan(fewItems);
  sandbox.commit({ 'minutes.txt': 'one\n' });
  sandbox.git('checkout', '--quiet', '-b', 'other');
  sandbox.commit({ 'minutes.txt': 'two\n' });
  sandbox.git('checkout', '--quiet', 'main');
  sandbox.commit({ 'minutes.txt': 'three\n' });
  return sandbox;
}

/** Runs git, expecting it to stop at a conflict. */
const stopped = (sandbox: Sandbox, ...args: string[]) => expect(() => sandbox.git(...args)).toThrow();

const edited = (sandbox: Sandbox) => sandbox.write({ [item]: `${sandbox.read(item)}# mine\n` });

const refusals: Record<string, { arrange(): Sandbox; told: string }> = {
  'in the middle of a merge': {
    arrange() {
      const sandbox = diverged();
      stopped(sandbox, 'merge', 'other');
      return sandbox;
    },
    told: 'a merge is in progress in `DIR`\n  finish it with `git merge --continue`, or cancel it with `git merge --abort`',
  },
  'in the middle of a rebase': {
    arrange() {
      const sandbox = diverged();
      stopped(sandbox, 'rebase', 'other');
      return sandbox;
    },
    told: 'a rebase is in progress in `DIR`\n  finish it with `git rebase --continue`, or cancel it with `git rebase --abort`',
  },
  'in the middle of a cherry-pick': {
    arrange() {
      const sandbox = diverged();
      stopped(sandbox, 'cherry-pick', 'other');
      return sandbox;
    },
    told: 'a cherry-pick is in progress in `DIR`\n  finish it with `git cherry-pick --continue`, or cancel it with `git cherry-pick --abort`',
  },
  'where the file has edits': {
    arrange() {
      const sandbox = shippedPlan(fewItems);
      edited(sandbox);
      return sandbox;
    },
    told: 'there are uncommitted changes: `plan/items/07.yaml` (not staged)\n  commit or stash them first, or use `--no-commit`',
  },
  'where the file has staged edits': {
    arrange() {
      const sandbox = shippedPlan(fewItems);
      edited(sandbox);
      sandbox.git('add', '--all');
      return sandbox;
    },
    told: 'there are uncommitted changes: `plan/items/07.yaml` (staged)\n  commit or stash them first, or use `--no-commit`',
  },
  'where git does not follow the file': {
    arrange() {
      const sandbox = shippedPlan(fewItems);
      sandbox.git('rm', '--quiet', '--cached', item);
      sandbox.git('commit', '--quiet', '--message', 'Not ours');
      return sandbox;
    },
    told: 'there are uncommitted changes: `plan/items/07.yaml` (not yet added to git)\n  commit or stash them first, or use `--no-commit`',
  },
  'where git does not know who it is': {
    arrange() {
      const sandbox = shippedPlan(fewItems);
      sandbox.write({ '../home/.gitconfig': '[user]\n\tuseConfigOnly = true\n' });
      return sandbox;
    },
    told: 'git does not know who you are\n  run `git config --global user.name "Your Name"` and `git config --global user.email you@example.org`',
  },
  'before the first commit': {
    arrange() {
      const sandbox = shippedPlan(fewItems);
      sandbox.git('checkout', '--quiet', '--orphan', 'fresh');
      return sandbox;
    },
    told: 'there are uncommitted changes: `plan/items/07.yaml` (staged)\n  commit or stash them first, or use `--no-commit`',
  },
};

test('an item that is a link is not read, so nothing is written through it', async () => {
  const sandbox = shippedPlan(fewItems);
  renameSync(sandbox.at(item), sandbox.at('elsewhere.yaml'));
  symlinkSync('../../elsewhere.yaml', sandbox.at(item));
  sandbox.commit({}, 'Linked');
  const before = stateOf(sandbox);
  const ran = await plan(sandbox, report);
  expect(ran.stderr).toMatch(/07\.yaml:1:1: error: this is not a regular file[\s\S]*item `7` cannot be read/);
  expect(ran).toMatchObject({ code: 1, stdout: '' });
  expect(stateOf(sandbox)).toEqual(before);
});

test.each(Object.entries(refusals))('%s', async (_, { arrange, told }) => {
  const sandbox = arrange();
  const before = stateOf(sandbox);
  const ran = await plan(sandbox, report);
  expect(ran.stderr).toBe(`plan: ${told.replace('DIR', sandbox.dir)}\n`);
  expect(ran).toMatchObject({ code: 3, stdout: '' });
  expect(stateOf(sandbox)).toEqual(before);
});

test('in a bare repository', async () => {
  const sandbox = shippedPlan(fewItems);
  const bare = sandbox.at('../bare.git');
  sandbox.git('clone', '--quiet', '--bare', '.', bare);
  const ran = await plan(sandbox, report, { env: { GIT_DIR: bare } });
  expect(ran).toMatchObject({ code: 3, stdout: '' });
  expect(ran.stderr).toBe(`plan: \`${bare}\` is a bare repository\n  run this in a work tree of it\n`);
});

describe('in a plain folder', () => {
  test('without `--no-commit`, the way out is told', async () => {
    const sandbox = shippedPlan(fewItems, { repository: false });
    const before = sandbox.read(item);
    const ran = await plan(sandbox, report);
    expect(ran).toMatchObject({ code: 3, stdout: '' });
    expect(ran.stderr).toBe(
      `plan: the plan is not in a git repository, so no change can be recorded\n` +
        '  create one with `git init`, then commit the plan, or use `--no-commit`\n',
    );
    expect(sandbox.read(item)).toBe(before);
  });

  test('with it, the file is changed', async () => {
    const sandbox = shippedPlan(fewItems, { repository: false });
    const ran = await plan(sandbox, `${report} --no-commit`);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toBe(
      '7 status: not reported → on-hold\nnot committed: the plan is not in a git repository\n',
    );
    expect(sandbox.read(item)).toContain('\nstatus: on-hold\n');
    expect(await plan(sandbox, 'list --status on-hold --fields id')).toMatchObject({
      stdout: 'id\n7\n',
      stderr: '',
    });
  });
});

test('twice without a commit: both are there, and nothing is staged', async () => {
  const sandbox = shippedPlan(fewItems);
  const head = sandbox.git('rev-parse', 'HEAD');
  expect(await plan(sandbox, `${report} --no-commit`)).toMatchObject({ code: 0 });
  expect(await plan(sandbox, 'update 7 --status in-place --no-commit')).toMatchObject({ code: 0 });
  expect(sandbox.read(item).match(/^ {4}status: .*$/gm)).toEqual([
    '    status: on-hold',
    '    status: in-place',
  ]);
  expect(sandbox.git('status', '--porcelain')).toBe(` M ${item}`);
  expect(sandbox.git('rev-parse', 'HEAD')).toBe(head);
  expect(await plan(sandbox, 'validate')).toMatchObject({ code: 0 });
});

test('on a detached HEAD: allowed, and said', async () => {
  const sandbox = shippedPlan(fewItems);
  sandbox.git('checkout', '--quiet', '--detach');
  const ran = await plan(sandbox, report);
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(ran.stdout).toMatch(/^committed [0-9a-f]{7} on a detached HEAD: /m);
  expect(stateOf(sandbox)).toMatchObject({ staged: '', unstaged: '', left: [] });
});

test('in a linked work tree: committed on its branch, the other one untouched', async () => {
  const sandbox = shippedPlan(fewItems);
  const linked = sandbox.at('../linked');
  sandbox.git('worktree', 'add', '--quiet', linked, '-b', 'linked');
  const main = sandbox.git('rev-parse', 'main');
  expect(await plan(sandbox, report, { cwd: linked })).toMatchObject({ code: 0, stderr: '' });
  expect(sandbox.git('rev-list', '--count', 'main..linked')).toBe('1');
  expect(sandbox.git('rev-parse', 'main')).toBe(main);
  expect(sandbox.git('-C', linked, 'status', '--porcelain')).toBe('');
  expect(sandbox.git('status', '--porcelain')).toBe('');
});

test.each(['.', 'plan', 'plan/items', 'work'])(
  'from the folder `%s` of a repository that holds more',
  async (cwd) => {
    const sandbox = createSandbox();
    const shipped = shippedPlan(fewItems);
    sandbox.env.PATH = shipped.env.PATH!;
    sandbox.env.PLAN_TODAY = '2026-11-24';
    mkdirSync(sandbox.at('a plan/work'), { recursive: true });
    renameSync(shipped.at('plan'), sandbox.at('a plan/plan'));
    sandbox.commit({ README: 'more\n' });
    const ran = await plan(sandbox, report, { cwd: sandbox.at(join('a plan', cwd)) });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(sandbox.git('show', '--format=', '--name-only')).toBe(`a plan/${item}`);
    expect(sandbox.git('status', '--porcelain')).toBe('');
  },
);

describe('whose commit it is', () => {
  const people = (sandbox: Sandbox) => sandbox.git('log', '-1', '--format=%an <%ae> / %cn <%ce>');
  const ours = 'Mere Tūhoe <mere@example.org>';

  test('who ran it', async () => {
    const sandbox = shippedPlan(fewItems);
    await plan(sandbox, report);
    expect(people(sandbox)).toBe(`${ours} / ${ours}`);
  });

  test('`--by` names the author', async () => {
    const sandbox = shippedPlan(fewItems);
    const by = 'Aroha Ngata <aroha@example.org>';
    expect(await plan(sandbox, [...report.split(' '), '--by', by])).toMatchObject({ code: 0 });
    expect(people(sandbox)).toBe(`${by} / ${ours}`);
  });

  test('the environment names both, as in CI', async () => {
    const sandbox = shippedPlan(fewItems);
    rmSync(join(sandbox.home, '.gitconfig'));
    const env = {
      GIT_AUTHOR_NAME: 'Bot',
      GIT_AUTHOR_EMAIL: 'bot@example.org',
      GIT_COMMITTER_NAME: 'Runner',
      GIT_COMMITTER_EMAIL: 'runner@example.org',
    };
    expect(await plan(sandbox, report, { env })).toMatchObject({ code: 0, stderr: '' });
    expect(people(sandbox)).toBe('Bot <bot@example.org> / Runner <runner@example.org>');
  });
});
