/**
 * Preloaded with `node --import`, ends the process with SIGKILL right before or right after its n-th step: a call that
 * changes a file system below a folder, or starts a child there. (No `fsync`: it changes nothing that others see.)
 *
 * KILL_AT    which step, from 1
 * KILL_WHEN  `before` or `after`
 * KILL_ROOT  the folder
 */
import child_process from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve, sep } from 'node:path';

const { KILL_AT, KILL_WHEN, KILL_ROOT } = process.env;
/** What each open file is called. */
const opened = new Map();
let steps = 0;

const isInside = (place) => {
  const path = typeof place === 'number' ? opened.get(place) : place;
  return path !== undefined && `${resolve(String(path))}${sep}`.startsWith(resolve(KILL_ROOT) + sep);
};

function step(places, work) {
  if (!places.some(isInside)) return work();
  steps += 1;
  // A step may be made of others.
  const own = steps;
  const end = (when) => {
    if (own === Number(KILL_AT) && when === KILL_WHEN) process.kill(process.pid, 'SIGKILL');
  };
  end('before');
  try {
    return work();
  } finally {
    end('after');
  }
}

/** How many of a function's first arguments are paths or open files. */
const changing = {
  writeSync: 1,
  writeFileSync: 1,
  appendFileSync: 1,
  ftruncateSync: 1,
  fchmodSync: 1,
  mkdirSync: 1,
  rmSync: 1,
  rmdirSync: 1,
  unlinkSync: 1,
  renameSync: 2,
  linkSync: 2,
  copyFileSync: 2,
};

for (const [name, count] of Object.entries(changing)) {
  const original = fs[name];
  fs[name] = (...args) => step(args.slice(0, count), () => original(...args));
}

const { openSync } = fs;
fs.openSync = (path, flags, ...rest) => {
  const writes = typeof flags === 'number' ? (flags & 3) !== 0 : /[wax+]/.test(flags ?? 'r');
  const open = () => openSync(path, flags, ...rest);
  const file = writes ? step([path], open) : open();
  opened.set(file, path);
  return file;
};

const { spawn } = child_process;
child_process.spawn = (...args) => {
  const cwd = args.find((arg) => arg?.cwd)?.cwd ?? process.cwd();
  return step([cwd], () => spawn(...args));
};

syncBuiltinESMExports();
