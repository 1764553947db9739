/** Where an answer goes: a reader that has enough, is slow, or has no room. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { program, shippedPlan } from '../support/shipped.ts';

function placed() {
  const { dir, env } = shippedPlan();
  return { cwd: dir, env } as const;
}

test('a reader that closes the pipe has what it wanted', () => {
  const { stdout, stderr, status } = spawnSync(
    'bash',
    ['-c', `${process.execPath} ${program} report --format html | head -1; exit \${PIPESTATUS[0]}`],
    { ...placed(), encoding: 'utf8' },
  );
  expect({ stdout, stderr, status }).toEqual({ stdout: '<!doctype html>\n', stderr: '', status: 0 });
});

test('a pipe that takes no more at the moment gets the rest later', () => {
  // Whoever shares a pipe can make it one that never waits.
  const unwaiting = 'use Fcntl; fcntl(STDOUT, F_SETFL, O_WRONLY | O_NONBLOCK) or die; exec @ARGV';
  const words = [program, 'report', '--format', 'html'];
  const given = placed();
  const { stdout, stderr } = spawnSync(
    'bash',
    ['-c', `perl -e '${unwaiting}' "$0" "$@" | (sleep 1.5; cat)`, process.execPath, ...words],
    given,
  );
  expect(stderr.toString()).toBe('');
  const whole = spawnSync(process.execPath, words, given).stdout;
  expect(whole.length).toBeGreaterThan(100_000);
  expect(stdout.equals(whole)).toBe(true);
});

test.skipIf(!existsSync('/dev/full')).each(['list', 'list --json', '--help'])(
  '%s, on a full disk',
  (words) => {
    const { stderr, status } = spawnSync(
      'bash',
      ['-c', `${process.execPath} ${program} ${words} > /dev/full`],
      { ...placed(), encoding: 'utf8' },
    );
    expect({ stderr, status }).toEqual({
      stderr:
        'plan: can’t write to standard output: ENOSPC: no space left on device, write\n  free some disk space, or write to another disk\n',
      status: 3,
    });
  },
);
