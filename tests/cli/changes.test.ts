/** `plan changes` and `plan diff`: comparing two revisions, or one with the files as they are. */
import { renameSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { fewItems, setToday, shippedPlan, stateOf } from '../support/shipped.ts';

/** A plan with updates on three days. */
async function threeUpdates(): Promise<Sandbox> {
  const sandbox = shippedPlan(fewItems);
  for (const [day, words] of [
    ['2026-11-24', ['update', '5', '--status', 'in-progress', '--note', 'Begun.']],
    ['2026-11-25', ['update', '7', '--status', 'in-place', '--note', 'Going on.', '--public']],
    ['2026-11-27', ['update', '5', '--milestone', '5.1', '--status', 'completed']],
  ] as const) {
    setToday(sandbox, day);
    expect(await plan(sandbox, words)).toMatchObject({ code: 0 });
  }
  return sandbox;
}

interface Changes {
  from: { commit: string; day: string };
  to: { commit: string | null; day: string };
  items: { id: string; what: string; moves: { milestone: string | null; to: string | null }[] }[];
  plan: { field: string }[];
  summary: Record<string, unknown>;
}

async function changes(sandbox: Sandbox, words: string | readonly string[], code = 0): Promise<Changes> {
  const args = typeof words === 'string' ? words.split(' ') : words;
  const result = await plan(sandbox, [...args, '--json']);
  expect(result).toMatchObject({ code });
  return JSON.parse(result.stdout);
}

const newStatuses = ({ items }: Changes) =>
  items.flatMap(({ id, moves }) => moves.map(({ milestone, to }) => `${milestone ?? id} ${to}`));

test('a day means its end; without a second revision, the files as they are', async () => {
  const sandbox = await threeUpdates();
  const before = stateOf(sandbox);
  const [first, second] = ['HEAD~2', 'HEAD~1'].map((name) => sandbox.git('rev-parse', name));
  const result = await changes(sandbox, 'diff 2026-11-24..2026-11-26');
  expect(result).toMatchObject({
    from: { commit: first, day: '2026-11-24' },
    to: { commit: second, day: '2026-11-26' },
  });
  expect(newStatuses(result)).toEqual(['7 in-place']);
  expect(newStatuses(await changes(sandbox, 'changes --since 2026-11-23 --until 2026-11-24'))).toEqual([
    '5 in-progress',
  ]);
  const now = await changes(sandbox, 'changes --since 2026-11-24');
  expect(now.to).toEqual({ commit: null, day: '2026-11-27' });
  expect(newStatuses(now)).toEqual(['5.1 completed', '7 in-place']);
  expect(stateOf(sandbox)).toEqual(before);
});

test('revisions can be given in several ways', async () => {
  const sandbox = await threeUpdates();
  sandbox.git('tag', 'v1', 'HEAD~2');
  const sameCommands = [
    'diff v1..HEAD~1',
    'diff v1 HEAD~1',
    'changes --since v1 --until HEAD~1',
    'diff 2026-11-24..2026-11-25',
  ];
  for (const words of sameCommands)
    expect(newStatuses(await changes(sandbox, words))).toEqual(['7 in-place']);
  for (const words of ['diff v1', 'diff v1..', 'diff 2026-11-24'])
    expect(newStatuses(await changes(sandbox, words))).toEqual(['5.1 completed', '7 in-place']);
  expect(newStatuses(await changes(sandbox, 'diff ..v1'))).toEqual(['5.1 null', '7 null']);
  // An argument that is the id of an item selects that item.
  expect(newStatuses(await changes(sandbox, 'diff v1 7'))).toEqual(['7 in-place']);
  expect(newStatuses(await changes(sandbox, 'diff v1.. 05'))).toEqual(['5.1 completed']);
});

test('without revisions, lists uncommitted changes, which may be none', async () => {
  const sandbox = await threeUpdates();
  expect(await plan(sandbox, 'diff')).toMatchObject({
    stdout: expect.stringMatching(/^What .*\nno changes\n$/),
    code: 0,
  });
  await plan(sandbox, 'update 13 --status in-place --no-commit');
  expect(newStatuses(await changes(sandbox, 'diff'))).toEqual(['13 in-place']);
});

test('moving files or the plan is no change', async () => {
  const sandbox = await threeUpdates();
  const { items } = await changes(sandbox, 'diff HEAD~3..HEAD');
  renameSync(sandbox.at('plan/items/05.yaml'), sandbox.at('plan/items/5.yaml'));
  renameSync(sandbox.at('plan'), sandbox.at('the plan'));
  sandbox.commit({}, 'moved');
  const afterMove = await changes(sandbox, ['diff', 'HEAD~4..HEAD', '-C', 'the plan']);
  expect(afterMove.items).toEqual(items);
});

test('lists added and removed items, and changes to agencies.yaml', async () => {
  const sandbox = await threeUpdates();
  const text = sandbox.read('plan/items/13.yaml').replace('id: 13', 'id: 29');
  rmSync(sandbox.at('plan/items/13.yaml'));
  sandbox.write({
    'plan/items/29.yaml': text,
    'plan/agencies.yaml': sandbox
      .read('plan/agencies.yaml')
      .replace('Department of Labour', 'Department of Work'),
  });
  const result = await changes(sandbox, 'diff HEAD');
  expect(result.items.map(({ id, what }) => [id, what])).toEqual([
    ['13', 'removed'],
    ['29', 'added'],
  ]);
  expect(result.plan).toEqual([
    { field: 'agency dol', from: 'Department of Labour', to: 'Department of Work' },
  ]);
});

test('lists items that are unreadable at one revision, with exit code 1', async () => {
  const sandbox = await threeUpdates();
  const good = sandbox.read('plan/items/07.yaml');
  sandbox.commit({ 'plan/items/07.yaml': '<<<<<<< ours\n' }, 'a conflict');
  const now = await changes(sandbox, 'diff HEAD~1', 1);
  expect(now.items).toMatchObject([{ id: '7', what: 'unreadable' }]);
  const bad = sandbox.git('rev-parse', '--short=7', 'HEAD');
  sandbox.commit({ 'plan/items/07.yaml': good }, 'repaired');
  const afterwards = await plan(sandbox, 'diff HEAD~1');
  expect(afterwards).toMatchObject({ code: 1, stdout: expect.stringContaining('could not be read before') });
  expect(afterwards.stderr).toContain(`${bad}:plan/items/07.yaml:1:1: error:`);
  sandbox.commit({ 'plan/agencies.yaml': 'agencies: 1\n' }, 'no agencies');
  const none = await plan(sandbox, 'diff HEAD~1..HEAD');
  expect(none).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('give another day or commit'),
  });
});

