/** A small plan in a temporary folder. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tempFolder } from './temp-folder.ts';

export const fixtures = join(import.meta.dirname, '../fixtures/rules');

/** The text of a file of the small plan. */
export const base = (path: string): string => readFileSync(join(fixtures, 'base', path), 'utf8');

/** Copies the small plan, with these files replaced or added. @returns the folder above `plan` */
export function planFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = tempFolder();
  cpSync(join(fixtures, 'base'), join(folder, 'plan'), { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    const target = join(folder, 'plan', path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  return folder;
}
