/** What every command that changes the plan lets a person say of how: apart, for those that only may change it. */
import { option } from './command.ts';

export interface WriteFlags {
  by?: string;
  dryRun?: boolean;
  commit: boolean;
}

export const byOption = option('--by <author>', 'who reported, as "Name <mail>"; else who git says you are');

export const writeOptions = [
  option('-n, --dry-run', 'show the diff and the message, and do nothing'),
  option('--no-commit', 'leave the change uncommitted'),
];
