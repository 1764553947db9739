/** `plan validate --base`: which changes are checked, and against which base. */
import { expect, test } from 'vitest';
import { allChangeRules } from '../../src/plan/rules/change/index.ts';
import { byMinute, commitAll, rewrite, run } from '../support/audit-cases.ts';
import { plan } from '../support/plan.ts';
import fc, { times } from '../support/property.ts';
import { type Sandbox, sandboxIn } from '../support/sandbox.ts';
import { fewItems, shippedPlan } from '../support/shipped.ts';

const validate = (sandbox: Sandbox, ...words: string[]) => plan(sandbox, ['validate', ...words]);
const validateBranch = (sandbox: Sandbox, ...words: string[]) =>
  validate(sandbox, '--base', 'main', ...words);
const startBranch = (sandbox: Sandbox) => sandbox.git('switch', '--quiet', '--create', 'report');

test('an unknown base, and options that do not fit, are errors', async () => {
  const sandbox = shippedPlan(fewItems);
  expect(await validate(sandbox, '--base', 'origin/main')).toMatchObject({
    code: 3,
    stderr:
      'plan: there is no commit `origin/main`\n  fetch it with `git fetch origin main:refs/remotes/origin/main`; in GitHub Actions, give `actions/checkout` the option `fetch-depth: 0`\n',
  });
  expect(await validate(sandbox, '--base=--upload-pack=x')).toMatchObject({ code: 3, stdout: '' });
  expect(await validate(sandbox, '--owner', 'police')).toMatchObject({ code: 2 });
  expect(await validateBranch(sandbox, '--owner', 'pollice')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('did you mean `police`?'),
  });
  expect(await validateBranch(sandbox, '--known', 'HEAD')).toMatchObject({ code: 2 });
});

test('a base without a common commit is an error; in a shallow clone the error says what to do', async () => {
  const sandbox = shippedPlan(fewItems);
  await run(sandbox, 'update', '7', '--note', 'Met.');
  startBranch(sandbox);
  await run(sandbox, 'update', '7', '--note', 'Met again.');
  const clone = (depth: string) => {
    const dir = `${sandbox.home}/${depth}`;
    sandbox.git('clone', '--quiet', `--depth=${depth}`, '--no-single-branch', `file://${sandbox.dir}`, dir);
    return sandboxIn(dir, sandbox.home, sandbox.env);
  };
  expect(await validate(clone('1'), '--base', 'origin/main')).toMatchObject({
    code: 3,
    stderr: expect.stringContaining(
      'too shallow: it lacks the merge base of HEAD and `origin/main`\n  run `git fetch --unshallow`',
    ),
  });
  expect(await validate(clone('2'), '--base', 'origin/main')).toMatchObject({ code: 0 });
  sandbox.git('switch', '--quiet', '--orphan', 'other');
  sandbox.commit({ note: 'Nothing' });
  sandbox.git('switch', '--quiet', 'report');
  expect(await validate(sandbox, '--base', 'other')).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('`other` and HEAD have no common commit'),
  });
});

test('checks the commits since the merge base and uncommitted edits, but not the commits of the base', async () => {
  const sandbox = shippedPlan(fewItems);
  await run(sandbox, 'update', '7', '-s', 'in-progress');
  startBranch(sandbox);
  await run(sandbox, 'update', '5', '--note', 'Begun.');
  sandbox.git('switch', '--quiet', 'main');
  await run(sandbox, 'update', '13', '--note', 'None.');
  rewrite(sandbox, '13', 'None.', 'Nobody.');
  commitAll(sandbox, 'A commit of the base');
  sandbox.git('switch', '--quiet', 'report');
  expect(await validateBranch(sandbox)).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('1 commit since'),
  });
  sandbox.git('merge', '--quiet', '--no-edit', 'main');
  expect(await validateBranch(sandbox)).toMatchObject({ code: 0 });
  sandbox.git('rm', '--quiet', 'plan/items/07.yaml');
  const { stdout, code } = await validateBranch(sandbox, '--json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    summary: { files: 4, errors: 1, base: sandbox.git('rev-parse', 'main'), commits: 1 },
  });
  const gone = JSON.parse(stdout).findings.find(({ rule }: { rule: string }) => rule === 'item-removed');
  expect(gone).toMatchObject({ file: 'plan/items/07.yaml', line: 1 });
  expect(gone).not.toHaveProperty('commit');
});

test('items that were deleted and restored, or unreadable for a while, are compared with the base', async () => {
  const sandbox = shippedPlan(fewItems);
  startBranch(sandbox);
  const [seven, thirteen] = ['07', '13'].map((id) => sandbox.read(`plan/items/${id}.yaml`));
  sandbox.git('rm', '--quiet', 'plan/items/07.yaml');
  sandbox.write({ 'plan/items/13.yaml': '<<<<<<< ours\n' });
  commitAll(sandbox, 'Gone');
  sandbox.write({
    'plan/items/07.yaml': seven!.replace('measure: ', 'measure: No '),
    'plan/items/13.yaml': thirteen!.replace('measure: ', 'measure: No '),
  });
  commitAll(sandbox, 'Back');
  const { stdout } = await validateBranch(sandbox);
  for (const id of ['07', '13'])
    expect(stdout).toMatch(
      new RegExp(`items/${id}\\.yaml:6:10: error: .*\\[wording-unamended\\] in [0-9a-f]{7}`),
    );
});

