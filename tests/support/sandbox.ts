/** Sandboxes for tests: a git repository and a home folder, without the settings of the machine. */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tempFolder } from './temp-folder.ts';

export interface Sandbox {
  /** The absolute path of the work tree; its name has a space and a macron. */
  dir: string;
  /** HOME, which contains only `.gitconfig`. */
  home: string;
  /** The whole environment of processes in the sandbox. Tests may change it. */
  env: Record<string, string>;
  /** The absolute path of a file. */
  at(path: string): string;
  read(path: string): string;
  /** Writes files, by path, and creates their folders. */
  write(files: Record<string, string>): void;
  /** Writes a git hook. @param script a shell script without the `#!` line */
  hook(name: string, script: string): void;
  /** Runs git. @returns standard output without the final line break @throws if git fails */
  git(...args: string[]): string;
  /** Writes files and commits everything. @returns the hash */
  commit(files: Record<string, string>, message?: string): string;
  run(command: string, args?: readonly string[], options?: RunOptions): Promise<ProcessResult>;
}

export interface RunOptions {
  input?: string;
  env?: Record<string, string>;
  cwd?: string;
  /** Whether to start a process group, so that a signal to the group does not reach the tests. */
  detached?: boolean;
  /** Called with the process id, which is also that of the group if `detached`. */
  onStart?(pid: number): void;
}

export interface ProcessResult {
  stdout: string;
  stderr: string;
  /** Null if a signal ended the process. */
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** Creates a sandbox for the running test, which is deleted after it. */
export function createSandbox({ repository = true }: { repository?: boolean } = {}): Sandbox {
  const root = tempFolder();
  const home = join(root, 'home');
  const dir = join(root, 'ngā mahi');
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    GIT_CONFIG_NOSYSTEM: '1',
    LANG: 'C.UTF-8',
    TZ: 'UTC',
  };
  for (const folder of [home, dir]) mkdirSync(folder);
  writeFileSync(join(home, '.gitconfig'), '[user]\n\tname = Mere Tūhoe\n\temail = mere@example.org\n');

  const sandbox = sandboxIn(dir, home, env);
  if (repository) sandbox.git('init', '--quiet', '--initial-branch=main', '--template=');
  return sandbox;
}

/** Copies folders. @returns a function that restores them */
export function snapshot(sandbox: Sandbox, folders: readonly string[] = [sandbox.dir]): () => void {
  const copy = (from: string, to: string) => cpSync(from, to, { recursive: true, preserveTimestamps: true });
  const kept = folders.map((folder, at) => [folder, join(sandbox.home, `snapshot-${at}`)] as const);
  for (const [folder, place] of kept) copy(folder, place);
  return () => {
    for (const [folder, place] of kept) {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
      copy(place, folder);
    }
  };
}

/** A sandbox in an existing folder. */
export function sandboxIn(dir: string, home: string, env: Record<string, string>): Sandbox {
  const sandbox: Sandbox = {
    dir,
    home,
    env,
    at: (path) => join(dir, path),
    read: (path) => readFileSync(join(dir, path), 'utf8'),
    write(files) {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(sandbox.at(path)), { recursive: true });
        writeFileSync(sandbox.at(path), text);
      }
    },
    hook(name, script) {
      const path = join(sandbox.git('rev-parse', '--absolute-git-dir'), 'hooks', name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    },
    git: (...args) =>
      execFileSync('git', args, {
        cwd: dir,
        env: sandbox.env,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      }).replace(/\n$/, ''),
    commit(files, message = 'as it was') {
      sandbox.write(files);
      sandbox.git('add', '--all');
      sandbox.git('commit', '--quiet', '--message', message);
      return sandbox.git('rev-parse', 'HEAD');
    },
    run: (command, args = [], options = {}) =>
      run(command, args, { cwd: dir, ...options, env: { ...sandbox.env, ...options.env } }),
  };
  return sandbox;
}

function run(
  command: string,
  args: readonly string[],
  { input, onStart, ...options }: RunOptions,
): Promise<ProcessResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, options);
    if (child.pid !== undefined) onStart?.(child.pid);
    const output = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        output[stream] += text;
      });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ ...output, code, signal }));
    // The process may end without reading its input.
    child.stdin.on('error', () => {}).end(input);
  });
}
