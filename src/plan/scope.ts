/** What expressions know: an item, the plan and the day. */
import { register } from '../../schemas/agencies.ts';
import type { Item } from '../../schemas/item.ts';
import { item as itemShape } from '../../schemas/item.ts';
import { type Kind, kindOf } from '../../schemas/kinds.ts';
import { plan as planShape } from '../../schemas/plan.ts';
import { isOverdue, nextDue } from './derived.ts';
import { idOf, type Plan } from './plan.ts';

const fieldsOf = (kind: Kind) => (typeof kind === 'object' && 'fields' in kind ? kind.fields : {});

/** As in its file, but that an id is always text; what follows from it beside it; and under `x` the keys of one's own. */
const item: Kind = {
  fields: {
    ...fieldsOf(kindOf(itemShape)),
    id: 'text',
    overdue: 'flag',
    'next-due': 'date',
    x: { map: 'any' },
  },
};

const { validation: _, ...about } = fieldsOf(kindOf(planShape));

export const scope = {
  item,
  /** `plan.yaml`, the register and the items. */
  plan: { fields: { ...about, ...fieldsOf(kindOf(register)), items: { list: item } } },
  today: 'date',
} as const satisfies Record<string, Kind>;

export function itemFacts(item: Item, today: string): object {
  const own = Object.entries(item).flatMap(([key, value]) =>
    key.startsWith('x-') ? [[key.slice('x-'.length), value]] : [],
  );
  return {
    ...item,
    id: idOf(item),
    overdue: isOverdue(item, today),
    'next-due': nextDue(item) ?? undefined,
    x: Object.fromEntries(own),
  };
}

export const planFacts = ({ about, agencies, items }: Plan, today: string): object => ({
  ...about,
  agencies,
  items: items.map((item) => itemFacts(item, today)),
});
