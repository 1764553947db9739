/** Which files of the plan a commit changed, before any of them is read. */
import type { CommitWithFiles } from '../git/log.ts';
import type { EvidenceFile } from '../plan/diff/history-step.ts';
import { canonicalId } from '../plan/model/plan.ts';
import { locateFile, type PlanRoot } from './plan-roots.ts';

/** An item's file that a commit changed. Blobs are named by their hashes; null when there is no file. */
export interface TouchedItem {
  path: string;
  /** The file's name without its extension: the item's id, but for leading zeros of a number. */
  name: string;
  /** In each parent; for a commit without parents, one null. */
  before: (string | null)[];
  after: string | null;
}

export interface TouchedFiles {
  items: TouchedItem[];
  /** The paths of other files of the plan. */
  files: string[];
  evidence: EvidenceFile[];
}

/** @param rootAt the folder of the plan in a revision: in another folder there may have been another plan */
export function touchedFiles(
  { commit, parents, files }: CommitWithFiles,
  roots: readonly PlanRoot[],
  rootAt: (revision: string) => PlanRoot | null,
): TouchedFiles {
  const touched: TouchedFiles = { items: [], files: [], evidence: [] };
  for (const file of files) {
    const location = locateFile(roots, file.path);
    if (!location) continue;
    const isInPlan = (revision: string) => [null, location.root].includes(rootAt(revision));
    const before = file.before.map((blob, side) => (isInPlan(parents[side] ?? commit) ? blob : null));
    const after = isInPlan(commit) ? file.after : null;
    if (after === null && before.every((blob) => blob === null)) continue;
    if (location.item !== null) touched.items.push({ path: file.path, name: location.item, before, after });
    else if (before.every((blob) => blob !== after)) touched.files.push(file.path);
    const name = location.root === '' ? file.path : file.path.slice(location.root.length + 1);
    if (name.startsWith('evidence/')) addEvidence(touched.evidence, { name, before, after });
  }
  // A merge looks up an item under all its names, so it is listed under its new name only.
  if (parents.length > 1) touched.items = touched.items.filter(isNotOldName);
  return touched;
}

/** Adds a file; the two sides of one that was moved with the plan become one file. */
function addEvidence(evidence: EvidenceFile[], file: EvidenceFile): void {
  const at = evidence.findIndex(({ name }) => name === file.name);
  const other = evidence[at];
  if (!other) evidence.push(file);
  else
    evidence[at] = {
      name: file.name,
      before: file.before.map((blob, side) => blob ?? other.before[side] ?? null),
      after: file.after ?? other.after,
    };
}

const isNotOldName = ({ name, after }: TouchedItem, _: number, all: readonly TouchedItem[]): boolean =>
  after !== null || !all.some((each) => each.after !== null && canonicalId(each.name) === canonicalId(name));
