/** Where everything is measured: a temporary folder, with nothing of the user's own in the environment. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');
export const dir = join(tmpdir(), `plantrail-bench-${process.pid}`);

/** Makes the folder, for as long as this process lives. */
export function settle() {
  mkdirSync(dir);
  process.on('exit', () => rmSync(dir, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
}

// Extra certificates alone make Node start several times slower; a user's own git settings have no place here either.
const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
export const env = {
  ...Object.fromEntries(Object.entries(inherited).filter(([name]) => !/^(GIT|PLAN)_/.test(name))),
  HOME: dir,
  XDG_CONFIG_HOME: dir,
  XDG_CACHE_HOME: join(dir, 'cache'),
  SHELL: '/bin/sh',
  PLAN_TODAY: '2026-11-24',
};

/** The words of a command line that starts the program. */
export const program = (...words) => [process.execPath, join(root, 'bin/plan.js'), ...words];
export const nothing = [process.execPath, '-e', '0'];
export const sh = (line) => ['sh', '-c', line];

/**
 * Runs a command to its end.
 * @returns {{ stdout: string, stderr: string }}
 * @throws where it fails; `TooSlow` where it takes longer than `timeout` milliseconds
 */
export function run([command, ...args], { cwd = dir, timeout, input } = {}) {
  // In a process group of its own: what a shell has started is stopped with it.
  const options = { cwd, env, encoding: 'utf8', maxBuffer: 2 ** 30, timeout, input, detached: true };
  const { pid, status, stdout, stderr, error } = spawnSync(command, args, options);
  if (error?.code === 'ETIMEDOUT') {
    stop(pid);
    throw new TooSlow(timeout);
  }
  if (status !== 0) throw error ?? new Error(`${[command, ...args].join(' ')}: ${stderr || stdout}`);
  return { stdout, stderr };
}

function stop(group) {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // Nobody is left in it.
  }
}

/** A command was stopped, for it took longer than anybody would wait. */
export class TooSlow extends Error {
  constructor(milliseconds) {
    super(`stopped after ${milliseconds} ms`);
    this.milliseconds = milliseconds;
  }
}

/** The most memory that a command takes, in megabytes; null where there is no GNU `time` to tell. */
export function memory(words, options) {
  try {
    const { stderr } = run(['/usr/bin/time', '-f', '%M', ...words], options);
    return Number(stderr.trim().split('\n').at(-1)) / 1024;
  } catch {
    return null;
  }
}

/** Makes a git repository that holds these files (paths and texts) in one commit, and a work tree of them. */
export function repository(folder, files) {
  mkdirSync(folder, { recursive: true });
  const git = (words, input) => run(['git', ...words], { cwd: folder, input });
  git(['init', '--quiet', '--initial-branch=main', '--template=']);
  git(['config', 'user.name', 'Bench']);
  git(['config', 'user.email', 'bench@example.org']);
  const data = (text) => {
    const bytes = Buffer.from(text);
    return [`data ${bytes.length}\n`, bytes, '\n'];
  };
  const stream = [
    'commit refs/heads/main\ncommitter Bench <bench@example.org> 1764000000 +0000\n',
    ...data('The plan'),
    ...[...files].flatMap(([path, text]) => [`M 100644 inline ${JSON.stringify(path)}\n`, ...data(text)]),
  ];
  git(['fast-import', '--quiet'], Buffer.concat(stream.map((part) => Buffer.from(part))));
  git(['reset', '--quiet', '--hard']);
}
