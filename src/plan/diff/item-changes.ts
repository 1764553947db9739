/** Classifies the changes of an item: decisions, statuses, dates, frozen fields, updates and others. */

import type { Amendment, Decision } from '../../../schemas/amendment.ts';
import type { Item, Milestone } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';
import { deepEqual, stableJson } from '../../util/equal.ts';
import { effectiveDay } from '../model/as-of.ts';
import { daysBetween } from '../model/calendar-date.ts';
import { firstDue } from '../model/derived.ts';
import { amendmentLabel, fieldLabel, isFrozen, parseFieldLabel } from '../model/field-labels.ts';
import { milestonesOf } from '../model/timetable.ts';
import { diffItems, type FieldChange, type ItemChange, type ItemState } from './item-diff.ts';
import { isReleaseOf } from './releases.ts';

/** A change of a status or a rating; `from` and `to` are null where there is none. */
export interface StatusChange {
  what: 'status' | 'rating';
  /** The milestone whose status it is; null for the item's own. */
  milestone: string | null;
  from: string | null;
  to: string | null;
}

/** The amendments of a change. */
interface Amended {
  /** The new amendments of the field, oldest first. */
  amendments: Amendment[];
  /** Whether they lead from the old value to the new one; if not, it was changed by hand. */
  isAmended: boolean;
}

/** A change of a frozen field, the lead or the kind. */
export interface FactChange extends Amended {
  /** `action`, `agencies`, `timetable.trigger.text`, `task`. */
  field: string;
  milestone: string | null;
  from: unknown;
  to: unknown;
}

export interface DateChange extends Amended {
  milestone: string;
  from: string | null;
  to: string | null;
  /** How many days later than the old date or, where there was none, than the first new one; null where a date is absent. */
  days: number | null;
  /** The first due date that the milestone had. */
  first: string | null;
}

/** A new, altered or removed decision to add or retire the item. */
export interface DecisionChange {
  what: 'added' | 'retired';
  from: Decision | null;
  to: Decision | null;
}

/** The changes of an item. Every difference is in exactly one of the lists. */
export interface ItemChanges {
  id: string;
  what: ItemChange['what'];
  /** Null where the item does not exist or cannot be read. */
  before: Item | null;
  after: Item | null;
  /** The day before the period, if the changes are those of a period: see `isLate`. */
  since: string | null;
  decisions: DecisionChange[];
  moves: StatusChange[];
  dates: DateChange[];
  facts: FactChange[];
  milestones: { what: 'added' | 'removed'; milestone: Milestone }[];
  /** Any other field, such as `x-` keys. */
  others: FieldChange[];
  /** New entries of `updates`, newest last. */
  reported: Update[];
  /** Internal updates that were made public, as they are now. */
  released: Update[];
  /** Updates that were altered. */
  altered: { from: Update; to: Update }[];
  /** Updates that were removed. */
  removed: Update[];
  /** New amendments that are not part of another change here. */
  amended: Amendment[];
  /** Amendments that were removed or altered. */
  unamended: Amendment[];
  /** Whether an undo removed all these entries, such as `plan undo` or `git revert`; see `markUndone`. */
  isUndone?: boolean;
}

/**
 * Whether an entry was recorded in the period, but is true for a day before it. Both states of the item have such entries,
 * so nothing else of it has changed.
 */
export const isLate = (entry: Update | Decision, since: string | null): boolean =>
  since !== null && ('as-of' in entry ? entry['as-of'] : effectiveDay(entry)) <= since;

/**
 * The changes of an item; null where there are none.
 * @param since the day of the first state, if the changes are those of a period. Entries that were recorded after it are
 *   changes, even if both states have them.
 */
export function classifyChanges(
  id: string,
  before: ItemState,
  after: ItemState,
  since: string | null = null,
): ItemChanges | null {
  const [was, is] = [itemIn(before), itemIn(after)];
  const late = since === null || !was || !is ? noEntries : entriesRecordedAfter(since, was, is);
  const isUnreadable = before === 'unreadable' || after === 'unreadable';
  const isSame = !isUnreadable && (before === after || stableJson(before) === stableJson(after));
  if (isSame && Object.values(late).every((list) => list.length === 0)) return null;
  const change = diffItems(before, after);
  const { decisions, reported, released, amended, ...changes } = classify(change, was, is, isSame);
  return {
    ...{ id, what: change.what, before: was, after: is, since, ...changes },
    decisions: [...late.decisions, ...decisions],
    reported: inOrder(is?.updates, [...late.reported, ...reported]),
    released: inOrder(is?.updates, [...late.released, ...released]),
    amended: inOrder(is?.amendments, [...late.amended, ...amended]),
  };
}

