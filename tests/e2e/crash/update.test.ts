/** The program killed at every step of the write path, and what the next command makes of it. */
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { killedAtEveryStep } from '../../support/killing.ts';
import { planProcess } from '../../support/plan.ts';
import type { Sandbox } from '../../support/sandbox.ts';
import { few, leftIn, program, shippedPlan } from '../../support/shipped.ts';

/** A plan whose owner is at other work, and a way back to it. */
function kept(): { box: Sandbox; arrange: () => void } {
  const box = shippedPlan([...few, '20']);
  box.write({ 'minutes.txt': 'staged\n' });
  box.git('add', 'minutes.txt');
  const pristine = box.at('../pristine');
  cpSync(box.dir, pristine, { recursive: true, preserveTimestamps: true });
  return {
    box,
    arrange() {
      rmSync(box.dir, { recursive: true, force: true, maxRetries: 5 });
      cpSync(pristine, box.dir, { recursive: true, preserveTimestamps: true });
    },
  };
}

const report = (...items: string[]) => ['update', ...items, '--status', 'on-hold', '--note', 'Waiting.'];

/** How many of these items hold a report. */
const reported = (box: Sandbox, items: readonly string[]) =>
  items.filter((id) => /^updates:/m.test(box.read(`plan/items/${id}.yaml`))).length;

const strays = (box: Sandbox) =>
  readdirSync(box.at('plan'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp'));

// Both commands come upon what a step leaves behind: turn about.
const next = (step: number) => (Math.floor(step / 2) % 2 === 0 ? 'list' : 'update 20 --status on-hold');

test.each([
  ['one item', ['05'], ['before', 'after']],
  ['three items', few, ['before']],
] as const)('an update of %s is whole or was never made', { timeout: 240_000 }, async (_, items, whens) => {
  const { box, arrange } = kept();
  const seen = new Set<string>();
  for await (const { step, when, killed } of killedAtEveryStep(box, [program, ...report(...items)], {
    arrange,
    whens,
  })) {
    const workspace = `${when} step ${step}`;
    const { code, stderr } = await planProcess(box, next(step));
    expect(code, `${workspace}: ${stderr}`).toBe(0);
    const changed = reported(box, items);
    expect([0, items.length], workspace).toContain(changed);
    expect(box.git('status', '--porcelain'), workspace).toBe('A  minutes.txt');
    expect(strays(box), workspace).toEqual([]);
    // What hinders nobody, in git's own folder, is cleared away by whoever writes next.
    if (next(step) === 'list') expect(leftIn(box), workspace).not.toContain('journal.json');
    else expect(leftIn(box), workspace).toEqual([]);
    const outcome = /rolled back|is complete/.exec(stderr)?.[0] ?? stderr;
    seen.add(`${killed ? 'killed' : 'done'}, ${changed === 0 ? 'before' : 'after'}: ${outcome}`);
  }
  expect([...seen].sort()).toMatchInlineSnapshot(`
    [
      "done, after: ",
      "killed, after: ",
      "killed, after: is complete",
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
