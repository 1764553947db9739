/** Which commit is to be taken back, and whether it can be. */

import { relative, resolve } from 'node:path';
import type { CommandContext } from '../../../cli/context.ts';
import { PlanError } from '../../../errors.ts';
import {
  commitWithSubject,
  type FileTexts,
  logWithTexts,
  newestWithTrailer,
  trailerValue,
} from '../../../git/log.ts';
import { unknownCommit, unshallowHint } from '../../../git/messages.ts';
import { isShallow, type Repository } from '../../../git/repository.ts';
import { isInHistory, resolveCommit } from '../../../git/revisions.ts';
import { itemFileIn } from '../../../plan/model/plan.ts';
import { itemPaths } from '../../../storage/plan-files/item-paths.ts';
import { type UndoableCommit, undoneCommits } from './undone-commits.ts';

export interface Target {
  commit: UndoableCommit;
  /** What touched its files since, newest first. */
  later: UndoableCommit[];
  /** The plan's items that it changed. */
  items: FileTexts[];
  /** What else it changed: that stays. */
  others: FileTexts[];
}

const undoable = ['update', 'amend', 'retire', 'undo'];

/** @throws PlanError `not-found`, `refused` with the reason and the way out */
export async function resolveTarget(
  context: CommandContext,
  repo: Repository,
  text: string | undefined,
): Promise<Target> {
  const { root, io } = context;
  const hash =
    text === undefined
      ? ((await newestWithTrailer(repo, 'Plan-Change', root, io.env))?.commit ?? null)
      : await resolveCommit(repo, text, io.env);
  if (hash === null)
    throw text === undefined
      ? new PlanError('not-found', 'no commit here changed the plan by `plan`', 'see `git log`')
      : unknownCommit(text, 'see `plan log`');
  const [inHistory, [commit]] = await Promise.all([
    isInHistory(repo, hash, io.env),
    logWithTexts(repo, { revisions: ['--max-count=1', hash] }, io.env),
  ]);
  const refuse = (why: string, hint: string) =>
    new PlanError('refused', `${commitWithSubject(commit!)} can’t be undone: ${why}`, hint);
  const short = hash.slice(0, 7);
  if (!inHistory) throw refuse('it is not in the history of HEAD', 'switch to the branch that has it');
  if (commit!.parents.length > 1)
    throw refuse('it is a merge', `undo what it brought, or use \`git revert -m 1 ${short}\``);
  const kind = trailerValue(commit!, 'Plan-Change');
  if (kind === undefined) throw refuse('it was not made by `plan`', `use \`git revert ${short}\``);
  if (kind === 'add')
    throw refuse('an item that was added stays, for nothing is ever deleted', 'see `plan retire`');
  const nameIn = (path: string) => itemFileIn(relative(root, resolve(repo.top, path)));
  const isItem = ({ path }: { path: string }) => nameIn(path) !== null;
  const items = commit!.files.filter(isItem);
  if (items.length === 0 || !undoable.includes(kind))
    throw refuse('it changed no item of this plan', 'see `plan log`');
  if (items.some(({ before, after }) => before === null || after === null))
    throw isShallow(repo)
      ? refuse('this clone is shallow and lacks the state before it', unshallowHint)
      : refuse('it made or removed files of items', `look at it with \`git show ${short}\``);
  const { settings } = (await context.read([])).plan;
  const paths = items.flatMap(({ path }) => {
    const { otherPath: elsewhere, ...now } = itemPaths(root, settings, nameIn(path)!);
    return [resolve(repo.top, path), now.path, ...(elsewhere === undefined ? [] : [elsewhere])];
  });
  const later = await logWithTexts(repo, { revisions: ['--full-history', `${hash}..HEAD`], paths }, io.env);
  const undo = undoneCommits(later).get(hash);
  if (undo)
    throw refuse(
      `${commitWithSubject(undo)} has undone it already`,
      `to make it again: \`plan undo ${undo.commit.slice(0, 7)}\``,
    );
  return { commit: commit!, later, items, others: commit!.files.filter((file) => !isItem(file)) };
}
