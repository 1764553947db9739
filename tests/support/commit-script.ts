/** The write path on its own: a program that changes one file and makes two, by way of `src/commit-changes.ts` alone. */
import { existsSync, readFileSync } from 'node:fs';
import { recover } from '../../src/commit-changes.ts';
import type { System } from '../../src/io.ts';
import type { Recovery } from '../../src/storage/transaction/recover.ts';
import { openWorkspace } from '../../src/workspace.ts';
import { newItem, oldItem, pdf, pdfBytes, type Scope } from './commit-files.ts';
import { bundle } from './disk.ts';
import { createSandbox, type ProcessResult, type RunOptions, type Sandbox } from './sandbox.ts';

export const program = (sandbox: Sandbox): string => bundle(sandbox, 'commit-changes');

export const run = (
  sandbox: Sandbox,
  words: readonly string[],
  options?: RunOptions,
): Promise<ProcessResult> => sandbox.run(process.execPath, [program(sandbox), ...words], options);

/** The files that are made. */
export const created = [pdf, newItem];

/** A repository in whose work tree somebody is in the middle of other work. */
export function inUse({ born = true } = {}): Sandbox {
  const sandbox = createSandbox();
  if (born) sandbox.commit({ [oldItem]: 'old\n', 'minutes.txt': 'as it was\n' });
  else sandbox.write({ 'plan/plan.yaml': '' });
  sandbox.write({ 'minutes.txt': 'staged\n', 'coming.txt': 'to come\n' });
  sandbox.git('add', 'minutes.txt');
  sandbox.git('add', '--intent-to-add', 'coming.txt');
  sandbox.write({ 'minutes.txt': 'staged, then edited\n', 'new.txt': 'not yet added\n' });
  return sandbox;
}

/** What everybody else has in the index and in the work tree. */
const theirs = (sandbox: Sandbox) => [
  sandbox.git('status', '--porcelain=v2', '--untracked-files=all'),
  sandbox.git('diff', '--cached', '--binary'),
  sandbox.git('diff', '--binary'),
];

const inHead = (sandbox: Sandbox, path: string) =>
  sandbox.git('ls-tree', '--name-only', '-z', 'HEAD', '--', path) !== '';

/** Tells whether the change is whole or was never made, with everybody else's work as it was; else what is the matter. */
export function outcomeChecker(sandbox: Sandbox, what: Scope): () => string {
  const before = theirs(sandbox);
  const [head, unborn] = [headOf(sandbox), headOf(sandbox) === ''];
  return () => {
    const now = theirs(sandbox);
    if (`${now}` !== `${before}`) return `dirty:\n${now.join('\n')}`;
    const changed = what === 'all' ? [sandbox.read(oldItem) === 'new\n'] : [];
    const there = what === 'message' ? [] : created.map((path) => existsSync(sandbox.at(path)));
    const here = new Set([...changed, ...there]);
    const moved = headOf(sandbox) !== head;
    if (here.size > 1) return `half: ${changed} ${there}`;
    if (here.has(false) && existsSync(sandbox.at('plan/evidence'))) return 'an empty folder';
    if (here.size === 1 && here.has(true) !== moved) return `HEAD ${moved ? 'moved' : 'stayed'}`;
    if (!moved) return 'before';
    if (!unborn && sandbox.git('rev-parse', 'HEAD~1') !== head) return 'more than one commit';
    const wanted = { all: [oldItem, ...created], created, message: [] }[what];
    const held = sandbox.git('show', '--format=', '--name-only', '-z').split('\0').filter(Boolean);
    if (`${held.sort()}` !== `${wanted.toSorted()}`) return `the commit holds ${held}`;
    const isWhole =
      what === 'message' ||
      (inHead(sandbox, newItem) && readFileSync(sandbox.at(pdf)).equals(Buffer.from(pdfBytes)));
    return isWhole ? 'after' : 'not what was meant';
  };
}

function headOf(sandbox: Sandbox): string {
  try {
    return sandbox.git('rev-parse', '--verify', '--quiet', 'HEAD');
  } catch {
    return '';
  }
}

/** What the next command does first. */
export function recoverNow(sandbox: Sandbox): Promise<Recovery | undefined> {
  const io = { env: sandbox.env, cwd: sandbox.dir } as unknown as System;
  return recover(openWorkspace(sandbox.at('plan'), io), io);
}
