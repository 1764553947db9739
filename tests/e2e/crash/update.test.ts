/** The program killed at every step of the write path, and what the next command makes of it. */
import { readdirSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { killedAtEachStep } from '../../support/kill-at-steps.ts';
import { plan, planProcess } from '../../support/plan.ts';
import { type Sandbox, snapshot } from '../../support/sandbox.ts';
import { few, leftIn, program, shippedPlan } from '../../support/shipped.ts';

/** A plan whose owner is at other work, and a way back to it. */
function kept(): { box: Sandbox; restore: () => void } {
  const box = shippedPlan([...few, '20']);
  box.write({ 'minutes.txt': 'staged\n' });
  box.git('add', 'minutes.txt');
  return { box, restore: snapshot(box) };
}

const report = (...items: string[]) => ['update', ...items, '--status', 'on-hold', '--note', 'Waiting.'];

/** How many of these items hold a report. */
const reported = (box: Sandbox, items: readonly string[]) =>
  items.filter((id) => /^updates:/m.test(box.read(`plan/items/${id}.yaml`))).length;

const strays = (box: Sandbox) =>
  readdirSync(box.at('plan'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp'));

test('an update of three items, killed: the next command finds all of it or nothing', async () => {
  const { box, restore } = kept();
  const seen = new Set<string>();
  for await (const { step, index, killed } of killedAtEachStep(box, [program, ...report(...few)], restore)) {
    // Commands that read and commands that write take turns, at the first and at the last step of a kind.
    const next = (index + Math.floor(index / 2)) % 2 === 0 ? 'list' : 'update 20 --status on-hold';
    const { code, stderr } = await plan(box, next);
    expect(code, `${step}: ${stderr}`).toBe(0);
    const changed = reported(box, few);
    expect([0, few.length], step).toContain(changed);
    expect(box.git('status', '--porcelain'), step).toBe('A  minutes.txt');
    expect(strays(box), step).toEqual([]);
    // Files in git's folder that hinder nobody are removed by the next command that writes.
    if (next === 'list') expect(leftIn(box), step).not.toContain('journal.json');
    else expect(leftIn(box), step).toEqual([]);
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
  '`plan %s` after everybody, git too, was killed',
  async (next) => {
    const { box } = kept();
    box.hook('pre-commit', 'kill -KILL 0; sleep 60');
    expect(await planProcess(box, report('05'), { detached: true })).toMatchObject({ signal: 'SIGKILL' });

    // Git does not say whose its lock is, so somebody has to see that nobody is at work any more.
    const refused = await planProcess(box, next);
    const lock = box.at('.git/index.lock');
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toBe(
      `plan: another git command is running here, or one was killed: \`${lock}\` exists\n` +
        '  wait until it ends; if no git command is running, delete that file\n',
    );
    rmSync(lock);

    box.hook('pre-commit', 'exit 0');
    const mended = await planProcess(box, next);
    expect(mended.stderr).toMatch(
      /^plan: `plan update 05` of \S+ was interrupted before it was committed; rolled back: plan\/items\/05.yaml\n$/,
    );
    expect(mended.code).toBe(0);
    expect(reported(box, ['05'])).toBe(0);
    expect(box.git('status', '--porcelain')).toBe('A  minutes.txt');
  },
);
