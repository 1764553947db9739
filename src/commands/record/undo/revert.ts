/** What taking a commit back comes to, on the files as they are. */
import type { Item } from '../../../../schemas/item.ts';
import type { Session } from '../../../cli/context.ts';
import type { Intend } from '../../../commit-changes.ts';
import { Fault } from '../../../errors.ts';
import { compose } from '../../../git/commit-message.ts';
import { named, type TrailCommit } from '../../../git/log-texts.ts';
import type { Repository } from '../../../git/repository.ts';
import { effective } from '../../../git/undone.ts';
import { newProblems, toldOf } from '../../../plan/changes/check-change.ts';
import { trailersOf } from '../../../plan/changes/commit-trailers.ts';
import { touchedBy, undoItem } from '../../../plan/changes/undo.ts';
import { diffItems } from '../../../plan/diff/item-diff.ts';
import { fingerprint, frozen } from '../../../plan/model/fingerprint.ts';
import { idOf } from '../../../plan/model/plan.ts';
import { type Undone, undoJson, undoLines } from '../../../render/undo.ts';
import type { Outcome } from '../../../render/write-outcome.ts';
import { itemNamed } from '../../../storage/plan-files/read-plan.ts';
import { contexts, sha256 } from '../../../storage/plan-files/rule-context.ts';
import { splice } from '../../../storage/yaml/edit/apply-edits.ts';
import { keyOrder } from '../../../storage/yaml/edit/key-order.ts';
import { itemFrom } from '../../../storage/yaml/read-value.ts';
import { list } from '../../../util/suggest.ts';
import type { Target } from './target.ts';

/** @throws Fault `refused` where later changes stand upon it, or the plan would not hold any more */
export async function outcomeOfUndo(
  session: Session,
  repo: Repository,
  target: Target,
  { intend, reason }: { intend: Intend; reason: string | null },
): Promise<Outcome> {
  const { commit, items, others } = target;
  const sides = await Promise.all(items.map((file) => sidesOf(commit, file)));
  const loaded = await session.read(sides.map(({ is }) => idOf(is)));
  const today = sides.map(({ is }) => {
    const now = itemNamed(loaded, idOf(is));
    return { now, source: loaded.sources.items.get(now)! };
  });
  await intend(today.map(({ source }) => source.path));
  const contextOf = contexts(loaded, session.clock(loaded.plan.about).today);
  const undone: Undone[] = [];
  const files: Outcome['files'][number][] = [];
  const standing: string[] = [];
  const broken: string[] = [];
  for (const [index, { was, is, before, after }] of sides.entries()) {
    const { now, source } = today[index]!;
    const exact = source.text === after;
    const text = exact ? before : await byValue({ was, is, now, text: source.text }, standing);
    if (text === null) continue;
    const then = await itemFrom(text);
    if (!then) throw new Fault('internal', `item ${idOf(now)} would not be readable any more`);
    broken.push(...newProblems(now, then, contextOf(now)).map((problem) => toldOf(then, problem)));
    undone.push({ id: idOf(now), change: diffItems(now, then), exact });
    files.push({ path: source.path, before: source.text, after: text });
  }
  if (standing.length > 0) throw await blocked(repo, target, standing);
  if (broken.length > 0)
    throw new Fault(
      'refused',
      `${named(commit)} can’t be undone, for the plan would not hold any more: ${broken.join('; ')}`,
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
    message: compose({ subject, body: reason, trailers }),
  };
}

async function sidesOf(commit: TrailCommit, { path, before, after }: TrailCommit['files'][number]) {
  const [was, is] = [await itemFrom(before!), await itemFrom(after!)];
  if (was && is) return { was, is, before: before!, after: after! };
  throw new Fault(
    'refused',
    `${named(commit)} can’t be undone: \`${path}\` could not be read as an item then`,
    `look at it with \`git show ${commit.commit.slice(0, 7)}\``,
  );
}

/** The text with what the commit did taken out; null where something stands in the way, which is added to `standing`. */
async function byValue(
  { was, is, now, text }: { was: Item; is: Item; now: Item; text: string },
  standing: string[],
): Promise<string | null> {
  const undoing = undoItem(was, is, now);
  standing.push(...undoing.standing.map((name) => `${idOf(now)} ${name}`));
  if (undoing.standing.length > 0) return null;
  const after = await splice(text, undoing.edits, keyOrder);
  const then = await itemFrom(after);
  // The fingerprint follows the words, where it did so before.
  if (!then || frozen(then) === frozen(now) || now.wording !== fingerprint(now, sha256)) return after;
  return await splice(after, [{ set: ['wording'], to: fingerprint(then, sha256) }], keyOrder);
}

/** Names the commits that stand upon it. */
async function blocked(
  repo: Repository,
  { commit, later }: Target,
  standing: readonly string[],
): Promise<Fault> {
  const upon: TrailCommit[] = [];
  for (const each of effective(later)) {
    const names = [...(await statesIn(each))].flatMap(([id, { was = null, is = null }]) =>
      [...touchedBy(was, is)].map((name) => `${id} ${name}`),
    );
    if (names.some((name) => standing.includes(name))) upon.push(each);
  }
  const what = list([...new Set(standing)]);
  if (upon.length === 0)
    return new Fault(
      'refused',
      `${named(commit)} can’t be undone: ${what} changed since, and no commit says so`,
      `look at \`git -C ${repo.top} status\``,
    );
  return new Fault(
    'refused',
    `${named(commit)} can’t be undone, for later changes stand on it (${what}): ${upon.map(named).join(', ')}`,
    `undo those first: ${upon.map((each) => `\`plan undo ${each.commit.slice(0, 7)}\``).join(', then ')}; or report what is so now`,
  );
}

/** What a commit made of which item, by id: one whose file it moved is there before and after. */
async function statesIn({ files }: TrailCommit): Promise<Map<string, { was?: Item; is?: Item }>> {
  const states = new Map<string, { was?: Item; is?: Item }>();
  for (const { before, after } of files)
    for (const [side, text] of [
      ['was', before],
      ['is', after],
    ] as const) {
      const item = text === null ? null : await itemFrom(text);
      if (item) states.set(idOf(item), { ...states.get(idOf(item)), [side]: item });
    }
  return states;
}
