/** Programs on disks that are full or can't be written to. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { TestContext } from 'vitest';
import type { Ran, Sandbox } from './sandbox.ts';

/** Makes one file of a TypeScript program, whose imports start from the repository’s root, that Node can run. */
export function bundle(box: Sandbox, source: string, name = 'program'): string {
  const outfile = join(box.home, `${name}.mjs`);
  const stdin = { contents: source, loader: 'ts', resolveDir: join(import.meta.dirname, '../..') } as const;
  // Some packages are CommonJS inside, and look for a `require`.
  const js = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  buildSync({
    ...{ stdin, outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' },
    banner: { js },
  });
  return outfile;
}

/** Runs a program beside two small disks of 64 KiB, `disk` and `other`. It may mount as it likes. */
export function onSmallDisks(box: Sandbox, context: TestContext, script: string): Promise<Ran> {
  for (const name of ['disk', 'other']) mkdirSync(box.at(name));
  const mounts = 'mount -t tmpfs -o size=64k none disk && mount -t tmpfs -o size=64k none other';
  return inOwnMounts(box, context, `${mounts} && exec "$@"`, [process.execPath, script]);
}

/**
 * Runs a script of Bash that may mount as it likes: nobody else sees it, and it is gone when the script ends. Skips the
 * test where a process can't have mounts of its own.
 */
export function inOwnMounts(
  box: Sandbox,
  { skip }: TestContext,
  script: string,
  args: readonly string[] = [],
): Promise<Ran> {
  const options = ['-rm', '-m'].find(canMount);
  if (!options)
    skip('no process may have mounts of its own here: `unshare -rm` and `unshare -m` are refused');
  return box.run('unshare', [options!, 'bash', '-c', script, 'bash', ...args]);
}

function canMount(options: string): boolean {
  try {
    execFileSync('unshare', [options, 'mount', '-t', 'tmpfs', 'none', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
