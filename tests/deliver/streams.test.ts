/** Where an answer goes: a reader that has enough, is slow, or has no room. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { program, shippedPlan } from '../shipped.ts';

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

test('a pipe that takes no more at the moment gets the rest later', async () => {
  // Node makes what it reads and writes as a socket into what never waits, for whoever shares it.
  const sharing = `
    new (require('node:net').Socket)({ fd: 1 });
    require('node:child_process').spawn(process.execPath, ${JSON.stringify([program, 'report', '--format', 'html'])}, { stdio: ['ignore', 1, 2] }).on('exit', (code) => process.exit(code));
  `;
  const given = placed();
  const child = spawn(process.execPath, ['-e', sharing], { ...given, stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  await new Promise((resolve) => setTimeout(resolve, 1500));
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  await once(child.stdout, 'end');
  const whole = spawnSync(process.execPath, [program, 'report', '--format', 'html'], given).stdout;
  expect(whole.length).toBeGreaterThan(100_000);
  expect(Buffer.concat(chunks).equals(whole)).toBe(true);
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
        'plan: can’t write the answer: ENOSPC: no space left on device, write\n  make room, or write it elsewhere\n',
      status: 3,
    });
  },
);
