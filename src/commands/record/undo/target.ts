/** Which commit is to be taken back, and whether it can be. */
import { relative, resolve } from 'node:path';
import type { Session } from '../../../cli/context.ts';
import { Fault } from '../../../errors.ts';
import { commitsOf, named, type TrailCommit, trailer } from '../../../git/log-texts.ts';
import { isShallow, type Repository } from '../../../git/repository.ts';
import { hashOf, isInHistory, newestOf, undoneBy } from '../../../git/undone.ts';
import { itemFileIn } from '../../../plan/model/plan.ts';
import { itemPlaces } from '../../../storage/plan-files/read-plan.ts';

export interface Target {
  commit: TrailCommit;
  /** What touched its files since, newest first. */
  later: TrailCommit[];
  /** The plan's items that it changed. */
  items: TrailCommit['files'];
  /** What else it changed: that stays. */
  others: TrailCommit['files'];
}

const undoable = ['update', 'amend', 'retire', 'undo'];

/** @throws Fault `not-found`, `refused` with the reason and the way out */
export async function targetOf(
  session: Session,
  repo: Repository,
  text: string | undefined,
): Promise<Target> {
  const { root, io } = session;
  const hash = text === undefined ? await newestOf(repo, root, io.env) : await hashOf(repo, text, io.env);
  if (hash === null)
    throw text === undefined
      ? new Fault('not-found', 'no commit here changed the plan by `plan`', 'see `git log`')
      : new Fault('not-found', `there is no commit \`${text}\``, 'see `plan log`');
  const [inHistory, [commit]] = await Promise.all([
    isInHistory(repo, hash, io.env),
    commitsOf(repo, { revisions: ['--max-count=1', hash] }, io.env),
  ]);
  const refuse = (why: string, hint: string) =>
    new Fault('refused', `${named(commit!)} can’t be undone: ${why}`, hint);
  const short = hash.slice(0, 7);
  if (!inHistory) throw refuse('it is not in the history of HEAD', 'switch to the branch that has it');
  if (commit!.parents.length > 1)
    throw refuse('it is a merge', `undo what it brought, or use \`git revert -m 1 ${short}\``);
  const kind = trailer(commit!, 'Plan-Change');
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
      ? refuse('this clone lacks what was before', '`git fetch --unshallow` brings the rest')
      : refuse('it made or removed files of items', `look at it with \`git show ${short}\``);
  const { about } = (await session.read([])).plan;
  const paths = items.flatMap(({ path }) => {
    const { elsewhere, ...now } = itemPlaces(root, about, nameIn(path)!);
    return [resolve(repo.top, path), now.path, ...(elsewhere === undefined ? [] : [elsewhere])];
  });
  const later = await commitsOf(repo, { revisions: ['--full-history', `${hash}..HEAD`], paths }, io.env);
  const undo = undoneBy(later).get(hash);
  if (undo)
    throw refuse(
      `${named(undo)} has undone it already`,
      `to make it again: \`plan undo ${undo.commit.slice(0, 7)}\``,
    );
  return { commit: commit!, later, items, others: commit!.files.filter((file) => !isItem(file)) };
}
