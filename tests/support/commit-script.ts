/** Runs `programs/commit-changes.ts`, which changes one file and makes two, and checks the outcome. */
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

/** The files that the program makes. */
export const created = [pdf, newItem];

/** A repository with other staged, edited and untracked files. @param hasCommit whether it has a commit yet */
export function repositoryInUse({ hasCommit = true } = {}): Sandbox {
  const sandbox = createSandbox();
  if (hasCommit) sandbox.commit({ [oldItem]: 'old\n', 'minutes.txt': 'as it was\n' });
  else sandbox.write({ 'plan/plan.yaml': '' });
  sandbox.write({ 'minutes.txt': 'staged\n', 'coming.txt': 'to come\n' });
  sandbox.git('add', 'minutes.txt');
  sandbox.git('add', '--intent-to-add', 'coming.txt');
  sandbox.write({ 'minutes.txt': 'staged, then edited\n', 'new.txt': 'not yet added\n' });
  return sandbox;
}

/** The index and the work tree apart from the change. */
const otherWork = (sandbox: Sandbox) => [
  sandbox.git('status', '--porcelain=v2', '--untracked-files=all'),
  sandbox.git('diff', '--cached', '--binary'),
  sandbox.git('diff', '--binary'),
];

const inHead = (sandbox: Sandbox, path: string) =>
  sandbox.git('ls-tree', '--name-only', '-z', 'HEAD', '--', path) !== '';

/**
 * Returns a function that says `after` if the change was made, `before` if it was not, or else what is wrong. Other work
 * must be as it was.
 */
export function outcomeChecker(sandbox: Sandbox, scope: Scope): () => string {
  const before = otherWork(sandbox);
  const head = headOf(sandbox);
  return () => {
    const now = otherWork(sandbox);
    if (`${now}` !== `${before}`) return `dirty:\n${now.join('\n')}`;
    const changed = scope === 'all' ? [sandbox.read(oldItem) === 'new\n'] : [];
    const exist = scope === 'message' ? [] : created.map((path) => existsSync(sandbox.at(path)));
    const states = new Set([...changed, ...exist]);
    const moved = headOf(sandbox) !== head;
    if (states.size > 1) return `half: ${changed} ${exist}`;
    if (states.has(false) && existsSync(sandbox.at('plan/evidence'))) return 'an empty folder';
    if (states.size === 1 && states.has(true) !== moved) return `HEAD ${moved ? 'moved' : 'stayed'}`;
    if (!moved) return 'before';
    if (head !== '' && sandbox.git('rev-parse', 'HEAD~1') !== head) return 'more than one commit';
    const expected = { all: [oldItem, ...created], created, message: [] }[scope];
    const committed = sandbox.git('show', '--format=', '--name-only', '-z').split('\0').filter(Boolean);
    if (`${committed.sort()}` !== `${expected.toSorted()}`) return `the commit contains ${committed}`;
    const isComplete =
      scope === 'message' ||
      (inHead(sandbox, newItem) && readFileSync(sandbox.at(pdf)).equals(Buffer.from(pdfBytes)));
    return isComplete ? 'after' : 'other contents';
  };
}

function headOf(sandbox: Sandbox): string {
  try {
    return sandbox.git('rev-parse', '--verify', '--quiet', 'HEAD');
  } catch {
    return '';
  }
}

/** Recovers as the next command would. */
export function recoverNow(sandbox: Sandbox): Promise<Recovery | undefined> {
  const io = { env: sandbox.env, cwd: sandbox.dir } as unknown as System;
  return recover(openWorkspace(sandbox.at('plan'), io), io);
}
