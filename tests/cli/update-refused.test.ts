/** What is refused before anything is touched, and the way out of it; and what may look odd, but is allowed. */
import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';
import { few, shippedPlan, stateOf } from '../support/shipped.ts';

const item = 'plan/items/07.yaml';
const report = 'update 7 --status on-hold';

/** Two branches that want to say different things of the same line. */
function diverged(): Sandbox {
  const box = shippedPlan(few);
  box.commit({ 'minutes.txt': 'one\n' });
  box.git('checkout', '--quiet', '-b', 'other');
  box.commit({ 'minutes.txt': 'two\n' });
  box.git('checkout', '--quiet', 'main');
  box.commit({ 'minutes.txt': 'three\n' });
  return box;
}

/** Runs git, expecting it to stop at a conflict. */
const stopped = (box: Sandbox, ...args: string[]) => expect(() => box.git(...args)).toThrow();

const edited = (box: Sandbox) => box.write({ [item]: `${box.read(item)}# mine\n` });

const refusals: Record<string, { arrange(): Sandbox; told: string }> = {
  'in the middle of a merge': {
    arrange() {
      const box = diverged();
      stopped(box, 'merge', 'other');
      return box;
    },
    told: 'a merge is in progress in `DIR`\n  finish it with `git merge --continue`, or cancel it with `git merge --abort`',
  },
  'in the middle of a rebase': {
    arrange() {
      const box = diverged();
      stopped(box, 'rebase', 'other');
      return box;
    },
    told: 'a rebase is in progress in `DIR`\n  finish it with `git rebase --continue`, or cancel it with `git rebase --abort`',
  },
  'in the middle of a cherry-pick': {
    arrange() {
      const box = diverged();
      stopped(box, 'cherry-pick', 'other');
      return box;
    },
    told: 'a cherry-pick is in progress in `DIR`\n  finish it with `git cherry-pick --continue`, or cancel it with `git cherry-pick --abort`',
  },
  'where the file has edits': {
    arrange() {
      const box = shippedPlan(few);
      edited(box);
      return box;
    },
    told: 'there are uncommitted changes: `plan/items/07.yaml` (not staged)\n  commit or stash them first, or use `--no-commit`',
  },
  'where the file has staged edits': {
    arrange() {
      const box = shippedPlan(few);
      edited(box);
      box.git('add', '--all');
      return box;
    },
    told: 'there are uncommitted changes: `plan/items/07.yaml` (staged)\n  commit or stash them first, or use `--no-commit`',
  },
  'where git does not follow the file': {
    arrange() {
      const box = shippedPlan(few);
      box.git('rm', '--quiet', '--cached', item);
      box.git('commit', '--quiet', '--message', 'Not ours');
      return box;
    },
    told: 'there are uncommitted changes: `plan/items/07.yaml` (not yet added to git)\n  commit or stash them first, or use `--no-commit`',
  },
  'where git does not know who it is': {
    arrange() {
      const box = shippedPlan(few);
      box.write({ '../home/.gitconfig': '[user]\n\tuseConfigOnly = true\n' });
      return box;
    },
    told: 'git does not know who you are\n  run `git config --global user.name "Your Name"` and `git config --global user.email you@example.org`',
  },
  'before the first commit': {
    arrange() {
      const box = shippedPlan(few);
      box.git('checkout', '--quiet', '--orphan', 'fresh');
      return box;
    },
    told: 'there are uncommitted changes: `plan/items/07.yaml` (staged)\n  commit or stash them first, or use `--no-commit`',
  },
};

test('an item that is a link is not read, so nothing is written through it', async () => {
  const box = shippedPlan(few);
  renameSync(box.at(item), box.at('elsewhere.yaml'));
  symlinkSync('../../elsewhere.yaml', box.at(item));
  box.commit({}, 'Linked');
  const before = stateOf(box);
  const ran = await plan(box, report);
  expect(ran.stderr).toMatch(/07\.yaml:1:1: error: this is not a regular file[\s\S]*item `7` cannot be read/);
  expect(ran).toMatchObject({ code: 1, stdout: '' });
  expect(stateOf(box)).toEqual(before);
});

test.each(Object.entries(refusals))('%s', async (_, { arrange, told }) => {
  const box = arrange();
  const before = stateOf(box);
  const ran = await plan(box, report);
  expect(ran.stderr).toBe(`plan: ${told.replace('DIR', box.dir)}\n`);
  expect(ran).toMatchObject({ code: 3, stdout: '' });
  expect(stateOf(box)).toEqual(before);
});

test('in a bare repository', async () => {
  const box = shippedPlan(few);
  const bare = box.at('../bare.git');
  box.git('clone', '--quiet', '--bare', '.', bare);
  const ran = await plan(box, report, { env: { GIT_DIR: bare } });
  expect(ran).toMatchObject({ code: 3, stdout: '' });
  expect(ran.stderr).toBe(`plan: \`${bare}\` is a bare repository\n  run this in a work tree of it\n`);
});

