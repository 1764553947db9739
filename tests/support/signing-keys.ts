/** Real keys to sign with, made for one test. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Sandbox } from './sandbox.ts';

/** From here on commits are signed by a new SSH key. */
export function signWithSsh(sandbox: Sandbox, { name = 'key', isKnown = true } = {}): void {
  const key = join(sandbox.home, name);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', key], { env: sandbox.env });
  const signers = join(sandbox.home, 'allowed-signers');
  const line = `mere@example.org ${execFileSync('cat', [`${key}.pub`], { encoding: 'utf8' })}`;
  writeFileSync(signers, isKnown ? line : '', { flag: 'a' });
  sandbox.git('config', 'gpg.format', 'ssh');
  sandbox.git('config', 'gpg.ssh.allowedSignersFile', signers);
  sandbox.git('config', 'user.signingkey', `${key}.pub`);
  sandbox.git('config', 'commit.gpgsign', 'true');
}

export const hasGpg = (() => {
  try {
    return execFileSync('gpg', ['--version'], { stdio: 'pipe' }).length > 0;
  } catch {
    return false;
  }
})();

/**
 * From here on commits are signed by a new GPG key.
 * @param expires as gpg says it: `never`, or seconds from now, `seconds=2`
 */
export function signWithGpg(
  sandbox: Sandbox,
  { expires = 'never', at }: { expires?: string; at?: string } = {},
): void {
  // A socket's path can't be long, so it is not in the sandbox's own long one.
  const home = join(sandbox.home, 'g');
  mkdirSync(home, { mode: 0o700 });
  sandbox.env.GNUPGHOME = home;
  onTestFinished(() => {
    execFileSync('gpgconf', ['--kill', 'all'], { env: sandbox.env });
  });
  const then = at === undefined ? [] : ['--faked-system-time', at];
  const key = ['--quick-gen-key', 'Mere Tuhoe <mere@example.org>', 'ed25519', 'sign', expires];
  execFileSync('gpg', ['--batch', '--passphrase', '', ...then, ...key], { env: sandbox.env, stdio: 'pipe' });
  const list = execFileSync('gpg', ['--batch', '--with-colons', '--list-keys'], {
    env: sandbox.env,
    encoding: 'utf8',
  });
  sandbox.git('config', 'gpg.format', 'openpgp');
  sandbox.git('config', 'user.signingkey', /^fpr:+(\w+):/m.exec(list)![1]!);
  sandbox.git('config', 'commit.gpgsign', 'true');
}
