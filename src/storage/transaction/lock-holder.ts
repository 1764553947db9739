/** Who holds a lock: a process, told apart from every other one there is or was. */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { kill, pid } from 'node:process';
import { errno } from '../fs.ts';

export interface LockHolder {
  pid: number;
  host: string;
  /** Which pids these are: containers may share a host's name and a disk, and yet number their processes apart. */
  pids: string | null;
  /** When the process was started, in the system's own count: a pid is given out again and again. Null where unknown. */
  started: string | null;
  /** An ISO instant. */
  since: string;
  command: string;
}

/** This process, from now on. */
export const thisProcess = (command: string): LockHolder => ({
  pid,
  host: hostname(),
  pids: pidNamespace(),
  started: startOf(pid),
  since: new Date().toISOString(),
  command,
});

/** Undefined for a file that is gone by now, and for one that is not ours to judge. */
export function readHolder(path: string): LockHolder | undefined {
  try {
    const holder: LockHolder = JSON.parse(readFileSync(path, 'utf8'));
    return Number.isInteger(holder.pid) ? holder : undefined;
  } catch {
    return undefined;
  }
}

/** Whether it can be *known* that the holder is no more. */
export function isGone(holder: LockHolder): boolean {
  if (holder.host !== hostname() || holder.pids !== pidNamespace()) return false;
  try {
    kill(holder.pid, 0);
  } catch (error) {
    if (errno(error) === 'ESRCH') return true;
  }
  const started = startOf(holder.pid);
  return started !== null && holder.started !== null && started !== holder.started;
}

/** From Linux's `/proc/PID/stat`, behind the program's name: the state comes first and the start 20th. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'dead, and not yet cleared away' : fields[19]!;
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
