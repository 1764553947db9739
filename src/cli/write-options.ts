/** The options of every command that changes the plan. Kept apart from `write.ts`, which loads the code that writes. */
import { option } from './command.ts';

export interface WriteFlags {
  by?: string;
  dryRun?: boolean;
  commit: boolean;
}

export const writeOptions = [
  option('-n, --dry-run', 'show the diff and the commit message, and change nothing'),
  option('--no-commit', 'change the files, but do not commit'),
];
