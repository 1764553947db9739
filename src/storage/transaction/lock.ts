/**
 * Keeps two writers apart. The lock is a folder that holds one file, named after its holder. A folder can be renamed
 * to a name that is free or that an empty folder has, and to no other: so taking the lock is one rename, and a dead
 * holder's lock is broken by deleting the file *of that name*, which can never hit a holder who came since.
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
import { diskFault, errno, makeFolder, removeFile } from '../fs.ts';
import { isGone, type LockHolder, readHolder, thisProcess } from './lock-holder.ts';

export interface Lock {
  /** Lets the next one in. Nothing it meets is an error: the lock may have been removed by hand. */
  release(): void;
}

/**
 * Takes the lock, waiting up to `waitMs` for its holder to let go.
 * @param command what to call us when somebody else has to wait: `plan update`
 * @param waiting is told, once, when the wait has lasted a second
 * @throws PlanError `busy`, which says who holds it and since when; `disk`
 */
export async function acquire(
  stateDir: string,
  { command, waitMs, waiting }: { command: string; waitMs: number; waiting?: (why: string) => void },
): Promise<Lock> {
  const folder = join(stateDir, 'lock');
  const name = `${pid}-${randomBytes(4).toString('hex')}`;
  const start = Date.now();
  let told = false;
  try {
    makeFolder(stateDir);
    for (;;) {
      const file = holderFile(folder);
      if (!file) {
        if (!take(stateDir, name, thisProcess(command))) continue;
        removeStale(stateDir);
        return { release: () => release(folder, name) };
      }
      const holder = readHolder(join(folder, file));
      if (holder && isGone(holder)) removeFile(join(folder, file));
      else if (!existsSync(join(folder, file))) continue;
      else if (Date.now() - start >= waitMs) throw busy(join(folder, file), holder);
      else {
        if (!told && Date.now() - start >= 1000) {
          told = true;
          waiting?.(busy(join(folder, file), holder).message);
        }
        await sleep(25 + Math.random() * 25);
      }
    }
  } catch (error) {
    throw diskFault('lock', folder, error);
  }
}

/** Who holds the lock, and whether it can be known that they are no more; undefined where nobody does. Takes nothing. */
export function lockHolder(stateDir: string): (LockHolder & { isDead: boolean }) | undefined {
  const folder = join(stateDir, 'lock');
  const file = holderFile(folder);
  const holder = file === undefined ? undefined : readHolder(join(folder, file));
  return holder && { ...holder, isDead: isGone(holder) };
}

/** The file of whoever holds the lock; undefined where nobody does. */
function holderFile(folder: string): string | undefined {
  try {
    const files = readdirSync(folder);
    return files.find((file) => /^\d+-[0-9a-f]+$/.test(file)) ?? files[0];
  } catch (error) {
    if (errno(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The holder's file is finished before it gets its place, so nobody ever reads half of one. */
function take(stateDir: string, name: string, holder: LockHolder): boolean {
  const mine = join(stateDir, `lock.${name}`);
  mkdirSync(mine);
  try {
    writeFileSync(join(mine, name), JSON.stringify(holder));
    renameSync(mine, join(stateDir, 'lock'));
    return true;
  } catch (error) {
    rmSync(mine, { recursive: true, force: true });
    // ENOENT: somebody swept it away.
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

/** Removes what processes left that died while they were taking the lock. A live one may be doing so right now. */
function removeStale(stateDir: string): void {
  for (const name of readdirSync(stateDir).filter((name) => name.startsWith('lock.'))) {
    const theirs = join(stateDir, name);
    try {
      const [file] = readdirSync(theirs);
      const holder = file && readHolder(join(theirs, file));
      if (!file) rmdirSync(theirs);
      else if (holder && isGone(holder)) rmSync(theirs, { recursive: true });
    } catch {}
  }
}

function busy(file: string, holder: LockHolder | undefined): PlanError {
  if (!holder)
    return new PlanError(
      'busy',
      `somebody holds the lock, but \`${file}\` does not say who`,
      'if no other `plan` is at work here, delete that file',
    );
  const { command, pid, host, since } = holder;
  const here = host === hostname() ? '' : ` on \`${host}\``;
  return new PlanError(
    'busy',
    `\`${command}\` (process ${pid}${here}) has been writing here since ${since}`,
    `try again when it is done; if it is no longer running, delete \`${file}\``,
  );
}
