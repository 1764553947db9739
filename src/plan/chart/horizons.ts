/** The chart `horizons`: milestones by horizon, and items without milestones. */
import type { Item, Milestone } from '../../../schemas/item.ts';
import { pluralize } from '../../util/pluralize.ts';
import { idOf, type Plan } from '../model/plan.ts';
import { milestoneStatusValue, statusValue } from '../model/status.ts';
import { milestonesOf, scheduleOf } from '../model/timetable.ts';
import { milestoneName } from './milestone-name.ts';
import {
  categoryCountsText,
  categoryName,
  countByCategory,
  noItems,
  statusCategories,
} from './status-category.ts';
import type { Card, HorizonsChart, Lane } from './types.ts';

/** More cards than these in a lane are counted, not shown. */
const maxCards = 30;

export function horizonsChart(plan: Plan, items: readonly Item[]): HorizonsChart {
  const lanes = lanesOf(plan, items).filter(({ total }) => total > 0);
  const present = statusCategories.filter((category) =>
    lanes.some(({ counts }) => counts.some(([each]) => each === category)),
  );
  const hidden = lanes.some(({ cards, total }) => cards.length < total);
  return {
    name: 'horizons',
    title: 'Work by horizon',
    description: lanes.length === 0 ? noItems : `${lanes.map(laneText).join('; ')}.`,
    columns: ['horizon', 'of', 'number', ...present.map(categoryName)],
    rows: lanes.map(({ name, of, total, counts }) => [
      name,
      `${of}s`,
      total,
      ...present.map((category) => counts.find(([each]) => each === category)?.[1] ?? 0),
    ]),
    notes: [
      'Milestones are in the horizon that the plan gives them; ongoing items and items that wait for a trigger have none.',
      ...(hidden ? [`Each lane shows its first ${maxCards} and counts the rest.`] : []),
    ],
    nothing: lanes.length === 0 ? noItems : null,
    lanes,
  };
}

/** "Short: 22 milestones, 22 not reported". */
const laneText = ({ name, of, total, counts }: Lane) =>
  `${name}: ${pluralize(total, of)}, ${categoryCountsText(counts)}`;

function lanesOf({ settings }: Plan, items: readonly Item[]): Lane[] {
  const milestones = items.flatMap((item) =>
    milestonesOf(item).map((milestone): Card & Pick<Milestone, 'horizon'> => ({
      id: milestoneName(item, milestone),
      text: milestone.task,
      category: milestoneStatusValue(item, milestone),
      horizon: milestone.horizon,
    })),
  );
  const known = settings.horizons ?? [];
  const within = (id: string | undefined) => milestones.filter(({ horizon }) => horizon === id);
  const unknown = milestones.filter(
    ({ horizon }) => horizon !== undefined && !known.some(({ id }) => id === horizon),
  );
  const scheduled = (schedule: 'ongoing' | 'trigger') =>
    items.filter((item) => scheduleOf(item) === schedule);
  return [
    ...known.map(({ id, name }) => milestoneLane(id, name, within(id))),
    milestoneLane('none', 'No horizon', [...within(undefined), ...unknown]),
    itemLane('ongoing', 'Ongoing', scheduled('ongoing')),
    itemLane('trigger', 'On a trigger', scheduled('trigger')),
  ];
}

const milestoneLane = (id: string, name: string, work: readonly Card[]): Lane =>
  lane({ id, name, of: 'milestone' }, work);

const itemLane = (id: string, name: string, items: readonly Item[]): Lane =>
  lane(
    { id, name, of: 'item' },
    items.map((item) => ({ id: idOf(item), text: item.action, category: statusValue(item) })),
  );

const lane = (base: Pick<Lane, 'id' | 'name' | 'of'>, work: readonly Card[]): Lane => ({
  ...base,
  total: work.length,
  counts: countByCategory(work.map(({ category }) => category)),
  cards: work.slice(0, maxCards).map(({ id, text, category }) => ({ id, text, category })),
});
