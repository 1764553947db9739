/** A hand edit that is right is not a crime: somebody says so, and it does not count any more. */
import { expect, test } from 'vitest';
import { append, commitAll, rewrite, run } from '../support/audit-cases.ts';
import { plan } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { few, shippedPlan, stateOf } from '../support/shipped.ts';

const told = (box: Sandbox, ...words: string[]) => plan(box.dir, words, { env: box.env });

/** A plan with a hand edit that is an error too; its hash. */
function edited(): { box: Sandbox; hash: string } {
  const box = shippedPlan(few);
  rewrite(box, '05', 'action: Collect', 'action: Gather');
  return { box, hash: commitAll(box, 'A better word') };
}

test('what is acknowledged is listed and does not count', async () => {
  const { box, hash } = edited();
  expect(await told(box, 'audit')).toMatchObject({ code: 1 });
  const by = ['--by', 'Aroha Ngata <aroha@example.org>'];
  await run(box, 'acknowledge', hash.slice(0, 7), '--note', 'Checked by the chair.\nIt is right.', ...by);
  expect(box.git('show', '--format=%an%n%B', '--stat', 'HEAD')).toBe(
    `Aroha Ngata\nplan: acknowledge ${hash.slice(0, 7)}\n\nChecked by the chair.\nIt is right.\n\nPlan-Change: acknowledge\nPlan-Acknowledges: ${hash}\n`,
  );
  const audit = await told(box, 'audit', '--fail-on', 'warning');
  expect(audit.code).toBe(0);
  expect(audit.stderr).toMatch(/^no findings in 3 commits, 3 items; 2 acknowledged\n/);
  expect(audit.stdout).toContain(
    `       acknowledged by Aroha Ngata on 2026-11-24 (${box.git('rev-parse', '--short=7', 'HEAD')}): Checked by the chair. It is right.\n`,
  );
  const { findings, summary } = JSON.parse((await told(box, 'audit', '--json')).stdout);
  expect(summary).toMatchObject({ errors: 0, warnings: 0, acknowledged: 2 });
  expect(findings[0].acknowledged).toEqual({
    ...{ commit: box.git('rev-parse', 'HEAD'), date: '2026-11-24', author: 'Aroha Ngata' },
    note: 'Checked by the chair.\nIt is right.',
  });
});

test('`-n` shows the message and does nothing', async () => {
  const { box, hash } = edited();
  const before = stateOf(box);
  const { stdout, code } = await told(box, 'acknowledge', hash, '--note', 'Fine.', '-n');
  expect(code).toBe(0);
  expect(stdout).toContain(`    Plan-Acknowledges: ${hash}\n`);
  expect({ ...stateOf(box), left: [] }).toEqual({ ...before, left: [] });
});

test('only what is found can be acknowledged, and once', async () => {
  const { box, hash } = edited();
  const refused = async (what: RegExp, ...words: string[]) => {
    const { stdout, stderr, code } = await told(box, 'acknowledge', ...words);
    expect(stderr).toMatch(what);
    expect({ stdout, code }).toEqual({ stdout: '', code: 3 });
  };
  await refused(/^plan: `[0-9a-f]{7}` has no audit findings to acknowledge/, 'HEAD~1', '--note', 'x');
  await refused(/^plan: there is no commit `nowhere`\n/, 'nowhere', '--note', 'x');
  await refused(/^plan: `[0-9a-f]{7}` has no audit findings/, hash, 'HEAD~1', '--note', 'x');
  await run(box, 'acknowledge', hash, '--note', 'Fine.');
  await refused(/^plan: `[0-9a-f]{7}` was acknowledged by Mere Tūhoe on 2026-11-24/, hash, '--note', 'x');
  expect(await told(box, 'acknowledge', hash)).toMatchObject({ code: 2 });
});

test('an acknowledgement covers no later edit', async () => {
  const { box, hash } = edited();
  await run(box, 'acknowledge', hash, '--note', 'Fine.');
  append(box, '07', '# a remark\n');
  commitAll(box, 'A remark');
  expect((await told(box, 'audit')).stderr).toMatch(/^1 warning in 4 commits, 3 items; 2 acknowledged\n/);
});

test('words in a note, a short hash and a commit that does more acknowledge nothing', async () => {
  const { box, hash } = edited();
  const claim = `Plan-Change: acknowledge\nPlan-Acknowledges: ${hash}`;
  const isOpen = async () => expect(await told(box, 'audit')).toMatchObject({ code: 1 });
  await run(box, 'update', '13', '--note', `So.\n\n${claim}`);
  await isOpen();
  box.git('commit', '--quiet', '--allow-empty', '-m', `plan\n\n${claim.slice(0, -30)}`);
  await isOpen();
  append(box, '07', '# a remark\n');
  commitAll(box, 'plan', claim);
  await isOpen();
  box.git('commit', '--quiet', '--allow-empty', '-m', `plan\n\nFine.\n\n${claim}`);
  const { stderr } = await told(box, 'audit');
  expect(stderr).toMatch(/2 acknowledged/);
});
