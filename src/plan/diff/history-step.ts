/** What a commit did to the items of a plan. */
import type { ItemChange } from './item-diff.ts';

/** A commit, as git describes it. */
export interface Commit {
  /** The full hash. */
  commit: string;
  parents: readonly string[];
  /** The day of the commit in the plan's time zone, `YYYY-MM-DD`. */
  date: string;
  author: string;
  mail: string;
  /** The time of the commit, in seconds since 1970. */
  committed: number;
  subject: string;
  /** The message without its subject and its trailers. */
  body: string;
  /**
   * The trailers in the last paragraph of the message, as git finds them; where none of them is ours, also the only other
   * paragraph of ours. See `trailerBlocks`.
   */
  trailers: readonly (readonly [key: string, value: string])[];
}

/** What names a commit in a message. */
export type CommitName = Pick<Commit, 'commit' | 'date' | 'author'>;

/** What lists of commits show. */
export type CommitSummary = Pick<Commit, 'commit' | 'date' | 'author' | 'mail' | 'subject'>;

/** What a commit did to the plan. */
export interface HistoryStep extends Commit {
  /** For a merge, only the changes that are in neither of its sides. */
  items: readonly ItemHistoryStep[];
  /** Other files of the plan that it changed, relative to the top of the working tree. */
  files: readonly string[];
  /** The files of evidence that it added, altered or deleted; absent where there are none. */
  evidence?: readonly EvidenceFile[];
  /** The merge that it reverts exactly, against one of its parents; see `revertedCommit`. */
  reverts?: CommitName;
}

/** A file of evidence that a commit changed. Blobs are named by their hashes; null when there is no file. */
export interface EvidenceFile {
  /** Relative to the plan: `evidence/minute.pdf`. */
  name: string;
  /** In each parent. */
  before: readonly (string | null)[];
  after: string | null;
}

export interface ItemHistoryStep {
  /** The id of the item. */
  id: string;
  /** Its file after the commit, or before it where it was removed; relative to the top of the working tree. */
  path: string;
  /** Its file before the commit, where that was another. */
  from?: string;
  change: ItemChange;
  /** The hashes of the blobs before and after; null or absent where the change is not the difference of two blobs. */
  blobs?: readonly [before: string | null, after: string | null] | null;
}
