/** Every rule about changes has a branch that breaks it and one that does not. */
import { describe, expect, test } from 'vitest';
import { allChangeRules } from '../../src/plan/rules/change/index.ts';
import { changeRuleCases } from '../support/change-rule-cases.ts';
import { plan } from '../support/plan.ts';
import { fewItems, shippedPlan } from '../support/shipped.ts';

test('every rule has cases, and every case a rule', () => {
  expect(Object.keys(changeRuleCases).toSorted()).toEqual(Object.keys(allChangeRules).toSorted());
});

test('every rule has a name and a summary of one sentence', () => {
  for (const [rule, { summary }] of Object.entries(allChangeRules)) {
    expect(rule).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    expect(summary).toMatch(/^[A-Z].*\.$/);
  }
});

const cases = Object.entries(changeRuleCases).flatMap(([rule, { fires, silent }]) => [
  { rule, side: 'fires', branch: fires },
  { rule, side: 'is silent', branch: silent },
]);

describe.each(cases)('$rule $side', ({ rule, side, branch }) => {
  test('in a repository', async () => {
    const sandbox = shippedPlan(fewItems);
    await branch.before?.(sandbox);
    sandbox.git('switch', '--quiet', '--create', 'report');
    await branch.build(sandbox);
    const words = ['validate', '--base', 'main', ...(branch.flags ?? [])];
    const { stdout, stderr, code } = await plan(sandbox, words);
    // Warnings are about the plan, of which only a few items are here.
    const own = (finding: string) => finding.includes(` [${rule}]`);
    const errors = stdout
      .split(/^(?=\S)/m)
      .filter((finding) => finding !== '' && (!/: (?:warning|note): /.test(finding) || own(finding)));
    const found = errors.map(
      (finding) => / \[([a-z-]+)\](?: in [0-9a-f]{7} of .*)?$/m.exec(finding)?.[1] ?? '',
    );
    expect([...new Set(found)].toSorted(), stdout).toEqual(branch.finds);
    expect(branch.finds.includes(rule)).toBe(side === 'fires');
    expect(code).toBe(errors.some((finding) => finding.includes(': error: ')) ? 1 : 0);
    const [since] = / in .*/.exec(stderr)!;
    await expect(`${errors.join('')}${since}\n`.replace(/\b[0-9a-f]{7}\b/g, '*******')).toMatchFileSnapshot(
      `../fixtures/base/${rule}.${side === 'fires' ? 'fires' : 'silent'}.txt`,
    );
  });
});
