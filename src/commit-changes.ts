/**
 * The only write path. Under the lock: decide, see that git lets us, write everything, commit, or else put everything
 * back. It joins the store, which changes files as one, and the trail, which records the change.
 */

import { setImmediate as begun } from 'node:timers/promises';
import { PlanError } from './errors.ts';
import type { CommitTarget, commit, Files } from './git/commit.ts';
import { initHint, requireRepository } from './git/messages.ts';
import type { Repository } from './git/repository.ts';
import type { System } from './io.ts';
import { acquireLock } from './storage/transaction/lock.ts';
import { endMerge, readMergeJournal } from './storage/transaction/merge-journal.ts';
import { type Recovery, recoverTransaction } from './storage/transaction/recover.ts';
import type { SkippedFile } from './storage/transaction/rollback.ts';
import { beginTransaction } from './storage/transaction/transaction.ts';
import type { Workspace } from './workspace.ts';

/** A change, decided but not made. */
export interface Proposal {
  /**
   * `before` is null where the file is to be made, and folders for it where they are missing. Without any files the
   * commit holds its message alone.
   */
  files: readonly { path: string; before: string | null; after: string | Uint8Array }[];
  /** Files that the change rests on and leaves as they are: they must be committed already. */
  unchanged?: readonly string[];
  /** The commit's message, whole. */
  message: string;
  /** `Name <mail>`; git's own where absent. */
  author?: string | undefined;
}

/**
 * A change that was made. `commit` is null where it was left uncommitted; `trouble` is what git met once the commit was
 * made, such as an index that another git command held.
 */
export interface Applied {
  commit: { hash: string; branch: string | null } | null;
  trouble: PlanError | null;
  /** Whether a signal came while it was made: it is whole, and nothing may follow it. */
  interrupted: boolean;
}

/** How long a second writer waits for the first, in milliseconds: unless told otherwise, long enough for ten at once. */
function lockTimeout({ PLAN_LOCK_WAIT }: System['env']): number {
  const seconds = PLAN_LOCK_WAIT || '20';
  if (/^\d{1,6}(\.\d+)?$/.test(seconds)) return Number(seconds) * 1000;
  throw new PlanError(
    'usage',
    `\`PLAN_LOCK_WAIT\` is \`${seconds}\`, which is not a time`,
    'give the seconds to wait for another writer, such as 20',
  );
}

/**
 * Mends what an interrupted run left, unless somebody is at work: then it is theirs, and undefined is the answer.
 * @throws PlanError where it can't be mended, with what to do
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
      const { isCommitted } = await import('./git/index-lock.ts');
      return await isCommitted(repo, paths, io.env);
    },
    async (created) => {
      if (!repo) return;
      const { removeIntent } = await import('./git/intent-to-add.ts');
      await removeIntent(repo, created, io.env, 250);
    },
  );
  return recovery ?? (await recoverMerge(workspace, io));
}

/** The same for a merge that was cut short; also to be called by whoever makes one and sees it fail. */
export async function recoverMerge(
  { stateDir, repo }: Workspace,
  { env }: System,
): Promise<Recovery | undefined> {
  const merging = readMergeJournal(stateDir);
  if (!merging || !repo) return undefined;
  const { rollBackMerge } = await import('./git/abort-merge.ts');
  const found = await rollBackMerge(repo, merging, env);
  endMerge(stateDir);
  if (!found) return undefined;
  const { command, since } = merging;
  return {
    outcome: found.completed ? 'committed' : 'rolled back',
    command,
    since,
    paths: found.paths,
    skipped: found.left.map((path) => ({ path, old: null })),
  };
}

/** Names the files that will change or be made; resolves as soon as git is at work on the question whether they can. */
export type AnnounceFiles = (changed: readonly string[], created?: readonly string[]) => Promise<void>;

/** How a change is made. */
interface CommitOptions {
  command: string;
  commit: boolean;
  /** Is given what an earlier, interrupted run left, once that is mended. */
  onRecovered(mended: Recovery): void;
  /** Is told why, when the wait for another writer has lasted a second. */
  onWaiting(why: string): void;
}

/**
 * Makes the change that `propose` decides on, all of it or nothing; null where there is nothing to change.
 * @param propose reads the plan and decides; it runs under the lock, so what it read still holds when it is written. It
 *   may name the files it will change as soon as it knows them: git is asked about them while it goes on
 * @throws PlanError: everything is as before then
 */
export async function commitChanges(
  workspace: Workspace,
  io: System,
  { command, commit, onRecovered, onWaiting }: CommitOptions,
  propose: (intend: AnnounceFiles) => Promise<Proposal | null>,
): Promise<Applied | null> {
  const { repo, stateDir } = workspace;
  if (commit)
    requireRepository(workspace, 'no change can be recorded', `${initHint}, or use \`--no-commit\``);
  const { done, interrupted } = await withLock(
    workspace,
    io,
    { command, onRecovered, onWaiting },
    async () => {
      const recorder = commit && repo ? await recorderOf(repo, io) : null;
      const proposal = await propose(async (changed, created = []) => {
        if (!recorder) return;
        recorder.ask({ changed, created });
        // Git is started only once we let go; then it works while we do.
        await begun();
      });
      return proposal && (await write(stateDir, command, proposal, recorder));
    },
  );
  return done && { ...done, interrupted };
}