test('an item that is unreadable at the base is compared with the version before', async () => {
  const sandbox = shippedPlan(fewItems);
  await run(sandbox, 'update', '7', '--note', 'The fora met.');
  const text = sandbox.read('plan/items/07.yaml');
  sandbox.commit({ 'plan/items/07.yaml': `${text}<<<<<<< ours\n` }, 'Oh');
  startBranch(sandbox);
  sandbox.commit({ 'plan/items/07.yaml': text }, 'Repaired');
  expect(await validateBranch(sandbox)).toMatchObject({ code: 0 });
  sandbox.commit({ 'plan/items/07.yaml': text.replace('The fora met.', 'They met twice.') }, 'Repaired');
  expect((await validateBranch(sandbox)).stdout).toMatch(/items\/07\.yaml:.*\[report-altered\]/);
});

test('a base without the plan has no findings', async () => {
  const sandbox = shippedPlan(fewItems, { repository: false });
  sandbox.git('init', '--quiet', '--initial-branch=main', '--template=');
  sandbox.git('commit', '--quiet', '--allow-empty', '--message', 'Nothing');
  startBranch(sandbox);
  commitAll(sandbox, 'The plan');
  expect(await validateBranch(sandbox)).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/the plan did not exist at/),
  });
});

test('`--owner` limits the whole change to the items of these agencies', async () => {
  const sandbox = shippedPlan(fewItems);
  startBranch(sandbox);
  await run(sandbox, 'update', '13', '--agency', 'police', '--note', 'None.');
  await run(sandbox, 'update', '5', '--agency', 'police', '--note', 'Ours.');
  expect(await validateBranch(sandbox, '--owner', 'New Zealand Police')).toMatchObject({ code: 0 });
  const { stdout } = await validateBranch(sandbox, '--owner', 'MBIE', '--owner', 'Customs');
  expect(stdout.match(/error: .*/g)?.map((line) => line.replace(/ in [0-9a-f]{7} .*/, ''))).toEqual([
    'error: an update of `police` on item 5 was added; this change is for `dol` and `customs` [not-owner]',
    'error: item 13 belongs to `police`; this change is for `dol` and `customs` [not-owner]',
  ]);
});

test('authors are those of the base, so a branch cannot add its own', async () => {
  const sandbox = shippedPlan(fewItems);
  const agencies = sandbox.read('plan/agencies.yaml');
  sandbox.write({
    'plan/agencies.yaml': agencies.replace('id: dia\n', 'id: dia\n    authors: [mere@example.org]\n'),
  });
  commitAll(sandbox, 'Authors');
  startBranch(sandbox);
  sandbox.write({ 'plan/agencies.yaml': agencies });
  commitAll(sandbox, 'No more authors');
  const { stdout } = await validateBranch(sandbox);
  expect(stdout).toContain(
    'plan/agencies.yaml:1:1: error: `plan/agencies.yaml` cannot be changed by an agency',
  );
});

test('changes by `plan` break no rule about changes', async () => {
  const id = fc.constantFrom('5', '7', '13');
  const command = fc.oneof(
    id.map((id) => ['update', id, '--status', 'in-progress', '--reason', 'So.']),
    id.map((id) => ['update', id, '--rating', 'at-risk', '--note', 'Slow.']),
    fc.constant(['update', '5', '-m', '5.2', '-s', 'cancelled']),
    id.map((id) => ['note', id, 'Met.']),
    fc
      .tuple(id, fc.constantFrom('Reports', 'More'))
      .map(([id, to]) => ['amend', id, '--field', 'measure', '--to', to, ...byMinute]),
    fc
      .constantFrom('2027-01-31', '2027-06-30')
      .map((day) => ['amend', '5', '-m', '5.1', '--field', 'due', '--to', day, ...byMinute]),
    id.map((id) => ['retire', id, ...byMinute]),
    fc.constant(['undo']),
    fc.constantFrom('HEAD', 'HEAD~1', 'HEAD~2').map((commit) => ['undo', commit]),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 4, maxLength: 7 }), fc.nat(3), async (commands, at) => {
      const sandbox = shippedPlan(fewItems);
      for (const [index, words] of commands.entries()) {
        if (index === at) startBranch(sandbox);
        // Some are refused, and change nothing.
        await plan(sandbox, words);
      }
      const { stdout } = await validateBranch(sandbox, '--json');
      const found = JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule);
      expect(found.filter((rule: string) => rule in allChangeRules)).toEqual([]);
    }),
    { numRuns: times(2) },
  );
});
