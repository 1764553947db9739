/** `plan audit`: what it finds, and what it must not report. */
import { mkdirSync, renameSync } from 'node:fs';
import { expect, test } from 'vitest';
import { append, byMinute, commitAll, rewrite, run, undoLast } from '../support/audit-cases.ts';
import { plan } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { fewItems, setToday, shippedPlan } from '../support/shipped.ts';

interface Finding {
  rule: string;
  file: string;
  line: number;
  message: string;
  commit: string;
  acknowledged: object | null;
}

async function audit(sandbox: Sandbox, ...flags: string[]) {
  const { stdout, stderr, code } = await plan(sandbox, ['audit', '--json', ...flags]);
  expect(stdout, stderr).not.toBe('');
  const { findings, summary } = JSON.parse(stdout) as {
    findings: Finding[];
    summary: Record<string, unknown>;
  };
  return { rules: findings.map(({ rule }) => rule), findings, summary, code, stderr };
}

const note = (sandbox: Sandbox, words = 'So it is.') => run(sandbox, 'update', '7', '--note', words);

test('the commit that adds the plan is its import', async () => {
  const sandbox = shippedPlan(fewItems);
  const { rules, summary } = await audit(sandbox);
  expect(rules).toEqual([]);
  expect(summary).toEqual({
    ...{ commits: 1, items: 3, errors: 0, warnings: 0, notes: 0, acknowledged: 0 },
    imported: { commit: sandbox.git('rev-parse', 'HEAD'), date: '2026-11-23', author: 'Mere Tūhoe' },
  });
});

test('moving the plan is no change, and later edits are found', async () => {
  const sandbox = shippedPlan(fewItems);
  await note(sandbox);
  mkdirSync(sandbox.at('work'));
  renameSync(sandbox.at('plan'), sandbox.at('work/plan'));
  commitAll(sandbox, 'Moved');
  await run(sandbox, '-C', 'work/plan', 'update', '5', '--note', 'After the move.');
  rewriteMoved(sandbox);
  const { rules, findings, summary } = await audit(sandbox, '-C', 'work/plan');
  expect(rules).toEqual(['report-altered']);
  expect(findings[0]).toMatchObject({ file: 'work/plan/items/07.yaml', line: 16 });
  expect(summary.commits).toBeGreaterThanOrEqual(4);
});

function rewriteMoved(sandbox: Sandbox): void {
  const path = 'work/plan/items/07.yaml';
  sandbox.write({ [path]: sandbox.read(path).replace('So it is.', 'So it was.') });
  commitAll(sandbox, 'A word');
}

test('a merge is checked only for changes that neither side has', async () => {
  const sandbox = shippedPlan(fewItems);
  sandbox.git('switch', '--quiet', '--create', 'side');
  await run(sandbox, 'update', '5', '-m', '5.1', '-s', 'completed');
  sandbox.git('switch', '--quiet', 'main');
  await note(sandbox);
  sandbox.git('merge', '--quiet', '--no-edit', 'side');
  expect(await audit(sandbox)).toMatchObject({ rules: [], code: 0 });
  sandbox.git('switch', '--quiet', 'side');
  await run(sandbox, 'update', '13', '-s', 'in-place', '--note', 'On the side.');
  sandbox.git('switch', '--quiet', 'main');
  sandbox.git('merge', '--quiet', '--no-commit', '--no-ff', 'side');
  rewrite(sandbox, '07', 'So it is.', 'So it was.');
  commitAll(sandbox, 'Merge, and more');
  expect((await audit(sandbox)).rules).toEqual(['report-altered']);
});

test('a merge that drops the updates of one side is found', async () => {
  const sandbox = shippedPlan(fewItems);
  sandbox.git('checkout', '--quiet', '-b', 'side');
  await note(sandbox, 'The fora met.');
  sandbox.git('checkout', '--quiet', 'main');
  await run(sandbox, 'update', '7', '-s', 'in-place', '--note', 'So it is.');
  sandbox.git('merge', '--quiet', '--no-edit', '-s', 'ours', 'side');
  const { rules, findings } = await audit(sandbox);
  expect(rules).toEqual(['report-altered']);
  expect(new Set(findings.map(({ commit }) => commit))).toEqual(new Set([sandbox.git('rev-parse', 'HEAD')]));
});

