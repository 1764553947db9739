/** Recognizes updates that were released: made public, with nothing else changed. */
import type { Update } from '../../../schemas/update.ts';
import { deepEqual } from '../../util/equal.ts';
import { isPublic } from '../model/redact.ts';
import type { ItemChange } from './item-diff.ts';

/** The updates of a change that were released, before and after. That is the only change that an entry may see. */
export const releasesOf = ({
  reported,
  retracted,
}: Pick<ItemChange, 'reported' | 'retracted'>): { from: Update; to: Update }[] =>
  retracted.flatMap((from) => {
    const to = reported.find((entry) => isReleaseOf(from, entry));
    return to ? [{ from, to }] : [];
  });

/** Whether an entry is another one that was released, and differs in nothing else. */
export const isReleaseOf = (from: Update, to: Update): boolean =>
  to.released !== undefined &&
  from.released === undefined &&
  !isPublic(from) &&
  deepEqual({ ...from, visibility: 'public', released: to.released }, to);

/** A change without its releases. */
export function withoutReleases<Change extends Pick<ItemChange, 'reported' | 'retracted'>>(
  change: Change,
): Change {
  const releases = releasesOf(change);
  return releases.length === 0
    ? change
    : {
        ...change,
        reported: change.reported.filter((entry) => !releases.some(({ to }) => to === entry)),
        retracted: change.retracted.filter((entry) => !releases.some(({ from }) => from === entry)),
      };
}
