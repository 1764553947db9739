/** Runs programs on small, full and read-only disks. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { TestContext } from 'vitest';
import type { ProcessResult, Sandbox } from './sandbox.ts';

/** Bundles a program of `programs/` into one file that Node can run. */
export function bundle(sandbox: Sandbox, name: string): string {
  const outfile = join(sandbox.home, `${name}.mjs`);
  // Some packages contain CommonJS and need `require`.
  const js = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  buildSync({
    entryPoints: [join(import.meta.dirname, 'programs', `${name}.ts`)],
    ...{ outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' },
    banner: { js },
  });
  return outfile;
}

/** Fills the small disk `disk`. */
export const fillDisk = 'cat /dev/zero > disk/fill 2> /dev/null';

/**
 * Runs a program of `programs/` in a folder with two disks of 64 KiB, `disk` and `other`, which it may remount.
 * @param shell Bash scripts to run before and after it
 */
export function onSmallDisks(
  sandbox: Sandbox,
  context: TestContext,
  [program, ...args]: readonly [string, ...string[]],
  { before = ':', after = ':' } = {},
): Promise<ProcessResult> {
  for (const name of ['disk', 'other']) mkdirSync(sandbox.at(name));
  const mounts = 'mount -t tmpfs -o size=64k none disk && mount -t tmpfs -o size=64k none other';
  const script = `${mounts} || exit\n${before}\n"$@"\n${after}`;
  return inOwnMounts(sandbox, context, script, [process.execPath, bundle(sandbox, program), ...args]);
}

/**
 * Runs a Bash script in a mount namespace of its own, so that its mounts end with it. Skips the test where that is not
 * allowed.
 */
export function inOwnMounts(
  sandbox: Sandbox,
  { skip }: TestContext,
  script: string,
  args: readonly string[] = [],
): Promise<ProcessResult> {
  const options = ['-rm', '-m'].find(canMount);
  if (!options) skip('mount namespaces are not allowed here: `unshare -rm` and `unshare -m` fail');
  return sandbox.run('unshare', [options!, 'bash', '-c', script, 'bash', ...args]);
}

function canMount(options: string): boolean {
  try {
    execFileSync('unshare', [options, 'mount', '-t', 'tmpfs', 'none', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
