/** Every rule about history has a case that breaks it and one that does not. */
import { describe, expect, test } from 'vitest';
import { historyRules } from '../../src/plan/rules/history/index.ts';
import { auditCases } from '../support/audit-cases.ts';
import { plan } from '../support/plan.ts';
import { fewItems, shippedPlan } from '../support/shipped.ts';

test('every rule has cases, and every case a rule', () => {
  expect(Object.keys(auditCases).toSorted()).toEqual(Object.keys(historyRules).toSorted());
});

test('every rule has a name and a summary of one sentence', () => {
  for (const [rule, { summary }] of Object.entries(historyRules)) {
    expect(rule).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    expect(summary).toMatch(/^[A-Z].*\.$/);
  }
});

const cases = Object.entries(auditCases).flatMap(([rule, { fires, silent }]) => [
  { rule, side: 'fires', auditCase: fires },
  { rule, side: 'is silent', auditCase: silent },
]);

describe.each(cases)('$rule $side', ({ rule, side, auditCase }) => {
  test('in a repository', async () => {
    const sandbox = shippedPlan(fewItems);
    await auditCase.build(sandbox);
    const { stdout } = await plan(sandbox, ['audit', '--json', ...(auditCase.flags ?? [])]);
    const { findings } = JSON.parse(stdout) as { findings: { rule: string; severity: string }[] };
    expect([...new Set(findings.map((finding) => finding.rule))].toSorted(), stdout).toEqual(auditCase.finds);
    expect(auditCase.finds.includes(rule)).toBe(side === 'fires');
    const errors = findings.some(({ severity }) => severity === 'error');
    const result = await plan(sandbox, ['audit', ...(auditCase.flags ?? [])]);
    expect(result.code).toBe(errors ? 1 : 0);
    expect(result.stdout.match(/\[[a-z-]+\] in [0-9a-f]{7} of \d{4}-\d\d-\d\d by /g)?.length ?? 0).toBe(
      findings.length,
    );
    await expect(
      `${result.stdout}${result.stderr}`
        .replace(/\b[0-9a-f]{7}\b/g, '*******')
        .replace(/SHA256:\S+/g, 'SHA256:…'),
    ).toMatchFileSnapshot(`../fixtures/audit/${rule}.${side === 'fires' ? 'fires' : 'silent'}.txt`);
  });
});