describe('in a plain folder', () => {
  test('without `--no-commit`, the way out is told', async () => {
    const box = shippedPlan(few, { repository: false });
    const before = box.read(item);
    const ran = await plan(box, report);
    expect(ran).toMatchObject({ code: 3, stdout: '' });
    expect(ran.stderr).toBe(
      `plan: the plan is not in a git repository, so no change can be recorded\n` +
        '  create one with `git init`, then commit the plan, or use `--no-commit`\n',
    );
    expect(box.read(item)).toBe(before);
  });

  test('with it, the file is changed', async () => {
    const box = shippedPlan(few, { repository: false });
    const ran = await plan(box, `${report} --no-commit`);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toBe(
      '7 status: not reported → on-hold\nnot committed: the plan is not in a git repository\n',
    );
    expect(box.read(item)).toContain('\nstatus: on-hold\n');
    expect(await plan(box, 'list --status on-hold --fields id')).toMatchObject({
      stdout: 'id\n7\n',
      stderr: '',
    });
  });
});

test('twice without a commit: both are there, and nothing is staged', async () => {
  const box = shippedPlan(few);
  const head = box.git('rev-parse', 'HEAD');
  expect(await plan(box, `${report} --no-commit`)).toMatchObject({ code: 0 });
  expect(await plan(box, 'update 7 --status in-place --no-commit')).toMatchObject({ code: 0 });
  expect(box.read(item).match(/^ {4}status: .*$/gm)).toEqual(['    status: on-hold', '    status: in-place']);
  expect(box.git('status', '--porcelain')).toBe(` M ${item}`);
  expect(box.git('rev-parse', 'HEAD')).toBe(head);
  expect(await plan(box, 'validate')).toMatchObject({ code: 0 });
});

test('on a detached HEAD: allowed, and said', async () => {
  const box = shippedPlan(few);
  box.git('checkout', '--quiet', '--detach');
  const ran = await plan(box, report);
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(ran.stdout).toMatch(/^committed [0-9a-f]{7} on a detached HEAD: /m);
  expect(stateOf(box)).toMatchObject({ staged: '', unstaged: '', left: [] });
});

test('in a linked work tree: committed on its branch, the other one untouched', async () => {
  const box = shippedPlan(few);
  const linked = box.at('../linked');
  box.git('worktree', 'add', '--quiet', linked, '-b', 'linked');
  const main = box.git('rev-parse', 'main');
  expect(await plan(box, report, { cwd: linked })).toMatchObject({ code: 0, stderr: '' });
  expect(box.git('rev-list', '--count', 'main..linked')).toBe('1');
  expect(box.git('rev-parse', 'main')).toBe(main);
  expect(box.git('-C', linked, 'status', '--porcelain')).toBe('');
  expect(box.git('status', '--porcelain')).toBe('');
});

test.each(['.', 'plan', 'plan/items', 'work'])(
  'from the folder `%s` of a repository that holds more',
  async (cwd) => {
    const box = sandbox();
    const shipped = shippedPlan(few);
    box.env.PATH = shipped.env.PATH!;
    box.env.PLAN_TODAY = '2026-11-24';
    mkdirSync(box.at('a plan/work'), { recursive: true });
    renameSync(shipped.at('plan'), box.at('a plan/plan'));
    box.commit({ README: 'more\n' });
    const ran = await plan(box, report, { cwd: box.at(join('a plan', cwd)) });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(box.git('show', '--format=', '--name-only')).toBe(`a plan/${item}`);
    expect(box.git('status', '--porcelain')).toBe('');
  },
);

describe('whose commit it is', () => {
  const people = (box: Sandbox) => box.git('log', '-1', '--format=%an <%ae> / %cn <%ce>');
  const ours = 'Mere Tūhoe <mere@example.org>';

  test('who ran it', async () => {
    const box = shippedPlan(few);
    await plan(box, report);
    expect(people(box)).toBe(`${ours} / ${ours}`);
  });

  test('`--by` names the author', async () => {
    const box = shippedPlan(few);
    const by = 'Aroha Ngata <aroha@example.org>';
    expect(await plan(box, [...report.split(' '), '--by', by])).toMatchObject({ code: 0 });
    expect(people(box)).toBe(`${by} / ${ours}`);
  });

  test('the environment names both, as in CI', async () => {
    const box = shippedPlan(few);
    rmSync(join(box.home, '.gitconfig'));
    const env = {
      GIT_AUTHOR_NAME: 'Bot',
      GIT_AUTHOR_EMAIL: 'bot@example.org',
      GIT_COMMITTER_NAME: 'Runner',
      GIT_COMMITTER_EMAIL: 'runner@example.org',
    };
    expect(await plan(box, report, { env })).toMatchObject({ code: 0, stderr: '' });
    expect(people(box)).toBe('Bot <bot@example.org> / Runner <runner@example.org>');
  });
});
