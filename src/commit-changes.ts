/**
 * Writes a change to the plan, the only module that does: takes the lock, checks that git would accept the change,
 * replaces the files and commits them, or rolls everything back.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PlanError } from './errors.ts';
import type { CreatedCommit } from './git/commit.ts';
import { initHint, requireRepository } from './git/error-messages.ts';
import type { CommitPaths, CommitTarget } from './git/preflight.ts';
import type { Repository } from './git/repository.ts';
import type { System } from './io.ts';
import { readJournal } from './storage/transaction/journal.ts';
import { acquireLock } from './storage/transaction/lock.ts';
import { endMerge, readMergeJournal } from './storage/transaction/merge-journal.ts';
import { type Recovery, recoverTransaction } from './storage/transaction/recover.ts';
import type { SkippedFile } from './storage/transaction/rollback.ts';
import { beginTransaction } from './storage/transaction/transaction.ts';
import type { Workspace } from './workspace.ts';

/** A change that has been decided and not been made. */
export interface Proposal {
  /**
   * `before` is null for a new file, whose missing folders are created; `after` is null for a file to delete. Without
   * files, the message alone is committed.
   */
  files: readonly { path: string; before: string | null; after: string | Uint8Array | null }[];
  /** Files that the change depends on and does not change: they must be committed. */
  unchanged?: readonly string[];
  /** The whole commit message. */
  message: string;
  /** `Name <mail>`; git's own author when absent. */
  author?: string | undefined;
}

/** A change that was made. */
export interface AppliedChange {
  /** Null when it was not committed. */
  commit: { hash: string; branch: string | null } | null;
  /** What failed after the commit was made, such as updating git's index. */
  warning: PlanError | null;
  /** Whether a signal came in the meantime: the change is complete, and nothing may follow it. */
  interrupted: boolean;
}

/** How long to wait for another writer, in milliseconds; by default long enough for ten writers at once. */
function lockTimeout({ PLAN_LOCK_WAIT }: System['env']): number {
  const seconds = PLAN_LOCK_WAIT || '20';
  if (/^\d{1,6}(\.\d+)?$/.test(seconds)) return Number(seconds) * 1000;
  throw new PlanError(
    'usage',
    `\`PLAN_LOCK_WAIT\` is \`${seconds}\`, which is not a number of seconds`,
    'give the seconds to wait for another writer, such as 20',
  );
}

/**
 * Recovers what an interrupted run left, unless another process holds the lock: then it returns undefined.
 * @throws PlanError when it can’t be recovered
 */
export async function recover(workspace: Workspace, io: System): Promise<Recovery | undefined> {
  const lock = await acquireLock(workspace.stateDir, { command: 'plan', waitMs: 0 }).catch(
    (error: unknown) => {
      if (error instanceof PlanError && error.code === 'busy') return null;
      throw error;
    },
  );
  if (!lock) return undefined;
  try {
    return await recoverLocked(workspace, io);
  } finally {
    lock.release();
  }
}

async function recoverLocked(workspace: Workspace, io: System): Promise<Recovery | undefined> {
  const { stateDir, root, repo } = workspace;
  const recovery = await recoverTransaction(
    stateDir,
    root,
    async (paths) => {
      if (!repo) return false;
      const { isCommitted } = await import('./git/git-index.ts');
      return await isCommitted(repo, paths, io.env);
    },
    async (created) => {
      if (!repo) return;
      const { quietMs, removeIntent } = await import('./git/git-index.ts');
      await removeIntent(repo, created, io.env, quietMs);
    },
  );
  return recovery ?? (await recoverMerge(workspace, io));
}

/** Recovers an interrupted merge. The caller holds the lock. @throws PlanError `busy`, `git` */
export async function recoverMerge(
  { stateDir, repo }: Workspace,
  { env }: System,
): Promise<Recovery | undefined> {
  const journal = readMergeJournal(stateDir);
  if (!journal || !repo) return undefined;
  const { rollBackMerge } = await import('./git/rollback-merge.ts');
  const result = await rollBackMerge(repo, journal, env);
  endMerge(stateDir);
  if (!result) return undefined;
  const { command, since } = journal;
  return {
    outcome: result.completed ? 'committed' : 'rolled back',
    command,
    since,
    paths: result.paths,
    skipped: result.left.map((path) => ({ path, old: null })),
  };
}

/**
 * Names, absolute, the files that will be changed and created. Git starts to check them while the caller goes on.
 */
export type AnnounceFiles = (changed: readonly string[], created?: readonly string[]) => Promise<void>;

interface CommitOptions {
  /** The command line, for another process that waits for this one. */
  command: string;
  /** False changes the files and commits nothing. */
  commit: boolean;
  /** Called with what an interrupted run left, once that is recovered. */
  onRecovered(recovery: Recovery): void;
  /** Called with the reason when waiting for another writer takes a second. */
  onWaiting(reason: string): void;
}

/**
 * Makes the change that `propose` decides on, all of it or nothing.
 * @param propose reads the plan and decides, under the lock; it may announce the files as soon as it knows them
 * @returns null when there is nothing to change
 * @throws PlanError; everything is as before then
 */
export async function commitChanges(
  workspace: Workspace,
  io: System,
  { command, commit, onRecovered, onWaiting }: CommitOptions,
  propose: (announce: AnnounceFiles) => Promise<Proposal | null>,
): Promise<AppliedChange | null> {
  const { repo, stateDir } = workspace;
  if (commit)
    requireRepository(workspace, 'no change can be recorded', `${initHint}, or use \`--no-commit\``);
  const { result, interrupted } = await withLock(
    workspace,
    io,
    { command, onRecovered, onWaiting },
    async () => {
      const committer = commit && repo ? await loadCommitter(repo, io) : null;
      const proposal = await propose(async (changed, created = []) => {
        if (!committer) return;
        // Who waits for the check sees its error; it may not be needed.
        committer.check({ changed, created }).catch(() => {});
        // Lets git start.
        await nextTurn();
      });
      return proposal && (await applyProposal(stateDir, command, proposal, committer));
    },
  );
  return result && { ...result, interrupted };
}

