/** States of a repository in which `plan update` refuses, and unusual ones in which it works. */
import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { fewItems, shippedPlan, stateOf } from '../support/shipped.ts';

const item = 'plan/items/07.yaml';
const update = 'update 7 --status on-hold';

/** A repository with two branches that changed the same line. */
function diverged(): Sandbox {
  const sandbox = shippedPlan(fewItems);
  sandbox.commit({ 'minutes.txt': 'one\n' });
  sandbox.git('checkout', '--quiet', '-b', 'other');
  sandbox.commit({ 'minutes.txt': 'two\n' });
  sandbox.git('checkout', '--quiet', 'main');
  sandbox.commit({ 'minutes.txt': 'three\n' });
  return sandbox;
}

/** Runs git and expects a conflict. */
const expectConflict = (sandbox: Sandbox, ...args: string[]) => expect(() => sandbox.git(...args)).toThrow();

const editItem = (sandbox: Sandbox) => sandbox.write({ [item]: `${sandbox.read(item)}# mine\n` });

const refusals: Record<string, { arrange(): Sandbox; error: string }> = {
  'during a merge': {
    arrange() {
      const sandbox = diverged();
      expectConflict(sandbox, 'merge', 'other');
      return sandbox;
    },
    error:
      'a merge is in progress in `DIR`\n  finish it with `git merge --continue`, or cancel it with `git merge --abort`',
  },
  'during a rebase': {
    arrange() {
      const sandbox = diverged();
      expectConflict(sandbox, 'rebase', 'other');
      return sandbox;
    },
    error:
      'a rebase is in progress in `DIR`\n  finish it with `git rebase --continue`, or cancel it with `git rebase --abort`',
  },
  'during a cherry-pick': {
    arrange() {
      const sandbox = diverged();
      expectConflict(sandbox, 'cherry-pick', 'other');
      return sandbox;
    },
    error:
      'a cherry-pick is in progress in `DIR`\n  finish it with `git cherry-pick --continue`, or cancel it with `git cherry-pick --abort`',
  },
  'with edits of the file': {
    arrange() {
      const sandbox = shippedPlan(fewItems);
      editItem(sandbox);
      return sandbox;
    },
    error:
      'there are uncommitted changes: `plan/items/07.yaml` (not staged)\n  commit or stash them first, or use `--no-commit`',
  },
  'with staged edits of the file': {
    arrange() {
      const sandbox = shippedPlan(fewItems);
      editItem(sandbox);
      sandbox.git('add', '--all');
      return sandbox;
    },
    error:
      'there are uncommitted changes: `plan/items/07.yaml` (staged)\n  commit or stash them first, or use `--no-commit`',
  },
  'with an untracked file': {
    arrange() {
      const sandbox = shippedPlan(fewItems);
      sandbox.git('rm', '--quiet', '--cached', item);
      sandbox.git('commit', '--quiet', '--message', 'Not ours');
      return sandbox;
    },
    error:
      'there are uncommitted changes: `plan/items/07.yaml` (not yet added to git)\n  commit or stash them first, or use `--no-commit`',
  },
  'without a name and an email address': {
    arrange() {
      const sandbox = shippedPlan(fewItems);
      sandbox.write({ '../home/.gitconfig': '[user]\n\tuseConfigOnly = true\n' });
      return sandbox;
    },
    error:
      'git does not know who you are\n  run `git config --global user.name "Your Name"` and `git config --global user.email you@example.org`',
  },
  'before the first commit': {
    arrange() {
      const sandbox = shippedPlan(fewItems);
      sandbox.git('checkout', '--quiet', '--orphan', 'fresh');
      return sandbox;
    },
    error:
      'there are uncommitted changes: `plan/items/07.yaml` (staged)\n  commit or stash them first, or use `--no-commit`',
  },
};

test('refuses an item that is a symbolic link', async () => {
  const sandbox = shippedPlan(fewItems);
  renameSync(sandbox.at(item), sandbox.at('elsewhere.yaml'));
  symlinkSync('../../elsewhere.yaml', sandbox.at(item));
  sandbox.commit({}, 'Linked');
  const before = stateOf(sandbox);
  const result = await plan(sandbox, update);
  expect(result.stderr).toMatch(
    /07\.yaml:1:1: error: this is not a regular file[\s\S]*item `7` cannot be read/,
  );
  expect(result).toMatchObject({ code: 1, stdout: '' });
  expect(stateOf(sandbox)).toEqual(before);
});

test.each(Object.entries(refusals))('refuses %s', async (_, { arrange, error }) => {
  const sandbox = arrange();
  const before = stateOf(sandbox);
  const result = await plan(sandbox, update);
  expect(result.stderr).toBe(`plan: ${error.replace('DIR', sandbox.dir)}\n`);
  expect(result).toMatchObject({ code: 3, stdout: '' });
  expect(stateOf(sandbox)).toEqual(before);
});

test('refuses a bare repository', async () => {
  const sandbox = shippedPlan(fewItems);
  const bare = sandbox.at('../bare.git');
  sandbox.git('clone', '--quiet', '--bare', '.', bare);
  const result = await plan(sandbox, update, { env: { GIT_DIR: bare } });
  expect(result).toMatchObject({ code: 3, stdout: '' });
  expect(result.stderr).toBe(`plan: \`${bare}\` is a bare repository\n  run this in a work tree of it\n`);
});

