/** A real repository and the model of it, moved on together by one command after another. */
import { expect } from 'vitest';
import { plan as inProcess, type PlanResult, plan } from '../plan.ts';
import type { Sandbox } from '../sandbox.ts';
import { fewItems, setToday, shippedPlan } from '../shipped.ts';
import {
  amend,
  type Entry,
  type Field,
  type Item,
  merge,
  report,
  retire,
  type State,
  slotsBetween,
  slotsOf,
  undo,
} from './model.ts';

/** A commit as the model remembers it. */
interface Made {
  before: State;
  after: State;
  kind: 'report' | 'amend' | 'add' | 'retire' | 'undo' | 'hand' | 'merge';
  /** What it set, as `5 status`; an item that came or was retired is all of itself. */
  touched: ReadonlySet<string>;
}

/** Numbers that a step makes its choices with. */
export interface Draw {
  kind: number;
  a: number;
  b: number;
  c: number;
}

const pick = <Each>(list: readonly Each[], by: number): Each => list[by % list.length]!;

const statuses = {
  item: ['not-started', 'in-progress', 'on-hold', 'superseded'],
  milestone: ['not-started', 'in-progress', 'completed', 'on-hold'],
  endless: ['not-started', 'in-progress', 'in-place', 'on-hold'],
};

/** A lead is one of the item's agencies. */
const leads: Record<string, string[]> = {
  5: ['dol', 'customs', 'police'],
  7: ['dol', 'mfat'],
  13: ['police'],
};

export class World {
  readonly sandbox: Sandbox;
  state: State;
  readonly made = new Map<string, Made>();
  readonly states = new Map<string, State>();
  readonly byHand = new Set<string>();
  readonly undone = new Set<string>();
  /** Items whose words somebody changed by hand, so that no amendment can stand on them. */
  readonly reworded = new Set<string>();
  /** While a branch is apart: where it left, and what each side has set since. */
  private apart: { base: State; main: State; ours: Set<string>; theirs: Set<string> } | null = null;
  private days = 0;

  private constructor(sandbox: Sandbox, state: State) {
    this.sandbox = sandbox;
    this.state = state;
  }

  static async begin(): Promise<World> {
    const sandbox = shippedPlan(fewItems);
    const world = new World(sandbox, {});
    expect(await plan(sandbox, 'setup')).toMatchObject({ code: 0 });
    world.state = Object.fromEntries(await world.shown());
    for (const commit of sandbox.git('rev-list', 'HEAD').split('\n')) world.states.set(commit, world.state);
    return world;
  }

  /** Makes one step, in the repository and in the model; false where the model knows of nothing to do. */
  async step(draw: Draw): Promise<boolean> {
    const steps = [
      () => this.report(draw),
      () => this.report(draw),
      () => this.amend(draw),
      () => this.add(draw),
      () => this.retire(draw),
      () => this.apply(draw),
      () => this.undo(draw),
      () => this.undo(draw),
      () => this.byHandEdit(draw),
      () => this.branch(draw),
    ];
    return await pick(steps, draw.kind)();
  }

  /** Ends whatever is open, so that the last look is at everything. */
  async end(): Promise<void> {
    if (this.apart) await this.branch({ kind: 0, a: 0, b: 0, c: 0 });
  }

  get head(): string {
    return this.sandbox.git('rev-parse', 'HEAD');
  }

  /** What was done so far, for whoever has to understand why it went wrong. */
  readonly story: string[] = [];

  run(argv: readonly string[]): Promise<PlanResult> {
    if (!/^(list|show|audit)$/.test(argv[0]!))
      this.story.push(`${this.sandbox.env.PLAN_TODAY}: plan ${argv.join(' ')}`);
    return inProcess(this.sandbox.dir, argv, { env: { ...this.sandbox.env } });
  }

