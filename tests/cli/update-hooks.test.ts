/** When git does not make the commit of an update, nothing is changed, and the error says why. */
import { expect, test } from 'vitest';
import { planProcess } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { fewItems, shippedPlan, stateOf } from '../support/shipped.ts';

const update = 'update 5 7 --status on-hold';

/** A plan in a repository with other staged, edited and untracked files. */
function inUse(): Sandbox {
  const sandbox = shippedPlan(fewItems);
  sandbox.write({ 'minutes.txt': 'staged\n' });
  sandbox.git('add', 'minutes.txt');
  sandbox.write({ 'minutes.txt': 'staged, then edited\n', 'new.txt': 'not yet added\n' });
  return sandbox;
}

const obstacles: Record<string, { arrange(sandbox: Sandbox): void; error: string }> = {
  'a pre-commit hook that fails without a message': {
    arrange: (sandbox) => sandbox.hook('pre-commit', 'exit 1'),
    error: 'the commit was refused: git gave no reason\n  a hook may have refused it: see `',
  },
  'a pre-commit hook that fails with a message': {
    arrange: (sandbox) => sandbox.hook('pre-commit', 'echo "kaua e kī: no work on Fridays" >&2; exit 1'),
    error: 'the commit was refused: kaua e kī: no work on Fridays\n',
  },
  'a commit-msg hook': {
    arrange: (sandbox) =>
      sandbox.hook('commit-msg', 'grep -q "^Ticket:" "$1" || { echo "no ticket" >&2; exit 1; }'),
    error: 'the commit was refused: no ticket\n',
  },
  'a hook in `core.hooksPath`': {
    arrange(sandbox) {
      sandbox.hook('../elsewhere/pre-commit', 'exit 1');
      sandbox.git('config', 'core.hooksPath', '.git/elsewhere');
    },
    error: '.git/elsewhere/pre-commit`',
  },
  'a hook that removes the change from the commit': {
    arrange: (sandbox) => sandbox.hook('pre-commit', 'git reset --quiet -- plan'),
    error: 'a hook removed the change from it',
  },
  'a signer that fails': {
    arrange(sandbox) {
      sandbox.git('config', 'commit.gpgsign', 'true');
      sandbox.git('config', 'gpg.program', 'false');
    },
    error: 'gpg failed to sign the data',
  },
  'a locked branch': {
    arrange: (sandbox) => sandbox.write({ '.git/refs/heads/main.lock': '' }),
    error: 'main.lock',
  },
};

test.each(Object.entries(obstacles))(
  '%s: an error, and nothing is changed',
  async (_, { arrange, error }) => {
    const sandbox = inUse();
    arrange(sandbox);
    const before = stateOf(sandbox);
    const text = await planProcess(sandbox, update);
    expect(text).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining(error) });
    const json = await planProcess(sandbox, `${update} --json`);
    expect(json).toMatchObject({ code: 3, stderr: '' });
    expect(JSON.parse(json.stdout)).toMatchObject({ kind: 'error', error: { code: 'git' } });
    expect(stateOf(sandbox)).toEqual(before);
  },
);

test.each(['INT', 'TERM', 'HUP'])('SIG%s to all processes during a hook changes nothing', async (signal) => {
  const sandbox = inUse();
  sandbox.hook('pre-commit', `kill -${signal} 0; sleep 60`);
  const before = stateOf(sandbox);
  const result = await planProcess(sandbox, update, { detached: true });
  expect(result).toMatchObject({ code: 130, stdout: '' });
  expect(result.stderr).toBe('plan: interrupted: nothing was changed\n  run the command again\n');
  expect(stateOf(sandbox)).toEqual(before);
});

test('an interruption is an error in JSON too', async () => {
  const sandbox = inUse();
  sandbox.hook('pre-commit', 'kill -INT 0; sleep 60');
  const { code, stdout, stderr } = await planProcess(sandbox, `${update} --json`, { detached: true });
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'error', error: { code: 'interrupted' } });
  expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
});

test('a signal to `plan` alone is handled after the commit', async () => {
  const sandbox = inUse();
  const { staged, unstaged } = stateOf(sandbox);
  sandbox.hook('pre-commit', 'pid=$(ls .git/plantrail/lock | cut -d- -f1); kill -INT $pid; kill -TERM $pid');
  expect(await planProcess(sandbox, update)).toMatchObject({ code: 0, stderr: '' });
  expect(stateOf(sandbox)).toMatchObject({ staged, unstaged, left: [] });
  expect(sandbox.git('show', '--format=', '--name-only')).toBe('plan/items/05.yaml\nplan/items/07.yaml');
});
