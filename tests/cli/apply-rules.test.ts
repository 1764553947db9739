/** Every rule about rows: the example that breaks it does, and the one that keeps it does not. */
import { describe, expect, test } from 'vitest';
import { ruleDocs } from '../../src/rule-docs/index.ts';
import { plan } from '../support/plan.ts';
import { fewItems, shippedPlan } from '../support/shipped.ts';

const rules = ruleDocs.filter(({ subject }) => subject === 'import');

test('there are rules about rows', () => expect(rules.length).toBeGreaterThan(5));

describe.each(rules)('$id', ({ id, wrong, right }) => {
  const told = async (sheet: string) => {
    const sandbox = shippedPlan(fewItems);
    await plan(sandbox.dir, ['update', '5', '--status', 'on-hold', '--as-of', '2026-06-30'], {
      env: sandbox.env,
    });
    const words = ['apply', '-', '--from', 'csv', '-n'];
    const { stderr, code } = await plan(sandbox.dir, words, {
      env: sandbox.env,
      readStdin: async () => sheet,
    });
    expect([0, 2, 3]).toContain(code);
    return stderr;
  };

  test('fires, and says what to do', async () => {
    expect(await told(wrong)).toMatch(new RegExp(`^-:\\d+:\\d+: error: .* \\[${id}\\]\\n`, 'm'));
  });

  test('is silent', async () => {
    expect(await told(right)).not.toContain(`[${id}]`);
  });
});