  /** What the program shows of every item, in the model's terms; today or at a commit. */
  async shown(commit?: string): Promise<Map<string, Item>> {
    const asOf = commit === undefined ? [] : ['--as-of', commit];
    const ids: string[] = [];
    for (const which of [[], ['--retired']]) {
      const { stdout } = await this.run(['list', ...which, '--fields', 'id', '--format', 'json', ...asOf]);
      ids.push(...JSON.parse(stdout).items.map(({ id }: { id: string }) => id));
    }
    const told = await this.run(['show', ...ids, '--json', ...asOf]);
    return new Map(JSON.parse(told.stdout).items.map((item: Shown) => [item.id, fromShown(item)]));
  }

  /** The commits in which the audit finds anything. */
  async found(): Promise<Set<string>> {
    const { stdout } = await this.run(['audit', '--json']);
    return new Set(JSON.parse(stdout).findings.map(({ commit }: { commit: string }) => commit));
  }

  private nextDay(): string {
    this.days++;
    const day = new Date(Date.UTC(2026, 10, 24 + this.days)).toISOString().slice(0, 10);
    setToday(this.sandbox, day);
    return day;
  }

  /** The items that work goes on with, but for those that the other side of a branch has taken or retired. */
  private ids(): string[] {
    return Object.keys(this.state).filter((id) => this.state[id]!.retired === null && !this.taken(id));
  }

  private taken(what: string): boolean {
    return this.apart?.ours.has(what) ?? false;
  }

  private isFree(touched: Iterable<string>): boolean {
    return ![...touched].some((each) => this.taken(each));
  }

  /** Sees that the command did well and was one commit, and remembers both. */
  private expectMade(told: PlanResult, kind: Made['kind'], after: State, touched: Iterable<string>): boolean {
    expect({ code: told.code, stderr: told.code === 0 ? '' : told.stderr }).toEqual({ code: 0, stderr: '' });
    return this.remember(kind, after, touched);
  }

  private remember(kind: Made['kind'], after: State, touched: Iterable<string>): boolean {
    this.story.push(`  ${this.head.slice(0, 7)} ${kind}`);
    const made = { before: this.state, after, kind, touched: new Set(touched) };
    this.made.set(this.head, made);
    this.states.set(this.head, after);
    for (const each of made.touched) this.apart?.theirs.add(each);
    this.state = after;
    return true;
  }

  /** A report that this item can take. */
  private entry(id: string, { a, b, c }: Draw, day: string): Entry {
    const milestones = Object.keys(this.state[id]!.milestones);
    const milestone = milestones.length > 0 && b % 3 > 0 ? pick(milestones, b) : undefined;
    const kinds = milestone !== undefined ? 'milestone' : milestones.length > 0 ? 'item' : 'endless';
    return {
      day,
      ...(milestone !== undefined && { milestone }),
      ...((c % 4 > 0 || milestone !== undefined) && { status: pick(statuses[kinds], c) }),
      ...(a % 3 === 0 && { rating: pick(['on-track', 'at-risk', 'off-track'], a) }),
      note: `Said on ${day}: ${pick(['Begun.', 'It goes on.', 'No change: "yes".', 'Ā, ē # and so on'], a)}`,
    };
  }

  private async report(draw: Draw): Promise<boolean> {
    const ids = this.ids();
    if (ids.length === 0) return false;
    const id = pick(ids, draw.a);
    const day = this.nextDay();
    const entry = this.entry(id, draw, day);
    const touched = slotsOf(entry).map((slot) => `${id} ${slot}`);
    if (!this.isFree(touched)) return false;
    const told = await this.run(['update', id, ...wordsOf(entry)]);
    return this.expectMade(told, 'report', report(this.state, id, entry), touched);
  }

