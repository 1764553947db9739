/** Every rule about a change has a branch with its defect, and one much like it without. */
import { describe, expect, test } from 'vitest';
import { allChangeRules } from '../../src/plan/rules/change/index.ts';
import { branches } from '../support/change-rule-cases.ts';
import { plan } from '../support/plan.ts';
import { fewItems, shippedPlan } from '../support/shipped.ts';

test('every rule has its branches, and every branch its rule', () => {
  expect(Object.keys(branches).toSorted()).toEqual(Object.keys(allChangeRules).toSorted());
});

test('every rule says in one sentence what must hold', () => {
  for (const [rule, { summary: about }] of Object.entries(allChangeRules)) {
    expect(rule).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    expect(about).toMatch(/^[A-Z].*\.$/);
  }
});

const cases = Object.entries(branches).flatMap(([rule, { fires, silent }]) => [
  { rule, side: 'fires', branch: fires },
  { rule, side: 'is silent', branch: silent },
]);

describe.each(cases)('$rule $side', ({ rule, side, branch }) => {
  test('in a real repository', async () => {
    const sandbox = shippedPlan(fewItems);
    await branch.before?.(sandbox);
    sandbox.git('switch', '--quiet', '--create', 'report');
    await branch.build(sandbox);
    const words = ['validate', '--base', 'main', ...(branch.flags ?? [])];
    const { stdout, stderr, code } = await plan(sandbox.dir, words, { env: sandbox.env });
    // A few items alone are no tidy plan: what is only to be looked into is not about the change.
    const told = stdout
      .split(/^(?=\S)/m)
      .filter((finding) => finding !== '' && !finding.includes(': warning: '));
    const found = told.map(
      (finding) => / \[([a-z-]+)\](?: in [0-9a-f]{7} of .*)?$/m.exec(finding)?.[1] ?? '',
    );
    expect([...new Set(found)].toSorted(), stdout).toEqual(branch.finds);
    expect(branch.finds.includes(rule)).toBe(side === 'fires');
    expect(code).toBe(found.length > 0 ? 1 : 0);
    const [since] = / in .*/.exec(stderr)!;
    await expect(`${told.join('')}${since}\n`.replace(/\b[0-9a-f]{7}\b/g, '*******')).toMatchFileSnapshot(
      `../fixtures/base/${rule}.${side === 'fires' ? 'fires' : 'silent'}.txt`,
    );
  });
});
