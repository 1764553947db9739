/** `apply` and `undo` killed at steps of the write path: whole or never made, and the next command says so. */
import { expect, test } from 'vitest';
import { decisive, killedAtEachStep } from '../../support/kill-at-steps.ts';
import { plan } from '../../support/plan.ts';
import { snapshot } from '../../support/sandbox.ts';
import { few, leftIn, program, shippedPlan } from '../../support/shipped.ts';

const rows = few.map((id) => `- { id: ${Number(id)}, status: on-hold, note: Waiting. }\n`).join('');

test.each([
  ['apply', ['apply', 'rows.yaml'], false],
  ['undo', ['undo'], true],
] as const)('%s', async (_, words, isMadeBefore) => {
  const box = shippedPlan([...few, '20']);
  box.commit({ 'rows.yaml': rows });
  if (isMadeBefore) await plan(box, 'apply rows.yaml');
  const restore = snapshot(box);
  const reported = () => few.filter((id) => /^updates:/m.test(box.read(`plan/items/${id}.yaml`))).length;
  const seen = new Set<number>();
  for await (const { step } of killedAtEachStep(box, [program, ...words], restore, decisive)) {
    const next = await plan(box, 'update 20 --status on-hold');
    expect(next.code, `${step}: ${next.stderr}`).toBe(0);
    expect([0, few.length], step).toContain(reported());
    seen.add(reported());
    expect(box.git('status', '--porcelain'), step).toBe('');
    expect(leftIn(box), step).toEqual([]);
  }
  expect(seen.size).toBe(2);
});
