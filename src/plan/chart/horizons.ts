/** Work by horizon: the picture of a plan that has no dates yet. */
import type { Item, Milestone } from '../../../schemas/item.ts';
import { pluralize } from '../../util/pluralize.ts';
import { idOf, type Plan } from '../model/plan.ts';
import { milestonesOf, scheduleOf } from '../model/timetable.ts';
import { noItems } from './empty.ts';
import { milestoneName } from './milestone-name.ts';
import {
  categoryCountsText,
  categoryName,
  categoryOf,
  countByCategory,
  statusCategories,
} from './status-category.ts';
import type { Card, HorizonsChart, Lane } from './types.ts';

/** More cards than these are counted, not shown: a lane is then read by its counts. */
export const mostCards = 30;

export function horizonsChart(plan: Plan, items: readonly Item[]): HorizonsChart {
  const lanes = lanesOf(plan, items).filter(({ total }) => total > 0);
  const present = statusCategories.filter((standing) =>
    lanes.some(({ counts }) => counts.some(([each]) => each === standing)),
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
      ...present.map((standing) => counts.find(([each]) => each === standing)?.[1] ?? 0),
    ]),
    notes: [
      'Milestones stand in the horizon that the plan gives them; ongoing items and those that wait for a trigger have none.',
      ...(hidden ? [`Each lane shows its first ${mostCards} and counts the rest.`] : []),
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
    milestonesOf(item).map((milestone) => ({ ...milestone, id: milestoneName(item, milestone) })),
  );
  const known = settings.horizons ?? [];
  const within = (id: string | undefined) => milestones.filter(({ horizon }) => horizon === id);
  const strange = milestones.filter(
    ({ horizon }) => horizon !== undefined && !known.some(({ id }) => id === horizon),
  );
  const scheduled = (schedule: 'ongoing' | 'trigger') =>
    items.filter((item) => scheduleOf(item) === schedule);
  return [
    ...known.map(({ id, name }) => milestoneLane(id, name, within(id))),
    milestoneLane('none', 'No horizon', [...within(undefined), ...strange]),
    itemLane('ongoing', 'Ongoing', scheduled('ongoing')),
    itemLane('trigger', 'On a trigger', scheduled('trigger')),
  ];
}

const milestoneLane = (id: string, name: string, work: readonly Milestone[]): Lane =>
  lane({ id, name, of: 'milestone' }, work, ({ id, task }) => [id, task]);

const itemLane = (id: string, name: string, work: readonly Item[]): Lane =>
  lane({ id, name, of: 'item' }, work, (item) => [idOf(item), item.action]);

function lane<Work extends Milestone | Item>(
  base: Pick<Lane, 'id' | 'name' | 'of'>,
  work: readonly Work[],
  words: (work: Work) => [id: string, text: string],
): Lane {
  const card = (each: Work): Card => {
    const [id, text] = words(each);
    return { id, text, category: categoryOf(each) };
  };
  return {
    ...base,
    total: work.length,
    counts: countByCategory(work),
    cards: work.slice(0, mostCards).map(card),
  };
}
