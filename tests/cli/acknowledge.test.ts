/** `plan acknowledge`: an acknowledged finding is listed but does not count. */
import { expect, test } from 'vitest';
import { append, commitAll, rewrite, run } from '../support/audit-cases.ts';
import { plan } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { fewItems, shippedPlan, stateOf } from '../support/shipped.ts';

const authority = ['--authority', 'Minute 12'];

/** A plan whose last commit changes the wording without an amendment. */
function handEdited(): { sandbox: Sandbox; hash: string } {
  const sandbox = shippedPlan(fewItems);
  rewrite(sandbox, '05', 'action: Collect', 'action: Gather');
  return { sandbox, hash: commitAll(sandbox, 'A better word') };
}

test('acknowledged findings are listed and do not count', async () => {
  const { sandbox, hash } = handEdited();
  const { fingerprint } = JSON.parse((await plan(sandbox, ['audit', '--json'])).stdout).findings[0];
  const by = ['--by', 'Aroha Ngata <aroha@example.org>'];
  await run(sandbox, 'acknowledge', hash.slice(0, 7), '--note', 'Checked by the chair.\nIt is right.', ...by);
  expect(sandbox.git('show', '--format=%an%n%B', '--stat', 'HEAD')).toBe(
    `Aroha Ngata\nplan: acknowledge ${hash.slice(0, 7)}\n\nChecked by the chair.\nIt is right.\n\nPlan-Change: acknowledge\nPlan-Acknowledges: ${hash}\nPlan-Finding: ${fingerprint} wording-unamended of item 5\n`,
  );
  const audit = await plan(sandbox, ['audit', '--fail-on', 'warning']);
  expect(audit.code).toBe(0);
  expect(audit.stderr).toMatch(/^no findings in 3 commits, 3 items; 1 acknowledged\n/);
  expect(audit.stdout).toContain(
    `       acknowledged by Aroha Ngata on 2026-11-24 (${sandbox.git('rev-parse', '--short=7', 'HEAD')}): Checked by the chair. It is right.\n`,
  );
  const { findings, summary } = JSON.parse((await plan(sandbox, ['audit', '--json'])).stdout);
  expect(summary).toMatchObject({ errors: 0, warnings: 0, acknowledged: 1 });
  expect(findings[0].acknowledged).toEqual({
    ...{ commit: sandbox.git('rev-parse', 'HEAD'), date: '2026-11-24', author: 'Aroha Ngata' },
    note: 'Checked by the chair.\nIt is right.',
  });
});

test('`-n` shows the commit message and changes nothing', async () => {
  const { sandbox, hash } = handEdited();
  const before = stateOf(sandbox);
  const { stdout, code } = await plan(sandbox, ['acknowledge', hash, '--note', 'Fine.', '-n', ...authority]);
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
  await refused(/^plan: `[0-9a-f]{7}` has no audit findings/, hash, 'HEAD~1', '--note', 'x', ...authority);
  await run(sandbox, 'acknowledge', hash, '--note', 'Fine.', ...authority);
  await refused(/^plan: `[0-9a-f]{7}` was acknowledged by Mere Tūhoe on 2026-11-24/, hash, '--note', 'x');
  expect(await plan(sandbox, ['acknowledge', hash])).toMatchObject({ code: 2 });
});

test('later edits are not acknowledged', async () => {
  const { sandbox, hash } = handEdited();
  await run(sandbox, 'acknowledge', hash, '--note', 'Fine.', ...authority);
  rewrite(sandbox, '05', 'action: Gather', 'action: Get');
  commitAll(sandbox, 'A remark');
  expect((await plan(sandbox, ['audit'])).stderr).toMatch(/^1 error in 4 commits, 3 items; 1 acknowledged\n/);
});

test('the same edit again is not acknowledged', async () => {
  const { sandbox, hash } = handEdited();
  await run(sandbox, 'acknowledge', hash, '--note', 'Fine.', ...authority);
  sandbox.git('revert', '--no-edit', hash);
  rewrite(sandbox, '05', 'action: Collect', 'action: Gather');
  commitAll(sandbox, 'Again');
  expect((await plan(sandbox, ['audit'])).stderr).toMatch(/^1 error and 1 note in 5 commits, 3 items; 1 ack/);
});

test('an acknowledgement holds after a rebase, and after a squash of it', async () => {
  const { sandbox, hash } = handEdited();
  await run(sandbox, 'acknowledge', hash, '--note', 'Fine.', ...authority);
  sandbox.git('checkout', '--quiet', '-b', 'other', 'HEAD~2');
  await run(sandbox, 'note', '7', 'So.');
  sandbox.git('rebase', '--quiet', '--keep-empty', 'other', 'main');
  expect(await plan(sandbox, ['audit'])).toMatchObject({ code: 0 });
  const body = sandbox.git('log', '--reverse', '--format=* %s%n%n%b', 'other..main');
  sandbox.git('checkout', '--quiet', 'other');
  sandbox.git('merge', '--quiet', '--squash', 'main');
  sandbox.git('commit', '--quiet', '-m', `A better word (#2)\n\n${body}`);
  expect(await plan(sandbox, ['audit'])).toMatchObject({ code: 0 });
});

test('one’s own commit is acknowledged only with an authority', async () => {
  const { sandbox, hash } = handEdited();
  const own = await plan(sandbox, ['acknowledge', hash, '--note', 'Fine.']);
  expect(own.stderr).toMatch(/is your own commit: somebody else acknowledges it\n.*--authority/);
  expect(own.code).toBe(3);
  // By hand it counts no more than with the command.
  const claim = `Plan-Change: acknowledge\nPlan-Acknowledges: ${hash}`;
  sandbox.git('commit', '--quiet', '--allow-empty', '-m', `plan\n\nFine.\n\n${claim}`);
  expect(await plan(sandbox, ['audit'])).toMatchObject({ code: 1 });
});

test('a note, a short hash and a commit with other changes acknowledge nothing', async () => {
  const { sandbox, hash } = handEdited();
  const claim = `Plan-Change: acknowledge\nPlan-Authority: Minute 12\nPlan-Acknowledges: ${hash}`;
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
  expect(stderr).toMatch(/1 acknowledged/);
});
