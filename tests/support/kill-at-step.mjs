/**
 * Preloaded with `node --import`, counts the steps of a program: calls that change the file system below a folder, or start
 * a child process there. (Not `fsync`, which changes nothing that others see.) It logs them, or ends the process with
 * SIGKILL before or after one of them.
 *
 * STEP_ROOT  the folder
 * STEP_LOG   a file outside of it, to which the kind of each step is written; no step is killed then
 * KILL_AT    the step to kill at, from 1
 * KILL_WHEN  `before` or `after` that step
 */
import child_process from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { relative, resolve, sep } from 'node:path';

const { STEP_ROOT, STEP_LOG, KILL_AT, KILL_WHEN } = process.env;
const { appendFileSync } = fs;
/** The paths of open files. */
const opened = new Map();
let count = 0;

const pathOf = (file) => (typeof file === 'number' ? opened.get(file) : file);
const isInside = (file) => {
  const path = pathOf(file);
  return path !== undefined && `${resolve(String(path))}${sep}`.startsWith(resolve(STEP_ROOT) + sep);
};

/**
 * What a step does. Steps of one kind differ in the item or in the temporary name only; all that write into a file are of
 * one kind.
 */
const kindOf = (name, files) =>
  [/^(?:open|write|append|fchmod|ftruncate)/.test(name) ? 'write' : name.replace(/Sync$/, '')]
    .concat(files.map((file) => relative(STEP_ROOT, String(pathOf(file)))))
    .join(' ')
    .replace(/[^/ ]+\.tmp\b/g, '*.tmp')
    .replace(/[0-9a-f]{8,}|\d+/g, '#');

function step(name, files, work) {
  if (!files.some(isInside)) return work();
  count += 1;
  if (STEP_LOG) appendFileSync(STEP_LOG, `${kindOf(name, files)}\n`);
  // A step may contain others.
  const own = count;
  const kill = (when) => {
    if (own === Number(KILL_AT) && when === KILL_WHEN) process.kill(process.pid, 'SIGKILL');
  };
  kill('before');
  try {
    return work();
  } finally {
    kill('after');
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

for (const [name, files] of Object.entries(changing)) {
  const original = fs[name];
  fs[name] = (...args) => step(name, args.slice(0, files), () => original(...args));
}

const { openSync } = fs;
fs.openSync = (path, flags, ...rest) => {
  const writes = typeof flags === 'number' ? (flags & 3) !== 0 : /[wax+]/.test(flags ?? 'r');
  const open = () => openSync(path, flags, ...rest);
  const file = writes ? step('openSync', [path], open) : open();
  opened.set(file, path);
  return file;
};

const { spawn } = child_process;
child_process.spawn = (program, ...args) => {
  const cwd = args.find((arg) => arg?.cwd)?.cwd ?? process.cwd();
  const command = Array.isArray(args[0]) ? args[0].find((arg) => /^[a-z][a-z-]+$/.test(arg)) : '';
  return step(`spawn ${program} ${command}`, [cwd], () => spawn(program, ...args));
};

syncBuiltinESMExports();
