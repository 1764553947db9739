/**
 * Random commands, on a real repository and on a small model of it: after each, the plan is what the model
 * says, the audit finds the commits that changed wording by hand, and no others, and `--known` gives the state at every commit.
 */

import { expect, test } from 'vitest';
import { type Draw, World } from '../support/model/world.ts';
import fc, { times } from '../support/property.ts';

const runs = times(2);

const number = fc.nat({ max: 1000 });
const steps: fc.Arbitrary<Draw[]> = fc.array(fc.record({ kind: number, a: number, b: number, c: number }), {
  minLength: 8,
  maxLength: 24,
});

test('random commands', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (draws) => {
      const world = await World.begin();
      for (const draw of draws) {
        if (!(await world.step(draw))) continue;
        await expectAgreement(world, draw.a);
      }
      await world.end();
      await expectAgreement(world, 0);
      for (const [commit, state] of world.states)
        expect(Object.fromEntries(await world.items(commit)), commit).toEqual(state);
    }),
    { numRuns: runs, endOnFailure: true },
  );
});

async function expectAgreement(world: World, at: number): Promise<void> {
  expect(Object.fromEntries(await world.items()), world.log.join('\n')).toEqual(world.state);
  const here = new Set(world.sandbox.git('rev-list', 'HEAD').split('\n'));
  expect(await world.commitsWithFindings(), world.log.join('\n')).toEqual(
    new Set([...world.unlawful].filter((commit) => here.has(commit))),
  );
  const commits = [...world.states.keys()];
  const commit = commits[at % commits.length]!;
  expect(Object.fromEntries(await world.items(commit)), commit).toEqual(world.states.get(commit));
  expect(world.sandbox.git('status', '--porcelain')).toBe('');
}
