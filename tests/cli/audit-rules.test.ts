/** Every rule about the trail has a repository with its defect, and one much like it without. */
import { describe, expect, test } from 'vitest';
import { historyRules } from '../../src/plan/rules/history/index.ts';
import { trails } from '../support/audit-cases.ts';
import { plan } from '../support/plan.ts';
import { fewItems, shippedPlan } from '../support/shipped.ts';

test('every rule has its trails, and every trail its rule', () => {
  expect(Object.keys(trails).toSorted()).toEqual(Object.keys(historyRules).toSorted());
});

test('every rule says in one sentence what must hold', () => {
  for (const [rule, { summary: about }] of Object.entries(historyRules)) {
    expect(rule).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    expect(about).toMatch(/^[A-Z].*\.$/);
  }
});

const cases = Object.entries(trails).flatMap(([rule, { fires, silent }]) => [
  { rule, side: 'fires', trail: fires },
  { rule, side: 'is silent', trail: silent },
]);

describe.each(cases)('$rule $side', ({ rule, side, trail }) => {
  test('in a real repository', async () => {
    const sandbox = shippedPlan(fewItems);
    await trail.build(sandbox);
    const { stdout } = await plan(sandbox.dir, ['audit', '--json', ...(trail.flags ?? [])], {
      env: sandbox.env,
    });
    const { findings } = JSON.parse(stdout) as { findings: { rule: string; severity: string }[] };
    expect([...new Set(findings.map((finding) => finding.rule))].toSorted(), stdout).toEqual(trail.finds);
    expect(trail.finds.includes(rule)).toBe(side === 'fires');
    const errors = findings.some(({ severity }) => severity === 'error');
    const told = await plan(sandbox.dir, ['audit', ...(trail.flags ?? [])], { env: sandbox.env });
    expect(told.code).toBe(errors ? 1 : 0);
    expect(told.stdout.match(/\[[a-z-]+\] in [0-9a-f]{7} of \d{4}-\d\d-\d\d by /g)?.length ?? 0).toBe(
      findings.length,
    );
    await expect(
      `${told.stdout}${told.stderr}`
        .replace(/\b[0-9a-f]{7}\b/g, '*******')
        .replace(/SHA256:\S+/g, 'SHA256:…'),
    ).toMatchFileSnapshot(`../fixtures/audit/${rule}.${side === 'fires' ? 'fires' : 'silent'}.txt`);
  });
});
