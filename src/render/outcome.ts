/** What an update did, or would do. */
import type { Change, Move } from '../plan/change.ts';
import { unknown } from '../plan/fields.ts';
import { idOf } from '../plan/plan.ts';
import { escapeControls, oneLine } from './escape.ts';
import { updateJson } from './json.ts';
import type { Paint } from './paint.ts';

/** What was decided. */
export interface Outcome {
  changes: readonly Change[];
  /** The ids of items that are so already. */
  same: readonly string[];
  files: readonly { path: string; before: string; after: string }[];
  subject: string;
  message: string;
}

/** What became of it. */
export interface Done extends Outcome {
  dryRun: boolean;
  /** Whether the files lie in a git repository. */
  inGit: boolean;
  commit: { hash: string; branch: string | null } | null;
}

export async function outcomeText(done: Done, paint: Paint): Promise<string> {
  const { changes, same, dryRun, inGit, commit, subject, files } = done;
  const lines = [
    ...same.map((id) => `${id} is so already: nothing to record`),
    ...changes.flatMap(({ after, moves, entry: { milestone } }) =>
      moves.length === 0
        ? [
            `${idOf(after)}${milestone === undefined ? '' : ` milestone ${milestone}`} reported, status and rating as before`,
          ]
        : moves.map((move) => `${idOf(after)} ${moveText(move)}`),
    ),
  ];
  if (changes.length === 0) return `${lines.join('\n')}\n`;
  if (dryRun) return `${lines.join('\n')}\n\n${await diffText(files, paint)}\n${messageText(done.message)}`;
  if (!commit) {
    const paths = files.map(({ path }) => inShell(path)).join(' ');
    const left = inGit ? `\`git diff -- ${paths}\` shows it` : 'there is no git repository here';
    return `${[...lines, `not committed: ${left}`].join('\n')}\n`;
  }
  const short = commit.hash.slice(0, 7);
  return `${[
    ...lines,
    `committed ${paint.mark(short)} ${commit.branch === null ? 'on a detached HEAD' : `on ${commit.branch}`}: ${oneLine(subject)}`,
    paint.quiet(`undo with \`git revert ${short}\``),
  ].join('\n')}\n`;
}

/** As one word of a command line. */
const inShell = (path: string) =>
  /^[\p{L}\p{N}_./-]+$/u.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;

/** "status: in-progress → completed", "milestone 5.1 status: not reported → completed". */
function moveText({ what, milestone, from, to }: Move): string {
  return `${milestone === null ? '' : `milestone ${milestone} `}${what}: ${from ?? unknown[what]} → ${to}`;
}

async function diffText(files: Done['files'], paint: Paint): Promise<string> {
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import('diff');
  const patches = files.map(({ path, before, after }) =>
    createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
      headerOptions: FILE_HEADERS_ONLY,
    }),
  );
  return patches
    .join('')
    .split('\n')
    .map((line) => {
      const safe = escapeControls(line, '\t');
      if (/^(\+\+\+|---)/.test(line)) return paint.heading(safe);
      return line.startsWith('+') ? paint.good(safe) : line.startsWith('-') ? paint.bad(safe) : safe;
    })
    .join('\n');
}

/** The commit's message, set off as git does. */
const messageText = (message: string) => escapeControls(message, '\n').replace(/^(?=.)/gm, '    ');

export const outcomeJson = ({ changes, same, dryRun, commit, subject, message, files }: Done) => ({
  items: [
    ...changes.map(({ after, moves, entry }) => ({
      id: idOf(after),
      changed: true,
      moves,
      update: updateJson(entry),
    })),
    ...same.map((id) => ({ id, changed: false, moves: [], update: null })),
  ],
  dryRun,
  commit: commit && { ...commit, subject },
  message: message || null,
  files: files.map(({ path }) => path),
});
