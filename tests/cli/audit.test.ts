/** What the audit must see through, and what it must not take for a defect. */
import { mkdirSync, renameSync } from 'node:fs';
import { expect, test } from 'vitest';
import { append, byMinute, commitAll, rewrite, run, undoLast } from '../support/audit-cases.ts';
import { plan, plan as program } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { few, onDay, shippedPlan } from '../support/shipped.ts';

interface Told {
  rule: string;
  file: string;
  line: number;
  message: string;
  commit: string;
  acknowledged: object | null;
}

/** "hand-edit 1234567" for each finding. */
async function audit(box: Sandbox, ...flags: string[]) {
  const { stdout, stderr, code } = await plan(box.dir, ['audit', '--json', ...flags], { env: box.env });
  expect(stdout, stderr).not.toBe('');
  const { findings, summary } = JSON.parse(stdout) as { findings: Told[]; summary: Record<string, unknown> };
  return { rules: findings.map(({ rule }) => rule), findings, summary, code, stderr };
}

const note = (box: Sandbox, words = 'So it is.') => run(box, 'update', '7', '--note', words);

test('the commit that brings a plan into git is its import, and no hand edit', async () => {
  const box = shippedPlan(few);
  const { rules, summary } = await audit(box);
  expect(rules).toEqual([]);
  expect(summary).toEqual({
    ...{ commits: 1, items: 3, errors: 0, warnings: 0, acknowledged: 0 },
    imported: { commit: box.git('rev-parse', 'HEAD'), date: '2026-11-23', author: 'Mere Tūhoe' },
  });
});

test('files that are only moved, and a plan that is moved whole, are untouched', async () => {
  const box = shippedPlan(few);
  await note(box);
  mkdirSync(box.at('work'));
  renameSync(box.at('plan'), box.at('work/plan'));
  commitAll(box, 'Moved');
  await run(box, '-C', 'work/plan', 'update', '5', '--note', 'After the move.');
  rewriteMoved(box);
  const { rules, findings, summary } = await audit(box, '-C', 'work/plan');
  expect(rules).toEqual(['hand-edit', 'report-altered']);
  expect(findings[1]).toMatchObject({ file: 'work/plan/items/07.yaml', line: 16 });
  expect(summary.commits).toBeGreaterThanOrEqual(4);
});

function rewriteMoved(box: Sandbox): void {
  const path = 'work/plan/items/07.yaml';
  box.write({ [path]: box.read(path).replace('So it is.', 'So it was.') });
  commitAll(box, 'A word');
}

test('of a merge only what it decided itself is judged', async () => {
  const box = shippedPlan(few);
  box.git('switch', '--quiet', '--create', 'side');
  await run(box, 'update', '5', '-m', '5.1', '-s', 'completed');
  box.git('switch', '--quiet', 'main');
  await note(box);
  box.git('merge', '--quiet', '--no-edit', 'side');
  expect(await audit(box)).toMatchObject({ rules: [], code: 0 });
  box.git('switch', '--quiet', 'side');
  await run(box, 'update', '13', '-s', 'in-place', '--note', 'On the side.');
  box.git('switch', '--quiet', 'main');
  box.git('merge', '--quiet', '--no-commit', '--no-ff', 'side');
  rewrite(box, '07', 'So it is.', 'So it was.');
  commitAll(box, 'Merge, and more');
  const { rules, findings } = await audit(box);
  expect(rules).toEqual(['hand-edit', 'report-altered']);
  expect(findings[0]!.message).toMatch(/by the merge itself$/);
});

test('a merge that keeps a side whole is called by name for what the other had said', async () => {
  const box = shippedPlan(few);
  box.git('checkout', '--quiet', '-b', 'side');
  await note(box, 'The fora met.');
  box.git('checkout', '--quiet', 'main');
  await run(box, 'update', '7', '-s', 'in-place', '--note', 'So it is.');
  box.git('merge', '--quiet', '--no-edit', '-s', 'ours', 'side');
  const { rules, findings } = await audit(box);
  expect(rules).toEqual(['hand-edit', 'report-altered']);
  expect(new Set(findings.map(({ commit }) => commit))).toEqual(new Set([box.git('rev-parse', 'HEAD')]));
});

