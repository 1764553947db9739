/** Plans in memory. */
import { ratings } from '../../schemas/enums.ts';
import type { Item } from '../../schemas/item.ts';
import type { Update } from '../../schemas/update.ts';
import type { Plan } from '../../src/plan/model/plan.ts';
import { withReportedStatuses } from '../../src/plan/model/status.ts';
import { scheduleOf, statusesFor } from '../../src/plan/model/timetable.ts';
import { updateIds } from '../../src/plan/model/updates.ts';
import fc from './property.ts';

export const agencies: Plan['agencies'] = [
  { id: 'dol', name: 'Department of Labour', aliases: ['DoL', 'DOL'] },
  { id: 'police', name: 'New Zealand Police', aliases: ['Police'] },
  {
    id: 'hnzc',
    name: 'Housing New Zealand Corporation',
    successors: [{ name: 'Kāinga Ora', from: '2019-10-01' }],
  },
];

export const settings: Plan['settings'] = {
  id: 'a-plan',
  title: 'A plan',
  owner: 'A group',
  'time-zone': 'Pacific/Auckland',
  'id-width': 2,
  pillars: [
    { id: 'first', name: 'First' },
    { id: 'second', name: 'Second' },
  ],
  horizons: [
    { id: 'short', name: 'Short' },
    { id: 'medium', name: 'Medium' },
  ],
  source: { title: 'A page', publisher: 'A body', published: '2009', copyright: 'Theirs', licence: 'Free' },
};

/** A minimal item with the given fields. */
export const anItem = (given: Partial<Item> = {}): Item => ({
  id: 1,
  pillar: 'first',
  objective: 'Victims are safe',
  action: 'Assess the danger',
  measure: 'Review of cases',
  agencies: ['dol'],
  timetable: { milestones: [{ id: '1.1', horizon: 'short', task: 'Develop training' }] },
  source: { agencies: 'DoL', timetable: 'Short: Develop training' },
  wording: `sha256:${'0'.repeat(64)}`,
  ...given,
});

export const planOf = (items: readonly Item[]): Plan => ({ settings, agencies, items });

const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-11-${String(number).padStart(2, '0')}`);
const agency = fc.constantFrom('dol', 'police', 'hnzc');
const someAgencies = fc.uniqueArray(agency, { minLength: 1 });

const timetable = fc.oneof(
  fc
    .uniqueArray(
      fc.record(
        {
          id: fc.constantFrom('a', 'b', 'c'),
          horizon: fc.constantFrom('short', 'medium'),
          due: day,
          task: fc.constant('Work'),
          agencies: someAgencies,
        },
        { requiredKeys: ['id', 'task'] },
      ),
      { minLength: 1, maxLength: 3, selector: ({ id }) => id },
    )
    .map((milestones) => ({ milestones: milestones as NonNullable<Item['timetable']['milestones']> })),
  fc.constant({ ongoing: { text: 'Ongoing' } }),
  fc.constant({ trigger: { text: 'When a case arises' } }),
);

/** Updates of an item, or of its milestones where it has some. */
const updatesOf = (item: Item): fc.Arbitrary<Update[]> => {
  const ids = (item.timetable.milestones ?? []).map(({ id }) => id);
  const content = {
    status: fc.constantFrom(...statusesFor[scheduleOf(item)]),
    rating: fc.constantFrom(...ratings),
  };
  const entry = fc.record(
    {
      ...{ 'as-of': day, recorded: fc.constant('2026-11-28'), agency, note: fc.constant('Work goes on.') },
      ...content,
      visibility: fc.constantFrom('public' as const, 'internal' as const),
      ...(ids.length > 0 && { milestone: fc.constantFrom(...ids) }),
    },
    { requiredKeys: ['as-of', 'recorded', 'note'] },
  );
  const step = fc.record({
    entry: entry as fc.Arbitrary<Update>,
    what: fc.constantFrom('new', 'new', 'new', 'corrects', 'withdraws'),
    target: fc.nat(),
  });
  return fc.array(step, { maxLength: 5 }).map((steps) => {
    const updates: Update[] = [];
    for (const { entry, what, target } of steps) {
      const ids = updateIds({ updates });
      const at = target % Math.max(ids.length, 1);
      const earlier = updates[at];
      if (what === 'new' || !earlier || earlier.withdraws !== undefined) updates.push(entry);
      else {
        const { visibility: _, ...rest } = entry;
        const { visibility } = earlier;
        updates.push({
          ...(what === 'corrects'
            ? { ...rest, corrects: ids[at]! }
            : { 'as-of': entry['as-of'], recorded: entry.recorded, withdraws: ids[at]!, reason: 'A typo.' }),
          ...(visibility && { visibility }),
        });
      }
    }
    return updates;
  });
};

/** Random plans with all kinds of items. */
export const somePlan: fc.Arbitrary<Plan> = fc
  .array(
    fc
      .record(
        {
          pillar: fc.constantFrom('first', 'second'),
          agencies: someAgencies,
          timetable,
          kind: fc.constantFrom('action' as const, 'business-as-usual' as const),
          lead: fc.constantFrom('dol', 'police'),
        },
        { requiredKeys: ['pillar', 'agencies', 'timetable'] },
      )
      .map((parts) => anItem(parts as Partial<Item>))
      .chain((item) =>
        updatesOf(item).map((updates) =>
          withReportedStatuses(updates.length > 0 ? { ...item, updates } : item),
        ),
      ),
    { maxLength: 12 },
  )
  .map((items) => planOf(items.map((item, at) => ({ ...item, id: at + 1 }))));