test('a merge by the merge driver has no findings', async () => {
  const sandbox = shippedPlan(fewItems);
  expect(await plan(sandbox, 'setup')).toMatchObject({ code: 0 });
  sandbox.git('switch', '--quiet', '--create', 'side');
  await run(sandbox, 'update', '5', '-m', '5.1', '-s', 'completed', '--agency', 'dol');
  sandbox.git('switch', '--quiet', 'main');
  await run(sandbox, 'update', '5', '-m', '5.2', '-s', 'in-progress', '--note', 'At last.');
  sandbox.git('merge', '--quiet', '--no-edit', 'side');
  expect(await audit(sandbox)).toMatchObject({ rules: [], code: 0 });
});

test('the content says which commit is reverted, whatever the trailers name', async () => {
  const sandbox = shippedPlan(fewItems);
  await note(sandbox, 'First.');
  await note(sandbox, 'Second.');
  const [second, first] = sandbox.git('rev-parse', 'HEAD', 'HEAD~1').split('\n');
  sandbox.git('revert', '--no-commit', 'HEAD');
  commitAll(sandbox, 'plan: undo', `Plan-Change: undo\nPlan-Item: 7\nPlan-Undoes: ${first}`);
  const { rules, findings, code } = await audit(sandbox);
  expect({ rules, code }).toEqual({ rules: ['reverted'], code: 0 });
  expect(findings[0]!.message).toContain(`reverts \`${second!.slice(0, 7)}\``);
});

test('changes by `plan` have no findings, and undos are notes', async () => {
  const sandbox = shippedPlan(fewItems);
  sandbox.write({
    'rows.csv': 'id,milestone,status,rating,note\n5,5.1,completed,,\n5,,in-progress,on-track,\n7,,,,So.\n',
  });
  await run(sandbox, 'apply', 'rows.csv');
  await run(sandbox, 'update', '7', '-s', 'in-place', '--by', 'Aroha Ngata <aroha@example.org>');
  // An earlier change; the later ones stay.
  await run(sandbox, 'undo', 'HEAD~1');
  await run(sandbox, 'undo');
  sandbox.write({ 'minute.txt': 'Agreed.\n' });
  await run(sandbox, 'note', '7', 'See the minute.', '--evidence', 'minute.txt');
  await run(sandbox, 'amend', '7', '--set', 'measure=Reports', '--set', 'lead=mfat', ...byMinute);
  await run(sandbox, 'amend', '7', '--set', 'action=Take part', ...byMinute);
  await run(sandbox, 'undo', 'HEAD~1');
  await run(sandbox, 'amend', '5', '-m', '5.1', '--set', 'due=2027-06-30', ...byMinute);
  await run(sandbox, 'undo');
  await run(sandbox, 'retire', '5', '13', ...byMinute);
  await run(sandbox, 'undo');
  expect(await audit(sandbox, '--fail-on', 'warning')).toMatchObject({
    rules: Array(4).fill('reverted'),
    summary: { errors: 0, warnings: 0, notes: 4 },
    code: 0,
  });
});

test('an undo is a note, and an undo of it has no findings', async () => {
  const sandbox = shippedPlan(fewItems);
  await run(sandbox, 'update', '5', '7', '-r', 'on-track', '--note', 'Both.');
  undoLast(
    sandbox,
    'Plan-Item: 5\nPlan-Item: 7\nPlan-Rating: 5 on-track -> not-rated\nPlan-Rating: 7 on-track -> not-rated',
  );
  undoLast(
    sandbox,
    'Plan-Item: 5\nPlan-Item: 7\nPlan-Rating: 5 not-rated -> on-track\nPlan-Rating: 7 not-rated -> on-track',
  );
  expect(await audit(sandbox)).toMatchObject({ rules: ['reverted'], code: 0 });
});

