/** `plan apply` and `plan undo`, killed: the next command finds all of the change or nothing. */
import { expect, test } from 'vitest';
import { decisive, killedAtEachStep } from '../../support/kill-at-steps.ts';
import { plan } from '../../support/plan.ts';
import { snapshot } from '../../support/sandbox.ts';
import { fewItems, leftoversIn, program, shippedPlan } from '../../support/shipped.ts';

const rows = fewItems.map((id) => `- { id: ${Number(id)}, status: on-hold, note: Waiting. }\n`).join('');

test.each([
  ['apply', ['apply', 'rows.yaml'], false],
  ['undo', ['undo'], true],
] as const)('%s', async (_, words, needsChange) => {
  const sandbox = shippedPlan([...fewItems, '20']);
  sandbox.commit({ 'rows.yaml': rows });
  if (needsChange) await plan(sandbox, 'apply rows.yaml');
  const restore = snapshot(sandbox);
  const reported = () =>
    fewItems.filter((id) => /^updates:/m.test(sandbox.read(`plan/items/${id}.yaml`))).length;
  const seen = new Set<number>();
  for await (const { step } of killedAtEachStep(sandbox, [program, ...words], restore, decisive)) {
    const next = await plan(sandbox, 'update 20 --status on-hold');
    expect(next.code, `${step}: ${next.stderr}`).toBe(0);
    expect([0, fewItems.length], step).toContain(reported());
    seen.add(reported());
    expect(sandbox.git('status', '--porcelain'), step).toBe('');
    expect(leftoversIn(sandbox), step).toEqual([]);
  }
  expect(seen.size).toBe(2);
});
