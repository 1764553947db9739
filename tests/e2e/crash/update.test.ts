/** `plan update`, killed at every kind of step, and with git: what the next command finds. */
import { readdirSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { killedAtEachStep } from '../../support/kill-at-steps.ts';
import { plan, planProcess } from '../../support/plan.ts';
import { type Sandbox, snapshot } from '../../support/sandbox.ts';
import { fewItems, leftoversIn, program, shippedPlan } from '../../support/shipped.ts';

/** A plan with other staged changes, and a function that restores it. */
function planWithStagedFile(): { sandbox: Sandbox; restore: () => void } {
  const sandbox = shippedPlan([...fewItems, '20']);
  sandbox.write({ 'minutes.txt': 'staged\n' });
  sandbox.git('add', 'minutes.txt');
  return { sandbox, restore: snapshot(sandbox) };
}

const update = (...items: string[]) => ['update', ...items, '--status', 'on-hold', '--note', 'Waiting.'];

/** How many of these items have an update. */
const countUpdated = (sandbox: Sandbox, items: readonly string[]) =>
  items.filter((id) => /^updates:/m.test(sandbox.read(`plan/items/${id}.yaml`))).length;

const tempFiles = (sandbox: Sandbox) =>
  readdirSync(sandbox.at('plan'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.tmp'),
  );

test('an update of three items, killed: the next command finds all of it or nothing', async () => {
  const { sandbox, restore } = planWithStagedFile();
  const seen = new Set<string>();
  for await (const { step, index, killed } of killedAtEachStep(
    sandbox,
    [program, ...update(...fewItems)],
    restore,
  )) {
    // Commands that read and commands that write take turns, at the first and at the last step of a kind.
    const next = (index + Math.floor(index / 2)) % 2 === 0 ? 'list' : 'update 20 --status on-hold';
    const { code, stderr } = await plan(sandbox, next);
    expect(code, `${step}: ${stderr}`).toBe(0);
    const changed = countUpdated(sandbox, fewItems);
    expect([0, fewItems.length], step).toContain(changed);
    expect(sandbox.git('status', '--porcelain'), step).toBe('A  minutes.txt');
    expect(tempFiles(sandbox), step).toEqual([]);
    // Other files in git's folder are removed by the next command that writes.
    if (next === 'list') expect(leftoversIn(sandbox), step).not.toContain('journal.json');
    else expect(leftoversIn(sandbox), step).toEqual([]);
    const outcome = /rolled back|the change is complete/.exec(stderr)?.[0] ?? stderr;
    seen.add(`${killed ? 'killed' : 'done'}, ${changed === 0 ? 'before' : 'after'}: ${outcome}`);
  }
  expect([...seen].sort()).toMatchInlineSnapshot(`
    [
      "done, after: ",
      "killed, after: ",
      "killed, after: the change is complete",
      "killed, before: ",
      "killed, before: rolled back",
    ]
  `);
});

test.each(['list', 'update 20 --status on-hold'])(
  '`plan %s` after a kill of all processes, git too',
  async (next) => {
    const { sandbox } = planWithStagedFile();
    sandbox.hook('pre-commit', 'kill -KILL 0; sleep 60');
    expect(await planProcess(sandbox, update('05'), { detached: true })).toMatchObject({ signal: 'SIGKILL' });

    // The lock of git does not name its holder, so the user has to remove it.
    const refused = await planProcess(sandbox, next);
    const lock = sandbox.at('.git/index.lock');
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toBe(
      `plan: another git command is running here, or one was killed: \`${lock}\` exists\n` +
        '  wait until it ends; if no git command is running, delete that file\n',
    );
    rmSync(lock);

    sandbox.hook('pre-commit', 'exit 0');
    const mended = await planProcess(sandbox, next);
    expect(mended.stderr).toMatch(
      /^plan: `plan update 05` of \S+ was interrupted before it was committed; rolled back: plan\/items\/05.yaml\n$/,
    );
    expect(mended.code).toBe(0);
    expect(countUpdated(sandbox, ['05'])).toBe(0);
    expect(sandbox.git('status', '--porcelain')).toBe('A  minutes.txt');
  },
);
