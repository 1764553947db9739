/** A change that makes files, killed at every step, git with it or not: whole or never made, once it is recovered. */
import { cpSync, existsSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Scope } from '../../support/commit-files.ts';
import { inUse, outcomeChecker, program, recoverNow, run } from '../../support/commit-script.ts';
import { killedAtEveryStep } from '../../support/killing.ts';
import { type Sandbox, sandbox } from '../../support/sandbox.ts';
import { leftIn } from '../../support/shipped.ts';

function kept(box: Sandbox) {
  const pristine = box.at('../pristine');
  cpSync(box.dir, pristine, { recursive: true, preserveTimestamps: true });
  return () => {
    rmSync(box.dir, { recursive: true, force: true, maxRetries: 5 });
    cpSync(pristine, box.dir, { recursive: true, preserveTimestamps: true });
  };
}

test.each<[string, Scope, 'before' | 'after', boolean, string[]]>([
  ['one file changed and two made', 'all', 'before', true, ['after', 'before']],
  ['the same, and what was just begun goes on', 'all', 'after', true, ['after', 'before']],
  ['two files made before the first commit', 'created', 'after', false, ['after', 'before']],
  ['a message alone', 'message', 'after', true, ['after', 'before']],
])('%s (%s), killed %s', { timeout: 120_000 }, async (_, what, when, born, possible) => {
  const box = inUse({ born });
  const arrange = kept(box);
  const outcomeOf = outcomeChecker(box, what);
  const seen = new Set<string>();
  // What stands after a step stands before the next one: the two rounds take turns, and see every state together.
  const killing = { arrange, whens: [when], stride: 2 };
  for await (const { step } of killedAtEveryStep(box, [program(box), what], killing)) {
    await recoverNow(box);
    // A git that was not killed goes on for a while; of a message alone nothing is to be mended, so nobody waits.
    if (what === 'message') await expect.poll(() => existsSync(box.at('.git/index.lock'))).toBe(false);
    const now = outcomeOf();
    expect(possible, `${when} ${step}`).toContain(now);
    expect(leftIn(box)).not.toContain('journal.json');
    seen.add(now);
  }
  expect([...seen].sort()).toEqual(possible);
});

test('a change that a hook refuses, killed', { timeout: 120_000 }, async () => {
  const box = inUse();
  box.hook('pre-commit', 'exit 1');
  const arrange = kept(box);
  const outcomeOf = outcomeChecker(box, 'all');
  const killing = { arrange, whens: ['after'] as const, stride: 2 };
  for await (const { step } of killedAtEveryStep(box, [program(box), 'all'], killing)) {
    await recoverNow(box);
    expect(outcomeOf(), `step ${step}`).toBe('before');
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
    [...moment, 'everybody', false] as const,
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

test('without git, killed', { timeout: 120_000 }, async () => {
  const box = sandbox({ repository: false });
  box.write({ 'plan/items/05 ā.yaml': 'old\n' });
  const arrange = kept(box);
  const words = [program(box), 'all', '--no-commit'];
  const seen = new Set<string>();
  for await (const _ of killedAtEveryStep(box, words, { arrange, whens: ['before'], stride: 2 })) {
    await recoverNow(box);
    const all = ['plan/items/29.yaml', 'plan/evidence'].map((path) => existsSync(box.at(path)));
    seen.add(`${box.read('plan/items/05 ā.yaml').trim()} ${all}`);
  }
  expect([...seen].sort()).toEqual(['new true,true', 'old false,false']);
});
