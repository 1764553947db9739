/** Finds the folders that a plan was in over time, and the files in them. */
import { readBlobs, resolveBlobs } from '../git/cat-file.ts';
import { listTree } from '../git/list-files.ts';
import { type CommitWithFiles, logWithFiles } from '../git/log.ts';
import type { Env, Repository } from '../git/repository.ts';
import { maxFileBytes } from '../plan/model/limits.ts';
import { fileNameOf, folderOfHundred, itemFileIn } from '../plan/model/plan.ts';
import { planId } from './commit-files.ts';

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
  range: { tip: string; everyCommit: boolean },
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

/**
 * The folder from which the plan was moved or copied into `root`; null when it was created there. It is found by the id
 * of the plan, however much of its files changed; or by its only `plan.yaml` that is deleted at the same time.
 */
async function earlierRoot(
  repo: Repository,
  commits: readonly CommitWithFiles[],
  root: PlanRoot,
  env: Env,
): Promise<PlanRoot | null> {
  const path = below(root, 'plan.yaml');
  const created = commits
    .flatMap(({ commit, parents, files }) => files.map((file) => ({ commit, parents, ...file })))
    .findLast((file) => file.path === path && file.after && file.before.every((blob) => blob === null));
  if (!created?.after) return null;
  const isSettings = (entry: { path: string }) => /(^|\/)plan\.yaml$/.test(entry.path);
  const settingsIn = async (commit: string) => (await listTree(repo, commit, [], env)).filter(isSettings);
  const [now, ...before] = await Promise.all([created.commit, ...created.parents].map(settingsIn));
  const candidates = [...new Map(before.flat().map((entry) => [entry.path, entry])).values()];
  const hashes = new Set([created.after, ...candidates.map(({ hash }) => hash)]);
  const texts = await readBlobs(repo, hashes, env, maxFileBytes);
  const idIn = (hash: string) => planId(texts.get(hash) ?? '');
  const deleted = candidates.filter((entry) => !now!.some((each) => each.path === entry.path));
  const id = idIn(created.after);
  const hasSameId = ({ hash }: { hash: string }) => id !== undefined && idIn(hash) === id;
  const found =
    deleted.find(hasSameId) ?? candidates.find(hasSameId) ?? (deleted.length === 1 ? deleted[0] : undefined);
  return found ? found.path.replace(/\/?plan\.yaml$/, '') : null;
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

/**
 * Adds to each commit that moved or copied the plan the files of the folder where it was: a copy does not list them. The
 * others stay as they are.
 * @throws PlanError `git`
 */
export async function withOldFiles(
  repo: Repository,
  commits: readonly CommitWithFiles[],
  rootAt: (revision: string) => PlanRoot | null,
  env: Env,
): Promise<CommitWithFiles[]> {
  return await Promise.all(
    commits.map(async (commit) => {
      const root = rootAt(commit.commit);
      const old = commit.parents.map((parent) => (rootAt(parent) === root ? null : rootAt(parent)));
      if (root === null || old.every((each) => each === null)) return commit;
      const trees = await Promise.all(
        commit.parents.map(async (parent, side) =>
          old[side] == null ? [] : await listTree(repo, parent, planPaths([old[side]]), env),
        ),
      );
      const hashIn = trees.map((tree) => new Map(tree.map(({ path, hash }) => [path, hash])));
      const listed = new Set(commit.files.map(({ path }) => path));
      const paths = new Set(trees.flat().map(({ path }) => path));
      const added = [...paths]
        .filter((path) => !listed.has(path))
        .map((path) => ({ path, before: hashIn.map((hashes) => hashes.get(path) ?? null), after: null }));
      return { ...commit, files: [...commit.files, ...added] };
    }),
  );
}
