/** What a change to the plan did, or would do. */
import { shellQuote } from '../util/shell-quote.ts';
import type { Theme } from './common/colors.ts';
import { escapeControls, oneLine } from './common/escape.ts';

/** A change as it was decided. */
export interface Outcome {
  /** What it does and what is so already, a line each. */
  lines: readonly string[];
  /** The same for programs, an item each. */
  items: readonly object[];
  /** None where there is nothing to change; `before` is null where the file is to be made. */
  files: readonly { path: string; before: string | null; after: string | Uint8Array }[];
  /** Files that the change rests on and leaves as they are: they must be committed already. */
  rests?: readonly string[];
  subject: string;
  /** Of the commit, whole; empty where there is nothing to change. */
  message: string;
  /** Who reported, `Name <mail>`, where the change itself says so. */
  author?: string | undefined;
}

/** What became of it. */
export interface WriteOutcome extends Outcome {
  dryRun: boolean;
  /** Whether the files lie in a git repository. */
  inGit: boolean;
  commit: { hash: string; branch: string | null } | null;
}

export async function outcomeText(done: WriteOutcome, theme: Theme): Promise<string> {
  const { lines, dryRun, inGit, commit, subject, files, message } = done;
  if (message === '') return `${lines.join('\n')}\n`;
  if (dryRun) {
    const diff = files.length === 0 ? '' : `${await diffText(files, theme)}\n`;
    return `${lines.join('\n')}\n\n${diff}${messageText(message)}`;
  }
  if (!commit) {
    const paths = files.map(({ path }) => shellQuote(path)).join(' ');
    // Git's diff does not show files that are new.
    const shows = files.some(({ before }) => before === null) ? 'status' : 'diff';
    const left = inGit ? `\`git ${shows} -- ${paths}\` shows it` : 'the plan is not in a git repository';
    return `${[...lines, `not committed: ${left}`].join('\n')}\n`;
  }
  const short = commit.hash.slice(0, 7);
  return `${[
    ...lines,
    `committed ${theme.accent(short)} ${commit.branch === null ? 'on a detached HEAD' : `on ${commit.branch}`}: ${oneLine(subject)}`,
    // What changes nothing can't be taken back.
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
    if (typeof after !== 'string') return `--- ${old}\n+++ b/${path}\n(${after.length} bytes)\n`;
    return createTwoFilesPatch(old, `b/${path}`, before ?? '', after, undefined, undefined, {
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

/** The commit's message, set off as git does. */
const messageText = (message: string) => escapeControls(message, '\n').replace(/^(?=.)/gm, '    ');