/**
 * Runs `work` under the lock, with signals deferred, after recovering what an interrupted run left.
 * @returns the result of `work`, and whether a signal came
 * @throws what `work` throws, or PlanError `interrupted` if a signal came; `busy`
 */
export async function withLock<Result>(
  workspace: Workspace,
  io: System,
  { command, onRecovered, onWaiting }: Omit<CommitOptions, 'commit'>,
  work: () => Promise<Result>,
): Promise<{ result: Result; interrupted: boolean }> {
  const lock = await acquireLock(workspace.stateDir, {
    command,
    waitMs: lockTimeout(io.env),
    waiting: onWaiting,
  });
  try {
    const { result: outcome, interrupted } = await io.deferSignals(async () => {
      const recovery = await recoverLocked(workspace, io);
      if (recovery) onRecovered(recovery);
      const [outcome] = await Promise.allSettled([work()]);
      return outcome;
    });
    if (outcome.status === 'fulfilled') return { result: outcome.value, interrupted };
    const { reason } = outcome;
    throw interrupted && !(reason instanceof PlanError && reason.code === 'incomplete')
      ? new PlanError('interrupted', 'interrupted: nothing was changed', 'run the command again')
      : reason;
  } finally {
    lock.release();
  }
}

/** What of git a change needs, loaded only when it is committed. */
interface Committer {
  /** Checks that these files can be committed; the same files only once. @throws PlanError */
  check(files: CommitPaths): Promise<CommitTarget>;
  commit(files: CommitPaths, target: CommitTarget, proposal: Proposal): Promise<CreatedCommit>;
  /** Removes the new files of a commit that was refused from git's index. @throws PlanError */
  removeIntent(files: CommitPaths): Promise<void>;
}

async function loadCommitter(repo: Repository, { env }: System): Promise<Committer> {
  const [{ createCommit }, { removeIntent }, { preflight }] = await Promise.all([
    import('./git/commit.ts'),
    import('./git/git-index.ts'),
    import('./git/preflight.ts'),
  ]);
  const checks = new Map<string, Promise<CommitTarget>>();
  return {
    check(files) {
      const key = JSON.stringify([files.changed, files.created].map((paths) => paths.toSorted()));
      const check = checks.get(key) ?? preflight(repo, files, env);
      checks.set(key, check);
      return check;
    },
    commit: (files, target, { message, author }) =>
      createCommit(repo, files, { message, author, target }, env),
    removeIntent: ({ created }) => removeIntent(repo, created, env),
  };
}

/** @param committer null to commit nothing */
async function applyProposal(
  stateDir: string,
  command: string,
  proposal: Proposal,
  committer: Committer | null,
): Promise<AppliedChange> {
  const writes = proposal.files.map(({ path, before, after }) => ({
    path,
    before: before === null ? null : Buffer.from(before),
    after: after === null ? null : Buffer.from(after),
  }));
  const pathsOf = (isNew: boolean) =>
    writes.filter(({ before }) => (before === null) === isNew).map(({ path }) => path);
  const files: CommitPaths = { changed: pathsOf(false), created: pathsOf(true) };
  const target = await committer?.check({
    ...files,
    changed: [...files.changed, ...(proposal.unchanged ?? [])],
  });
  const transaction = beginTransaction(stateDir, writes, { command });
  const applied: AppliedChange = { commit: null, warning: null, interrupted: false };
  try {
    transaction.replace();
    if (committer && target) {
      const { commit, branch, warning } = await committer.commit(files, target, proposal);
      applied.commit = { hash: commit, branch };
      applied.warning = warning;
    }
  } catch (error) {
    if (error instanceof PlanError && error.code === 'incomplete') {
      // Somebody else has committed the files.
      transaction.finish();
      throw error;
    }
    const indexError = await committer?.removeIntent(files).then(
      () => undefined,
      (reason: Error) => reason,
    );
    const skipped = transaction.rollback({ final: !indexError });
    if (indexError) throw indexNotRestored(error as Error, indexError);
    if (skipped.length === 0) throw error;
    throw filesSkipped(error as Error, skipped, files);
  }
  // The journal stays: the next command updates the index, which would otherwise undo the commit.
  if (applied.warning) return applied;
  try {
    transaction.finish();
  } catch (error) {
    // The change is final, and the next command removes what is left; or it rolls back what was not committed.
    if (!(error instanceof PlanError) || (!applied.commit && readJournal(stateDir))) throw error;
    applied.warning = error;
  }
  return applied;
}

/** The journal stays, so that the next command recovers the rest. */
const indexNotRestored = ({ message }: Error, indexError: Error) =>
  new PlanError(
    indexError instanceof PlanError ? indexError.code : 'git',
    `${message}; and git’s index still has the new files: ${indexError.message}`,
    `${(indexError instanceof PlanError && indexError.hint) || 'fix that'}; the next \`plan\` command recovers the rest`,
  );

/** @param skipped files that were edited in the meantime, so they were not rolled back */
function filesSkipped({ message }: Error, skipped: readonly SkippedFile[], { created }: CommitPaths) {
  const names = skipped.map(({ path, old }) => {
    const backup = created.includes(path) ? '' : ` (its old text: \`${old ?? 'lost'}\`)`;
    return `\`${path}\`${backup}`;
  });
  return new PlanError(
    'refused',
    `${message}; not rolled back, because they were edited in the meantime: ${names.join(', ')}`,
    'check those files before you try again',
  );
}
