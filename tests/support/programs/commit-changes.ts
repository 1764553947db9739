/**
 * Changes one file and makes two by `commitChanges`: `commit-changes.ts all | created | message [--no-commit]`.
 * `created` leaves the file to change out; `message` commits a message without files. Prints the result or the error.
 */
import { join } from 'node:path';
import { commitChanges } from '../../../src/commit-changes.ts';
import { processIo } from '../../../src/io.ts';
import { openWorkspace } from '../../../src/workspace.ts';
import { newItem, oldItem, pdf, pdfBytes, type Scope } from '../commit-files.ts';

const [scope, ...flags] = process.argv.slice(2);
const io = processIo(process);
const at = (name: string) => join(io.cwd, name);
const files = [
  { path: at(oldItem), before: 'old\n', after: 'new\n' },
  { path: at(pdf), before: null, after: pdfBytes },
  { path: at(newItem), before: null, after: 'made\n' },
];
const options = {
  command: 'plan add',
  commit: !flags.includes('--no-commit'),
  onRecovered() {},
  onWaiting() {},
};
try {
  const applied = await commitChanges(openWorkspace(at('plan'), io), io, options, async () => ({
    files: { all: files, created: files.slice(1), message: [] }[scope as Scope],
    message: 'plan: 29 added\n\nPlan-Change: add\nPlan-Item: 29\n',
  }));
  console.log(applied?.commit ? `committed ${applied.commit.hash}` : 'done', applied?.warning?.message ?? '');
} catch (error) {
  const { code, message, hint } = error as { code: string; message: string; hint: string };
  console.log(`${code}: ${message} / ${hint}`);
  process.exitCode = 3;
}
