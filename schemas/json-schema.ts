/** The JSON Schemas of a plan's files, for editors and for programs in other languages. */
import * as z from 'zod/mini';
import { agenciesFile } from './agencies.ts';
import { item } from './item.ts';
import { plan } from './plan.ts';
import { update } from './update.ts';

/** The published schemas, by the name of their file. */
export const zodSchemas = {
  plan: { schema: plan, title: 'plantrail: a plan' },
  agencies: { schema: agenciesFile, title: 'plantrail: the agencies file' },
  item: { schema: item, title: 'plantrail: an action item' },
  update: { schema: update, title: 'plantrail: an update of an item' },
} as const;
export type PublishedSchema = keyof typeof zodSchemas;
export const schemaNames = Object.keys(zodSchemas) as PublishedSchema[];

/** Draft 7, because YAML editors support it in full. */
export function jsonSchema(name: PublishedSchema) {
  const { schema, title } = zodSchemas[name];
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-07', io: 'input' });
  return { $schema, title, ...rest };
}