const noEntries = { decisions: [], reported: [], released: [], amended: [] };

/** The entries that both states have and that were recorded, or released, after a day. */
function entriesRecordedAfter(day: string, was: Item, is: Item) {
  const isNew = ({ recorded }: { recorded: string }) => recorded > day;
  const inBoth = <Entry extends { recorded: string }>(
    list: readonly Entry[] = [],
    old: readonly Entry[] = [],
  ) => {
    // Both states are made by `planAsOf`, which leaves the entries themselves.
    const known = new Set(old);
    return list.filter((entry) => isNew(entry) && known.has(entry));
  };
  return {
    reported: inBoth(is.updates, was.updates),
    released: (is.updates ?? []).filter(
      (entry) => entry.released && entry.released.day > day && entry.recorded <= day,
    ),
    amended: inBoth(is.amendments, was.amendments),
    decisions: (['added', 'retired'] as const).flatMap((what): DecisionChange[] => {
      const to = is[what];
      return to && was[what] && isNew(to) ? [{ what, from: null, to }] : [];
    }),
  };
}

/** Some entries of a list, in its order. */
const inOrder = <Entry>(list: readonly Entry[] = [], some: readonly Entry[]): Entry[] =>
  list.filter((entry) => some.includes(entry));

const itemIn = (state: ItemState): Item | null => (state === 'unreadable' ? null : state);

const lists = [
  ...(['decisions', 'moves', 'dates', 'facts', 'milestones', 'others'] as const),
  ...(['reported', 'released', 'altered', 'removed', 'amended', 'unamended'] as const),
];

export const isNotEmpty = (changes: ItemChanges): boolean => lists.some((list) => changes[list].length > 0);

function classify(change: ItemChange, was: Item | null, is: Item | null, isSame: boolean) {
  const milestones = change.what === 'changed' ? milestoneChanges(was!, is!) : [];
  const addedOrRemoved = new Set(milestones.map(({ milestone }) => milestone.id));
  const fields = [
    ...change.fields.map(toLabeledChange),
    ...(change.what === 'added' ? datesOfNewItem(change.amended) : []),
  ].filter(({ milestone }) => !milestone || !addedOrRemoved.has(milestone));
  const inList = (list: FieldList) => fields.filter((each) => listOf(each) === list);
  const amendable = [...inList('facts'), ...inList('dates')].map((field) => ({
    ...field,
    ...amendmentsOf(field, change.amended),
  }));
  const used = new Set(amendable.flatMap(({ amendments }) => amendments));
  const classified = {
    decisions: decisionsOf(change.what, was, is),
    moves: inList('moves').map(({ field, ...move }) => ({ what: field, ...move }) as StatusChange),
    dates: amendable.filter((each) => listOf(each) === 'dates').map((each) => dateChange(each, was, is)),
    facts: amendable.filter((each) => listOf(each) === 'facts'),
    milestones,
    others: inList('others').map(({ field, milestone, from, to }) => ({
      field: fieldLabel({ field, milestone }),
      from,
      to,
    })),
    ...entriesOf(change, was, is),
    amended: change.amended.filter((amendment) => !used.has(amendment)),
    unamended: change.unamended,
  };
  // The fingerprint changes with the frozen fields: report it only where none of them did.
  const fingerprint =
    amendable.length > 0 || milestones.length > 0 ? [] : fields.filter(({ field }) => field === 'wording');
  const others = [...classified.others, ...fingerprint.map(({ field, from, to }) => ({ field, from, to }))];
  // What differs in no field is the order of milestones or entries.
  const isOrder =
    !isSame &&
    change.what === 'changed' &&
    others.length === 0 &&
    lists.every((list) => classified[list].length === 0);
  if (isOrder) others.push({ field: 'order', from: null, to: null });
  return { ...classified, others };
}

interface LabeledChange extends FieldChange {
  milestone: string | null;
}

const toLabeledChange = ({ field, ...values }: FieldChange): LabeledChange => ({
  ...parseFieldLabel(field),
  ...values,
});

