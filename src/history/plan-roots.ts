/** Finds the folders that a plan was in over time, and the files in them. */
import { resolveBlobs } from '../git/cat-file.ts';
import { type CommitWithFiles, logWithFiles, movedFrom } from '../git/log.ts';
import type { Env, Repository } from '../git/repository.ts';
import { fileNameOf, folderOfHundred, itemFileIn } from '../plan/model/plan.ts';

/** The folder of a plan, relative to the top of the work tree: '' for the top. */
export type PlanRoot = string;

const below = (root: PlanRoot, path: string): string => (root === '' ? path : `${root}/${path}`);

/** The files and folders of a plan. At the top of a work tree, other files may lie beside them. */
export const planPaths = (roots: readonly PlanRoot[]): string[] =>
  roots.flatMap((root) =>
    root === '' ? ['plan.yaml', 'agencies.yaml', 'items', 'evidence', 'rounds'] : [root],
  );

/** The folder that a file is in, and the name of the item if it is an item's file; null when it is in none. */
export function locateFile(
  roots: readonly PlanRoot[],
  path: string,
): { root: PlanRoot; item: string | null } | null {
  const longestFirst = roots.toSorted((a, b) => b.length - a.length);
  const root = longestFirst.find((each) => each === '' || path.startsWith(`${each}/`));
  if (root === undefined) return null;
  return { root, item: itemFileIn(root === '' ? path : path.slice(root.length + 1)) };
}

/** The files that an item may have had, with any `id-width`, with and without folders of a hundred items. */
export function possibleItemFiles(roots: readonly PlanRoot[], id: string): string[] {
  const names = idWidths.flatMap((width) => {
    const name = fileNameOf(id, width);
    const folder = folderOfHundred(id, width);
    return folder === null ? [name] : [name, `${folder}/${name}`];
  });
  return roots.flatMap((root) => [...new Set(names)].map((name) => below(root, `items/${name}`)));
}

const idWidths = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((width) => ({ 'id-width': width }));

/** The commits that changed the plan and the folders that it was in, both newest first. @throws PlanError `git` */
export async function followMoves(
  repo: Repository,
  range: { tip: string; everyCommit: boolean; firstParent?: boolean },
  root: PlanRoot,
  env: Env,
): Promise<{ commits: CommitWithFiles[]; roots: PlanRoot[] }> {
  const roots = [root];
  for (;;) {
    const commits = await logWithFiles(repo, { ...range, paths: planPaths(roots) }, env);
    const earlier = await earlierRoot(repo, commits, roots.at(-1)!, env);
    if (earlier === null || roots.includes(earlier)) return { commits, roots };
    roots.push(earlier);
  }
}

/** The folder from which the plan was moved into `root`; null when it was created there. */
async function earlierRoot(
  repo: Repository,
  commits: readonly CommitWithFiles[],
  root: PlanRoot,
  env: Env,
): Promise<PlanRoot | null> {
  const path = below(root, 'plan.yaml');
  const first = commits.findLast(({ files }) =>
    files.some((file) => file.path === path && file.after && file.before.every((blob) => blob === null)),
  );
  if (first?.parents.length !== 1) return null;
  const from = await movedFrom(repo, { commit: first.commit, path }, env);
  const [, folder] = /^(?:(.*)\/)?plan\.yaml$/.exec(from ?? '') ?? [];
  return from === null || !from.endsWith('plan.yaml') ? null : (folder ?? '');
}

/**
 * Finds the folder of the plan in each of these commits and their parents.
 * @returns a function of a revision; null when the plan is in none of the folders there
 * @throws PlanError `git`
 */
export async function loadRoots(
  repo: Repository,
  commits: readonly CommitWithFiles[],
  roots: readonly PlanRoot[],
  env: Env,
): Promise<(revision: string) => PlanRoot | null> {
  if (roots.length === 1) return () => roots[0]!;
  const revisions = [...new Set(commits.flatMap(({ commit, parents }) => [commit, ...parents]))];
  const names = revisions.flatMap((revision) =>
    roots.map((root) => `${revision}:${below(root, 'plan.yaml')}`),
  );
  const blobs = await resolveBlobs(repo, names, env);
  const rootOf = new Map(
    revisions.map((revision, at) => [
      revision,
      roots.find((_, index) => blobs[at * roots.length + index]) ?? null,
    ]),
  );
  return (revision) => rootOf.get(revision) ?? null;
}
