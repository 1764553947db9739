/** The files of a plan in a sparse checkout: files that it leaves out are reported, not ignored. */
import { join, relative, sep } from 'node:path';
import { skippedFiles } from '../git/list-files.ts';
import { type Env, repoPath } from '../git/repository.ts';
import { diskFiles, type FileProblem, isYaml, type PlanFiles } from '../storage/plan-files/file-source.ts';
import type { Workspace } from '../workspace.ts';

const skippedFile: FileProblem = [
  'this sparse checkout leaves the file out',
  'include its folder with `git sparse-checkout add`, or run `git sparse-checkout disable`',
];

/** Undefined when no file of the plan is left out. @throws PlanError `git` */
export async function sparseFiles({ root, repo }: Workspace, env: Env): Promise<PlanFiles | undefined> {
  if (!repo) return undefined;
  const folder = repoPath(repo, root);
  const skipped = [...(await skippedFiles(repo, folder === '' ? [] : [folder], env))];
  if (skipped.length === 0) return undefined;
  const names = new Set(skipped.map((path) => relative(folder, path)));
  const onDisk = diskFiles(root);
  return {
    ...onDisk,
    open(path) {
      const opened = onDisk.open(path);
      const isMissing = 'problem' in opened && opened.problem === null;
      return isMissing && names.has(relative(root, path).split(sep).join('/'))
        ? { problem: skippedFile }
        : opened;
    },
    items() {
      const missing = [...names]
        .filter((name) => /^items\/(?:\d+\/)?[^/]+$/.test(name) && isYaml(name))
        .map((name) => ({ path: join(root, name) }));
      const found = onDisk.items().filter(({ path }) => missing.length === 0 || path !== join(root, 'items'));
      const paths = new Set(found.map(({ path }) => path));
      return [...found, ...missing.filter(({ path }) => !paths.has(path))].sort((a, b) =>
        a.path < b.path ? -1 : 1,
      );
    },
  };
}
