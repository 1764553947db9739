/** Three files in a folder, a change to each of them, and a place for the journal. */
import { existsSync, readdirSync } from 'node:fs';
import { expect } from 'vitest';
import type { FileWrite } from '../../src/storage/transaction/transaction.ts';
import { type Sandbox, sandbox } from './sandbox.ts';

export const names = ['01.yaml', 'ngā 02.yaml', '03.yaml'];
export const command = { command: 'plan update 1 2 3' };

export function threeFiles() {
  const box = sandbox({ repository: false });
  const write = (text: string) => box.write(Object.fromEntries(names.map((name) => [`items/${name}`, text])));
  write('old');
  const writes = names.map((name): FileWrite => {
    return { path: box.at(`items/${name}`), before: Buffer.from('old'), after: Buffer.from('new') };
  });
  return { box, write, state: box.at('.git/plantrail'), writes, paths: writes.map(({ path }) => path) };
}

export const textsOf = (box: Sandbox) => names.map((name) => box.read(`items/${name}`));

/** Expects that nothing is left over in the folders. */
export function expectClean(box: Sandbox, state: string) {
  expect(readdirSync(box.at('items')).sort()).toEqual([...names].sort());
  if (existsSync(state)) expect(readdirSync(state)).toEqual([]);
}

/** The script of a program that changes the three files; writing `committed` stands for git's commit. */
export const changeScript = (end: string) => `
  import { writeFileSync } from 'node:fs';
  import { beginTransaction } from './src/storage/transaction/transaction.ts';
  const writes = ${JSON.stringify(names)}.map((name) => {
    return { path: process.cwd() + '/items/' + name, before: Buffer.from('old'), after: Buffer.from('new') };
  });
  const change = beginTransaction('.git/plantrail', writes, { command: 'plan update' });
  change.replace();
  ${end}
`;