test('`--audience public` omits internal updates and counts them', async () => {
  const sandbox = await threeUpdates();
  const { stdout } = await plan(sandbox, 'changes --since 2026-11-23 --audience public');
  expect(stdout).toContain('Going on.');
  expect(stdout).not.toContain('Begun.');
  expect(stdout).toContain('omitted: 2 internal updates');
});

test('text of the plan is escaped on terminals and in Markdown', async () => {
  const sandbox = await threeUpdates();
  const note = '# <script>alert(1)</script> [x](javascript:1) \u202e&lt;\n- 1. **b**';
  expect(
    await plan(sandbox, ['update', '13', '--note', note, '--evidence', 'https://example.org/>(x)=A ]( b']),
  ).toMatchObject({
    code: 0,
  });
  const { stdout } = await plan(sandbox, 'diff HEAD~1.. --format markdown');
  expect(stdout).not.toMatch(/[\u202e\u001b]|(?<!\\)<(?!https:)|(?<!\\)&|^ *- (?:[#-]|1\.)/m);
  expect(stdout).toContain('[evidence: A \\]( b https://example.org/\\>(x)](<https://example.org/%3E(x)>)');
  const text = await plan(sandbox, 'diff HEAD~1..');
  expect(text.stdout).toContain('\\u202e');
  expect(text.stdout).not.toContain('\u202e');
});

test('lines fit 80 columns, except for URLs', async () => {
  const sandbox = await threeUpdates();
  const url = `https://example.org/${'a'.repeat(90)}`;
  await plan(sandbox, ['update', '13', '--note', 'word '.repeat(60), '--evidence', `${url}=Minute`]);
  const { stdout } = await plan(sandbox, 'diff HEAD~1..');
  const wide = stdout.split('\n').filter((line) => line.length > 80);
  expect(wide.map((line) => line.trim())).toEqual([url]);
});

test.each([
  ['changes', 'plan: `--since` is missing\n  give a day or commit: `--since 2026-06-30`\n', 2],
  [
    'changes --since 2026-11-25 --until 2026-11-24',
    'plan: `--until 2026-11-24` is before `--since 2026-11-25`\n  give the earlier day with `--since`\n',
    2,
  ],
  ['diff HEAD~1...HEAD', 'plan: `HEAD~1...HEAD` has three dots\n  write two dots: `A..B`\n', 2],
  ['diff HEAD 7 99', 'plan: there is no item `99` at either revision\n  see `plan list`\n', 3],
  ['diff 2026-11-22', 'plan: there is no commit up to 2026-11-22\n  the branch starts on 2026-11-23\n', 3],
  ['diff HEAD --agency dl', expect.stringContaining('did you mean `dol`?'), 2],
  ['diff HEAD --by lead', expect.stringContaining('use `pillar` or `agency`'), 2],
])('`plan %s` is an error', async (words, stderr, code) => {
  const sandbox = shippedPlan(fewItems);
  expect(await plan(sandbox, words)).toMatchObject({ stdout: '', stderr, code });
});

test('needs a repository with a commit; in a shallow clone the error says so', async () => {
  const plain = shippedPlan(fewItems, { repository: false });
  expect(await plan(plain, 'diff HEAD')).toMatchObject({
    stderr: expect.stringContaining('not in a git repository'),
    code: 3,
  });
  plain.git('init', '--quiet');
  expect(await plan(plain, 'diff')).toMatchObject({
    stderr: expect.stringContaining('nothing is committed yet'),
    code: 3,
  });
  const sandbox = await threeUpdates();
  sandbox.git('clone', '--quiet', '--depth=1', `file://${sandbox.dir}`, sandbox.at('../shallow'));
  expect(await plan(sandbox, 'diff 2026-11-24', { cwd: sandbox.at('../shallow') })).toMatchObject({
    stderr: expect.stringContaining('this clone is shallow'),
    code: 3,
  });
});

test('a period of days needs no git; the settings of its start are read from git where they are', async () => {
  const sandbox = await threeUpdates();
  const title = (text: string) => sandbox.read('plan/plan.yaml').replace(/^title: .*$/m, `title: ${text}`);
  setToday(sandbox, '2026-11-28');
  sandbox.commit({ 'plan/plan.yaml': title('A new title') }, 'A new title');
  const renamed = [{ field: 'title', from: expect.any(String), to: 'A new title' }];
  const since = async (words: string) => (await changes(sandbox, `changes --since ${words}`)).plan;
  expect(await since('2026-11-26')).toEqual(renamed);
  expect(await since('2026-11-26 --until 2026-11-27')).toEqual([]);
  expect(await since('2026-11-28')).toEqual([]);
  expect(await since('2009-06-30')).toEqual([]);
  rmSync(sandbox.at('.git'), { recursive: true });
  const { items, plan: settings } = await changes(sandbox, 'changes --since 2026-11-24');
  expect(items.map(({ id }) => id)).toEqual(['5', '7']);
  expect(settings).toEqual([]);
  expect(await plan(sandbox, 'changes --since v1')).toMatchObject({ stdout: '', code: 3 });
});

test('--known gives the period as it was known then', async () => {
  const sandbox = await threeUpdates();
  setToday(sandbox, '2026-11-28');
  await plan(sandbox, 'update 13 --status in-place --as-of 2026-11-25');
  const period = 'changes --since 2026-11-24 --until 2026-11-25';
  expect(newStatuses(await changes(sandbox, period))).toEqual(['7 in-place', '13 in-place']);
  const known = await changes(sandbox, `${period} --known HEAD~1`);
  expect(newStatuses(known)).toEqual(['7 in-place']);
});