test('a merge that the driver made by itself decided nothing', async () => {
  const box = shippedPlan(few);
  // The program itself: it tells git where it lies.
  expect(await program(box, 'setup')).toMatchObject({ code: 0 });
  box.git('switch', '--quiet', '--create', 'side');
  await run(box, 'update', '5', '-m', '5.1', '-s', 'completed', '--agency', 'dol');
  box.git('switch', '--quiet', 'main');
  await run(box, 'update', '5', '-m', '5.2', '-s', 'in-progress', '--note', 'At last.');
  box.git('merge', '--quiet', '--no-edit', 'side');
  expect(await audit(box)).toMatchObject({ rules: [], code: 0 });
});

test('an undo that takes back something else than it says is no undo', async () => {
  const box = shippedPlan(few);
  await note(box, 'First.');
  await note(box, 'Second.');
  const first = box.git('rev-parse', 'HEAD~1');
  box.git('revert', '--no-commit', 'HEAD');
  commitAll(box, 'plan: undo', `Plan-Change: undo\nPlan-Item: 7\nPlan-Undoes: ${first}`);
  const { rules, findings } = await audit(box);
  expect(rules).toEqual(['trailers-disagree', 'report-altered']);
  expect(findings[0]!.message).toBe(
    `\`Plan-Undoes\` names \`${first.slice(0, 7)}\`, but the commit does not revert exactly that change`,
  );
});

test('an undo of nothing that came before is no undo', async () => {
  const box = shippedPlan(few);
  await note(box);
  box.git('revert', '--no-commit', 'HEAD');
  commitAll(box, 'plan: undo', `Plan-Change: undo\nPlan-Item: 7\nPlan-Undoes: ${'0'.repeat(40)}`);
  expect((await audit(box)).rules).toEqual(['trailers-disagree', 'report-altered']);
});

test('what `plan` does and takes back is clean', async () => {
  const box = shippedPlan(few);
  box.write({
    'rows.csv': 'id,milestone,status,rating,note\n5,5.1,completed,,\n5,,in-progress,on-track,\n7,,,,So.\n',
  });
  await run(box, 'apply', 'rows.csv');
  await run(box, 'update', '7', '-s', 'in-place', '--by', 'Aroha Ngata <aroha@example.org>');
  // Not the newest: what came since stays.
  await run(box, 'undo', 'HEAD~1');
  await run(box, 'undo');
  box.write({ 'minute.txt': 'Agreed.\n' });
  await run(box, 'note', '7', 'See the minute.', '--evidence', 'minute.txt');
  await run(box, 'amend', '7', '--set', 'measure=Reports', '--set', 'lead=mfat', ...byMinute);
  await run(box, 'amend', '7', '--set', 'action=Take part', ...byMinute);
  await run(box, 'undo', 'HEAD~1');
  await run(box, 'amend', '5', '-m', '5.1', '--set', 'due=2027-06-30', ...byMinute);
  await run(box, 'undo');
  await run(box, 'retire', '5', '13', ...byMinute);
  await run(box, 'undo');
  expect(await audit(box)).toMatchObject({ rules: [], code: 0 });
});

test('an undo that is right is silent, and so is one of an undo', async () => {
  const box = shippedPlan(few);
  await run(box, 'update', '5', '7', '-r', 'on-track', '--note', 'Both.');
  undoLast(
    box,
    'Plan-Item: 5\nPlan-Item: 7\nPlan-Rating: 5 on-track -> not-rated\nPlan-Rating: 7 on-track -> not-rated',
  );
  undoLast(
    box,
    'Plan-Item: 5\nPlan-Item: 7\nPlan-Rating: 5 not-rated -> on-track\nPlan-Rating: 7 not-rated -> on-track',
  );
  expect(await audit(box)).toMatchObject({ rules: [], code: 0 });
});

test('what was altered while an item could not be read is told where it could be read again', async () => {
  const box = shippedPlan(few);
  await note(box);
  append(box, '07', '<<<<<<< ours\n');
  const broken = commitAll(box, 'Oh');
  rewrite(box, '07', '<<<<<<< ours\n', '');
  rewrite(box, '07', 'So it is.', 'So it was.');
  const mended = commitAll(box, 'Mended');
  const { findings } = await audit(box);
  expect(findings.map(({ rule, commit }) => [rule, commit])).toEqual([
    ['hand-edit', broken],
    ['unreadable-then', broken],
    ['hand-edit', mended],
    ['report-altered', mended],
  ]);
});

