/** Reverts what a commit changed, in the files as they are now. */
import { resolve } from 'node:path';
import type { Item } from '../../../../schemas/item.ts';
import type { CommandContext } from '../../../cli/context.ts';
import type { AnnounceFiles } from '../../../commit-changes.ts';
import { PlanError } from '../../../errors.ts';
import { formatMessage } from '../../../git/commit-message.ts';
import { commitWithSubject, type FileTexts } from '../../../git/log.ts';
import type { Repository } from '../../../git/repository.ts';
import { newProblems, withItemName } from '../../../plan/changes/check-change.ts';
import { trailersOf } from '../../../plan/changes/commit-trailers.ts';
import { touchedFields, undoItem } from '../../../plan/changes/undo.ts';
import { diffItems } from '../../../plan/diff/item-diff.ts';
import { fingerprint, frozenText } from '../../../plan/model/fingerprint.ts';
import { idOf } from '../../../plan/model/plan.ts';
import { type UndoneItem, undoJson, undoLines } from '../../../render/undo.ts';
import type { PlannedWrite } from '../../../render/write-outcome.ts';
import { readBytes } from '../../../storage/fs.ts';
import { getItem } from '../../../storage/plan-files/read-plan.ts';
import { ruleContexts } from '../../../storage/plan-files/rule-context.ts';
import { applyEdits } from '../../../storage/yaml/edit/apply-edits.ts';
import { keyOrder } from '../../../storage/yaml/edit/insert-position.ts';
import { parseItem } from '../../../storage/yaml/read-value.ts';
import { sha256 } from '../../../util/sha256.ts';
import { joinQuoted } from '../../../util/suggest.ts';
import type { UndoTarget } from './undoable-commit.ts';
import { notUndone, type UndoableCommit } from './undone-commits.ts';

/** @throws PlanError `refused` if later changes build on it, or the plan would break a rule */
export async function planRevert(
  context: CommandContext,
  repo: Repository,
  target: UndoTarget,
  { announce, reason }: { announce: AnnounceFiles; reason: string | null },
): Promise<PlannedWrite> {
  const { items } = target;
  if (items.some(({ before, after }) => before === null || after === null))
    return undoOutcome(target, reason, await revertFiles(repo, target, announce));
  const { commit } = target;
  const changes = await Promise.all(items.map((file) => readChange(commit, file)));
  const loaded = await context.read(changes.map(({ newItem }) => idOf(newItem)));
  const current = changes.map(({ newItem }) => {
    const item = getItem(loaded, idOf(newItem));
    return { item, source: loaded.sources.items.get(item)! };
  });
  await announce(current.map(({ source }) => source.path));
  const contextOf = ruleContexts(loaded, context.clock(loaded.plan.settings).today);
  const undone: UndoneItem[] = [];
  const files: PlannedWrite['files'][number][] = [];
  const blockers: string[] = [];
  const problems: string[] = [];
  for (const [index, change] of changes.entries()) {
    const { item, source } = current[index]!;
    const exact = source.text === change.after;
    const text = exact ? change.before : await revertByValue(change, item, source.text, blockers);
    if (text === null) continue;
    const reverted = await parseItem(text);
    if (!reverted) throw new PlanError('internal', `item ${idOf(item)} would become unreadable`);
    for (const problem of newProblems(item, reverted, contextOf(item)))
      problems.push(withItemName(reverted, problem));
    undone.push({ id: idOf(item), change: diffItems(item, reverted), exact });
    files.push({ path: source.path, before: source.text, after: text });
  }
  if (blockers.length > 0) throw await conflictError(repo, target, blockers);
  if (problems.length > 0)
    throw new PlanError(
      'refused',
      `${commitWithSubject(commit)} can’t be undone, because the plan would break a rule: ${problems.join('; ')}`,
      'record the current state with `plan update` instead',
    );
  return undoOutcome(target, reason, { undone, files });
}

interface Revert {
  undone: UndoneItem[];
  files: PlannedWrite['files'];
}

function undoOutcome(
  { commit, others }: UndoTarget,
  reason: string | null,
  { undone, files }: Revert,
): PlannedWrite {
  const [kind, ...rest] = trailersOf('undo', undone);
  const subject = `plan: undo ${commit.commit.slice(0, 7)}: ${commit.subject.replace(/^plan: /, '')}`;
  return {
    lines: [
      `undoing ${commitWithSubject(commit)}, by ${commit.author}`,
      ...undone.flatMap(undoLines),
      ...others.map(({ path }) => `${path} is not changed`),
    ],
    items: undone.map(undoJson),
    files,
    subject,
    message: formatMessage({
      subject,
      body: reason,
      trailers: [kind!, ['Plan-Undoes', commit.commit], ...rest],
    }),
  };
}

