/** Builds and checks a new item, for `plan add`. */
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

/** The keys that a draft can have: not those that `plan` writes, and not those that updates or later decisions set. */
export const draftKeys = ['id', ...sourceFields, 'lead', 'kind', 'timetable'] as const;

export type Draft = Partial<Record<(typeof draftKeys)[number], unknown>>;

/** The ids of all items that are or were in the plan; they cannot be used again. */
export type Taken = ReadonlySet<string>;

/**
 * The new item. Without an id it gets the next free number; milestones without ids are numbered.
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
      `the id \`${id}\` ${findsItem(context.plan, id) ? 'is already used' : 'was the id of another item, and ids are not used again'}`,
      `leave the id out to get the next one, \`${nextId(taken)}\``,
    );
  const given = resolved(draft, context.plan);
  const whole = await parseOrThrow('item', {
    ...given,
    id: /^\d+$/.test(id) ? Number(id) : id,
    timetable: withIds(given.timetable, id),
    wording: `sha256:${'0'.repeat(64)}`,
    added: decision,
  });
  const { added, ...rest } = whole;
  const item: Item = { ...rest, wording: fingerprint(whole, context.sha256), added: added! };
  const { settings } = context.plan;
  assertNoNewProblems(null, item, {
    ...context,
    fileName: fileNameOf(id, settings),
    folder: itemFolderOf(id, settings),
  });
  return item;
}

const findsItem = (plan: Plan, id: string) => plan.items.some((item) => idOf(item) === id);

/** The draft with ids for the names of agencies and pillars. @throws PlanError `unknown-word` */
function resolved(draft: Draft, plan: Plan): Draft {
  const resolve = (name: 'agency' | 'pillar') => (text: unknown) =>
    typeof text === 'string' ? resolveFilterValue(plan, name, text) : text;
  const resolveList = (list: unknown) => (Array.isArray(list) ? list.map(resolve('agency')) : list);
  const { pillar, agencies, lead } = draft;
  return {
    ...draft,
    ...(pillar === undefined ? {} : { pillar: resolve('pillar')(pillar) }),
    ...(agencies === undefined ? {} : { agencies: resolveList(agencies) }),
    ...(lead === undefined ? {} : { lead: resolve('agency')(lead) }),
  };
}

/** One more than the highest number that was ever used. */
const nextId = (taken: Taken) =>
  String(1 + Math.max(0, ...[...taken].filter((id) => /^\d{1,9}$/.test(id)).map(Number)));

/** The timetable with ids for milestones without one: `29.1` and so on. Other problems are left to the schema. */
function withIds(timetable: unknown, id: string): unknown {
  const milestones = (timetable as { milestones?: unknown } | undefined)?.milestones;
  if (!Array.isArray(milestones)) return timetable;
  const numbered = milestones.map((each, at) =>
    typeof each === 'object' && each !== null && !('id' in each) ? { id: `${id}.${at + 1}`, ...each } : each,
  );
  return { ...(timetable as object), milestones: numbered };
}

/**
 * Parses a milestone of the command line: its task, then other fields after semicolons, such as
 * `Develop training; horizon=short; due=2027-06-30; agencies=dol,police`.
 * @throws PlanError `unknown-word`, `usage`
 */
export function milestoneIn(text: string, plan: Plan, today: string): Omit<Milestone, 'id'> {
  const values = new Map<string, string>();
  let task = text.trim();
  for (;;) {
    const [whole, key, value] = /;\s*([\p{L}-]+)\s*=([^;=]*)$/u.exec(task) ?? [];
    if (whole === undefined) break;
    const name = parseEnum(key!, 'a field of a milestone', milestoneFields);
    if (values.has(name))
      throw new PlanError('usage', `\`${name}\` is given twice in \`${text}\``, 'give it once');
    values.set(name, value!.trim());
    task = task.slice(0, -whole.length).trimEnd();
  }
  const given = milestoneFields.flatMap((name) => {
    const value = values.get(name);
    return value === undefined ? [] : [[name, fieldKinds[name].parse(value, plan, today)] as const];
  });
  return { ...Object.fromEntries(given), task } as Omit<Milestone, 'id'>;
}

const milestoneFields = ['horizon', 'due', 'agencies'] as const;
