/** A real repository and its model, changed together by one command after another. */
import { expect } from 'vitest';
import { type PlanResult, plan } from '../plan.ts';
import type { Sandbox } from '../sandbox.ts';
import { fewItems, setToday, shippedPlan } from '../shipped.ts';
import {
  amend,
  type Entry,
  type Field,
  type Item,
  merge,
  retire,
  type State,
  slotsBetween,
  slotsOf,
  undo,
  update,
} from './model.ts';

/** A commit in the model. */
interface ModelCommit {
  before: State;
  after: State;
  kind: 'update' | 'amend' | 'add' | 'retire' | 'undo' | 'hand' | 'merge';
  /** What it set, such as `5 status`, or the id of an item that was added or retired. */
  touched: ReadonlySet<string>;
}

/** Random numbers for the choices of a step. */
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

/** The agencies of each item. */
const leads: Record<string, string[]> = {
  5: ['dol', 'customs', 'police'],
  7: ['dol', 'mfat'],
  13: ['police'],
};

export class World {
  readonly sandbox: Sandbox;
  state: State;
  readonly made = new Map<string, ModelCommit>();
  readonly states = new Map<string, State>();
  readonly unlawful = new Set<string>();
  readonly undone = new Set<string>();
  /** Items whose wording was edited by hand, which cannot be amended. */
  readonly reworded = new Set<string>();
  /** During a branch: the state at its start, and what each side has set since. */
  private branched: { base: State; main: State; ours: Set<string>; theirs: Set<string> } | null = null;
  private days = 0;

  private constructor(sandbox: Sandbox, state: State) {
    this.sandbox = sandbox;
    this.state = state;
  }

  static async begin(): Promise<World> {
    const sandbox = shippedPlan(fewItems);
    const world = new World(sandbox, {});
    expect(await plan(sandbox, 'setup')).toMatchObject({ code: 0 });
    world.state = Object.fromEntries(await world.items());
    for (const commit of sandbox.git('rev-list', 'HEAD').split('\n')) world.states.set(commit, world.state);
    return world;
  }