/**
 * Deletes the files of items that a commit added, as long as they have not changed since; or restores those that an undo
 * deleted.
 * @throws PlanError `refused`
 */
async function revertFiles(
  repo: Repository,
  { commit, items, later }: UndoTarget,
  announce: AnnounceFiles,
): Promise<Revert> {
  const undone: UndoneItem[] = [];
  const files: PlannedWrite['files'][number][] = [];
  for (const { path: name, before, after } of items) {
    const path = resolve(repo.top, name);
    const item = await parseItem((before ?? after)!);
    const isChanged = (readBytes(path)?.toString() ?? null) !== after;
    if (!item || isChanged)
      throw new PlanError(
        'refused',
        `${commitWithSubject(commit)} can’t be undone: \`${name}\` was changed since${later.length > 0 ? `, in ${later.map(commitWithSubject).join(', ')}` : ''}`,
        item && after !== null
          ? `to close the item, use \`plan retire ${idOf(item)} --reason … --authority …\``
          : null,
      );
    const change = after === null ? diffItems(null, item) : diffItems(item, null);
    undone.push({ id: idOf(item), change, exact: true });
    files.push({ path, before: after, after: before });
  }
  const pathsOf = (isNew: boolean) =>
    files.filter(({ before }) => (before === null) === isNew).map(({ path }) => path);
  await announce(pathsOf(false), pathsOf(true));
  return { undone, files };
}

/** What a commit changed in an item: the texts and the values before and after. */
interface ItemTextChange {
  before: string;
  after: string;
  oldItem: Item;
  newItem: Item;
}

async function readChange(
  commit: UndoableCommit,
  { path, before, after }: FileTexts,
): Promise<ItemTextChange> {
  const [oldItem, newItem] = [await parseItem(before!), await parseItem(after!)];
  if (oldItem && newItem) return { before: before!, after: after!, oldItem, newItem };
  throw new PlanError(
    'refused',
    `${commitWithSubject(commit)} can’t be undone: \`${path}\` was not a readable item then`,
    `see the commit with \`git show ${commit.commit.slice(0, 7)}\``,
  );
}

/**
 * The text without what the commit changed; later changes stay in it.
 * @param blockers gets the fields that later changes build on
 * @returns null if there are any
 */
async function revertByValue(
  { oldItem, newItem }: ItemTextChange,
  current: Item,
  text: string,
  blockers: string[],
): Promise<string | null> {
  const revert = undoItem(oldItem, newItem, current);
  blockers.push(...revert.blockers.map((name) => `${idOf(current)} ${name}`));
  if (revert.blockers.length > 0) return null;
  const after = applyEdits(text, revert.edits, keyOrder);
  const reverted = await parseItem(after);
  // The fingerprint is updated if the wording changed and the fingerprint was right before.
  if (
    !reverted ||
    frozenText(reverted) === frozenText(current) ||
    current.wording !== fingerprint(current, sha256)
  )
    return after;
  return applyEdits(after, [{ set: ['wording'], to: fingerprint(reverted, sha256) }], keyOrder);
}

/** Names the later commits that build on the change. */
async function conflictError(
  repo: Repository,
  { commit, later }: UndoTarget,
  blockers: readonly string[],
): Promise<PlanError> {
  const conflicting: UndoableCommit[] = [];
  for (const each of notUndone(later))
    if ((await fieldsIn(each)).some((name) => blockers.includes(name))) conflicting.push(each);
  const fields = joinQuoted([...new Set(blockers)]);
  if (conflicting.length === 0)
    return new PlanError(
      'refused',
      `${commitWithSubject(commit)} can’t be undone: ${fields} changed since without a commit`,
      `see \`git -C ${repo.top} status\``,
    );
  const undoFirst = conflicting.map((each) => `\`plan undo ${each.commit.slice(0, 7)}\``);
  return new PlanError(
    'refused',
    `${commitWithSubject(commit)} can’t be undone, because later commits changed ${fields}: ${conflicting.map(commitWithSubject).join(', ')}`,
    `undo those first: ${undoFirst.join(', then ')}; or record the current state with \`plan update\``,
  );
}

/** The fields that a commit changed, each with the id of its item. If it moved an item, two files have it. */
async function fieldsIn({ files }: UndoableCommit): Promise<string[]> {
  const items = new Map<string, { before?: Item; after?: Item }>();
  for (const file of files)
    for (const side of ['before', 'after'] as const) {
      const text = file[side];
      const item = text === null ? null : await parseItem(text);
      if (item) items.set(idOf(item), { ...items.get(idOf(item)), [side]: item });
    }
  return [...items].flatMap(([id, { before = null, after = null }]) =>
    [...touchedFields(before, after)].map((name) => `${id} ${name}`),
  );
}