test('changes made while an item was unreadable are found in the commit that makes it readable', async () => {
  const sandbox = shippedPlan(fewItems);
  await note(sandbox);
  append(sandbox, '07', '<<<<<<< ours\n');
  const broken = commitAll(sandbox, 'Oh');
  rewrite(sandbox, '07', '<<<<<<< ours\n', '');
  rewrite(sandbox, '07', 'So it is.', 'So it was.');
  const repaired = commitAll(sandbox, 'Repaired');
  const { findings } = await audit(sandbox);
  expect(findings.map(({ rule, commit }) => [rule, commit])).toEqual([
    ['unreadable-then', broken],
    ['report-altered', repaired],
  ]);
});

test('progress and wording in one commit are found', async () => {
  const sandbox = shippedPlan(fewItems);
  await run(sandbox, 'update', '5', '-s', 'in-progress', '--no-commit');
  rewrite(sandbox, '05', 'action: Collect', 'action: Gather');
  commitAll(
    sandbox,
    'plan: 5',
    'Plan-Change: update\nPlan-Item: 5\nPlan-Status: 5 not-reported -> in-progress\nPlan-As-Of: 2026-11-24',
  );
  expect((await audit(sandbox)).rules).toEqual(['wording-unamended']);
});

test.each([
  ['Plan-Change: update\nPlan-Change: amend', '`Plan-Change` appears 2 times: `update` and `amend`'],
  ['Plan-Change: polish', '`polish` is not a kind of change'],
])('trailers %j are found', async (trailers, message) => {
  const sandbox = shippedPlan(fewItems);
  await run(sandbox, 'update', '7', '--note', 'So.', '--no-commit');
  commitAll(sandbox, 'plan: 7', trailers);
  const { findings } = await audit(sandbox);
  expect(findings.map((finding) => finding.message)).toEqual([message]);
});

test('trailers without `Plan-Change` are ignored', async () => {
  const sandbox = shippedPlan(fewItems);
  await run(sandbox, 'update', '7', '--note', 'So.', '--no-commit');
  commitAll(sandbox, 'plan: 7', 'Plan-Item: 7');
  expect((await audit(sandbox)).rules).toEqual([]);
});

test('trailers in a note are ignored', async () => {
  const sandbox = shippedPlan(fewItems);
  await run(sandbox, 'update', '7', '--note', 'So.\n\nPlan-Change: amend\nPlan-Item: 5\n\nTruly.');
  expect((await audit(sandbox)).rules).toEqual([]);
});

test('`--since` checks later commits only, against all earlier ones', async () => {
  const sandbox = shippedPlan(fewItems);
  await note(sandbox, 'All is well.');
  rewrite(sandbox, '07', 'All is well.', 'All is lost.');
  const first = commitAll(sandbox, 'A word');
  setToday(sandbox, '2026-11-25');
  rewrite(sandbox, '07', 'All is lost.', 'All is over.');
  const second = commitAll(sandbox, 'Another');
  for (const since of [first, '2026-11-25']) {
    const { stdout } = await plan(sandbox, ['audit', '--json', '--since', since]);
    expect(JSON.parse(stdout).findings.map(({ commit }: Finding) => commit)).toEqual([second]);
  }
  expect((await audit(sandbox, '--since', second)).rules).toEqual([]);
  expect((await audit(sandbox)).rules).toHaveLength(2);
  const unknown = await plan(sandbox, ['audit', '--since', 'nowhere']);
  expect(unknown).toMatchObject({ code: 3, stdout: '' });
});

test('`--fail-on warning` exits with 1 for warnings', async () => {
  const sandbox = shippedPlan(fewItems);
  append(sandbox, '07', '<<<<<<< ours\n');
  commitAll(sandbox, 'Oh');
  expect(await audit(sandbox)).toMatchObject({ rules: ['unreadable-then'], code: 0 });
  expect(await audit(sandbox, '--fail-on', 'warning')).toMatchObject({ code: 1 });
});

test('is an error without a repository', async () => {
  const sandbox = shippedPlan(fewItems, { repository: false });
  const result = await plan(sandbox, ['audit']);
  expect(result).toMatchObject({ code: 3, stdout: '' });
});

test('has no findings before the first commit', async () => {
  const sandbox = shippedPlan(fewItems, { repository: false });
  sandbox.git('init', '--quiet');
  const result = await plan(sandbox, ['audit']);
  expect(result).toMatchObject({ code: 0, stdout: '', stderr: 'no findings in 0 commits, 3 items\n' });
});
