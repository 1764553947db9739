/** What happened to one item between two points, sorted by what it means to the people who answer for it. */

import type { Amendment, Decision } from '../../../schemas/amendment.ts';
import type { Item, Milestone } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';
import { deepEqual, stableJson } from '../../util/equal.ts';
import { daysBetween } from '../model/calendar-date.ts';
import { firstDue } from '../model/derived.ts';
import { amendmentLabel, fieldLabel, isFrozen, parseFieldLabel } from '../model/field-labels.ts';
import { milestonesOf } from '../model/timetable.ts';
import { diffItems, type FieldChange, type ItemChange, type ItemState } from './item-diff.ts';

/** A status or a rating that moved; null where there is none. */
export interface StatusChange {
  what: 'status' | 'rating';
  /** The milestone whose status it is; null for the item's own. */
  milestone: string | null;
  from: string | null;
  to: string | null;
}

/** By which decisions something changed that only a decision may change. */
interface Decided {
  /** The amendments that are new, oldest first. */
  amendments: Amendment[];
  /** Whether they lead from what it was to what it is: if not, a hand changed it. */
  isAmended: boolean;
}

/** Words of the plan, agencies, lead, kind, pillar or horizon that changed. */
export interface FactChange extends Decided {
  /** `action`, `agencies`, `timetable.trigger.text`, `task`. */
  field: string;
  milestone: string | null;
  from: unknown;
  to: unknown;
}

export interface DateChange extends Decided {
  milestone: string;
  from: string | null;
  to: string | null;
  /** How many days later; null where one of the two is absent. */
  days: number | null;
  /** The first date it ever had, as far as the item remembers. */
  first: string | null;
}

/** A decision to add or retire the item that is new; or altered, or taken back by hand. */
export interface DecisionChange {
  what: 'added' | 'retired';
  from: Decision | null;
  to: Decision | null;
}

/** Every difference is told in exactly one of these. */
export interface ItemChanges {
  id: string;
  what: ItemChange['what'];
  /** Null where it was not there or could not be read. */
  before: Item | null;
  after: Item | null;
  decisions: DecisionChange[];
  moves: StatusChange[];
  dates: DateChange[];
  facts: FactChange[];
  milestones: { what: 'added' | 'removed'; milestone: Milestone }[];
  /** Anything else, such as the user's own `x-…`. */
  others: FieldChange[];
  /** New entries of `updates`, newest last. */
  reported: Update[];
  /** Entries that are not what they were. */
  altered: { from: Update; to: Update }[];
  /** Entries that are gone. */
  removed: Update[];
  /** New amendments that no difference here comes from: what they did was undone, or done earlier. */
  amended: Amendment[];
  /** Amendments that are gone, or not what they were. */
  unamended: Amendment[];
}

/** What changed of an item; null where nothing did. */
export function classifyChanges(id: string, before: ItemState, after: ItemState): ItemChanges | null {
  const isUnreadable = before === 'unreadable' || after === 'unreadable';
  if (!isUnreadable && (before === after || stableJson(before) === stableJson(after))) return null;
  const change = diffItems(before, after);
  const [was, is] = [itemIn(before), itemIn(after)];
  return { id, what: change.what, before: was, after: is, ...tell(change, was, is) };
}

const itemIn = (state: ItemState): Item | null => (state === 'unreadable' ? null : state);

const parts = [
  ...(['decisions', 'moves', 'dates', 'facts', 'milestones', 'others'] as const),
  ...(['reported', 'altered', 'removed', 'amended', 'unamended'] as const),
];

export const isNotEmpty = (news: ItemChanges): boolean => parts.some((part) => news[part].length > 0);

