/** Whatever keeps git from making the commit, everything is as before, and the user is told why. */
import { expect, test } from 'vitest';
import { planProcess } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { fewItems, shippedPlan, stateOf } from '../support/shipped.ts';

const report = 'update 5 7 --status on-hold';

/** A plan in whose repository somebody is in the middle of other work. */
function inUse(): Sandbox {
  const sandbox = shippedPlan(fewItems);
  sandbox.write({ 'minutes.txt': 'staged\n' });
  sandbox.git('add', 'minutes.txt');
  sandbox.write({ 'minutes.txt': 'staged, then edited\n', 'new.txt': 'not yet added\n' });
  return sandbox;
}

const refusing: Record<string, { arrange(sandbox: Sandbox): void; told: string }> = {
  'a pre-commit hook that says nothing': {
    arrange: (sandbox) => sandbox.hook('pre-commit', 'exit 1'),
    told: 'the commit was refused: git gave no reason\n  a hook may have refused it: see `',
  },
  'a pre-commit hook that says why': {
    arrange: (sandbox) => sandbox.hook('pre-commit', 'echo "kaua e kī: no work on Fridays" >&2; exit 1'),
    told: 'the commit was refused: kaua e kī: no work on Fridays\n',
  },
  'a commit-msg hook': {
    arrange: (sandbox) =>
      sandbox.hook('commit-msg', 'grep -q "^Ticket:" "$1" || { echo "no ticket" >&2; exit 1; }'),
    told: 'the commit was refused: no ticket\n',
  },
  'a hook in `core.hooksPath`': {
    arrange(sandbox) {
      sandbox.hook('../elsewhere/pre-commit', 'exit 1');
      sandbox.git('config', 'core.hooksPath', '.git/elsewhere');
    },
    told: '.git/elsewhere/pre-commit`',
  },
  'a hook that takes the change out of the commit': {
    arrange: (sandbox) => sandbox.hook('pre-commit', 'git reset --quiet -- plan'),
    told: 'a hook removed the change from it',
  },
  'a signer that fails': {
    arrange(sandbox) {
      sandbox.git('config', 'commit.gpgsign', 'true');
      sandbox.git('config', 'gpg.program', 'false');
    },
    told: 'gpg failed to sign the data',
  },
  'a branch that another git is at': {
    arrange: (sandbox) => sandbox.write({ '.git/refs/heads/main.lock': '' }),
    told: 'main.lock',
  },
};

test.each(Object.entries(refusing))('%s: told, and nothing is changed', async (_, { arrange, told }) => {
  const sandbox = inUse();
  arrange(sandbox);
  const before = stateOf(sandbox);
  const text = await planProcess(sandbox, report);
  expect(text).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining(told) });
  const json = await planProcess(sandbox, `${report} --json`);
  expect(json).toMatchObject({ code: 3, stderr: '' });
  expect(JSON.parse(json.stdout)).toMatchObject({ kind: 'error', error: { code: 'git' } });
  expect(stateOf(sandbox)).toEqual(before);
});

test.each(['INT', 'TERM', 'HUP'])(
  'SIG%s to everybody while a hook is at work: nothing is changed',
  async (signal) => {
    const sandbox = inUse();
    sandbox.hook('pre-commit', `kill -${signal} 0; sleep 60`);
    const before = stateOf(sandbox);
    const ran = await planProcess(sandbox, report, { detached: true });
    expect(ran).toMatchObject({ code: 130, stdout: '' });
    expect(ran.stderr).toBe('plan: interrupted: nothing was changed\n  run the command again\n');
    expect(stateOf(sandbox)).toEqual(before);
  },
);

test('an interruption is told to a program too', async () => {
  const sandbox = inUse();
  sandbox.hook('pre-commit', 'kill -INT 0; sleep 60');
  const { code, stdout, stderr } = await planProcess(sandbox, `${report} --json`, { detached: true });
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'error', error: { code: 'interrupted' } });
  expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
});

test('a signal to the program alone waits until the commit is made', async () => {
  const sandbox = inUse();
  const { staged, unstaged } = stateOf(sandbox);
  sandbox.hook('pre-commit', 'pid=$(ls .git/plantrail/lock | cut -d- -f1); kill -INT $pid; kill -TERM $pid');
  expect(await planProcess(sandbox, report)).toMatchObject({ code: 0, stderr: '' });
  expect(stateOf(sandbox)).toMatchObject({ staged, unstaged, left: [] });
  expect(sandbox.git('show', '--format=', '--name-only')).toBe('plan/items/05.yaml\nplan/items/07.yaml');
});
