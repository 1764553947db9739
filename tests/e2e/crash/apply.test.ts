/** `apply` and `undo` killed at steps of the write path: whole or never made, and the next command says so. */
import { cpSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { killedAtEveryStep } from '../../support/killing.ts';
import { planProcess } from '../../support/plan.ts';
import { few, leftIn, program, shippedPlan } from '../../support/shipped.ts';

const rows = few.map((id) => `- { id: ${Number(id)}, status: on-hold, note: Waiting. }\n`).join('');

test.each([
  ['apply', ['apply', 'rows.yaml'], false],
  ['undo', ['undo'], true],
] as const)('%s', { timeout: 240_000 }, async (_, words, isMadeBefore) => {
  const box = shippedPlan([...few, '20']);
  box.commit({ 'rows.yaml': rows });
  if (isMadeBefore) await planProcess(box, 'apply rows.yaml');
  const pristine = box.at('../pristine');
  cpSync(box.dir, pristine, { recursive: true, preserveTimestamps: true });
  const arrange = () => {
    rmSync(box.dir, { recursive: true, force: true, maxRetries: 5 });
    cpSync(pristine, box.dir, { recursive: true, preserveTimestamps: true });
  };
  const reported = () => few.filter((id) => /^updates:/m.test(box.read(`plan/items/${id}.yaml`))).length;
  const seen = new Set<number>();
  for await (const { step } of killedAtEveryStep(box, [program, ...words], {
    arrange,
    whens: ['before'],
    stride: 7,
  })) {
    const next = await planProcess(box, 'update 20 --status on-hold');
    expect(next.code, `step ${step}: ${next.stderr}`).toBe(0);
    expect([0, few.length], `step ${step}`).toContain(reported());
    seen.add(reported());
    expect(box.git('status', '--porcelain'), `step ${step}`).toBe('');
    expect(leftIn(box), `step ${step}`).toEqual([]);
  }
  expect(seen.size).toBe(2);
});
