/** `plan validate --fix` fixes findings that have a single solution, in place, and commits them as a fix. */
import { describe, expect, test } from 'vitest';
import { commitAll, rewrite } from '../support/audit-cases.ts';
import { plan } from '../support/plan.ts';
import { planFolder } from '../support/plan-folder.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { fewItems, shippedPlan, stateOf } from '../support/shipped.ts';

const path = 'plan/items/05.yaml';
const validate = (sandbox: Sandbox, ...flags: string[]) => plan(sandbox, ['validate', ...flags]);

/** The rules of the errors that a run reports. */
async function errorRules(sandbox: Sandbox, ...flags: string[]): Promise<string[]> {
  const { stdout } = await validate(sandbox, '--json', ...flags);
  const findings: { rule: string; severity: string }[] = JSON.parse(stdout).findings;
  return findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
}

/** The rules of the findings of `audit` in the last commit. */
async function auditHead(sandbox: Sandbox): Promise<string[]> {
  const { stdout } = await plan(sandbox, ['audit', '--json']);
  const head = sandbox.git('rev-parse', 'HEAD');
  const findings: { rule: string; commit: string }[] = JSON.parse(stdout).findings;
  return findings.filter(({ commit }) => commit === head).map(({ rule }) => rule);
}

/** A plan with edits of item 5, committed. */
function planWithEdits(...edits: [from: string | RegExp, to: string][]): Sandbox {
  const sandbox = shippedPlan(fewItems);
  for (const [from, to] of edits) rewrite(sandbox, '05', from, to);
  commitAll(sandbox, 'A word');
  return sandbox;
}

test('replaces other spellings of values, in place', async () => {
  const sandbox = planWithEdits(
    ['pillar: prevention', "pillar:   'PREVENTION' # ours"],
    ['[dol, customs, police]', '[ "Department of Labour", customs,police ]'],
    ['agencies: [dol]\n', 'agencies:\n        - MBIE # since 2012\n'],
    ['horizon: short', 'horizon: Short'],
    [/$/, 'kind: business_as usual\n'],
  );
  const before = sandbox.read(path);
  const { stdout, code } = await validate(sandbox, '--fix');
  expect(stdout).toContain(`5 pillar: PREVENTION → prevention
5 agencies.1: Department of Labour → dol
5 kind: business_as usual → business-as-usual
5 timetable.milestones.1.horizon: Short → short
5 timetable.milestones.1.agencies.1: MBIE → dol
committed `);
  expect(code).toBe(0);
  expect(sandbox.read(path)).toBe(
    before
      .replace("'PREVENTION'", "'prevention'")
      .replace('"Department of Labour"', '"dol"')
      .replace('MBIE', 'dol')
      .replace('Short\n', 'short\n')
      .replace('business_as usual', 'business-as-usual'),
  );
  expect(sandbox.git('log', '-1', '--format=%B')).toBe('plan: 5 fixed\n\nPlan-Change: fix\nPlan-Item: 5\n');
  expect(sandbox.git('status', '--porcelain')).toBe('');
});

test('updates the fingerprint where only white space changed', async () => {
  const sandbox = planWithEdits(['Collect information', 'Collect  information']);
  expect(await errorRules(sandbox)).toEqual(['wording-changed']);
  const { stdout, code } = await validate(sandbox, '--fix');
  expect([stdout.split('\n')[0], code]).toEqual([
    '5 wording: fingerprint updated, because only white space changed',
    0,
  ]);
  expect(sandbox.git('show', '--numstat', '--format=', 'HEAD')).toBe(`1\t1\t${path}`);
  expect(await auditHead(sandbox)).toEqual([]);
});

test('`-n` shows the fixes, and the exit code is that of the remaining findings', async () => {
  const sandbox = planWithEdits(
    ['pillar: prevention', 'pillar: Prevention'],
    ['horizon: short', 'horizon: soon'],
  );
  const state = stateOf(sandbox);
  const { stdout, code } = await validate(sandbox, '--fix', '-n');
  expect(stdout).toContain('-pillar: Prevention\n+pillar: prevention\n');
  expect(stdout).toContain('    Plan-Change: fix\n');
  expect(stdout).toContain('[unknown-horizon]');
  expect(stdout).not.toContain('[wrong-form]');
  expect(code).toBe(1);
  expect(stateOf(sandbox)).toEqual(state);
});

