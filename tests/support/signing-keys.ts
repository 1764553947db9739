/** Real keys to sign with, made for one test. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Sandbox } from './sandbox.ts';

/** From here on commits are signed by a new SSH key. */
export function signWithSsh(box: Sandbox, { name = 'key', isKnown = true } = {}): void {
  const key = join(box.home, name);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', key], { env: box.env });
  const signers = join(box.home, 'allowed-signers');
  const line = `mere@example.org ${execFileSync('cat', [`${key}.pub`], { encoding: 'utf8' })}`;
  writeFileSync(signers, isKnown ? line : '', { flag: 'a' });
  box.git('config', 'gpg.format', 'ssh');
  box.git('config', 'gpg.ssh.allowedSignersFile', signers);
  box.git('config', 'user.signingkey', `${key}.pub`);
  box.git('config', 'commit.gpgsign', 'true');
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
  box: Sandbox,
  { expires = 'never', at }: { expires?: string; at?: string } = {},
): void {
  // A socket's path can't be long, so it is not in the sandbox's own long one.
  const home = join(box.home, 'g');
  mkdirSync(home, { mode: 0o700 });
  box.env.GNUPGHOME = home;
  onTestFinished(() => {
    execFileSync('gpgconf', ['--kill', 'all'], { env: box.env });
  });
  const then = at === undefined ? [] : ['--faked-system-time', at];
  const key = ['--quick-gen-key', 'Mere Tuhoe <mere@example.org>', 'ed25519', 'sign', expires];
  execFileSync('gpg', ['--batch', '--passphrase', '', ...then, ...key], { env: box.env, stdio: 'pipe' });
  const list = execFileSync('gpg', ['--batch', '--with-colons', '--list-keys'], {
    env: box.env,
    encoding: 'utf8',
  });
  box.git('config', 'gpg.format', 'openpgp');
  box.git('config', 'user.signingkey', /^fpr:+(\w+):/m.exec(list)![1]!);
  box.git('config', 'commit.gpgsign', 'true');
}
