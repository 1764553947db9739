/** Which commits others have undone, by their trailers. */
import { type CommitWithFiles, type FileTexts, trailerValue } from '../../../git/log.ts';

/** A commit with the texts of the files that it changed. */
export type UndoableCommit = CommitWithFiles<FileTexts>;

/** The commits that were undone, by hash, each with the commit that undid it. A commit that was made again is not among them. */
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
