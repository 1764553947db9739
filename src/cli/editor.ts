/** Opens the editor that git uses, to write a note. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlanError } from '../errors.ts';
import { oneLine } from '../render/common/escape.ts';
import type { CommandContext } from './context.ts';

/** Everything below this line is dropped. The note itself may contain lines that begin with `#`. */
const scissors = '# ------------------------ >8 ------------------------';

/**
 * @param comments lines to show below the note
 * @returns the note as it was saved, which may be empty
 * @throws PlanError `refused` if the editor fails
 */
export async function editNote(context: CommandContext, comments: readonly string[]): Promise<string> {
  const { io } = context;
  const editor = await findEditor(context);
  const folder = mkdtempSync(join(tmpdir(), 'plan-'));
  try {
    const file = join(folder, 'NOTE');
    writeFileSync(file, `\n${scissors}\n${comments.map((line) => `# ${oneLine(line)}\n`).join('')}`);
    // As in git, the editor is a shell command and may have arguments.
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

/** The editor that git would start, by its settings and environment. */
async function findEditor({ io, workspace: { repo } }: CommandContext): Promise<string> {
  const fallback = io.env.VISUAL || io.env.EDITOR || 'vi';
  if (!repo) return fallback;
  const { git } = await import('../git/git.ts');
  return (await git(repo, io.env)(['var', 'GIT_EDITOR']).catch(() => fallback)).trim() || fallback;
}
