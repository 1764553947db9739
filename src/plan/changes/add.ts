/** An item that the source does not have: put together and judged here, before there is a file. */
import { sourceFields } from '../../../schemas/enums.ts';
import type { Item, Milestone } from '../../../schemas/item.ts';
import { PlanError } from '../../errors.ts';
import { parseEnum } from '../../util/suggest.ts';
import { fingerprint } from '../model/fingerprint.ts';
import { canonicalId, fileNameOf, idOf, itemFolderOf, type Plan } from '../model/plan.ts';
import { resolveFilterValue } from '../query/filters.ts';
import { fieldKinds } from '../rules/amendable-fields.ts';
import type { Context } from '../rules/index.ts';
import { assertNoNewProblems, parseOrThrow } from './check-change.ts';
import type { Decision } from './decision.ts';

/** What a person gives; what only the program writes, and what only reports and later decisions set, is not among it. */
export const draftKeys = ['id', ...sourceFields, 'lead', 'kind', 'timetable'] as const;

export type Draft = Partial<Record<(typeof draftKeys)[number], unknown>>;

/** Which ids can't be given again, whether the item is still there or not. */
export type Taken = ReadonlySet<string>;

/**
 * The new item. Its milestones get ids where they have none, and it gets one where `draft` has none: the next number.
 * @param taken every id that is or ever was in the plan
 * @throws PlanError `usage`; `refused` where the id is taken, or a rule would be broken
 */
export async function addItem(
  draft: Draft,
  decision: Decision,
  taken: Taken,
  context: Context,
): Promise<Item> {
  const id = draft.id === undefined ? nextId(taken) : canonicalId(String(draft.id));
  if ([...taken].some((other) => other.toLowerCase() === id.toLowerCase()))
    throw new PlanError(
      'refused',
      `the id \`${id}\` ${findsItem(context.plan, id) ? 'is taken' : 'was another item’s, and an id is never given again'}`,
      `leave the id out for the next free one, \`${nextId(taken)}\``,
    );
  const given = resolved(draft, context.plan);
  const whole = await parseOrThrow('item', {
    ...given,
    id: /^\d+$/.test(id) ? Number(id) : id,
    timetable: withIds(given.timetable, id),
    wording: `sha256:${'0'.repeat(64)}`,
    added: decision,
  });
  const { added, ...words } = whole;
  const item: Item = { ...words, wording: fingerprint(whole, context.sha256), added: added! };
  const { settings } = context.plan;
  assertNoNewProblems(null, item, {
    ...context,
    fileName: fileNameOf(id, settings),
    folder: itemFolderOf(id, settings),
  });
  return item;
}

const findsItem = (plan: Plan, id: string) => plan.items.some((item) => idOf(item) === id);

/** The draft in the plan's own words: agencies by any name, the pillar by its name. @throws PlanError `unknown-word` */
function resolved(draft: Draft, plan: Plan): Draft {
  const word = (name: 'agency' | 'pillar') => (text: unknown) =>
    typeof text === 'string' ? resolveFilterValue(plan, name, text) : text;
  const words = (list: unknown) => (Array.isArray(list) ? list.map(word('agency')) : list);
  const { pillar, agencies, lead } = draft;
  return {
    ...draft,
    ...(pillar === undefined ? {} : { pillar: word('pillar')(pillar) }),
    ...(agencies === undefined ? {} : { agencies: words(agencies) }),
    ...(lead === undefined ? {} : { lead: word('agency')(lead) }),
  };
}

/** One more than the highest number there ever was. */
const nextId = (taken: Taken) =>
  String(1 + Math.max(0, ...[...taken].filter((id) => /^\d{1,9}$/.test(id)).map(Number)));

/** Milestones that have no ids are numbered, `29.1` and so on; whatever else is wrong with them, the shape says. */
function withIds(timetable: unknown, id: string): unknown {
  const milestones = (timetable as { milestones?: unknown } | undefined)?.milestones;
  if (!Array.isArray(milestones)) return timetable;
  const numbered = milestones.map((each, at) =>
    typeof each === 'object' && each !== null && !('id' in each) ? { id: `${id}.${at + 1}`, ...each } : each,
  );
  return { ...(timetable as object), milestones: numbered };
}

/**
 * A milestone as the command line gives it: its task, and behind semicolons what else is known of it,
 * `Develop training; horizon=short; due=2027-06-30; agencies=dol,police`.
 * @throws PlanError `unknown-word`, `usage`
 */
export function milestoneIn(text: string, plan: Plan, today: string): Omit<Milestone, 'id'> {
  const facts = new Map<string, string>();
  let task = text.trim();
  for (;;) {
    const [whole, key, value] = /;\s*([\p{L}-]+)\s*=([^;=]*)$/u.exec(task) ?? [];
    if (whole === undefined) break;
    const name = parseEnum(key!, 'a fact of a milestone', factNames);
    if (facts.has(name))
      throw new PlanError('usage', `\`${name}\` stands twice in \`${text}\``, 'give it once');
    facts.set(name, value!.trim());
    task = task.slice(0, -whole.length).trimEnd();
  }
  const given = factNames.flatMap((name) => {
    const value = facts.get(name);
    return value === undefined ? [] : [[name, fieldKinds[name].parse(value, plan, today)] as const];
  });
  return { ...Object.fromEntries(given), task } as Omit<Milestone, 'id'>;
}

const factNames = ['horizon', 'due', 'agencies'] as const;