test('progress and wording in one commit', async () => {
  const box = shippedPlan(few);
  await run(box, 'update', '5', '-s', 'in-progress', '--no-commit');
  rewrite(box, '05', 'action: Collect', 'action: Gather');
  commitAll(
    box,
    'plan: 5',
    'Plan-Change: update\nPlan-Item: 5\nPlan-Status: 5 not-reported -> in-progress\nPlan-As-Of: 2026-11-24',
  );
  const { rules, findings } = await audit(box);
  expect(rules).toEqual(['trailers-disagree', 'wording-unamended']);
  expect(findings[0]).toMatchObject({
    message: 'the trailers say `update`, but the commit changed `action` of item 5',
    hint: 'make separate commits with `plan update` and `plan amend`',
  });
});

test.each([
  ['Plan-Change: update\nPlan-Change: amend', '`Plan-Change` appears 2 times: `update` and `amend`'],
  ['Plan-Change: polish', '`polish` is not a kind of change'],
])('%j', async (trailers, message) => {
  const box = shippedPlan(few);
  await run(box, 'update', '7', '--note', 'So.', '--no-commit');
  commitAll(box, 'plan: 7', trailers);
  const { findings } = await audit(box);
  expect(findings.map((finding) => finding.message)).toEqual([message]);
});

test('trailers without a kind say nothing, so the edit was by hand', async () => {
  const box = shippedPlan(few);
  await run(box, 'update', '7', '--note', 'So.', '--no-commit');
  commitAll(box, 'plan: 7', 'Plan-Item: 7');
  expect((await audit(box)).rules).toEqual(['hand-edit', 'trailers-disagree']);
});

test('a forged paragraph in the body is no trailer', async () => {
  const box = shippedPlan(few);
  await run(box, 'update', '7', '--note', 'So.\n\nPlan-Change: amend\nPlan-Item: 5\n\nTruly.');
  expect((await audit(box)).rules).toEqual([]);
});

test('`--since` judges what came since, and knows what came before', async () => {
  const box = shippedPlan(few);
  await note(box, 'All is well.');
  rewrite(box, '07', 'All is well.', 'All is lost.');
  const first = commitAll(box, 'A word');
  onDay(box, '2026-11-25');
  rewrite(box, '07', 'All is lost.', 'All is over.');
  const second = commitAll(box, 'Another');
  for (const since of [first, '2026-11-25']) {
    // The program itself, since days are reckoned by the clock of its process.
    const { stdout } = await program(box, ['audit', '--json', '--since', since]);
    expect(JSON.parse(stdout).findings.map(({ commit }: Told) => commit)).toEqual([second, second]);
  }
  expect((await audit(box, '--since', second)).rules).toEqual([]);
  expect((await audit(box)).rules).toHaveLength(4);
  const unknown = await plan(box.dir, ['audit', '--since', 'nowhere'], { env: box.env });
  expect(unknown).toMatchObject({ code: 3, stdout: '' });
});

test('`--fail-on warning` fails on what else is a warning', async () => {
  const box = shippedPlan(few);
  append(box, '07', '# a remark\n');
  commitAll(box, 'A remark');
  expect(await audit(box)).toMatchObject({ rules: ['hand-edit'], code: 0 });
  expect(await audit(box, '--fail-on', 'warning')).toMatchObject({ code: 1 });
});

test('a shallow clone says what it can’t see, and takes nothing for the import', async () => {
  const box = shippedPlan(few);
  await note(box);
  await note(box, 'Again.');
  box.git('clone', '--quiet', '--depth', '1', `file://${box.dir}`, '../shallow');
  const told = await plan(`${box.dir}/../shallow`, ['audit'], { env: box.env });
  expect(told.stderr).toMatch(/this clone is shallow: nothing up to 2026-11-24 can be seen/);
  expect(told).toMatchObject({ code: 0, stdout: '' });
});

test('where there is no git, nothing can be said', async () => {
  const box = shippedPlan(few, { repository: false });
  const told = await plan(box.dir, ['audit'], { env: box.env });
  expect(told).toMatchObject({ code: 3, stdout: '' });
});

test('before the first commit there is nothing to find', async () => {
  const box = shippedPlan(few, { repository: false });
  box.git('init', '--quiet');
  const told = await plan(box.dir, ['audit'], { env: box.env });
  expect(told).toMatchObject({ code: 0, stdout: '', stderr: 'no findings in 0 commits, 3 items\n' });
});
