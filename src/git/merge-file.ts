/** Merges a file line by line, whatever its bytes are. */
import { readFileSync, writeFileSync } from 'node:fs';
import { GitError, git } from './git.ts';
import type { Env } from './repository.ts';

interface MergeFileRequest {
  /** Absolute paths; `ours` gets the merged lines. */
  base: string;
  ours: string;
  theirs: string;
  markerSize: number;
}

/**
 * Merges the lines of three files with `git merge-file`. Where that can't be done, as with binary files, `ours` gets both
 * whole sides between conflict markers.
 * @returns whether the merge is without conflicts
 * @throws PlanError `git` when git can't be started
 */
export async function mergeFileByLines(
  { base, ours, theirs, markerSize }: MergeFileRequest,
  cwd: string,
  env: Env,
): Promise<boolean> {
  const labels = ['ours', 'base', 'theirs'].flatMap((label) => ['-L', label]);
  try {
    // This needs no repository.
    await git(
      { top: cwd, gitDir: '', commonDir: '' },
      env,
    )(['merge-file', '--quiet', `--marker-size=${markerSize}`, ...labels, '--', ours, base, theirs]);
    return true;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    // The exit code is the number of conflicts.
    if (error.exitCode === null || error.exitCode > 127) markWhole({ base, ours, theirs, markerSize });
    return false;
  }
}

function markWhole({ ours, theirs, markerSize }: MergeFileRequest): void {
  const marker = (sign: string, label = '') => Buffer.from(`${sign.repeat(markerSize)}${label}\n`);
  const [our, their] = [ours, theirs].map((file) => {
    const bytes = readFileSync(file);
    return bytes.length === 0 || bytes.at(-1) === 0x0a ? bytes : Buffer.concat([bytes, Buffer.from('\n')]);
  }) as [Buffer, Buffer];
  writeFileSync(ours, Buffer.concat([marker('<', ' ours'), our, marker('='), their, marker('>', ' theirs')]));
}
