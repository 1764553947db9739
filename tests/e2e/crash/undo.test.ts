/** `plan undo` of an added item, which deletes its file, killed at every kind of step. */
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { killedAtEachStep } from '../../support/kill-at-steps.ts';
import { plan } from '../../support/plan.ts';
import { snapshot } from '../../support/sandbox.ts';
import { fewItems, leftoversIn, program, shippedPlan } from '../../support/shipped.ts';

const added = [
  ...['add', '99', '--pillar', 'prevention', '--objective', 'Know', '--action', 'Ask', '--measure', 'Asked'],
  ...['--agencies', 'dol', '--ongoing', 'Yearly', '--reason', 'New law', '--authority', 'Minute 5'],
];

test('the item is there or removed, and git agrees', async () => {
  const sandbox = shippedPlan(fewItems);
  expect(await plan(sandbox, added)).toMatchObject({ code: 0 });
  const restore = snapshot(sandbox);
  const seen = new Set<string>();
  for await (const { step } of killedAtEachStep(sandbox, [program, 'undo'], restore)) {
    const { code, stderr } = await plan(sandbox, 'list');
    expect(code, `${step}: ${stderr}`).toBe(0);
    expect(sandbox.git('status', '--porcelain'), step).toBe('');
    const isThere = existsSync(sandbox.at('plan/items/99.yaml'));
    expect(sandbox.git('ls-files', 'plan/items/99.yaml') !== '', step).toBe(isThere);
    expect(leftoversIn(sandbox), step).not.toContain('journal.json');
    seen.add(
      `${isThere ? 'before' : 'after'}: ${/rolled back|the change is complete/.exec(stderr)?.[0] ?? stderr}`,
    );
  }
  expect([...seen].sort()).toEqual([
    'after: ',
    'after: the change is complete',
    'before: ',
    'before: rolled back',
  ]);
});
