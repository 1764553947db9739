/** `plan acknowledge`: an acknowledged finding is listed but does not count. */
import { expect, test } from 'vitest';
import { append, commitAll, rewrite, run } from '../support/audit-cases.ts';
import { plan } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { fewItems, shippedPlan, stateOf } from '../support/shipped.ts';

/** A plan with a hand edit in its last commit, which is an error as well. */
function handEdited(): { sandbox: Sandbox; hash: string } {
  const sandbox = shippedPlan(fewItems);
  rewrite(sandbox, '05', 'action: Collect', 'action: Gather');
  return { sandbox, hash: commitAll(sandbox, 'A better word') };
}

test('acknowledged findings are listed and do not count', async () => {
  const { sandbox, hash } = handEdited();
  expect(await plan(sandbox, ['audit'])).toMatchObject({ code: 1 });
  const by = ['--by', 'Aroha Ngata <aroha@example.org>'];
  await run(sandbox, 'acknowledge', hash.slice(0, 7), '--note', 'Checked by the chair.\nIt is right.', ...by);
  expect(sandbox.git('show', '--format=%an%n%B', '--stat', 'HEAD')).toBe(
    `Aroha Ngata\nplan: acknowledge ${hash.slice(0, 7)}\n\nChecked by the chair.\nIt is right.\n\nPlan-Change: acknowledge\nPlan-Acknowledges: ${hash}\n`,
  );
  const audit = await plan(sandbox, ['audit', '--fail-on', 'warning']);
  expect(audit.code).toBe(0);
  expect(audit.stderr).toMatch(/^no findings in 3 commits, 3 items; 2 acknowledged\n/);
  expect(audit.stdout).toContain(
    `       acknowledged by Aroha Ngata on 2026-11-24 (${sandbox.git('rev-parse', '--short=7', 'HEAD')}): Checked by the chair. It is right.\n`,
  );
  const { findings, summary } = JSON.parse((await plan(sandbox, ['audit', '--json'])).stdout);
  expect(summary).toMatchObject({ errors: 0, warnings: 0, acknowledged: 2 });
  expect(findings[0].acknowledged).toEqual({
    ...{ commit: sandbox.git('rev-parse', 'HEAD'), date: '2026-11-24', author: 'Aroha Ngata' },
    note: 'Checked by the chair.\nIt is right.',
  });
});

test('`-n` shows the commit message and changes nothing', async () => {
  const { sandbox, hash } = handEdited();
  const before = stateOf(sandbox);
  const { stdout, code } = await plan(sandbox, ['acknowledge', hash, '--note', 'Fine.', '-n']);
  expect(code).toBe(0);
  expect(stdout).toContain(`    Plan-Acknowledges: ${hash}\n`);
  expect({ ...stateOf(sandbox), left: [] }).toEqual({ ...before, left: [] });
});

test('a commit can be acknowledged only if it has findings, and only once', async () => {
  const { sandbox, hash } = handEdited();
  const refused = async (what: RegExp, ...words: string[]) => {
    const { stdout, stderr, code } = await plan(sandbox, ['acknowledge', ...words]);
    expect(stderr).toMatch(what);
    expect({ stdout, code }).toEqual({ stdout: '', code: 3 });
  };
  await refused(/^plan: `[0-9a-f]{7}` has no audit findings to acknowledge/, 'HEAD~1', '--note', 'x');
  await refused(/^plan: there is no commit `nowhere`\n/, 'nowhere', '--note', 'x');
  await refused(/^plan: `[0-9a-f]{7}` has no audit findings/, hash, 'HEAD~1', '--note', 'x');
  await run(sandbox, 'acknowledge', hash, '--note', 'Fine.');
  await refused(/^plan: `[0-9a-f]{7}` was acknowledged by Mere Tūhoe on 2026-11-24/, hash, '--note', 'x');
  expect(await plan(sandbox, ['acknowledge', hash])).toMatchObject({ code: 2 });
});

test('later edits are not acknowledged', async () => {
  const { sandbox, hash } = handEdited();
  await run(sandbox, 'acknowledge', hash, '--note', 'Fine.');
  append(sandbox, '07', '# a remark\n');
  commitAll(sandbox, 'A remark');
  expect((await plan(sandbox, ['audit'])).stderr).toMatch(
    /^1 warning in 4 commits, 3 items; 2 acknowledged\n/,
  );
});

test('a note, a short hash and a commit with other changes acknowledge nothing', async () => {
  const { sandbox, hash } = handEdited();
  const claim = `Plan-Change: acknowledge\nPlan-Acknowledges: ${hash}`;
  const expectOpen = async () => expect(await plan(sandbox, ['audit'])).toMatchObject({ code: 1 });
  await run(sandbox, 'update', '13', '--note', `So.\n\n${claim}`);
  await expectOpen();
  sandbox.git('commit', '--quiet', '--allow-empty', '-m', `plan\n\n${claim.slice(0, -30)}`);
  await expectOpen();
  append(sandbox, '07', '# a remark\n');
  commitAll(sandbox, 'plan', claim);
  await expectOpen();
  sandbox.git('commit', '--quiet', '--allow-empty', '-m', `plan\n\nFine.\n\n${claim}`);
  const { stderr } = await plan(sandbox, ['audit']);
  expect(stderr).toMatch(/2 acknowledged/);
});
