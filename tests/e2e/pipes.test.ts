/** Output to pipes that are closed early or are slow, and to full disks. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { program, shippedPlan } from '../support/shipped.ts';

function planOptions() {
  const { dir, env } = shippedPlan();
  return { cwd: dir, env } as const;
}

test('a reader that closes the pipe early is no error', () => {
  const { stdout, stderr, status } = spawnSync(
    'bash',
    ['-c', `${process.execPath} ${program} report --format html | head -1; exit \${PIPESTATUS[0]}`],
    { ...planOptions(), encoding: 'utf8' },
  );
  expect({ stdout, stderr, status }).toEqual({ stdout: '<!doctype html>\n', stderr: '', status: 0 });
});

test('a full non-blocking pipe gets all output', () => {
  // Another process with the same pipe can make it non-blocking.
  const nonBlocking = 'use Fcntl; fcntl(STDOUT, F_SETFL, O_WRONLY | O_NONBLOCK) or die; exec @ARGV';
  const words = [program, 'report', '--format', 'html'];
  const options = planOptions();
  const { stdout, stderr } = spawnSync(
    'bash',
    ['-c', `perl -e '${nonBlocking}' "$0" "$@" | (sleep 1.5; cat)`, process.execPath, ...words],
    options,
  );
  expect(stderr.toString()).toBe('');
  const whole = spawnSync(process.execPath, words, options).stdout;
  expect(whole.length).toBeGreaterThan(100_000);
  expect(stdout.equals(whole)).toBe(true);
});

test
  .skipIf(!existsSync('/dev/full'))
  .each([
    'update 5 7 --status on-hold',
    'update 5 --status on-hold --json',
    'update 5 --status on-hold --no-commit',
    'apply rows.csv',
    'apply rows.csv --commit-each --json',
    'undo',
    'setup',
    'hook install',
    'validate --fix',
    'codeowners --write',
    'sync',
  ])('a change is done when its result can’t be printed: %s', async (words) => {
  const sandbox = shippedPlan();
  sandbox.write({ 'rows.csv': 'id,status\n5,on-hold\n7,on-hold\n' });
  if (words === 'undo') await sandbox.run('plan', ['update', '5', '--status', 'on-hold']);
  if (words === 'sync') {
    sandbox.git('init', '--quiet', '--bare', '../hub.git');
    sandbox.git('remote', 'add', 'origin', sandbox.at('../hub.git'));
    sandbox.git('push', '--quiet', '--set-upstream', 'origin', 'main');
    await sandbox.run('plan', ['update', '5', '--status', 'on-hold']);
  }
  if (words === 'validate --fix')
    sandbox.commit({
      'plan/items/05.yaml': sandbox
        .read('plan/items/05.yaml')
        .replace('pillar: prevention', 'pillar: PREVENTION'),
    });
  if (words.startsWith('codeowners'))
    sandbox.commit({
      'plan/agencies.yaml': sandbox
        .read('plan/agencies.yaml')
        .replace('- id: dol\n', '- id: dol\n    owners: ["@org/labour"]\n'),
    });
  const run = () => sandbox.run('bash', ['-c', `plan ${words} > /dev/full`]);
  const first = await run();
  expect(first.stderr).toMatch(/^plan: the change was made, but its result was not printed: .*ENOSPC/m);
  expect(first.code).toBe(0);
  const state = () => [sandbox.git('rev-parse', 'HEAD'), sandbox.git('diff')];
  const before = state();
  // A second run finds nothing to change.
  if (words !== 'undo') expect((await sandbox.run('bash', ['-c', `plan ${words}`])).code).toBe(0);
  if (words !== 'undo') expect(state()).toEqual(before);
});

test.skipIf(!existsSync('/dev/full')).each(['list', 'list --json', '--help'])(
  '%s, on a full disk',
  (words) => {
    const { stderr, status } = spawnSync(
      'bash',
      ['-c', `${process.execPath} ${program} ${words} > /dev/full`],
      { ...planOptions(), encoding: 'utf8' },
    );
    expect({ stderr, status }).toEqual({
      stderr:
        'plan: can’t write to standard output: ENOSPC: no space left on device, write\n  free some disk space, or write to another disk\n',
      status: 3,
    });
  },
);
