/** Rules about rows of `plan apply`: the documented examples break and keep them. */
import { describe, expect, test } from 'vitest';
import { ruleDocs } from '../../src/rule-docs/index.ts';
import { plan } from '../support/plan.ts';
import { fewItems, shippedPlan } from '../support/shipped.ts';

const rules = ruleDocs.filter(({ subject }) => subject === 'import');

test('there are rules about rows', () => expect(rules.length).toBeGreaterThan(5));

describe.each(rules)('$id', ({ id, wrong, right }) => {
  const errorsOf = async (table: string) => {
    const sandbox = shippedPlan(fewItems);
    await plan(sandbox, ['update', '5', '--status', 'on-hold', '--as-of', '2026-06-30']);
    const words = ['apply', '-', '--from', 'csv', '-n'];
    const { stderr, code } = await plan(sandbox, words, { input: table });
    expect([0, 2, 3]).toContain(code);
    return stderr;
  };

  test('finds the wrong example', async () => {
    expect(await errorsOf(wrong)).toMatch(new RegExp(`^-:\\d+:\\d+: error: .* \\[${id}\\]\\n`, 'm'));
  });

  test('accepts the right example', async () => {
    expect(await errorsOf(right)).not.toContain(`[${id}]`);
  });
});
