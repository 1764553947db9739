/** What a commit did to the items of a plan. */
import type { ItemChange } from './item-diff.ts';

/** What git says of a commit. */
export interface Commit {
  /** The full hash. */
  commit: string;
  parents: readonly string[];
  /** The author's day in the author's own time zone, `YYYY-MM-DD`. */
  date: string;
  author: string;
  mail: string;
  /** When it was committed, in seconds since 1970. */
  committed: number;
  subject: string;
  /** The message without its subject and its trailers. */
  body: string;
  /** Those of the last paragraph, as git reads them. */
  trailers: readonly (readonly [key: string, value: string])[];
}

/** What lists of commits show. */
export type CommitSummary = Pick<Commit, 'commit' | 'date' | 'author' | 'mail' | 'subject'>;

/** What a commit did to the plan. */
export interface HistoryStep extends Commit {
  /** Of a merge, only what the merge itself decided: the changes of its sides belong to their own commits. */
  items: readonly ItemHistoryStep[];
  /** The plan's other files that it touched, relative to the top of the work tree. */
  files: readonly string[];
}

export interface ItemHistoryStep {
  /** The item's id, which stays the same whatever its file is called. */
  id: string;
  /** Its file after the commit, or before where it was removed, relative to the top of the work tree. */
  path: string;
  /** Its file before, where the commit moved it. */
  from?: string;
  change: ItemChange;
  /** The blobs that it is the difference of, by their hashes; null or absent where it is not simply that. */
  blobs?: readonly [before: string | null, after: string | null] | null;
}
