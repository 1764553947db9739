/** Temporary folders, in memory if possible, because the tests write and delete about a hundred thousand files. */
import { mkdtempSync, readFileSync, realpathSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const base = process.env.TMPDIR ?? (isUsable('/dev/shm') ? '/dev/shm' : tmpdir());

/** Whether a folder is in memory, has enough free space, and can contain programs. */
function isUsable(folder: string): boolean {
  try {
    const [, , type, options = ''] =
      readFileSync('/proc/mounts', 'utf8')
        .split('\n')
        .map((line) => line.split(' '))
        .find(([, path]) => path === folder) ?? [];
    const { bavail, bsize } = statfsSync(folder);
    return type === 'tmpfs' && !options.split(',').includes('noexec') && bavail * bsize > 2 ** 30;
  } catch {
    return false;
  }
}

/** Creates a folder for the running test, which is deleted after it. */
export function tempFolder(): string {
  const folder = realpathSync(mkdtempSync(join(base, 'plantrail-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}
