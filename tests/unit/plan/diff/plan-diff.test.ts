import { describe, expect, test } from 'vitest';
import type { Amendment } from '../../../../schemas/amendment.ts';
import type { Item, Milestone } from '../../../../schemas/item.ts';
import type { Update } from '../../../../schemas/update.ts';
import { countRedactedChanges } from '../../../../src/plan/diff/count-redacted.ts';
import { diffStats } from '../../../../src/plan/diff/diff-stats.ts';
import { groupChanges } from '../../../../src/plan/diff/group-changes.ts';
import { classifyChanges, type ItemChanges } from '../../../../src/plan/diff/item-changes.ts';
import { comparePlans, filterComparison, mergedNames } from '../../../../src/plan/diff/plan-diff.ts';
import { idOf, type Plan } from '../../../../src/plan/model/plan.ts';
import { redactPlan } from '../../../../src/plan/model/redact.ts';
import { stableJson } from '../../../../src/util/equal.ts';
import { agencies, anItem, planOf, settings, somePlan } from '../../../support/items.ts';
import fc from '../../../support/property.ts';

const entry: Update = {
  'as-of': '2026-11-01',
  recorded: '2026-11-01',
  status: 'in-progress',
  note: 'Begun.',
};
const decision = { recorded: '2026-10-02', reason: 'The team moved', authority: 'Minute 12' };
const amendment = (given: Partial<Amendment>): Amendment => ({ ...decision, field: 'action', ...given });

const change = (before: Item, after: Item): ItemChanges => classifyChanges(idOf(after), before, after)!;
const dated = (due?: string, given: Partial<Item> = {}) =>
  anItem({
    timetable: { milestones: [{ id: '1.1', task: 'Develop training', ...(due && { due }) }] },
    ...given,
  });

/** An edit of each part of an item, and the list of changes that it belongs to. */
const edits: Record<string, [part: keyof ItemChanges, edit: (item: Item) => void]> = {
  status: ['moves', (item) => Object.assign(item, { status: 'on-hold' })],
  rating: ['moves', (item) => Object.assign(item, { rating: 'at-risk' })],
  'milestone status': ['moves', (item) => Object.assign(milestone(item), { status: 'completed' })],
  due: ['dates', (item) => Object.assign(milestone(item), { due: '2026-12-31' })],
  task: ['facts', (item) => Object.assign(milestone(item), { task: 'Hold training' })],
  horizon: ['facts', (item) => Object.assign(milestone(item), { horizon: 'medium' })],
  action: ['facts', (item) => Object.assign(item, { action: 'Assess the risk' })],
  agencies: ['facts', (item) => Object.assign(item, { agencies: ['police'] })],
  lead: ['facts', (item) => Object.assign(item, { lead: 'police' })],
  kind: ['facts', (item) => Object.assign(item, { kind: 'action' })],
  pillar: ['facts', (item) => Object.assign(item, { pillar: 'second' })],
  own: ['others', (item) => Object.assign(item, { 'x-colour': 'green' })],
  'milestone added': [
    'milestones',
    (item) => item.timetable.milestones!.push({ id: '1.9', task: 'More', due: '2027-01-01' }),
  ],
  'milestone removed': ['milestones', (item) => item.timetable.milestones!.splice(1, 1)],
  report: ['reported', (item) => item.updates!.push({ ...entry, note: 'Going on.' })],
  'report altered': ['altered', (item) => Object.assign(item.updates![0]!, { note: 'Never begun.' })],
  amendment: [
    'amended',
    (item) => Object.assign(item, { amendments: [amendment({ field: 'measure', to: 'X' })] }),
  ],
  retired: ['decisions', (item) => Object.assign(item, { retired: decision })],
};
const milestone = (item: Item): Milestone => item.timetable.milestones![0]!;

const parts = [...new Set(Object.values(edits).map(([part]) => part))];

const base = (id: number) =>
  anItem({
    id,
    timetable: { milestones: ['1.1', '1.2'].map((id) => ({ id, horizon: 'short', task: 'Work' })) },
    updates: [{ ...entry }],
  });

