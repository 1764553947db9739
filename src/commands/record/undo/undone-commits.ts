/** Finds the commits that were undone, by the trailers of later commits. */
import { type CommitWithFiles, type FileTexts, trailerValue } from '../../../git/log.ts';

/** A commit with the texts of the files that it changed. */
export type UndoableCommit = CommitWithFiles<FileTexts>;

/** The commit that undid each commit, by the hash of the undone one. A commit that was redone is not included. */
export function undoneCommits(newestFirst: readonly UndoableCommit[]): Map<string, UndoableCommit> {
  const undone = new Map<string, UndoableCommit>();
  for (const commit of newestFirst) {
    const target = trailerValue(commit, 'Plan-Undoes');
    if (target !== undefined && !undone.has(commit.commit)) undone.set(target, commit);
  }
  return undone;
}

/** The commits that still have an effect: neither undone, nor an undo of another of them. */
export function notUndone(newestFirst: readonly UndoableCommit[]): UndoableCommit[] {
  const undone = undoneCommits(newestFirst);
  const hashes = new Set(newestFirst.map(({ commit }) => commit));
  return newestFirst.filter(
    (each) => !undone.has(each.commit) && !hashes.has(trailerValue(each, 'Plan-Undoes') ?? ''),
  );
}
