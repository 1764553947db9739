/** The process that holds a lock, described so that it can be told from every other process. */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { kill, pid } from 'node:process';
import { errno } from '../fs.ts';

export interface LockHolder {
  pid: number;
  host: string;
  /** The namespace of the process id: containers may share a host name and a disk, but not process ids. */
  pids: string | null;
  /** When the process started, in the unit of the system: process ids are reused. Null where it is not known. */
  started: string | null;
  /** When the lock was taken: an ISO instant. */
  since: string;
  command: string;
}

/** This process as the holder of a lock that it takes now. */
export const thisProcess = (command: string): LockHolder => ({
  pid,
  host: hostname(),
  pids: pidNamespace(),
  started: processStart(pid),
  since: new Date().toISOString(),
  command,
});

/** Undefined for a file that is gone by now, and for one that this program did not write. */
export function readHolder(path: string): LockHolder | undefined {
  try {
    const holder: LockHolder = JSON.parse(readFileSync(path, 'utf8'));
    return Number.isInteger(holder.pid) ? holder : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the holder is certain to have ended; false where this can't be known, as for another host. */
export function isDead(holder: LockHolder): boolean {
  if (holder.host !== hostname() || holder.pids !== pidNamespace()) return false;
  try {
    kill(holder.pid, 0);
  } catch (error) {
    if (errno(error) === 'ESRCH') return true;
  }
  const started = processStart(holder.pid);
  return started !== null && holder.started !== null && started !== holder.started;
}

/** From Linux's `/proc/PID/stat`: after the program's name in parentheses, the state is the first field, the start the 20th. */
function processStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'zombie' : fields[19]!;
  } catch {
    return null;
  }
}

function pidNamespace(): string | null {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return null;
  }
}