describe('in a folder without git', () => {
  test('refuses without `--no-commit`', async () => {
    const sandbox = shippedPlan(fewItems, { repository: false });
    const before = sandbox.read(item);
    const result = await plan(sandbox, update);
    expect(result).toMatchObject({ code: 3, stdout: '' });
    expect(result.stderr).toBe(
      `plan: the plan is not in a git repository, so no change can be recorded\n` +
        '  create one with `git init`, then commit the plan, or use `--no-commit`\n',
    );
    expect(sandbox.read(item)).toBe(before);
  });

  test('changes the file with `--no-commit`', async () => {
    const sandbox = shippedPlan(fewItems, { repository: false });
    const result = await plan(sandbox, `${update} --no-commit`);
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(result.stdout).toBe(
      '7 status: not reported → on-hold\nnot committed: the plan is not in a git repository\n',
    );
    expect(sandbox.read(item)).toContain('\nstatus: on-hold\n');
    expect(await plan(sandbox, 'list --status on-hold --fields id')).toMatchObject({
      stdout: 'id\n7\n',
      stderr: '',
    });
  });
});

test('two updates with `--no-commit` are both in the file, and nothing is staged', async () => {
  const sandbox = shippedPlan(fewItems);
  const head = sandbox.git('rev-parse', 'HEAD');
  expect(await plan(sandbox, `${update} --no-commit`)).toMatchObject({ code: 0 });
  expect(await plan(sandbox, 'update 7 --status in-place --no-commit')).toMatchObject({ code: 0 });
  expect(sandbox.read(item).match(/^ {4}status: .*$/gm)).toEqual([
    '    status: on-hold',
    '    status: in-place',
  ]);
  expect(sandbox.git('status', '--porcelain')).toBe(` M ${item}`);
  expect(sandbox.git('rev-parse', 'HEAD')).toBe(head);
  expect(await plan(sandbox, 'validate')).toMatchObject({ code: 0 });
});

test('commits on a detached HEAD, and says so', async () => {
  const sandbox = shippedPlan(fewItems);
  sandbox.git('checkout', '--quiet', '--detach');
  const result = await plan(sandbox, update);
  expect(result).toMatchObject({ code: 0, stderr: '' });
  expect(result.stdout).toMatch(/^committed [0-9a-f]{7} on a detached HEAD: /m);
  expect(stateOf(sandbox)).toMatchObject({ staged: '', unstaged: '', left: [] });
});

test('in a linked work tree, commits on its branch', async () => {
  const sandbox = shippedPlan(fewItems);
  const linked = sandbox.at('../linked');
  sandbox.git('worktree', 'add', '--quiet', linked, '-b', 'linked');
  const main = sandbox.git('rev-parse', 'main');
  expect(await plan(sandbox, update, { cwd: linked })).toMatchObject({ code: 0, stderr: '' });
  expect(sandbox.git('rev-list', '--count', 'main..linked')).toBe('1');
  expect(sandbox.git('rev-parse', 'main')).toBe(main);
  expect(sandbox.git('-C', linked, 'status', '--porcelain')).toBe('');
  expect(sandbox.git('status', '--porcelain')).toBe('');
});

test.each(['.', 'plan', 'plan/items', 'work'])(
  'works in the folder `%s` of a repository with more than the plan',
  async (cwd) => {
    const sandbox = createSandbox();
    const shipped = shippedPlan(fewItems);
    sandbox.env.PATH = shipped.env.PATH!;
    sandbox.env.PLAN_TODAY = '2026-11-24';
    mkdirSync(sandbox.at('a plan/work'), { recursive: true });
    renameSync(shipped.at('plan'), sandbox.at('a plan/plan'));
    sandbox.commit({ README: 'more\n' });
    const result = await plan(sandbox, update, { cwd: sandbox.at(join('a plan', cwd)) });
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(sandbox.git('show', '--format=', '--name-only')).toBe(`a plan/${item}`);
    expect(sandbox.git('status', '--porcelain')).toBe('');
  },
);

describe('the author of the commit', () => {
  const authorAndCommitter = (sandbox: Sandbox) => sandbox.git('log', '-1', '--format=%an <%ae> / %cn <%ce>');
  const user = 'Mere Tūhoe <mere@example.org>';

  test('is the user', async () => {
    const sandbox = shippedPlan(fewItems);
    await plan(sandbox, update);
    expect(authorAndCommitter(sandbox)).toBe(`${user} / ${user}`);
  });

  test('is given by `--by`', async () => {
    const sandbox = shippedPlan(fewItems);
    const by = 'Aroha Ngata <aroha@example.org>';
    expect(await plan(sandbox, [...update.split(' '), '--by', by])).toMatchObject({ code: 0 });
    expect(authorAndCommitter(sandbox)).toBe(`${by} / ${user}`);
  });

  test('and the committer can be given by the environment, as in CI', async () => {
    const sandbox = shippedPlan(fewItems);
    rmSync(join(sandbox.home, '.gitconfig'));
    const env = {
      GIT_AUTHOR_NAME: 'Bot',
      GIT_AUTHOR_EMAIL: 'bot@example.org',
      GIT_COMMITTER_NAME: 'Runner',
      GIT_COMMITTER_EMAIL: 'runner@example.org',
    };
    expect(await plan(sandbox, update, { env })).toMatchObject({ code: 0, stderr: '' });
    expect(authorAndCommitter(sandbox)).toBe('Bot <bot@example.org> / Runner <runner@example.org>');
  });
});
