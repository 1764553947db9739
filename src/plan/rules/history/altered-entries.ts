/** Which updates a change altered or removed, apart from the few alterations that are allowed. */

import type { Agency } from '../../../../schemas/agencies.ts';
import type { Update } from '../../../../schemas/update.ts';
import { deepEqual } from '../../../util/equal.ts';
import { resolveAgencyId } from '../../changes/autofix.ts';
import type { ItemChange } from '../../diff/item-diff.ts';
import { withoutReleases } from '../../diff/releases.ts';

export interface Alteration {
  from: Update;
  /** Null where the update was removed. */
  to: Update | null;
  /** The keys with other values. */
  keys: (keyof Update)[];
}

/** The alterations that are not allowed, in the order of the updates. */
export function alterations(change: ItemChange, agencies: readonly Agency[]): Alteration[] {
  const { reported, retracted } = withoutReleases(change);
  const left = [...reported];
  return retracted.flatMap((from): Alteration[] => {
    const to = mostSimilar(from, left);
    if (to === null) return [{ from, to, keys: [] }];
    left.splice(left.indexOf(to), 1);
    const isLawful = isMovedEvidence(from, to) || isAgencyFix(from, to, agencies);
    return isLawful ? [] : [{ from, to, keys: differingKeys(from, to) }];
  });
}

/** The entry that shares most values with another one: at least half of them. */
function mostSimilar(entry: Update, others: readonly Update[]): Update | null {
  let best: Update | null = null;
  let fewest = Object.keys(entry).length / 2;
  for (const other of others) {
    const differing = differingKeys(entry, other).length;
    if (differing <= fewest && (best === null || differing < fewest)) {
      best = other;
      fewest = differing;
    }
  }
  return best;
}

const differingKeys = (one: Update, other: Update): (keyof Update)[] =>
  ([...new Set([...Object.keys(one), ...Object.keys(other)])] as (keyof Update)[]).filter(
    (key) => !deepEqual(one[key], other[key]),
  );

/** Whether only names of evidence files changed: the SHA-256 shows that they are the same files. */
function isMovedEvidence(from: Update, to: Update): boolean {
  const hashed = (entry: Update) => ({
    ...entry,
    evidence: entry.evidence?.map(({ file, ...each }) =>
      each.sha256 === undefined ? { ...each, file } : each,
    ),
  });
  return deepEqual(hashed(from), hashed(to));
}

/** Whether only the agency changed, from one of its names to its id, as `plan validate --fix` does. */
function isAgencyFix(from: Update, to: Update, agencies: readonly Agency[]): boolean {
  const { agency } = to;
  return deepEqual({ ...from, agency }, to) && isNameOf(from.agency, agency, agencies);
}

/** Whether a value, or each of a list, is a name of an agency whose id is the other one. */
export function isNameOf(from: unknown, to: unknown, agencies: readonly Agency[]): boolean {
  const [was, is] = [from, to].map((value) => (Array.isArray(value) ? value : [value])) as [
    unknown[],
    unknown[],
  ];
  const isId = (name: unknown) => agencies.some(({ id }) => id === name);
  return (
    was.length === is.length &&
    was.every(
      (name, index) =>
        typeof name === 'string' &&
        (name === is[index] || (!isId(name) && resolveAgencyId(name, agencies) === is[index])),
    )
  );
}
