/** Three files in a folder, a change to each of them, and a place for the journal. */
import { existsSync, readdirSync } from 'node:fs';
import { expect } from 'vitest';
import type { FileWrite } from '../../src/storage/transaction/transaction.ts';
import { bundle } from './disk.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';

export const names = ['01.yaml', 'ngā 02.yaml', '03.yaml'];
export const command = { command: 'plan update 1 2 3' };

export function threeFiles() {
  const sandbox = createSandbox({ repository: false });
  const write = (text: string) =>
    sandbox.write(Object.fromEntries(names.map((name) => [`items/${name}`, text])));
  write('old');
  const writes = names.map((name): FileWrite => {
    return { path: sandbox.at(`items/${name}`), before: Buffer.from('old'), after: Buffer.from('new') };
  });
  return {
    sandbox,
    write,
    state: sandbox.at('.git/plantrail'),
    writes,
    paths: writes.map(({ path }) => path),
  };
}

export const textsOf = (sandbox: Sandbox) => names.map((name) => sandbox.read(`items/${name}`));

/** Expects that nothing is left over in the folders. */
export function expectClean(sandbox: Sandbox, state: string) {
  expect(readdirSync(sandbox.at('items')).sort()).toEqual([...names].sort());
  if (existsSync(state)) expect(readdirSync(state)).toEqual([]);
}

/** The program that changes the three files; making the file `committed` stands for git's commit. */
export const writeThreeFiles = (sandbox: Sandbox, end: 'commit' | 'finish' | 'rollback'): string[] => [
  bundle(sandbox, 'write-files'),
  end,
  JSON.stringify(names.map((name) => ({ path: `items/${name}`, before: 'old', after: 'new' }))),
];
