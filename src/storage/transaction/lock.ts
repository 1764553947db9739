/**
 * The lock that lets one process write at a time. It is a folder that holds one file, named after the holder. A folder
 * can be renamed only to a free name or over an empty folder, so taking the lock is one rename. The lock of a dead
 * process is removed by deleting its file by name, which can't remove the file of a process that took the lock since.
 */
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { pid } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlanError } from '../../errors.ts';
import { diskError, errno, makeFolder, removeFile } from '../fs.ts';
import { isDead, type LockHolder, readHolder, thisProcess } from './lock-holder.ts';

export interface Lock {
  /** Never throws: the lock may have been removed by hand. */
  release(): void;
}

/**
 * Takes the lock, waiting up to `waitMs` milliseconds for another process to release it.
 * @param options.command the name by which a waiting process calls this one: `plan update`
 * @param options.waiting called once, with the reason, when the wait has lasted a second
 * @throws PlanError `busy`, which names the holder; `disk`
 */
export async function acquireLock(
  stateDir: string,
  { command, waitMs, waiting }: { command: string; waitMs: number; waiting?: (reason: string) => void },
): Promise<Lock> {
  const folder = join(stateDir, 'lock');
  const name = `${pid}-${randomBytes(4).toString('hex')}`;
  const start = Date.now();
  let isNotified = false;
  try {
    makeFolder(stateDir);
    for (;;) {
      const file = holderFile(folder);
      if (!file) {
        if (!tryLock(stateDir, name, thisProcess(command))) continue;
        removeStale(stateDir);
        return { release: () => release(folder, name) };
      }
      const holder = readHolder(join(folder, file));
      if (holder && isDead(holder)) removeFile(join(folder, file));
      else if (!existsSync(join(folder, file))) continue;
      else if (Date.now() - start >= waitMs) throw busyError(join(folder, file), holder);
      else {
        if (!isNotified && Date.now() - start >= 1000) {
          isNotified = true;
          waiting?.(busyError(join(folder, file), holder).message);
        }
        await sleep(25 + Math.random() * 25);
      }
    }
  } catch (error) {
    throw diskError('lock', folder, error);
  }
}

/** The holder of the lock, without taking it; undefined where the lock is free. */
export function lockHolder(stateDir: string): (LockHolder & { isDead: boolean }) | undefined {
  const folder = join(stateDir, 'lock');
  const file = holderFile(folder);
  const holder = file === undefined ? undefined : readHolder(join(folder, file));
  return holder && { ...holder, isDead: isDead(holder) };
}

/** The name of the holder's file; undefined where the lock is free. */
function holderFile(folder: string): string | undefined {
  try {
    const files = readdirSync(folder);
    return files.find((file) => /^\d+-[0-9a-f]+$/.test(file)) ?? files[0];
  } catch (error) {
    if (errno(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The holder's file is written before the folder is renamed, so no process reads half a file. */
function tryLock(stateDir: string, name: string, holder: LockHolder): boolean {
  const temp = join(stateDir, `lock.${name}`);
  mkdirSync(temp);
  try {
    writeFileSync(join(temp, name), JSON.stringify(holder));
    renameSync(temp, join(stateDir, 'lock'));
    return true;
  } catch (error) {
    rmSync(temp, { recursive: true, force: true });
    // ENOENT: another process removed the folder as stale.
    if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(errno(error) ?? '')) return false;
    throw error;
  }
}

function release(folder: string, name: string): void {
  try {
    unlinkSync(join(folder, name));
    rmdirSync(folder);
  } catch {}
}

/** Removes what processes left that died while taking the lock; a live process may be taking it now. */
function removeStale(stateDir: string): void {
  for (const name of readdirSync(stateDir).filter((name) => name.startsWith('lock.'))) {
    const folder = join(stateDir, name);
    try {
      const [file] = readdirSync(folder);
      const holder = file && readHolder(join(folder, file));
      if (!file) rmdirSync(folder);
      else if (holder && isDead(holder)) rmSync(folder, { recursive: true });
    } catch {}
  }
}

function busyError(file: string, holder: LockHolder | undefined): PlanError {
  if (!holder)
    return new PlanError(
      'busy',
      `the lock is held, but \`${file}\` does not name the holder`,
      'if no other `plan` is running, delete that file',
    );
  const { command, pid, host, since } = holder;
  const where = host === hostname() ? '' : ` on \`${host}\``;
  return new PlanError(
    'busy',
    `\`${command}\` (process ${pid}${where}) has been writing here since ${since}`,
    `try again when it is done; if it is no longer running, delete \`${file}\``,
  );
}