type FieldList = 'moves' | 'dates' | 'facts' | 'others' | null;

/** The list that a field belongs to; null for one that is part of another change. */
function listOf({ field, milestone }: Pick<LabeledChange, 'field' | 'milestone'>): FieldList {
  if (field === 'status' || field === 'rating') return 'moves';
  if (field === 'due' && milestone !== null) return 'dates';
  if (field === 'wording' || /^(added|retired)\./.test(field)) return null;
  return isFrozen(fieldLabel({ field, milestone })) ? 'facts' : 'others';
}

/** Milestones that were added or removed: one change each, not one for each of their fields. */
function milestoneChanges(was: Item, is: Item): ItemChanges['milestones'] {
  const lacking = (item: Item, other: Item, what: 'added' | 'removed') =>
    milestonesOf(item)
      .filter(({ id }) => !milestonesOf(other).some((each) => each.id === id))
      .map((milestone) => ({ what, milestone }));
  return [...lacking(was, is, 'removed'), ...lacking(is, was, 'added')];
}

function amendmentsOf({ field, milestone, from, to }: LabeledChange, amended: readonly Amendment[]): Amended {
  const name = amendmentLabel(field);
  const amendments = amended.filter((each) => each.field === name && (each.milestone ?? null) === milestone);
  const steps = [from, ...amendments.flatMap((each) => [each.from ?? null, each.to ?? null]), to];
  const isAmended =
    amendments.length > 0 && steps.every((value, at) => at % 2 === 1 || deepEqual(value, steps[at + 1]));
  return { amendments, isAmended };
}

function dateChange(
  { milestone, from, to, amendments, isAmended }: LabeledChange & Amended,
  was: Item | null,
  is: Item | null,
): DateChange {
  const [old, now] = [from as string | null, to as string | null];
  // A date that was set and then moved counts from the day that was set first.
  const start = old ?? firstSet(amendments);
  const allAmendments = [...(was?.amendments ?? []), ...(is?.amendments ?? [])];
  return {
    milestone: milestone!,
    from: old,
    to: now,
    days: start === null || now === null ? null : daysBetween(start, now),
    first: firstDue({ amendments: allAmendments }, { id: milestone!, due: old ?? now ?? undefined }),
    amendments,
    isAmended,
  };
}

/** The first date of amendments that set a date more than once; else null. */
function firstSet(amendments: readonly Amendment[]): string | null {
  const dates = amendments.flatMap(({ to }) => (typeof to === 'string' ? to : []));
  return dates.length > 1 ? dates[0]! : null;
}

/** The due dates of a new item that amendments changed. */
function datesOfNewItem(amended: readonly Amendment[]): LabeledChange[] {
  const milestones = new Set(amended.flatMap(({ field, milestone }) => (field === 'due' && milestone) || []));
  return [...milestones].map((milestone) => {
    const entries = amended.filter((each) => each.field === 'due' && each.milestone === milestone);
    return { field: 'due', milestone, from: entries[0]!.from ?? null, to: entries.at(-1)!.to ?? null };
  });
}

function decisionsOf(what: ItemChange['what'], was: Item | null, is: Item | null): DecisionChange[] {
  if (what === 'unreadable') return [];
  return (['added', 'retired'] as const).flatMap((decision) => {
    const [from, to] = [was?.[decision] ?? null, is?.[decision] ?? null];
    return deepEqual(from, to) ? [] : [{ what: decision, from, to }];
  });
}

/** New, altered and removed updates: an update at the position of another is that one, altered. */
function entriesOf({ reported, retracted }: ItemChange, was: Item | null, is: Item | null) {
  const altered = (was?.updates ?? []).flatMap((from, at) => {
    const to = is?.updates?.[at];
    return to && retracted.includes(from) && reported.includes(to) ? [{ from, to }] : [];
  });
  return {
    reported: reported.filter((entry) => !altered.some(({ to }) => to === entry)),
    // The order of keys does not count.
    released: altered.filter(({ from, to }) => isReleaseOf(from, to)).map(({ to }) => to),
    altered: altered.filter(({ from, to }) => !deepEqual(from, to) && !isReleaseOf(from, to)),
    removed: retracted.filter((entry) => !altered.some(({ from }) => from === entry)),
  };
}
