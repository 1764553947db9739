/** Renders what a command that writes did, or would do. */
import { shellQuote } from '../util/shell-quote.ts';
import type { Theme } from './common/colors.ts';
import { escapeControls, oneLine } from './common/escape.ts';

/** A change before it is written. */
export interface PlannedWrite {
  /** For people, a line for each change. */
  lines: readonly string[];
  /** For programs, an object for each item. */
  items: readonly object[];
  /** Empty if nothing changes; `before` is null for a new file, `after` for a deleted one. */
  files: readonly { path: string; before: string | null; after: string | Uint8Array | null }[];
  /** Files that the change depends on and does not change: they must be committed. */
  unchanged?: readonly string[];
  subject: string;
  /** The full commit message; empty if nothing changes. */
  message: string;
  /** The author of the commit, `Name <mail>`, if the change names one. */
  author?: string | undefined;
}

export interface WriteOutcome extends PlannedWrite {
  dryRun: boolean;
  /** Whether the files are in a git repository. */
  inGit: boolean;
  commit: { hash: string; branch: string | null } | null;
}

export async function outcomeText(outcome: WriteOutcome, theme: Theme): Promise<string> {
  const { lines, dryRun, inGit, commit, subject, files, message } = outcome;
  if (message === '') return `${lines.join('\n')}\n`;
  if (dryRun) {
    const diff = files.length === 0 ? '' : `${await diffText(files, theme)}\n`;
    return `${lines.join('\n')}\n\n${diff}${messageText(message)}`;
  }
  if (!commit) {
    const paths = files.map(({ path }) => shellQuote(path)).join(' ');
    // `git diff` does not show new files.
    const command = files.some(({ before }) => before === null) ? 'status' : 'diff';
    const reason = inGit ? `see \`git ${command} -- ${paths}\`` : 'the plan is not in a git repository';
    return `${[...lines, `not committed: ${reason}`].join('\n')}\n`;
  }
  const short = commit.hash.slice(0, 7);
  return `${[
    ...lines,
    `committed ${theme.accent(short)} ${commit.branch === null ? 'on a detached HEAD' : `on ${commit.branch}`}: ${oneLine(subject)}`,
    // A commit without changes cannot be undone.
    ...(files.length === 0 ? [] : [theme.dim(`undo with \`plan undo ${short}\``)]),
  ].join('\n')}\n`;
}

export const outcomeJson = ({ items, dryRun, commit, subject, message, files }: WriteOutcome) => ({
  items,
  dryRun,
  commit: commit && { ...commit, subject },
  message: message || null,
  files: files.map(({ path }) => path),
});

async function diffText(files: WriteOutcome['files'], theme: Theme): Promise<string> {
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import('diff');
  const patches = files.map(({ path, before, after }) => {
    const old = before === null ? '/dev/null' : `a/${path}`;
    const now = after === null ? '/dev/null' : `b/${path}`;
    if (after instanceof Uint8Array) return `--- ${old}\n+++ ${now}\n(${after.length} bytes)\n`;
    return createTwoFilesPatch(old, now, before ?? '', after ?? '', undefined, undefined, {
      headerOptions: FILE_HEADERS_ONLY,
    });
  });
  return patches
    .join('')
    .split('\n')
    .map((line) => {
      const safe = escapeControls(line, '\t');
      if (/^(\+\+\+|---)/.test(line)) return theme.heading(safe);
      return line.startsWith('+') ? theme.success(safe) : line.startsWith('-') ? theme.error(safe) : safe;
    })
    .join('\n');
}

/** The commit message, indented as in `git log`. */
const messageText = (message: string) => escapeControls(message, '\n').replace(/^(?=.)/gm, '    ');
