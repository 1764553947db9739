/** SSH and GPG keys for signing commits in a test. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Sandbox } from './sandbox.ts';

/** Signs all later commits with a new SSH key. @param isKnown whether the key is trusted */
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

/** Signs all later commits with a new GPG key. */
export function signWithGpg(sandbox: Sandbox): void {
  // A short path, because that of a socket is limited.
  const home = join(sandbox.home, 'g');
  mkdirSync(home, { mode: 0o700 });
  sandbox.env.GNUPGHOME = home;
  onTestFinished(() => {
    execFileSync('gpgconf', ['--kill', 'all'], { env: sandbox.env });
  });
  const key = ['--quick-gen-key', 'Mere Tuhoe <mere@example.org>', 'ed25519', 'sign', 'never'];
  execFileSync('gpg', ['--batch', '--passphrase', '', ...key], { env: sandbox.env, stdio: 'pipe' });
  const list = execFileSync('gpg', ['--batch', '--with-colons', '--list-keys'], {
    env: sandbox.env,
    encoding: 'utf8',
  });
  sandbox.git('config', 'gpg.format', 'openpgp');
  sandbox.git('config', 'user.signingkey', /^fpr:+(\w+):/m.exec(list)![1]!);
  sandbox.git('config', 'commit.gpgsign', 'true');
}
