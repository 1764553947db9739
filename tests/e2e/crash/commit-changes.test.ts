/** A change that creates files, killed with or without git: after recovery it is complete or was never made. */
import { existsSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Scope } from '../../support/commit-files.ts';
import { outcomeChecker, program, recoverNow, repositoryInUse, run } from '../../support/commit-script.ts';
import { decisive, killedAtEachStep } from '../../support/kill-at-steps.ts';
import { createSandbox, snapshot } from '../../support/sandbox.ts';
import { leftoversIn } from '../../support/shipped.ts';

test.each<[string, Scope, boolean, RegExp?]>([
  ['one file changed and two made', 'all', true],
  ['two files made before the first commit', 'created', false, decisive],
  ['a message alone', 'message', true, decisive],
])('%s (%s), killed', async (_, what, hasCommit, only) => {
  const sandbox = repositoryInUse({ hasCommit });
  const restore = snapshot(sandbox);
  const outcomeOf = outcomeChecker(sandbox, what);
  const seen = new Set<string>();
  for await (const { step } of killedAtEachStep(sandbox, [program(sandbox), what], restore, only)) {
    await recoverNow(sandbox);
    // Git is not killed and goes on; for a message alone there is nothing to recover, so nothing waits for it.
    if (what === 'message') await expect.poll(() => existsSync(sandbox.at('.git/index.lock'))).toBe(false);
    const now = outcomeOf();
    expect(['after', 'before'], step).toContain(now);
    expect(leftoversIn(sandbox), step).not.toContain('journal.json');
    seen.add(now);
  }
  expect([...seen].sort()).toEqual(['after', 'before']);
});

test('a change that a hook refuses, killed', async () => {
  const sandbox = repositoryInUse();
  sandbox.hook('pre-commit', 'exit 1');
  const restore = snapshot(sandbox);
  const outcomeOf = outcomeChecker(sandbox, 'all');
  for await (const { step } of killedAtEachStep(sandbox, [program(sandbox), 'all'], restore, decisive)) {
    await recoverNow(sandbox);
    expect(outcomeOf(), step).toBe('before');
  }
});

/** Hooks that run during our git commands, and the outcome after a kill in each. */
const hooks: [hook: string, condition: string, outcome: 'before' | 'after'][] = [
  ['post-index-change', '[ ! -e .git/plantrail/old/seen ]', 'before'],
  ['pre-commit', 'true', 'before'],
  ['commit-msg', 'true', 'before'],
  ['reference-transaction', '[ "$1" = prepared ]', 'before'],
  ['reference-transaction', '[ "$1" = committed ] && grep -q HEAD', 'after'],
  ['post-commit', 'true', 'after'],
];

test.each(
  hooks.flatMap((hook) => [
    [...hook, 'git', true] as const,
    [...hook, 'everybody', true] as const,
    // Before the first commit, where HEAD has to be undone as well.
    ...(hook[0] === 'reference-transaction' ? [[...hook, 'everybody', false] as const] : []),
  ]),
)(
  'killed in %s where %s: the state is that %s; killed are: %s (with earlier commits: %s)',
  async (hook, condition, outcome, who, hasCommit) => {
    const sandbox = repositoryInUse({ hasCommit });
    const what = hasCommit ? 'all' : 'created';
    const outcomeOf = outcomeChecker(sandbox, what);
    const kill = who === 'git' ? 'kill -KILL $PPID' : 'kill -KILL 0; sleep 60';
    sandbox.hook(hook, `if ${condition}; then ${kill}; fi`);
    const ran = await run(sandbox, [what], { detached: true });
    if (who === 'everybody') expect(ran.signal).toBe('SIGKILL');
    rmSync(sandbox.at(`.git/hooks/${hook}`));
    // Git's own locks do not name their holder, so the user has to remove them.
    const locks = leftoversIn(sandbox).filter((name) => name.endsWith('.lock'));
    for (const name of [...locks, 'refs/heads/main.lock', 'HEAD.lock'])
      rmSync(sandbox.at(`.git/${name}`), { force: true });
    await recoverNow(sandbox);
    expect(outcomeOf(), ran.stdout).toBe(outcome);
    expect(leftoversIn(sandbox)).not.toContain('journal.json');
    expect(await run(sandbox, ['message'])).toMatchObject({ code: 0 });
  },
);

test('without git, killed', async () => {
  const sandbox = createSandbox({ repository: false });
  sandbox.write({ 'plan/items/05 ā.yaml': 'old\n' });
  const restore = snapshot(sandbox);
  const words = [program(sandbox), 'all', '--no-commit'];
  const seen = new Set<string>();
  for await (const _ of killedAtEachStep(sandbox, words, restore, decisive)) {
    await recoverNow(sandbox);
    const all = ['plan/items/29.yaml', 'plan/evidence'].map((path) => existsSync(sandbox.at(path)));
    seen.add(`${sandbox.read('plan/items/05 ā.yaml').trim()} ${all}`);
  }
  expect([...seen].sort()).toEqual(['new true,true', 'old false,false']);
});
