/** Where a plan's files lay over the years: its folder may have been moved. */

import { resolveBlobs } from '../git/cat-file.ts';
import { type CommitWithFiles, logWithFiles, movedFrom } from '../git/log.ts';
import type { Env, Repository } from '../git/repository.ts';
import { fileNameOf, folderOfHundred, itemFileIn } from '../plan/model/plan.ts';

/** A plan's folder, in the tree: '' where it is the top. */
export type PlanRoot = string;

const below = (root: PlanRoot, path: string): string => (root === '' ? path : `${root}/${path}`);

/** What belongs to a plan. At the top of a work tree anything else may lie beside it. */
export const planPaths = (roots: readonly PlanRoot[]): string[] =>
  roots.flatMap((root) =>
    root === '' ? ['plan.yaml', 'agencies.yaml', 'items', 'evidence', 'rounds'] : [root],
  );

/** The folder a file belongs to, and what it is there; null where it belongs to none. */
export function locateFile(
  roots: readonly PlanRoot[],
  path: string,
): { root: PlanRoot; item: string | null } | null {
  const longestFirst = [...roots].sort((a, b) => b.length - a.length);
  const root = longestFirst.find((each) => each === '' || path.startsWith(`${each}/`));
  if (root === undefined) return null;
  return { root, item: itemFileIn(root === '' ? path : path.slice(root.length + 1)) };
}

/** The files that an item may have had, whatever the width of ids, in folders or not, and wherever the plan lay. */
export function possibleItemFiles(roots: readonly PlanRoot[], id: string): string[] {
  const places = widths.flatMap((width) => {
    const name = fileNameOf(id, width);
    const hundred = folderOfHundred(id, width);
    return hundred === null ? [name] : [name, `${hundred}/${name}`];
  });
  return roots.flatMap((root) => [...new Set(places)].map((folder) => below(root, `items/${folder}`)));
}

const widths = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((width) => ({ 'id-width': width }));

/** Every commit that touched the plan, newest first, with the folders it lay in, newest first. @throws PlanError `git` */
export async function followMoves(
  repo: Repository,
  range: { tip: string; everyCommit: boolean; firstParent?: boolean },
  root: PlanRoot,
  env: Env,
): Promise<{ walked: CommitWithFiles[]; roots: PlanRoot[] }> {
  const roots = [root];
  for (;;) {
    const walked = await logWithFiles(repo, { ...range, paths: planPaths(roots) }, env);
    const earlier = await rootBefore(repo, walked, roots.at(-1)!, env);
    if (earlier === null || roots.includes(earlier)) return { walked, roots };
    roots.push(earlier);
  }
}

async function rootBefore(
  repo: Repository,
  walked: readonly CommitWithFiles[],
  root: PlanRoot,
  env: Env,
): Promise<PlanRoot | null> {
  const path = below(root, 'plan.yaml');
  const first = walked.findLast(({ files }) =>
    files.some((file) => file.path === path && file.after && file.before.every((blob) => blob === null)),
  );
  if (first?.parents.length !== 1) return null;
  const from = await movedFrom(repo, { commit: first.commit, path }, env);
  const [, folder] = /^(?:(.*)\/)?plan\.yaml$/.exec(from ?? '') ?? [];
  return from === null || !from.endsWith('plan.yaml') ? null : (folder ?? '');
}

/**
 * Tells where the plan lay in each of these commits and in their parents; null where it lay in none of the folders. Git
 * is asked only where it was moved.
 */
export async function loadRoots(
  repo: Repository,
  walked: readonly CommitWithFiles[],
  roots: readonly PlanRoot[],
  env: Env,
): Promise<(revision: string) => PlanRoot | null> {
  if (roots.length === 1) return () => roots[0]!;
  const revisions = [...new Set(walked.flatMap(({ commit, parents }) => [commit, ...parents]))];
  const names = revisions.flatMap((revision) =>
    roots.map((root) => `${revision}:${below(root, 'plan.yaml')}`),
  );
  const found = await resolveBlobs(repo, names, env);
  const at = new Map(
    revisions.map((revision, index) => [
      revision,
      roots.find((_, which) => found[index * roots.length + which]) ?? null,
    ]),
  );
  return (revision) => at.get(revision) ?? null;
}
