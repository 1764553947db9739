/** Findings about files of the plan that git has not merged. */
import { join, relative } from 'node:path';
import type { CommandContext } from '../../../cli/context.ts';
import type { Finding } from '../../../errors.ts';
import { mayHaveConflicts } from '../../../git/repository.ts';
import { startOfFile } from '../../../storage/yaml/text-position.ts';

/**
 * One for each file that is in conflict in git's index. Such a file may have no conflict markers, when the program that
 * merges it failed.
 * @throws PlanError `git`
 */
export async function unmergedFindings({ workspace, root, io }: CommandContext): Promise<Finding[]> {
  const { repo } = workspace;
  if (!repo || !mayHaveConflicts(repo)) return [];
  const { unmergedFiles } = await import('../../../git/list-files.ts');
  return (await unmergedFiles(repo, root, io.env)).map((path) => ({
    rule: 'conflict-marker',
    severity: 'error',
    ...startOfFile(relative(io.cwd, join(repo.top, path))),
    message: 'git has not merged this file: it may have the changes of one side only',
    hint: `compare both sides with \`git diff -- ${relative(io.cwd, join(repo.top, path))}\`, and run \`git add\` when it has both`,
  }));
}
