/** Commit messages of releases. The body lists the released updates. */
import { trailersOf } from '../plan/changes/commit-trailers.ts';
import type { Release } from '../plan/changes/release.ts';
import { diffItems } from '../plan/diff/item-diff.ts';
import { idOf } from '../plan/model/plan.ts';
import { pluralize } from '../util/pluralize.ts';
import { type CommitText, fitSubject } from './commit-text.ts';

export function releaseMessage(releases: readonly Release[]): CommitText {
  const ids = releases.map(({ after }) => idOf(after));
  const what = `released ${pluralize(releases.flatMap(({ released }) => released).length, 'update')}`;
  const changes = releases.map(({ before, after }) => ({
    id: idOf(after),
    change: diffItems(before, after),
  }));
  return {
    subject: fitSubject(`plan: ${ids.join(', ')} ${what}`, `plan: ${ids.length} items ${what}`),
    body: releases
      .flatMap(({ after, released }) =>
        released.map(({ id, entry }) => `${idOf(after)} ${id} as of ${entry['as-of']}`),
      )
      .join('\n'),
    trailers: trailersOf('release', changes),
  };
}