describe('two states of a plan', () => {
  test('that are equal have no changes, whatever the order of keys', () => {
    const turned = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(turned)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, inner]) => [key, turned(inner)]),
            )
          : value;
    fc.assert(
      fc.property(somePlan, (plan) => {
        for (const same of [plan, structuredClone(plan), turned(plan) as Plan])
          expect(comparePlans(plan, same)).toMatchObject({ items: [], plan: [] });
      }),
    );
  });

  test('have each edit once, in its list', () => {
    const some = fc.uniqueArray(fc.constantFrom(...Object.keys(edits)));
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 5 }), (sets) => {
        const before = planOf(sets.map((_, at) => base(at + 1)));
        const after = structuredClone(before);
        sets.forEach((names, at) => {
          for (const name of names) edits[name]![1](after.items[at]!);
        });
        const { items } = comparePlans(before, after);
        const expected = sets.flatMap((names, at) => {
          const count = (part: keyof ItemChanges) => names.filter((name) => edits[name]![0] === part).length;
          return names.length === 0
            ? []
            : [{ id: String(at + 1), ...Object.fromEntries(parts.map((part) => [part, count(part)])) }];
        });
        const counts = items.map((change) => ({
          id: change.id,
          ...Object.fromEntries(parts.map((part) => [part, (change[part] as unknown[]).length])),
        }));
        expect(counts).toEqual(expected);
      }),
    );
  });

  test('the changes turn one plan into the other', () => {
    fc.assert(
      fc.property(withoutUpdates, withoutUpdates, (before, after) => {
        for (const plan of [before, after]) plan.items.forEach(distinct);
        const { items } = comparePlans(before, after);
        const byId = new Map(items.map((change) => [change.id, change]));
        for (const item of [...before.items, ...after.items]) {
          const [was, is] = [before, after].map(({ items }) => items.find(({ id }) => id === item.id));
          const change = byId.get(idOf(item));
          if (!was || !is) expect(change?.what).toBe(is ? 'added' : 'removed');
          else expect(inOrder(change ? applied(change, was) : was)).toBe(inOrder(is));
        }
      }),
    );
  });

  test('items are identified by id, and two items with one id are both compared', () => {
    const two = planOf([anItem(), anItem({ action: 'Another' })]);
    expect(comparePlans(two, two).items).toEqual([]);
    expect(comparePlans(two, planOf([anItem()])).items).toMatchObject([{ id: '1', what: 'removed' }]);
  });

  test('a different order of milestones is a change', () => {
    const [one, two] = [
      { id: 'a', task: 'A' },
      { id: 'b', task: 'B' },
    ];
    const before = anItem({ timetable: { milestones: [one, two] } });
    const after = anItem({ timetable: { milestones: [two, one] } });
    expect(change(before, after).others).toEqual([{ field: 'order', from: null, to: null }]);
  });
});

const withoutUpdates = somePlan.map((plan) => ({
  ...plan,
  items: plan.items.map(({ updates: _, ...item }): Item => item),
}));

/** Removes milestones with duplicate ids, which valid items do not have. */
function distinct({ timetable }: Item): void {
  const { milestones } = timetable;
  if (milestones)
    timetable.milestones = milestones.filter(
      ({ id }, at) => milestones.findIndex((each) => each.id === id) === at,
    );
}

function applied({ moves, dates, facts, milestones }: ItemChanges, before: Item): Item {
  const item = structuredClone(before) as Record<string, unknown> & Item;
  const put = (holder: object, key: string, value: unknown) => {
    if (value === null) delete (holder as Record<string, unknown>)[key];
    else Object.assign(holder, { [key]: value });
  };
  for (const { what, milestone } of milestones)
    if (what === 'added') item.timetable.milestones = [...(item.timetable.milestones ?? []), milestone];
    else item.timetable.milestones = item.timetable.milestones?.filter(({ id }) => id !== milestone.id);
  if (item.timetable.milestones?.length === 0) delete item.timetable.milestones;
  const changes = [
    ...moves.map(({ what, ...move }) => ({ ...move, field: what as string })),
    ...dates.map((date) => ({ ...date, field: 'due' })),
    ...facts,
  ];
  for (const { field, milestone, to } of changes) {
    const [, schedule] = /^timetable\.(\w+)\.text$/.exec(field) ?? [];
    if (schedule) put(item.timetable, schedule, to === null ? null : { text: to });
    else
      put(
        milestone === null ? item : item.timetable.milestones!.find(({ id }) => id === milestone)!,
        field,
        to,
      );
  }
  return item;
}

