/**
 * A model of a plan: what each command does to items, without files, libraries and git. Tests compare the program with it
 * after each command.
 */

export interface Entry {
  /** Unique, because each command has its own day. */
  day: string;
  milestone?: string;
  status?: string;
  rating?: string;
  note: string;
}

export interface Item {
  objective: string;
  lead: string | null;
  status: string | null;
  rating: string | null;
  milestones: Record<string, { due: string | null; status: string | null }>;
  entries: Entry[];
  amendments: { day: string; field: string; from: string | null; to: string }[];
  retired: string | null;
}

/** Items by id. States are immutable. */
export type State = Readonly<Record<string, Item>>;

/** Adds an update and sets its status and rating. */
export function update(state: State, id: string, entry: Entry): State {
  const item = structuredClone(state[id]!);
  const { milestone, status, rating } = entry;
  if (status !== undefined) {
    if (milestone === undefined) item.status = status;
    else item.milestones[milestone]!.status = status;
  }
  if (rating !== undefined) item.rating = rating;
  item.entries.push(entry);
  return { ...state, [id]: item };
}

/** `objective`, `lead`, or `due` of a milestone: `1.1 due`. */
export type Field = 'objective' | 'lead' | `${string} due`;

export function fieldOf(item: Item, field: Field): string | null {
  if (field === 'objective' || field === 'lead') return item[field];
  return item.milestones[field.replace(/ due$/, '')]!.due;
}

function withValue(item: Item, field: Field, value: string | null): Item {
  const next = structuredClone(item);
  if (field === 'objective') next.objective = value!;
  else if (field === 'lead') next.lead = value;
  else next.milestones[field.replace(/ due$/, '')]!.due = value;
  return next;
}

export function amend(state: State, id: string, field: Field, to: string, day: string): State {
  const from = fieldOf(state[id]!, field);
  const item = withValue(state[id]!, field, to);
  item.amendments.push({ day, field, from, to });
  return { ...state, [id]: item };
}

export const retire = (state: State, id: string, day: string): State => ({
  ...state,
  [id]: { ...state[id]!, retired: day },
});

/** What an update or an amendment can set. */
export type Slot = 'status' | 'rating' | `${string} status` | Field;

export const slotsOf = ({ milestone, status, rating }: Entry): Slot[] => [
  ...(status === undefined ? [] : [(milestone === undefined ? 'status' : `${milestone} status`) as Slot]),
  ...(rating === undefined ? [] : ['rating' as const]),
];

/** The slots in which two states of an item differ. */
export function slotsBetween(before: Item, after: Item): Set<Slot> {
  const read = (item: Item): [Slot, unknown][] => [
    ['status', item.status],
    ['rating', item.rating],
    ['objective', item.objective],
    ['lead', item.lead],
    ...Object.entries(item.milestones).flatMap(([id, { due, status }]): [Slot, unknown][] => [
      [`${id} due`, due],
      [`${id} status`, status],
    ]),
  ];
  const old = new Map(read(before));
  return new Set(read(after).flatMap(([slot, value]) => (old.get(slot) === value ? [] : [slot])));
}

/**
 * Undoes the change from `before` to `after`. Null if later changes depend on it: an update or an amendment of the same
 * slot, or another value of it.
 */
export function undo(now: State, before: State, after: State): State | null {
  const next = { ...now };
  for (const [id, changed] of Object.entries(after)) {
    const was = before[id];
    if (was === changed) continue;
    const item = now[id];
    if (!was || !item) return null;
    const gone = new Set(
      changed.entries.map(({ day }) => day).filter((day) => !was.entries.some((entry) => entry.day === day)),
    );
    const unamended = new Set(changed.amendments.slice(was.amendments.length).map(({ day }) => day));
    const slots = slotsBetween(was, changed);
    if (changed.retired !== was.retired && item.retired !== changed.retired) return null;
    if ([...gone].some((day) => !item.entries.some((entry) => entry.day === day))) return null;
    const last = Math.max(
      ...[...gone].map((day) => item.entries.findIndex((entry) => entry.day === day)),
      -1,
    );
    if (item.entries.slice(last + 1).some((entry) => slotsOf(entry).some((slot) => slots.has(slot))))
      return null;
    if (
      item.amendments.some(
        ({ day, field }) => day > [...unamended].sort().at(-1)! && slots.has(field as Slot),
      )
    )
      return null;
    if ([...slotsBetween(changed, item)].some((slot) => slots.has(slot))) return null;
    const back = structuredClone(item);
    back.entries = back.entries.filter(({ day }) => !gone.has(day));
    back.amendments = back.amendments.filter(({ day }) => !unamended.has(day));
    back.retired = was.retired === changed.retired ? back.retired : was.retired;
    for (const slot of slots) copy(slot, was, back);
    next[id] = back;
  }
  return next;
}

function copy(slot: Slot, from: Item, to: Item): void {
  const [, milestone, fact] = /^(?:(\S+) )?(\w+)$/.exec(slot)!;
  const [source, target] =
    milestone === undefined ? [from, to] : [from.milestones[milestone], to.milestones[milestone]];
  Object.assign(target!, { [fact!]: (source as unknown as Record<string, unknown>)[fact!] });
}

/** Merges two states that set different slots. */
export function merge(base: State, ours: State, theirs: State): State {
  const next: Record<string, Item> = {};
  for (const id of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const [was, a, b] = [base[id], ours[id], theirs[id]];
    if (!a || !b || !was) {
      next[id] = (a ?? b)!;
      continue;
    }
    const item = structuredClone(a);
    for (const slot of slotsBetween(was, b)) copy(slot, b, item);
    // Either side may also have undone a retirement.
    item.retired = a.retired === was.retired ? b.retired : a.retired;
    item.entries = mergeEntries(was.entries, a.entries, b.entries);
    item.amendments = mergeEntries(was.amendments, a.amendments, b.amendments);
    next[id] = item;
  }
  return next;
}

/** The entries that both sides kept or either side added, by day. */
function mergeEntries<Each extends { day: string }>(was: Each[], a: Each[], b: Each[]): Each[] {
  const has = (list: Each[]) => (each: Each) => list.some(({ day }) => day === each.day);
  const kept = was.filter((each) => has(a)(each) && has(b)(each));
  const added = [...a, ...b.filter((each) => !has(a)(each))].filter((each) => !has(was)(each));
  return [...kept, ...added].sort((one, other) => (one.day < other.day ? -1 : 1));
}