  private async apply(draw: Draw): Promise<boolean> {
    const ids = this.ids().slice(0, 1 + (draw.a % 3));
    if (ids.length === 0) return false;
    const day = this.nextDay();
    const entries = ids.map(
      (id, at) => [id, this.entry(id, { ...draw, b: draw.b + at, c: draw.c + at }, day)] as const,
    );
    const touched = entries.flatMap(([id, entry]) => slotsOf(entry).map((slot) => `${id} ${slot}`));
    if (!this.isFree(touched)) return false;
    const rows = entries.map(([id, { day: _, ...entry }]) => ({ id, ...entry, reason: 'It is so.' }));
    this.story.push(`${day}: plan apply ${JSON.stringify(rows)}`);
    const told = await inProcess(this.sandbox.dir, ['apply', '-', '--from', 'json'], {
      env: { ...this.sandbox.env },
      readStdin: async () => JSON.stringify(rows),
    });
    const after = entries.reduce((state, [id, entry]) => report(state, id, entry), this.state);
    return this.expectMade(told, 'report', after, touched);
  }

  private async amend({ a, b }: Draw): Promise<boolean> {
    const ids = this.ids();
    if (ids.length === 0) return false;
    const id = pick(ids, a);
    const day = this.nextDay();
    const due = Object.keys(this.state[id]!.milestones).map((milestone): Field => `${milestone} due`);
    const field = pick<Field>(['objective', 'lead', ...due], b);
    const to =
      field === 'objective' ? `Words of ${day}` : field === 'lead' ? pick(leads[id] ?? ['dol'], a) : day;
    if (!this.isFree([`${id} ${field}`])) return false;
    const [, milestone, name] = /^(?:(\S+) )?(\w+)$/.exec(field)!;
    const own = milestone === undefined ? [] : ['--milestone', milestone];
    const told = await this.run(['amend', id, ...own, '--field', name!, '--to', to, ...decision]);
    if (this.reworded.has(id)) {
      expect(told.code).toBe(3);
      return false;
    }
    const item = this.state[id]!;
    if (field === 'lead' && item.lead === to) {
      expect(told.code).toBe(0);
      return false;
    }
    return this.expectMade(told, 'amend', amend(this.state, id, field, to, day), [`${id} ${field}`]);
  }

  private async add({ a }: Draw): Promise<boolean> {
    this.nextDay();
    // Two branches would give one id to two items; that is a conflict, as it should be.
    if (this.apart) return false;
    const objective = `What was added as ${a}`;
    const told = await this.run([
      ...['add', '--pillar', 'prevention', '--objective', objective, '--action', 'Act', '--measure', 'Count'],
      ...['--agencies', 'dol', '--trigger', 'When it is time', ...decision, '--json'],
    ]);
    const id = String(JSON.parse(told.stdout).items[0].id);
    const item: Item = {
      ...{ objective, lead: null, status: null, rating: null, retired: null },
      ...{ milestones: {}, entries: [], amendments: [] },
    };
    expect(this.state[id]).toBeUndefined();
    return this.expectMade(told, 'add', { ...this.state, [id]: item }, [id]);
  }

  private async retire({ a, b }: Draw): Promise<boolean> {
    const ids = this.ids();
    const day = this.nextDay();
    // A plan of retired items would have nothing left to try.
    if (b % 3 > 0 || this.apart || ids.length < 3) return false;
    const id = pick(ids, a);
    const told = await this.run(['retire', id, ...decision]);
    return this.expectMade(told, 'retire', retire(this.state, id, day), [id]);
  }

  private async undo({ a }: Draw): Promise<boolean> {
    this.nextDay();
    const here = this.sandbox.git('rev-list', 'HEAD').split('\n');
    const candidates = here.filter((commit) => {
      const made = this.made.get(commit);
      if (!made || this.undone.has(commit) || !['report', 'amend', 'retire'].includes(made.kind))
        return false;
      const items = [...made.touched, ...changedIn(made)].map((each) => each.split(' ')[0]!);
      const isLeft = items.some(
        (id) => this.reworded.has(id) || (this.state[id]?.retired !== null && made.kind !== 'retire'),
      );
      return !isLeft && this.isFree(made.touched);
    });
    if (candidates.length === 0) return false;
    const commit = pick(candidates, a);
    const { before, after, touched } = this.made.get(commit)!;
    const next = undo(this.state, before, after);
    const told = await this.run(['undo', commit]);
    if (!next) {
      expect(told.code, told.stdout).toBe(3);
      return false;
    }
    this.undone.add(commit);
    return this.expectMade(told, 'undo', next, touched);
  }