function tell(change: ItemChange, was: Item | null, is: Item | null) {
  const milestones = change.what === 'changed' ? milestoneChanges(was!, is!) : [];
  const apart = new Set(milestones.map(({ milestone }) => milestone.id));
  const fields = change.fields.map(named).filter(({ milestone }) => !milestone || !apart.has(milestone));
  const inPart = (part: Part) => fields.filter((each) => partOf(each) === part);
  const decided = [...inPart('facts'), ...inPart('dates')].map((field) => ({
    ...field,
    ...decidedBy(field, change.amended),
  }));
  const used = new Set(decided.flatMap(({ amendments }) => amendments));
  const told = {
    decisions: decisionsOf(change.what, was, is),
    moves: inPart('moves').map(({ field, ...move }) => ({ what: field, ...move }) as StatusChange),
    dates: decided.filter((each) => partOf(each) === 'dates').map((each) => dateChange(each, was, is)),
    facts: decided.filter((each) => partOf(each) === 'facts'),
    milestones,
    others: inPart('others').map(({ field, milestone, from, to }) => ({
      field: fieldLabel({ field, milestone }),
      from,
      to,
    })),
    ...entriesOf(change, was, is),
    amended: change.amended.filter((amendment) => !used.has(amendment)),
    unamended: change.unamended,
  };
  // The fingerprint moves with the words; what else differs is the order of milestones or entries.
  const isTold = decided.length > 0 || milestones.length > 0;
  const marks = isTold ? [] : fields.filter(({ field }) => field === 'wording');
  const others = [...told.others, ...marks.map(({ field, from, to }) => ({ field, from, to }))];
  const isSilent =
    change.what === 'changed' && others.length === 0 && parts.every((part) => told[part].length === 0);
  if (isSilent) others.push({ field: 'order', from: null, to: null });
  return { ...told, others };
}

interface Named extends FieldChange {
  milestone: string | null;
}

const named = ({ field, ...values }: FieldChange): Named => ({ ...parseFieldLabel(field), ...values });

type Part = 'moves' | 'dates' | 'facts' | 'others' | null;

/** Where a field is told; null for one that is told with another. */
function partOf({ field, milestone }: Pick<Named, 'field' | 'milestone'>): Part {
  if (field === 'status' || field === 'rating') return 'moves';
  if (field === 'due' && milestone !== null) return 'dates';
  if (field === 'wording' || /^(added|retired)\./.test(field)) return null;
  return isFrozen(fieldLabel({ field, milestone })) ? 'facts' : 'others';
}

/** Milestones that came and went: each is one thing to read, not a change of each of its fields. */
function milestoneChanges(was: Item, is: Item): ItemChanges['milestones'] {
  const lacking = (item: Item, other: Item, what: 'added' | 'removed') =>
    milestonesOf(item)
      .filter(({ id }) => !milestonesOf(other).some((each) => each.id === id))
      .map((milestone) => ({ what, milestone }));
  return [...lacking(was, is, 'removed'), ...lacking(is, was, 'added')];
}

function decidedBy({ field, milestone, from, to }: Named, amended: readonly Amendment[]): Decided {
  const name = amendmentLabel(field);
  const amendments = amended.filter((each) => each.field === name && (each.milestone ?? null) === milestone);
  const steps = [from, ...amendments.flatMap((each) => [each.from ?? null, each.to ?? null]), to];
  const isAmended =
    amendments.length > 0 && steps.every((value, at) => at % 2 === 1 || deepEqual(value, steps[at + 1]));
  return { amendments, isAmended };
}

function dateChange(
  { milestone, from, to, amendments, isAmended }: Named & Decided,
  was: Item | null,
  is: Item | null,
): DateChange {
  const [old, now] = [from as string | null, to as string | null];
  const remembered = [...(was?.amendments ?? []), ...(is?.amendments ?? [])];
  return {
    milestone: milestone!,
    from: old,
    to: now,
    days: old === null || now === null ? null : daysBetween(old, now),
    first: firstDue({ amendments: remembered }, { id: milestone!, due: old ?? now ?? undefined }),
    amendments,
    isAmended,
  };
}

function decisionsOf(what: ItemChange['what'], was: Item | null, is: Item | null): DecisionChange[] {
  if (what === 'unreadable') return [];
  return (['added', 'retired'] as const).flatMap((decision) => {
    const [from, to] = [was?.[decision] ?? null, is?.[decision] ?? null];
    return deepEqual(from, to) ? [] : [{ what: decision, from, to }];
  });
}

/** An entry that stands where another stood is that one, altered. */
function entriesOf({ reported, retracted }: ItemChange, was: Item | null, is: Item | null) {
  const altered = (was?.updates ?? []).flatMap((from, at) => {
    const to = is?.updates?.[at];
    return to && retracted.includes(from) && reported.includes(to) ? [{ from, to }] : [];
  });
  return {
    reported: reported.filter((entry) => !altered.some(({ to }) => to === entry)),
    // The order of an entry's keys says nothing.
    altered: altered.filter(({ from, to }) => !deepEqual(from, to)),
    removed: retracted.filter((entry) => !altered.some(({ from }) => from === entry)),
  };
}
