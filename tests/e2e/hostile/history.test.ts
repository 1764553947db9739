/** Malicious text in earlier versions of a plan and in commit messages is escaped in all output. */
import { expect, test } from 'vitest';
import { actsOnTerminal, findingFormats } from '../../support/hostile-output.ts';
import { plan } from '../../support/plan.ts';
import { fewItems, shippedPlan } from '../../support/shipped.ts';

const escaped = '\\e[2J\\u202Ex\\x9b31m\\nFORGED\\rFORGED';
const raw = '\u001b[2J\u202ex\u009b31m\rFORGED';

const commands = [
  'log',
  'log 5 --json',
  'blame 5',
  'blame 5 --json',
  'show 5',
  'show 5 --json',
  'diff HEAD~2..HEAD',
  'diff HEAD~2..HEAD --json',
  'diff HEAD~2..HEAD --format markdown',
  'changes --since HEAD~2',
  'changes --since HEAD~2 --json',
  'list --known HEAD~1 --format table',
  'undo HEAD~1 -n',
  'update 5 --status in-progress -n',
  'validate --base HEAD~2',
  'doctor',
  ...findingFormats.flatMap((format) => [
    `audit --format ${format}`,
    `validate --base HEAD~1 --format ${format}`,
  ]),
];

test('text from history contains no control characters and forges no lines', async () => {
  const sandbox = shippedPlan(fewItems);
  const path = 'plan/items/05.yaml';
  const text = sandbox.read(path);
  const update = `updates:\n  - as-of: 2026-11-23\n    recorded: 2026-11-23\n    agency: dol\n    note: "${escaped}"\n    evidence: [{ title: "${escaped}", url: https://example.org }]\n`;
  sandbox.env.GIT_AUTHOR_NAME = `Mere ${raw}`;
  sandbox.commit(
    { [path]: `${text}${update}` },
    `plan: ${raw}\n\n${raw}\n\nPlan-Change: update\nPlan-Item: ${raw}`,
  );
  sandbox.commit({ [path]: `${text}${update}    visibility: public\n` }, raw);
  let printed = 0;
  for (const words of commands) {
    const { stdout, stderr, code } = await plan(sandbox, words.split(' '), { env: { NO_COLOR: '1' } });
    expect([0, 1, 3], `${words}: ${stderr}`).toContain(code);
    printed += Number(stdout.includes('FORGED'));
    expect(stdout, words).not.toMatch(actsOnTerminal);
    expect(stderr, words).not.toMatch(actsOnTerminal);
    expect(stdout + stderr, words).not.toMatch(/^FORGED/m);
    expect(stdout + stderr, words).not.toContain('unexpected error');
  }
  // Most commands print it.
  expect(printed).toBeGreaterThan(commands.length / 2);
});