  private async byHandEdit({ a, b }: Draw): Promise<boolean> {
    const ids = this.ids();
    const day = this.nextDay();
    if (ids.length === 0) return false;
    const id = pick(ids, a);
    const path = `plan/items/${id.padStart(2, '0')}.yaml`;
    const text = this.sandbox.read(path);
    const item = structuredClone(this.state[id]!);
    const touched: string[] = [];
    if (b % 3 === 0 && this.isFree([`${id} objective`])) {
      item.objective = `By hand on ${day}`;
      touched.push(`${id} objective`);
      this.reworded.add(id);
      this.sandbox.write({ [path]: text.replace(/^objective: .*$/m, `objective: ${item.objective}`) });
    } else this.sandbox.write({ [path]: `${text.trimEnd()}\nx-${day}: by hand\n` });
    this.sandbox.git('commit', '--quiet', '--all', '--message', `By hand on ${day}`);
    this.byHand.add(this.head);
    return this.remember('hand', { ...this.state, [id]: item }, touched);
  }

  /** Leaves for a branch, or comes back from it. */
  private async branch(_: Draw): Promise<boolean> {
    this.nextDay();
    const { sandbox } = this;
    if (!this.apart) {
      sandbox.git('switch', '--quiet', '--create', 'side');
      this.story.push('on a branch');
      this.apart = { base: this.state, main: this.state, ours: new Set(), theirs: new Set() };
      return true;
    }
    const { base, ours, theirs, main } = this.apart;
    const onSide = sandbox.git('branch', '--show-current') === 'side';
    if (onSide) {
      // Now the main branch moves on, and leaves alone what the side has set.
      sandbox.git('switch', '--quiet', 'main');
      this.story.push('on main');
      this.apart = { base, main: this.state, ours: theirs, theirs: ours };
      this.state = main;
      return true;
    }
    const side = main;
    sandbox.git('merge', '--quiet', '--no-edit', '--no-ff', 'side');
    sandbox.git('branch', '--quiet', '--delete', 'side');
    this.apart = null;
    return this.remember('merge', merge(base, this.state, side), []);
  }
}

const decision = ['--reason', 'It was decided.', '--authority', 'Minute 12'];

const wordsOf = ({ milestone, status, rating, note }: Entry) => [
  ...(milestone === undefined ? [] : ['--milestone', milestone]),
  ...(status === undefined ? [] : ['--status', status, '--reason', 'It is so.']),
  ...(rating === undefined ? [] : ['--rating', rating]),
  ...['--note', note],
];

const changedIn = ({ before, after }: Made) =>
  Object.keys(after).filter(
    (id) => before[id] !== after[id] && (!before[id] || slotsBetween(before[id], after[id]!)),
  );

interface Shown {
  id: string;
  objective: string;
  lead: string | null;
  status: string | null;
  rating: string | null;
  retired: string | null;
  timetable: { milestones: { id: string; due: string | null; status: string | null }[] | null };
  updates: {
    asOf: string;
    milestone: string | null;
    status: string | null;
    rating: string | null;
    note: string;
  }[];
  amendments: {
    recorded: string;
    milestone: string | null;
    field: string;
    from: string | null;
    to: string;
  }[];
}

const fromShown = ({
  objective,
  lead,
  status,
  rating,
  retired,
  timetable,
  updates,
  amendments,
}: Shown): Item => ({
  ...{ objective, lead, status, rating, retired },
  milestones: Object.fromEntries(
    (timetable.milestones ?? []).map(({ id, due, status }) => [id, { due, status }]),
  ),
  entries: updates.map(({ asOf, milestone, status, rating, note }) => ({
    day: asOf,
    ...(milestone !== null && { milestone }),
    ...(status !== null && { status }),
    ...(rating !== null && { rating }),
    note,
  })),
  amendments: amendments.map(({ recorded, milestone, field, from, to }) => ({
    ...{ day: recorded, from, to },
    field: milestone === null ? field : `${milestone} ${field}`,
  })),
});
