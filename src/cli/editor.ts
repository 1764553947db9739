/** A note, written in the editor that git would start. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlanError } from '../errors.ts';
import { oneLine } from '../render/common/escape.ts';
import type { CommandContext } from './context.ts';

/** Below this line is nothing of the note, so that a note may hold whatever it likes, even lines that begin with `#`. */
const scissors = '# ------------------------ >8 ------------------------';

/**
 * The note as it is when the editor ends; empty where nothing was written.
 * @param about what is said below the note, a line each
 * @throws PlanError `refused` where the editor fails
 */
export async function editNote(context: CommandContext, about: readonly string[]): Promise<string> {
  const { io } = context;
  const editor = await editorOf(context);
  const folder = mkdtempSync(join(tmpdir(), 'plan-'));
  try {
    const file = join(folder, 'NOTE');
    writeFileSync(file, `\n${scissors}\n${about.map((line) => `# ${oneLine(line)}\n`).join('')}`);
    // As git does it: the editor is a command of the shell, and may have words of its own.
    const { status } = spawnSync('sh', ['-c', `${editor} "$@"`, editor, file], {
      ...{ cwd: io.cwd, env: io.env, stdio: 'inherit' },
    });
    if (status !== 0)
      throw new PlanError(
        'refused',
        `the editor \`${editor}\` failed: nothing was changed`,
        'set VISUAL or EDITOR',
      );
    return readFileSync(file, 'utf8').split(scissors)[0]!;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Git knows best which it would start, its own settings among the reasons. */
async function editorOf({ io, workspace: { repo } }: CommandContext): Promise<string> {
  const own = io.env.VISUAL || io.env.EDITOR || 'vi';
  if (!repo) return own;
  const { git } = await import('../git/git.ts');
  return (await git(repo, io.env)(['var', 'GIT_EDITOR']).catch(() => own)).trim() || own;
}
