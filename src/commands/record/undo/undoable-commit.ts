/** Finds the commit to undo, and checks that it can be undone. */
import { relative, resolve } from 'node:path';
import type { CommandContext } from '../../../cli/context.ts';
import { PlanError } from '../../../errors.ts';
import { newCommitterMail } from '../../../git/author.ts';
import { unknownCommit, unshallowHint } from '../../../git/error-messages.ts';
import {
  commitWithSubject,
  type FileTexts,
  logWithTexts,
  newestWithTrailer,
  trailerValue,
} from '../../../git/log.ts';
import { isShallow, type Repository } from '../../../git/repository.ts';
import { isInHistory, resolveCommit, sharedOn } from '../../../git/revisions.ts';
import { itemFileIn } from '../../../plan/model/plan.ts';
import { itemPaths } from '../../../storage/plan-files/item-paths.ts';
import { type UndoableCommit, undoneCommits } from './undone-commits.ts';

export interface UndoTarget {
  commit: UndoableCommit;
  /** The later commits that changed its files, newest first. */
  later: UndoableCommit[];
  /** The files of items that it changed. */
  items: FileTexts[];
  /** The other files that it changed, which are not reverted. */
  others: FileTexts[];
}

/** The kinds of changes that can be undone. */
const undoableKinds = ['update', 'correct', 'withdraw', 'release', 'amend', 'add', 'retire', 'undo'];

/**
 * @param revision a commit; undefined for the newest change that was made in this clone and is not shared
 * @throws PlanError `not-found`, `refused`
 */
export async function findUndoTarget(
  context: CommandContext,
  repo: Repository,
  revision: string | undefined,
): Promise<UndoTarget> {
  const { root, io } = context;
  const hash =
    revision === undefined
      ? await newestOwnChange(context, repo)
      : await resolveCommit(repo, revision, io.env);
  if (hash === null) throw unknownCommit(revision!, 'see `plan log`');
  const [inHistory, [commit]] = await Promise.all([
    isInHistory(repo, hash, io.env),
    logWithTexts(repo, { revisions: ['--max-count=1', hash] }, io.env),
  ]);
  const refuse = (why: string, hint: string) =>
    new PlanError('refused', `${commitWithSubject(commit!)} can’t be undone: ${why}`, hint);
  const short = hash.slice(0, 7);
  if (!inHistory) throw refuse('it is not in the history of HEAD', 'switch to the branch that has it');
  if (commit!.parents.length > 1)
    throw refuse('it is a merge', 'undo the merged changes one by one: see `plan log`');
  const kind = trailerValue(commit!, 'Plan-Change');
  if (kind === undefined) throw refuse('it was not made by a `plan` command', `use \`git revert ${short}\``);
  const branch = kind === 'add' ? await sharedOn(repo, hash, io.env) : null;
  if (branch !== null)
    throw refuse(`it added an item, and others may have it from \`${branch}\``, 'use `plan retire`');
  const nameIn = (path: string) => itemFileIn(relative(root, resolve(repo.top, path)));
  const isItem = ({ path }: { path: string }) => nameIn(path) !== null;
  const items = commit!.files.filter(isItem);
  if (items.length === 0 || !undoableKinds.includes(kind))
    throw refuse('it changed no item of this plan', 'see `plan log`');
  if (!['add', 'undo'].includes(kind) && items.some(({ before, after }) => before === null || after === null))
    throw isShallow(repo)
      ? refuse('this clone is shallow and lacks the state before it', unshallowHint)
      : refuse('it added or deleted files of items', `see it with \`git show ${short}\``);
  const { settings } = (await context.read([])).plan;
  const paths = items.flatMap(({ path }) => {
    const { path: current, otherPath = current } = itemPaths(root, settings, nameIn(path)!);
    return [resolve(repo.top, path), current, otherPath];
  });
  const later = await logWithTexts(repo, { revisions: ['--full-history', `${hash}..HEAD`], paths }, io.env);
  const undo = undoneCommits(later).get(hash);
  if (undo)
    throw refuse(
      `${commitWithSubject(undo)} undid it already`,
      `to redo it, run \`plan undo ${undo.commit.slice(0, 7)}\``,
    );
  return { commit: commit!, later, items, others: commit!.files.filter((file) => !isItem(file)) };
}

/**
 * The newest change that was made in this clone, by its committer, and is on no remote-tracking branch.
 * @throws PlanError `not-found`, `refused` where there is none
 */
async function newestOwnChange({ root, io }: CommandContext, repo: Repository): Promise<string> {
  const search = { key: 'Plan-Change', folder: root };
  const mail = await newCommitterMail(repo, io.env);
  const own = mail === null ? null : await newestWithTrailer(repo, { ...search, unsharedBy: mail }, io.env);
  if (own) return own.commit;
  const newest = await newestWithTrailer(repo, search, io.env);
  if (!newest) throw new PlanError('not-found', 'no commit was made by a `plan` command', 'see `git log`');
  const branch = await sharedOn(repo, newest.commit, io.env);
  throw new PlanError(
    'refused',
    `no change to undo that was made in this clone and is not shared: the newest change, ${commitWithSubject(newest)}, ${branch === null ? 'has another committer' : `is on \`${branch}\``}`,
    `correct an update with \`plan correct\`, or undo the change for everyone with \`plan undo ${newest.commit.slice(0, 7)}\``,
  );
}
