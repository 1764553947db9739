/** The plan's files where a sparse checkout leaves some out: those are said not to be there, and never passed over. */
import { join, relative, sep } from 'node:path';
import { skippedFiles } from '../git/list-files.ts';
import { type Env, repoPath } from '../git/repository.ts';
import { diskFiles, type FileProblem, isYaml, type PlanFiles } from '../storage/plan-files/file-source.ts';
import type { Workspace } from '../workspace.ts';

const leftOut: FileProblem = [
  'this file is left out by a sparse checkout',
  'take it in: `git sparse-checkout add` its folder, or `git sparse-checkout disable`',
];

/** Undefined where nothing of the plan is left out. @throws PlanError `git` */
export async function sparseFiles({ root, repo }: Workspace, env: Env): Promise<PlanFiles | undefined> {
  if (!repo) return undefined;
  const folder = repoPath(repo, root);
  const unseen = [...(await skippedFiles(repo, folder === '' ? [] : [folder], env))];
  if (unseen.length === 0) return undefined;
  const missing = new Set(unseen.map((path) => relative(folder, path)));
  const here = diskFiles(root);
  return {
    ...here,
    open(path) {
      const found = here.open(path);
      const isMissing = 'problem' in found && found.problem === null;
      return isMissing && missing.has(relative(root, path).split(sep).join('/'))
        ? { problem: leftOut }
        : found;
    },
    items() {
      const gone = [...missing]
        .filter((name) => /^items\/(?:\d+\/)?[^/]+$/.test(name) && isYaml(name))
        .map((name) => ({ path: join(root, name) }));
      const found = here.items().filter(({ path }) => gone.length === 0 || path !== join(root, 'items'));
      const paths = new Set(found.map(({ path }) => path));
      return [...found, ...gone.filter(({ path }) => !paths.has(path))].sort((a, b) =>
        a.path < b.path ? -1 : 1,
      );
    },
  };
}
