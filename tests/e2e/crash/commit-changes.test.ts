/** A change that makes files, killed at every step, git with it or not: whole or never made, once it is recovered. */
import { existsSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Scope } from '../../support/commit-files.ts';
import { inUse, outcomeChecker, program, recoverNow, run } from '../../support/commit-script.ts';
import { decisive, killedAtEachStep } from '../../support/kill-at-steps.ts';
import { sandbox, snapshot } from '../../support/sandbox.ts';
import { leftIn } from '../../support/shipped.ts';

test.each<[string, Scope, boolean, RegExp?]>([
  ['one file changed and two made', 'all', true],
  ['two files made before the first commit', 'created', false, decisive],
  ['a message alone', 'message', true, decisive],
])('%s (%s), killed', async (_, what, born, only) => {
  const box = inUse({ born });
  const restore = snapshot(box);
  const outcomeOf = outcomeChecker(box, what);
  const seen = new Set<string>();
  for await (const { step } of killedAtEachStep(box, [program(box), what], restore, only)) {
    await recoverNow(box);
    // A git that was not killed goes on for a while; of a message alone there is nothing to recover, so nobody waits.
    if (what === 'message') await expect.poll(() => existsSync(box.at('.git/index.lock'))).toBe(false);
    const now = outcomeOf();
    expect(['after', 'before'], step).toContain(now);
    expect(leftIn(box), step).not.toContain('journal.json');
    seen.add(now);
  }
  expect([...seen].sort()).toEqual(['after', 'before']);
});

test('a change that a hook refuses, killed', async () => {
  const box = inUse();
  box.hook('pre-commit', 'exit 1');
  const restore = snapshot(box);
  const outcomeOf = outcomeChecker(box, 'all');
  for await (const { step } of killedAtEachStep(box, [program(box), 'all'], restore, decisive)) {
    await recoverNow(box);
    expect(outcomeOf(), step).toBe('before');
  }
});

/** Each runs in the midst of a git of ours: of the one that announces new files, and of the commit. */
const moments: [hook: string, condition: string, outcome: 'before' | 'after'][] = [
  ['post-index-change', '[ ! -e .git/plantrail/old/seen ]', 'before'],
  ['pre-commit', 'true', 'before'],
  ['commit-msg', 'true', 'before'],
  ['reference-transaction', '[ "$1" = prepared ]', 'before'],
  ['reference-transaction', '[ "$1" = committed ] && grep -q HEAD', 'after'],
  ['post-commit', 'true', 'after'],
];

test.each(
  moments.flatMap((moment) => [
    [...moment, 'git', true] as const,
    [...moment, 'everybody', true] as const,
    // Before the first commit, where HEAD has to be undone as well.
    ...(moment[0] === 'reference-transaction' ? [[...moment, 'everybody', false] as const] : []),
  ]),
)(
  'in %s, where %s: %s, when killed are: %s (after the first commit: %s)',
  async (hook, condition, outcome, who, born) => {
    const box = inUse({ born });
    const what = born ? 'all' : 'created';
    const outcomeOf = outcomeChecker(box, what);
    const kill = who === 'git' ? 'kill -KILL $PPID' : 'kill -KILL 0; sleep 60';
    box.hook(hook, `if ${condition}; then ${kill}; fi`);
    const ran = await run(box, [what], { detached: true });
    if (who === 'everybody') expect(ran.signal).toBe('SIGKILL');
    rmSync(box.at(`.git/hooks/${hook}`));
    // Git's own locks tell nobody whose they are: the user is told, and removes them.
    const locks = leftIn(box).filter((name) => name.endsWith('.lock'));
    for (const name of [...locks, 'refs/heads/main.lock', 'HEAD.lock'])
      rmSync(box.at(`.git/${name}`), { force: true });
    await recoverNow(box);
    expect(outcomeOf(), ran.stdout).toBe(outcome);
    expect(leftIn(box)).not.toContain('journal.json');
    expect(await run(box, ['message'])).toMatchObject({ code: 0 });
  },
);

test('without git, killed', async () => {
  const box = sandbox({ repository: false });
  box.write({ 'plan/items/05 ā.yaml': 'old\n' });
  const restore = snapshot(box);
  const words = [program(box), 'all', '--no-commit'];
  const seen = new Set<string>();
  for await (const _ of killedAtEachStep(box, words, restore, decisive)) {
    await recoverNow(box);
    const all = ['plan/items/29.yaml', 'plan/evidence'].map((path) => existsSync(box.at(path)));
    seen.add(`${box.read('plan/items/05 ā.yaml').trim()} ${all}`);
  }
  expect([...seen].sort()).toEqual(['new true,true', 'old false,false']);
});
