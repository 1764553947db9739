/** The write path on its own: a program that changes one file and makes two, by way of `src/commit-changes.ts` alone. */
import { existsSync, readFileSync } from 'node:fs';
import { recover } from '../../src/commit-changes.ts';
import type { System } from '../../src/io.ts';
import type { Recovery } from '../../src/storage/transaction/recover.ts';
import { openWorkspace } from '../../src/workspace.ts';
import { newItem, oldItem, pdf, pdfBytes, type Scope } from './commit-files.ts';
import { bundle } from './disk.ts';
import { type Ran, type RunOptions, type Sandbox, sandbox } from './sandbox.ts';

export const program = (box: Sandbox): string => bundle(box, 'commit-changes');

export const run = (box: Sandbox, words: readonly string[], options?: RunOptions): Promise<Ran> =>
  box.run(process.execPath, [program(box), ...words], options);

/** The files that are made. */
export const created = [pdf, newItem];

/** A repository in whose work tree somebody is in the middle of other work. */
export function inUse({ born = true } = {}): Sandbox {
  const box = sandbox();
  if (born) box.commit({ [oldItem]: 'old\n', 'minutes.txt': 'as it was\n' });
  else box.write({ 'plan/plan.yaml': '' });
  box.write({ 'minutes.txt': 'staged\n', 'coming.txt': 'to come\n' });
  box.git('add', 'minutes.txt');
  box.git('add', '--intent-to-add', 'coming.txt');
  box.write({ 'minutes.txt': 'staged, then edited\n', 'new.txt': 'not yet added\n' });
  return box;
}

/** What everybody else has in the index and in the work tree. */
const theirs = (box: Sandbox) => [
  box.git('status', '--porcelain=v2', '--untracked-files=all'),
  box.git('diff', '--cached', '--binary'),
  box.git('diff', '--binary'),
];

const inHead = (box: Sandbox, path: string) =>
  box.git('ls-tree', '--name-only', '-z', 'HEAD', '--', path) !== '';

/** Tells whether the change is whole or was never made, with everybody else's work as it was; else what is the matter. */
export function outcomeChecker(box: Sandbox, what: Scope): () => string {
  const before = theirs(box);
  const [head, unborn] = [headOf(box), headOf(box) === ''];
  return () => {
    const now = theirs(box);
    if (`${now}` !== `${before}`) return `dirty:\n${now.join('\n')}`;
    const changed = what === 'all' ? [box.read(oldItem) === 'new\n'] : [];
    const there = what === 'message' ? [] : created.map((path) => existsSync(box.at(path)));
    const here = new Set([...changed, ...there]);
    const moved = headOf(box) !== head;
    if (here.size > 1) return `half: ${changed} ${there}`;
    if (here.has(false) && existsSync(box.at('plan/evidence'))) return 'an empty folder';
    if (here.size === 1 && here.has(true) !== moved) return `HEAD ${moved ? 'moved' : 'stayed'}`;
    if (!moved) return 'before';
    if (!unborn && box.git('rev-parse', 'HEAD~1') !== head) return 'more than one commit';
    const wanted = { all: [oldItem, ...created], created, message: [] }[what];
    const held = box.git('show', '--format=', '--name-only', '-z').split('\0').filter(Boolean);
    if (`${held.sort()}` !== `${wanted.toSorted()}`) return `the commit holds ${held}`;
    const isWhole =
      what === 'message' || (inHead(box, newItem) && readFileSync(box.at(pdf)).equals(Buffer.from(pdfBytes)));
    return isWhole ? 'after' : 'not what was meant';
  };
}

function headOf(box: Sandbox): string {
  try {
    return box.git('rev-parse', '--verify', '--quiet', 'HEAD');
  } catch {
    return '';
  }
}

/** What the next command does first. */
export function recoverNow(box: Sandbox): Promise<Recovery | undefined> {
  const io = { env: box.env, cwd: box.dir } as unknown as System;
  return recover(openWorkspace(box.at('plan'), io), io);
}