test('does not fix findings with several solutions or none', async () => {
  const sandbox = shippedPlan(['05', '07', '10', '13', '19', '22']);
  rewrite(sandbox, '05', 'pillar: prevention', 'pillar: prevension');
  rewrite(sandbox, '07', /agencies: \[.*\]/, 'agencies: [dol, MBIE, customs]');
  rewrite(sandbox, '10', /agencies: \[.*\]/, 'agencies: [DoL, MBIE, customs]');
  rewrite(sandbox, '13', /action: \w+/, 'action: Gather');
  rewrite(sandbox, '19', /^id: 19/m, 'id: 29');
  rewrite(sandbox, '22', /pillar: \w+/, 'pillar: [Protection');
  commitAll(sandbox, 'Some words');
  const state = stateOf(sandbox);
  expect(await errorRules(sandbox, '--fix')).toEqual([
    'unknown-pillar',
    'wording-changed',
    'wrong-form',
    'wrong-form',
    'wrong-form',
    'wording-changed',
    'file-name',
    'yaml-syntax',
  ]);
  expect(stateOf(sandbox)).toEqual(state);
});

test('does not fix findings that are not selected', async () => {
  const sandbox = planWithEdits(['Collect information', 'Collect  information']);
  const state = stateOf(sandbox);
  for (const flags of [['--ignore', 'wording-changed'], ['--rule', 'future-date'], ['plan/items/07.yaml']])
    expect(await errorRules(sandbox, '--fix', ...flags)).toEqual([]);
  expect(stateOf(sandbox)).toEqual(state);
  rewrite(sandbox, '05', 'wording:', '# plan-ignore wording-changed: So in the source.\nwording:');
  const text = sandbox.read(path);
  expect(await errorRules(sandbox, '--fix', '--no-commit')).toEqual([]);
  expect(sandbox.read(path)).toBe(text);
});

test('refuses uncommitted edits, unless with `--no-commit`', async () => {
  const sandbox = shippedPlan(fewItems);
  rewrite(sandbox, '05', 'Collect information', 'Collect  information');
  const { code, stderr } = await validate(sandbox, '--fix');
  expect([code, stderr]).toEqual([3, expect.stringContaining('uncommitted changes')]);
  expect((await validate(sandbox, '--fix', '--no-commit')).code).toBe(0);
  expect(await errorRules(sandbox)).toEqual([]);
});

test('options of writing need `--fix`, and `--known` excludes it', async () => {
  const folder = planFolder();
  for (const flags of [['-n'], ['--no-commit'], ['--by', 'A <a@example.org>'], ['--fix', '--known', 'HEAD']])
    expect((await plan(folder, ['validate', ...flags])).code).toBe(2);
});

describe('the audit', () => {
  const trailers = 'Plan-Change: fix\nPlan-Item: 5';
  test('accepts a fix', async () => {
    const sandbox = shippedPlan(fewItems);
    const update = 'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, agency: mbie, note: Begun. }\n';
    rewrite(sandbox, '05', /$/, update);
    rewrite(sandbox, '05', '[dol, customs', '[mbie, customs');
    commitAll(sandbox, 'A word');
    expect((await validate(sandbox, '--fix')).code).toBe(0);
    expect(sandbox.read(path)).toContain('agency: dol,');
    expect(await auditHead(sandbox)).toEqual([]);
  });

  test('finds other changes in a commit that claims to be a fix', async () => {
    const sandbox = shippedPlan(fewItems);
    rewrite(sandbox, '05', /$/, 'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, note: Begun. }\n');
    commitAll(sandbox, 'A report');
    for (const [from, to, rule] of [
      ['[dol, customs', '[moj, customs', 'wording-unamended'],
      ['action: Collect', 'action: Gather', 'wording-unamended'],
      ['note: Begun.', 'note: Done.', 'report-altered'],
    ] as const) {
      rewrite(sandbox, '05', from, to);
      commitAll(sandbox, 'plan: 5 fixed', trailers);
      expect(await auditHead(sandbox)).toContain(rule);
    }
  });
});