function inOrder(item: Item): string {
  const { milestones } = item.timetable;
  const timetable = {
    ...item.timetable,
    milestones: [...(milestones ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
  return stableJson({ ...item, timetable });
}

describe('a date', () => {
  test.each([
    [undefined, '2026-09-30', null, '2026-09-30'],
    ['2026-09-30', undefined, null, '2026-09-30'],
    ['2026-09-30', '2026-12-31', 92, '2026-09-30'],
    ['2026-09-30', '2026-09-29', -1, '2026-09-30'],
    ['2026-02-28', '2028-03-01', 732, '2026-02-28'],
  ])('from %s to %s', (from, to, days, first) => {
    expect(change(dated(from), dated(to)).dates).toMatchObject([
      { milestone: '1.1', from: from ?? null, to: to ?? null, days, first, isAmended: false },
    ]);
  });

  test('that was amended before has its first value', () => {
    const due = (from: string | undefined, to: string) =>
      amendment({ field: 'due', milestone: '1.1', to, ...(from && { from }) });
    const old = [due(undefined, '2026-06-30'), due('2026-06-30', '2026-09-30')];
    const now = [...old, due('2026-09-30', '2026-12-31')];
    const { dates, amended } = change(
      dated('2026-09-30', { amendments: old }),
      dated('2026-12-31', { amendments: now }),
    );
    expect(dates).toMatchObject([{ first: '2026-06-30', days: 92, isAmended: true, amendments: [now[2]] }]);
    expect(amended).toEqual([]);
  });
});

describe('a frozen field', () => {
  const steps = [
    amendment({ from: 'Assess the danger', to: 'Assess' }),
    amendment({ from: 'Assess', to: 'Assess the risk' }),
  ];
  test.each([
    ['the amendments lead from the one to the other', steps, true, 2],
    ['an amendment says otherwise', [amendment({ from: 'Assess the danger', to: 'Judge' })], false, 1],
    ['it is another field’s', [amendment({ field: 'measure', to: 'X' })], false, 0],
    ['it is a milestone’s', [amendment({ milestone: '1.1', to: 'Assess the risk' })], false, 0],
  ])('%s', (_, amendments, isAmended, found) => {
    const { facts, amended } = change(anItem(), anItem({ action: 'Assess the risk', amendments }));
    expect(facts).toMatchObject([{ field: 'action', from: 'Assess the danger', isAmended }]);
    expect(facts[0]!.amendments).toHaveLength(found);
    expect(amended).toHaveLength(amendments.length - found);
  });

  test('the fingerprint is a change only where no frozen field changed', () => {
    const wording = `sha256:${'1'.repeat(64)}`;
    expect(change(anItem(), anItem({ wording })).others).toMatchObject([{ field: 'wording', to: wording }]);
    expect(change(anItem(), anItem({ wording, action: 'Assess' })).others).toEqual([]);
  });
});

describe('an unreadable item', () => {
  const one = planOf([anItem()]);
  const none = planOf([]);
  test.each([
    ['after', one, { ...none, unreadable: ['1'] }, '1'],
    ['before', { ...none, unreadable: ['1'] }, one, '1'],
    ['on both sides', { ...none, unreadable: ['1'] }, { ...none, unreadable: ['1'] }, '1'],
  ])('%s is neither added nor removed', (_, before, after, id) => {
    expect(comparePlans(before, after).items).toMatchObject([{ id, what: 'unreadable' }]);
  });

  test('can be a missing one whose file has another name', () => {
    const { items } = comparePlans(one, { ...none, unreadable: ['other'] });
    expect(items.map(({ id, what }) => [id, what])).toEqual([
      ['1', 'unreadable'],
      ['other', 'unreadable'],
    ]);
  });
});

describe('plan.yaml and agencies.yaml', () => {
  const { pillars } = settings;
  const changed = (after: Partial<Plan>) => comparePlans(planOf([]), { ...planOf([]), ...after }).plan;
  test.each<[Partial<Plan>, object[]]>([
    [
      {
        settings: {
          ...settings,
          validation: {
            severities: { 'rating-without-note': 'off' },
            rules: [{ id: 'own-rule', expression: 'true', message: 'Never.' }],
          },
        },
      },
      [
        { field: 'severity of rating-without-note', from: null, to: 'off' },
        { field: 'rule own-rule', from: null, to: 'true' },
      ],
    ],
    [{ settings: { ...settings, title: 'B' } }, [{ field: 'title', from: 'A plan', to: 'B' }]],
    [
      { settings: { ...settings, pillars: [{ id: 'first', name: 'One' }, pillars[1]!] } },
      [{ field: 'pillar first', from: 'First', to: 'One' }],
    ],
    [
      { settings: { ...settings, pillars: [...pillars].reverse() } },
      [{ field: 'order of pillar', from: ['first', 'second'], to: ['second', 'first'] }],
    ],
    [
      { settings: { ...settings, horizons: [settings.horizons![0]!] } },
      [{ field: 'horizon medium', from: 'Medium', to: null }],
    ],
    [
      { agencies: [...agencies, { id: 'moj', name: 'Ministry of Justice', aliases: ['MoJ'] }] },
      [{ field: 'agency moj', from: null, to: 'Ministry of Justice' }],
    ],
    [
      { agencies: [{ ...agencies[0]!, aliases: ['DoL'] }, ...agencies.slice(1)] },
      [{ field: 'agency dol aliases', from: ['DoL', 'DOL'], to: ['DoL'] }],
    ],
  ])('%j', (after, expected) => {
    expect(changed(after)).toEqual(expected);
  });
});

test('a filtered comparison has the items that match before or after', () => {
  const before = planOf([anItem(), anItem({ id: 2 })]);
  const after = planOf([anItem({ agencies: ['police'] }), anItem({ id: 2, status: 'in-progress' })]);
  const whole = comparePlans(before, after);
  const ids = (agency: string) =>
    filterComparison(whole, (item) => item.agencies.includes(agency)).items.map(({ id }) => id);
  expect([ids('police'), ids('dol'), ids('hnzc')]).toEqual([['1'], ['1', '2'], []]);
  const groups = groupChanges(whole.items, 'agency', mergedNames(whole));
  expect(groups.map(({ name, items }) => [name, items.map(({ id }) => id)])).toEqual([
    ['Department of Labour', ['1', '2']],
    ['New Zealand Police', ['1']],
  ]);
});

test('counts have their totals', () => {
  const before = planOf([anItem(), dated('2026-09-30', { id: 2, status: 'in-progress' })]);
  const after = planOf([
    anItem({ status: 'completed', rating: 'on-track', updates: [entry] }),
    dated('2026-12-31', { id: 2, status: 'in-progress', retired: decision }),
    anItem({ id: 3, added: decision }),
  ]);
  expect(diffStats(comparePlans(before, after))).toMatchObject({
    items: { before: 2, after: 2 },
    retiredItems: { before: 0, after: 1 },
    byStatus: [
      { status: 'in-progress', before: 1, after: 0 },
      { status: 'completed', before: 0, after: 1 },
      { status: null, name: 'not reported', before: 1, after: 1 },
    ],
    ...{ changed: 2, added: 1, retired: 1, moved: 1, rated: 1, slipped: 1, unamended: 1, reported: 1 },
    ...{ removed: 0, milestonesMoved: 0, broughtForward: 0, amended: 0, altered: 0, retracted: 0 },
  });
});

test('updates that are not public are left out and counted', () => {
  const by = 'Mere <mere@example.org>';
  const before = planOf([anItem(), anItem({ id: 2, updates: [{ ...entry, visibility: 'public' }] })]);
  const after = planOf([
    anItem({
      updates: [entry, { ...entry, by, visibility: 'public', note: 'Open.' }],
      'x-mine': 1,
    } as Partial<Item>),
    anItem({ id: 2, updates: [entry], retired: { ...decision, by } }),
    anItem({ id: 3, updates: [{ ...entry, visibility: 'internal' }] }),
  ]);
  expect(countRedactedChanges(comparePlans(before, after))).toEqual({ reports: 2, own: 1 });
  const comparison = comparePlans(redactPlan(before, 'public'), redactPlan(after, 'public'));
  // The public has read the update of item 2 before it became internal.
  expect(JSON.stringify(comparison.after)).not.toMatch(/Begun|mere@|x-mine/);
  expect(JSON.stringify(comparison.items.filter(({ id }) => id !== '2'))).not.toMatch(/Begun|mere@|x-mine/);
  expect(comparison.items.map(({ id, what }) => [id, what])).toEqual([
    ['1', 'changed'],
    ['2', 'changed'],
    ['3', 'added'],
  ]);
});
