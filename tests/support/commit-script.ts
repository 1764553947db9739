/** The write path on its own: a program that changes one file and makes two, by way of `src/commit-changes.ts` alone. */
import { existsSync, readFileSync } from 'node:fs';
import { recover } from '../../src/commit-changes.ts';
import type { System } from '../../src/io.ts';
import type { Recovery } from '../../src/storage/transaction/recover.ts';
import { openWorkspace } from '../../src/workspace.ts';
import { bundle } from './disk.ts';
import { type Ran, type RunOptions, type Sandbox, sandbox } from './sandbox.ts';

export const old = 'plan/items/05 ā.yaml';
export const made = ['plan/evidence/2026/minute.pdf', 'plan/items/29.yaml'] as const;
const paper = [0x25, 0x50, 0x44, 0x46, 0, 0xff, 0x0a];

/** What the program does: `all` changes one file and makes two, `made` makes two, `none` commits a message alone. */
export type What = 'all' | 'made' | 'none';

const source = `
  import { commitChanges } from './src/commit-changes.ts';
  import { processIo } from './src/io.ts';
  import { openWorkspace } from './src/workspace.ts';
  const [what, ...flags] = process.argv.slice(2);
  const io = processIo(process);
  const at = (name) => io.cwd + '/' + name;
  const files = [
    { path: at('${old}'), before: 'old\\n', after: 'new\\n' },
    { path: at('${made[0]}'), before: null, after: Uint8Array.from(${JSON.stringify(paper)}) },
    { path: at('${made[1]}'), before: null, after: 'made\\n' },
  ];
  const options = { command: 'plan add', commit: !flags.includes('--no-commit'), onRecovered() {}, onWaiting() {} };
  try {
    const { commit, trouble } = await commitChanges(openWorkspace(at('plan'), io), io, options, async () => ({
      files: { all: files, made: files.slice(1), none: [] }[what],
      message: 'plan: 29 added\\n\\nPlan-Change: add\\nPlan-Item: 29\\n',
    }));
    console.log(commit ? 'committed ' + commit.hash : 'done', trouble?.message ?? '');
  } catch (error) {
    console.log(error.code + ': ' + error.message + ' / ' + error.hint);
    process.exitCode = 3;
  }
`;

export const program = (box: Sandbox): string => bundle(box, source);

export const run = (box: Sandbox, words: readonly string[], options?: RunOptions): Promise<Ran> =>
  box.run(process.execPath, [program(box), ...words], options);

/** A repository in whose work tree somebody is in the middle of other work. */
export function inUse({ born = true } = {}): Sandbox {
  const box = sandbox();
  if (born) box.commit({ [old]: 'old\n', 'minutes.txt': 'as it was\n' });
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
export function judge(box: Sandbox, what: What): () => string {
  const before = theirs(box);
  const [head, unborn] = [headOf(box), headOf(box) === ''];
  return () => {
    const now = theirs(box);
    if (`${now}` !== `${before}`) return `dirty:\n${now.join('\n')}`;
    const changed = what === 'all' ? [box.read(old) === 'new\n'] : [];
    const there = what === 'none' ? [] : made.map((path) => existsSync(box.at(path)));
    const here = new Set([...changed, ...there]);
    const moved = headOf(box) !== head;
    if (here.size > 1) return `half: ${changed} ${there}`;
    if (here.has(false) && existsSync(box.at('plan/evidence'))) return 'an empty folder';
    if (here.size === 1 && here.has(true) !== moved) return `HEAD ${moved ? 'moved' : 'stayed'}`;
    if (!moved) return 'before';
    if (!unborn && box.git('rev-parse', 'HEAD~1') !== head) return 'more than one commit';
    const wanted = { all: [old, ...made], made: [...made], none: [] }[what];
    const held = box.git('show', '--format=', '--name-only', '-z').split('\0').filter(Boolean);
    if (`${held.sort()}` !== `${wanted.sort()}`) return `the commit holds ${held}`;
    const isWhole =
      what === 'none' || (inHead(box, made[1]) && readFileSync(box.at(made[0])).equals(Buffer.from(paper)));
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
export function mendNow(box: Sandbox): Promise<Recovery | undefined> {
  const io = { env: box.env, cwd: box.dir } as unknown as System;
  return recover(openWorkspace(box.at('plan'), io), io);
}
