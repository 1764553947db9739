/** `plan add`: ids, and items from standard input. */
import { expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import { fewItems, shippedPlan } from '../support/shipped.ts';

const decision = ['--reason', 'Asked for', '--authority', 'Minute 12'];

const fields =
  '--pillar prevention --objective O --action A --measure M --agencies dol --ongoing Always'.split(' ');

test('the id of a deleted item is not used again', async () => {
  const sandbox = shippedPlan(fewItems);
  sandbox.git('rm', '--quiet', 'plan/items/13.yaml');
  sandbox.git('commit', '--quiet', '--message', 'Gone');
  expect(await plan(sandbox, ['add', '13', ...fields, ...decision])).toMatchObject({
    code: 3,
    stderr:
      'plan: the id `13` was the id of another item, and ids are not used again\n  leave the id out to get the next one, `14`\n',
  });
  expect(await plan(sandbox, ['add', ...fields, ...decision])).toMatchObject({ code: 0 });
  expect(sandbox.read('plan/items/14.yaml')).toMatch(/^# yaml-language-server: .*\nid: 14\n/);
});

test('reads an item as YAML from standard input', async () => {
  const sandbox = shippedPlan(fewItems);
  const input =
    'pillar: Prevention\nobjective: O\naction: A\nmeasure: M\nagencies: [DoL]\ntimetable: { milestones: [{ task: T, horizon: short }] }\n';
  expect(await plan(sandbox, ['add', '-', ...decision], { input })).toMatchObject({ code: 0 });
  expect(await plan(sandbox, 'validate')).toMatchObject({ stdout: '', code: 0 });
  expect(sandbox.read('plan/items/14.yaml')).toContain('agencies: [dol]\n');
  for (const [invalid, error] of [
    [`${input}status: completed\n`, 'a new item can’t have `status`'],
    ['id: [', 'line 1 of the new item'],
    ['- a', 'is not a mapping'],
  ] as const)
    expect(await plan(sandbox, ['add', '-', ...decision], { input: invalid })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(error),
    });
});