  /** Makes one step in the repository and in the model. False if there was nothing to do. */
  async step(draw: Draw): Promise<boolean> {
    const steps = [
      () => this.update(draw),
      () => this.update(draw),
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

  /** Merges an open branch. */
  async end(): Promise<void> {
    if (this.branched) await this.branch({ kind: 0, a: 0, b: 0, c: 0 });
  }

  get head(): string {
    return this.sandbox.git('rev-parse', 'HEAD');
  }

  /** The commands so far, for the message of a failure. */
  readonly log: string[] = [];

  run(argv: readonly string[]): Promise<PlanResult> {
    if (!/^(list|show|audit)$/.test(argv[0]!))
      this.log.push(`${this.sandbox.env.PLAN_TODAY}: plan ${argv.join(' ')}`);
    return plan(this.sandbox, argv);
  }

  /** Every item as the program prints it, now or at a commit, as a model item. */
  async items(commit?: string): Promise<Map<string, Item>> {
    const asOf = commit === undefined ? [] : ['--known', commit];
    const ids: string[] = [];
    for (const which of [[], ['--retired']]) {
      const { stdout } = await this.run(['list', ...which, '--fields', 'id', '--format', 'json', ...asOf]);
      ids.push(...JSON.parse(stdout).items.map(({ id }: { id: string }) => id));
    }
    const result = await this.run(['show', ...ids, '--json', ...asOf]);
    return new Map(JSON.parse(result.stdout).items.map((item: Shown) => [item.id, fromShown(item)]));
  }

  /** The commits with audit findings. */
  async commitsWithFindings(): Promise<Set<string>> {
    const { stdout } = await this.run(['audit', '--json']);
    const { findings } = JSON.parse(stdout) as { findings: { commit: string; severity: string }[] };
    return new Set(findings.flatMap(({ commit, severity }) => (severity === 'note' ? [] : [commit])));
  }

  private nextDay(): string {
    this.days++;
    const day = new Date(Date.UTC(2026, 10, 24 + this.days)).toISOString().slice(0, 10);
    setToday(this.sandbox, day);
    return day;
  }

  /** The items that are not retired, and not taken by the other side of a branch. */
  private ids(): string[] {
    return Object.keys(this.state).filter((id) => this.state[id]!.retired === null && !this.taken(id));
  }

  private taken(what: string): boolean {
    return this.branched?.ours.has(what) ?? false;
  }

  private isFree(touched: Iterable<string>): boolean {
    return ![...touched].some((each) => this.taken(each));
  }

  /** Checks the result of a command and records its commit. */
  private expectCommit(
    result: PlanResult,
    kind: ModelCommit['kind'],
    after: State,
    touched: Iterable<string>,
  ): boolean {
    expect({ code: result.code, stderr: result.code === 0 ? '' : result.stderr }).toEqual({
      code: 0,
      stderr: '',
    });
    return this.record(kind, after, touched);
  }

  private record(kind: ModelCommit['kind'], after: State, touched: Iterable<string>): boolean {
    this.log.push(`  ${this.head.slice(0, 7)} ${kind}`);
    const made = { before: this.state, after, kind, touched: new Set(touched) };
    this.made.set(this.head, made);
    this.states.set(this.head, after);
    for (const each of made.touched) this.branched?.theirs.add(each);
    this.state = after;
    return true;
  }

  /** A valid update of an item. */
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

  private async update(draw: Draw): Promise<boolean> {
    const ids = this.ids();
    if (ids.length === 0) return false;
    const id = pick(ids, draw.a);
    const day = this.nextDay();
    const entry = this.entry(id, draw, day);
    const touched = slotsOf(entry).map((slot) => `${id} ${slot}`);
    if (!this.isFree(touched)) return false;
    const result = await this.run(['update', id, ...wordsOf(entry)]);
    return this.expectCommit(result, 'update', update(this.state, id, entry), touched);
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
    this.log.push(`${day}: plan apply ${JSON.stringify(rows)}`);
    const result = await plan(this.sandbox, 'apply - --from json', { input: JSON.stringify(rows) });
    const after = entries.reduce((state, [id, entry]) => update(state, id, entry), this.state);
    return this.expectCommit(result, 'update', after, touched);
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
    const result = await this.run(['amend', id, ...own, '--field', name!, '--to', to, ...decision]);
    if (this.reworded.has(id)) {
      expect(result.code).toBe(3);
      return false;
    }
    const item = this.state[id]!;
    if (field === 'lead' && item.lead === to) {
      expect(result.code).toBe(0);
      return false;
    }
    return this.expectCommit(result, 'amend', amend(this.state, id, field, to, day), [`${id} ${field}`]);
  }

  private async add({ a }: Draw): Promise<boolean> {
    this.nextDay();
    // Two branches would use the same id, which is a conflict.
    if (this.branched) return false;
    const objective = `What was added as ${a}`;
    const result = await this.run([
      ...['add', '--pillar', 'prevention', '--objective', objective, '--action', 'Act', '--measure', 'Count'],
      ...['--agencies', 'dol', '--trigger', 'When it is time', ...decision, '--json'],
    ]);
    const id = String(JSON.parse(result.stdout).items[0].id);
    const item: Item = {
      ...{ objective, lead: null, status: null, rating: null, retired: null },
      ...{ milestones: {}, entries: [], amendments: [] },
    };
    expect(this.state[id]).toBeUndefined();
    return this.expectCommit(result, 'add', { ...this.state, [id]: item }, [id]);
  }

  private async retire({ a, b }: Draw): Promise<boolean> {
    const ids = this.ids();
    const day = this.nextDay();
    // Some items must remain.
    if (b % 3 > 0 || this.branched || ids.length < 3) return false;
    const id = pick(ids, a);
    const result = await this.run(['retire', id, ...decision]);
    return this.expectCommit(result, 'retire', retire(this.state, id, day), [id]);
  }

  private async undo({ a }: Draw): Promise<boolean> {
    this.nextDay();
    const here = this.sandbox.git('rev-list', 'HEAD').split('\n');
    const candidates = here.filter((commit) => {
      const made = this.made.get(commit);
      if (!made || this.undone.has(commit) || !['update', 'amend', 'retire'].includes(made.kind))
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
    const result = await this.run(['undo', commit]);
    if (!next) {
      expect(result.code, result.stdout).toBe(3);
      return false;
    }
    this.undone.add(commit);
    return this.expectCommit(result, 'undo', next, touched);
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
    if (touched.length > 0) this.unlawful.add(this.head);
    return this.record('hand', { ...this.state, [id]: item }, touched);
  }

  /** Starts a branch, goes back to main, or merges. */
  private async branch(_: Draw): Promise<boolean> {
    this.nextDay();
    const { sandbox } = this;
    if (!this.branched) {
      sandbox.git('switch', '--quiet', '--create', 'side');
      this.log.push('on a branch');
      this.branched = { base: this.state, main: this.state, ours: new Set(), theirs: new Set() };
      return true;
    }
    const { base, ours, theirs, main } = this.branched;
    const onSide = sandbox.git('branch', '--show-current') === 'side';
    if (onSide) {
      // Now commands run on main, and must not set what the branch has set.
      sandbox.git('switch', '--quiet', 'main');
      this.log.push('on main');
      this.branched = { base, main: this.state, ours: theirs, theirs: ours };
      this.state = main;
      return true;
    }
    const side = main;
    sandbox.git('merge', '--quiet', '--no-edit', '--no-ff', 'side');
    sandbox.git('branch', '--quiet', '--delete', 'side');
    this.branched = null;
    return this.record('merge', merge(base, this.state, side), []);
  }
}

const decision = ['--reason', 'It was decided.', '--authority', 'Minute 12'];

const wordsOf = ({ milestone, status, rating, note }: Entry) => [
  ...(milestone === undefined ? [] : ['--milestone', milestone]),
  ...(status === undefined ? [] : ['--status', status, '--reason', 'It is so.']),
  ...(rating === undefined ? [] : ['--rating', rating]),
  ...['--note', note],
];

const changedIn = ({ before, after }: ModelCommit) =>
  Object.keys(after).filter(
    (id) => before[id] !== after[id] && (!before[id] || slotsBetween(before[id], after[id]!)),
  );

interface Shown {
  id: string;
  objective: string;
  lead: string | null;
  status: string | null;
  statusFrom: 'item' | 'milestones' | null;
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
  statusFrom,
  rating,
  retired,
  timetable,
  updates,
  amendments,
}: Shown): Item => ({
  ...{ objective, lead, rating, retired },
  // What milestones imply is not of the item itself.
  status: statusFrom === 'milestones' ? null : status,
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