/**
 * Does something that nobody else may write meanwhile: under the lock, with signals held, once what an interrupted run
 * left is mended.
 * @returns what `work` resolves with, and whether a signal came
 * @throws what `work` throws; PlanError `interrupted` instead, where a signal came; `busy`
 */
export async function withLock<Result>(
  workspace: Workspace,
  io: System,
  { command, onRecovered, onWaiting }: Omit<CommitOptions, 'commit'>,
  work: () => Promise<Result>,
): Promise<{ done: Result; interrupted: boolean }> {
  const lock = await acquireLock(workspace.stateDir, {
    command,
    waitMs: lockTimeout(io.env),
    waiting: onWaiting,
  });
  try {
    const { result, interrupted } = await io.deferSignals(async () => {
      const mended = await recoverLocked(workspace, io);
      if (mended) onRecovered(mended);
      return await toResult(work());
    });
    if ('done' in result) return { done: result.done, interrupted };
    throw interrupted
      ? new PlanError('interrupted', 'interrupted: nothing was changed', 'run the command again')
      : result.error;
  } finally {
    lock.release();
  }
}

type Settled<Result> = { done: Result } | { error: unknown };

const toResult = <Result>(work: Promise<Result>): Promise<Settled<Result>> =>
  work.then(
    (done) => ({ done }),
    (error: unknown) => ({ error }),
  );

/** Git as the write path needs it: asked about files beforehand, and given them to commit. */
interface GitRecorder {
  /** Begins to find out whether these files can be committed. */
  ask(files: Files): void;
  /** @throws PlanError where these files can't be committed */
  ready(files: Files): Promise<CommitTarget>;
  commit(files: Files, standing: CommitTarget, proposal: Proposal): ReturnType<typeof commit>;
  /** Takes out of git's index what a commit that was refused left there of files it was to create. */
  forget(files: Files): Promise<void>;
}

async function recorderOf(repo: Repository, { env }: System): Promise<GitRecorder> {
  const [{ commit, preflight }, { removeIntent }] = await Promise.all([
    import('./git/commit.ts'),
    import('./git/intent-to-add.ts'),
  ]);
  const asked = new Map<string, Promise<CommitTarget>>();
  const ask = (files: Files) => {
    const key = JSON.stringify([files.changed, files.created].map((paths) => [...paths].sort()));
    const answer = asked.get(key) ?? preflight(repo, files, env);
    asked.set(key, answer);
    // The answer is looked at later, if at all.
    answer.catch(() => {});
    return answer;
  };
  return {
    ask,
    ready: ask,
    commit: (files, standing, { message, author }) => commit(repo, files, { message, author, standing }, env),
    forget: ({ created }) => removeIntent(repo, created, env),
  };
}

async function write(
  stateDir: string,
  command: string,
  proposal: Proposal,
  recorder: GitRecorder | null,
): Promise<Applied> {
  const changes = proposal.files.map(({ path, before, after }) => ({
    path,
    before: before === null ? null : Buffer.from(before),
    after: Buffer.from(after),
  }));
  const pathsOf = (made: boolean) =>
    changes.filter(({ before }) => (before === null) === made).map(({ path }) => path);
  const files: Files = { changed: pathsOf(false), created: pathsOf(true) };
  const standing = await recorder?.ready({
    ...files,
    changed: [...files.changed, ...(proposal.unchanged ?? [])],
  });
  const transaction = beginTransaction(stateDir, changes, { command });
  const applied: Applied = { commit: null, trouble: null, interrupted: false };
  try {
    transaction.replace();
    if (recorder && standing) {
      const made = await recorder.commit(files, standing, proposal);
      applied.commit = { hash: made.commit, branch: made.branch };
      applied.trouble = made.warning;
    }
  } catch (error) {
    const stuck = await recorder?.forget(files).then(
      () => undefined,
      (fault: Error) => fault,
    );
    const left = transaction.rollback({ final: !stuck });
    if (stuck) throw stillAnnounced(error as Error, stuck);
    if (left.length === 0) throw error;
    const old = ({ path, old }: SkippedFile) =>
      files.created.includes(path) ? '' : ` (its old text: \`${old ?? 'gone'}\`)`;
    const kept = left.map((file) => `\`${file.path}\`${old(file)}`).join(', ');
    throw new PlanError(
      'refused',
      `${(error as Error).message}; meanwhile somebody edited ${kept}, so that is left as it is`,
      'look at those files before you try again',
    );
  }
  // An index that fell behind its commit would undo it in the next one: the journal tells whoever comes next.
  if (applied.trouble) return applied;
  try {
    transaction.finish();
  } catch (error) {
    // What is committed is done; whoever comes next clears up.
    if (!applied.commit || !(error instanceof PlanError)) throw error;
    applied.trouble = error;
  }
  return applied;
}

/** Then the journal stays, so that whoever comes next puts it right. */
const stillAnnounced = ({ message }: Error, stuck: Error) =>
  new PlanError(
    stuck instanceof PlanError ? stuck.code : 'git',
    `${message}; and git’s index still names the new files: ${stuck.message}`,
    `${(stuck instanceof PlanError && stuck.hint) || 'see to that'}; the next \`plan\` puts it right`,
  );
