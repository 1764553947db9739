/** A small plan in a folder of its own, for a test to break. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tempFolder } from './temp-folder.ts';

export const fixtures = join(import.meta.dirname, '../fixtures/rules');

/** The text of a file of the small plan. */
export const base = (path: string): string => readFileSync(join(fixtures, 'base', path), 'utf8');

/** The small plan, with these files of it written over; the folder that holds `plan/`. It is cleared away after the test. */
export function planFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = tempFolder();
  cpSync(join(fixtures, 'base'), join(folder, 'plan'), { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    const workspace = join(folder, 'plan', path);
    mkdirSync(dirname(workspace), { recursive: true });
    writeFileSync(workspace, content);
  }
  return folder;
}
