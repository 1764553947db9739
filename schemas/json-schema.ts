/** The plan's files as JSON Schemas, for editors and for programs in other languages. */
import * as z from 'zod/mini';
import { agenciesFile } from './agencies.ts';
import { item } from './item.ts';
import { plan } from './plan.ts';
import { update } from './update.ts';

/** Every shape that is published, by the name of its file. */
export const published = {
  plan: { shape: plan, title: 'plantrail: a plan' },
  agencies: { shape: agenciesFile, title: 'plantrail: the register of agencies' },
  item: { shape: item, title: 'plantrail: an action item' },
  update: { shape: update, title: 'plantrail: an update of an item' },
} as const;
export type Published = keyof typeof published;

/** Draft 7, because that is what YAML editors know in full; it has every keyword these schemas need. */
export function jsonSchema(name: Published) {
  const { shape, title } = published[name];
  const { $schema, ...rest } = z.toJSONSchema(shape, { target: 'draft-07', io: 'input' });
  return { $schema, title, ...rest };
}
