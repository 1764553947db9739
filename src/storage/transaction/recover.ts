/** Recovery after a crash: finishes or rolls back the transaction that an interrupted run left. */
import { checkPaths, closeJournal, readJournal } from './journal.ts';
import { type FileState, fileState, rollBack, type SkippedFile } from './rollback.ts';

/** What became of an interrupted transaction. */
export interface Recovery {
  /** `committed`: git has the change, so the new files stay. `rolled back`: the old files are restored. */
  outcome: 'committed' | 'rolled back';
  command: string;
  /** When the transaction began: an ISO instant. */
  since: string;
  paths: string[];
  skipped: SkippedFile[];
}

/**
 * Finishes the interrupted transaction where git has committed it, and rolls it back otherwise. The caller holds the
 * lock. Can be interrupted and run again.
 * @param root no file outside this folder is touched, whatever the journal says
 * @param isCommitted whether git has committed the present content of these files
 * @param unstage removes these new files from git's index before they are deleted
 * @returns undefined where there is nothing to recover
 * @throws PlanError `refused`, `disk`, and what `isCommitted` and `unstage` throw; the journal is kept then
 */
export async function recoverTransaction(
  stateDir: string,
  root: string,
  isCommitted: (paths: string[]) => Promise<boolean>,
  unstage: (paths: string[]) => Promise<void> = async () => {},
): Promise<Recovery | undefined> {
  const journal = readJournal(stateDir);
  if (!journal) return undefined;
  checkPaths(stateDir, journal, root);
  const { command, since, files } = journal;
  const summary = { command, since, paths: files.map(({ path }) => path) };
  const inState = (state: FileState) => files.filter((file) => fileState(file) === state);
  const changed = inState('after').map(({ path }) => path);
  // The commit starts only once every file is replaced. A new file does not count: it may have been deleted since.
  const isIncomplete = inState('before').some(({ before }) => before !== null);
  if (changed.length > 0 && !isIncomplete && (await isCommitted(changed))) {
    closeJournal(stateDir, journal);
    return { outcome: 'committed', ...summary, skipped: [] };
  }
  const created = files.filter(({ before }) => before === null).map(({ path }) => path);
  if (created.length > 0) await unstage(created);
  return { outcome: 'rolled back', ...summary, skipped: rollBack(stateDir, journal) };
}
