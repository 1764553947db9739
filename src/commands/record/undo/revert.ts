/** What taking a commit back comes to, on the files as they are. */
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
import { getItem } from '../../../storage/plan-files/read-plan.ts';
import { ruleContexts } from '../../../storage/plan-files/rule-context.ts';
import { applyEdits } from '../../../storage/yaml/edit/apply-edits.ts';
import { keyOrder } from '../../../storage/yaml/edit/key-order.ts';
import { parseItem } from '../../../storage/yaml/read-value.ts';
import { sha256 } from '../../../util/sha256.ts';
import { joinQuoted } from '../../../util/suggest.ts';
import type { Target } from './target.ts';
import { notUndone, type UndoableCommit } from './undone-commits.ts';

/** @throws PlanError `refused` where later changes stand upon it, or the plan would not hold any more */
export async function outcomeOfUndo(
  context: CommandContext,
  repo: Repository,
  target: Target,
  { intend, reason }: { intend: AnnounceFiles; reason: string | null },
): Promise<PlannedWrite> {
  const { commit, items, others } = target;
  const sides = await Promise.all(items.map((file) => sidesOf(commit, file)));
  const loaded = await context.read(sides.map(({ is }) => idOf(is)));
  const today = sides.map(({ is }) => {
    const now = getItem(loaded, idOf(is));
    return { now, source: loaded.sources.items.get(now)! };
  });
  await intend(today.map(({ source }) => source.path));
  const contextOf = ruleContexts(loaded, context.clock(loaded.plan.settings).today);
  const undone: UndoneItem[] = [];
  const files: PlannedWrite['files'][number][] = [];
  const blockers: string[] = [];
  const broken: string[] = [];
  for (const [index, { was, is, before, after }] of sides.entries()) {
    const { now, source } = today[index]!;
    const exact = source.text === after;
    const text = exact ? before : await revertByValue({ was, is, now, text: source.text }, blockers);
    if (text === null) continue;
    const then = await parseItem(text);
    if (!then) throw new PlanError('internal', `item ${idOf(now)} would not be readable any more`);
    broken.push(...newProblems(now, then, contextOf(now)).map((problem) => withItemName(then, problem)));
    undone.push({ id: idOf(now), change: diffItems(now, then), exact });
    files.push({ path: source.path, before: source.text, after: text });
  }
  if (blockers.length > 0) throw await conflictError(repo, target, blockers);
  if (broken.length > 0)
    throw new PlanError(
      'refused',
      `${commitWithSubject(commit)} can’t be undone, for the plan would not hold any more: ${broken.join('; ')}`,
      'report what is so now with `plan update`',
    );
  const [kind, ...rest] = trailersOf('undo', undone);
  const trailers = [kind!, ['Plan-Undoes', commit.commit] as const, ...rest];
  const subject = `plan: undo ${commit.commit.slice(0, 7)}: ${commit.subject.replace(/^plan: /, '')}`;
  return {
    lines: [...undone.flatMap(undoLines), ...others.map(({ path }) => `${path} stays`)],
    items: undone.map(undoJson),
    files,
    subject,
    message: formatMessage({ subject, body: reason, trailers }),
  };
}

async function sidesOf(commit: UndoableCommit, { path, before, after }: FileTexts) {
  const [was, is] = [await parseItem(before!), await parseItem(after!)];
  if (was && is) return { was, is, before: before!, after: after! };
  throw new PlanError(
    'refused',
    `${commitWithSubject(commit)} can’t be undone: \`${path}\` could not be read as an item then`,
    `look at it with \`git show ${commit.commit.slice(0, 7)}\``,
  );
}

/** The text with what the commit did taken out; null where something stands in the way, which is added to `standing`. */
async function revertByValue(
  { was, is, now, text }: { was: Item; is: Item; now: Item; text: string },
  standing: string[],
): Promise<string | null> {
  const undoing = undoItem(was, is, now);
  standing.push(...undoing.blockers.map((name) => `${idOf(now)} ${name}`));
  if (undoing.blockers.length > 0) return null;
  const after = applyEdits(text, undoing.edits, keyOrder);
  const then = await parseItem(after);
  // The fingerprint follows the words, where it did so before.
  if (!then || frozenText(then) === frozenText(now) || now.wording !== fingerprint(now, sha256)) return after;
  return applyEdits(after, [{ set: ['wording'], to: fingerprint(then, sha256) }], keyOrder);
}

/** Names the commits that stand upon it. */
async function conflictError(
  repo: Repository,
  { commit, later }: Target,
  standing: readonly string[],
): Promise<PlanError> {
  const upon: UndoableCommit[] = [];
  for (const each of notUndone(later)) {
    const names = [...(await statesIn(each))].flatMap(([id, { was = null, is = null }]) =>
      [...touchedFields(was, is)].map((name) => `${id} ${name}`),
    );
    if (names.some((name) => standing.includes(name))) upon.push(each);
  }
  const what = joinQuoted([...new Set(standing)]);
  if (upon.length === 0)
    return new PlanError(
      'refused',
      `${commitWithSubject(commit)} can’t be undone: ${what} changed since, and no commit says so`,
      `look at \`git -C ${repo.top} status\``,
    );
  return new PlanError(
    'refused',
    `${commitWithSubject(commit)} can’t be undone, for later changes stand on it (${what}): ${upon.map(commitWithSubject).join(', ')}`,
    `undo those first: ${upon.map((each) => `\`plan undo ${each.commit.slice(0, 7)}\``).join(', then ')}; or report what is so now`,
  );
}

/** What a commit made of which item, by id: one whose file it moved is there before and after. */
async function statesIn({ files }: UndoableCommit): Promise<Map<string, { was?: Item; is?: Item }>> {
  const states = new Map<string, { was?: Item; is?: Item }>();
  for (const { before, after } of files)
    for (const [side, text] of [
      ['was', before],
      ['is', after],
    ] as const) {
      const item = text === null ? null : await parseItem(text);
      if (item) states.set(idOf(item), { ...states.get(idOf(item)), [side]: item });
    }
  return states;
}
