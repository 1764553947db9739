/**
 * What kind of value stands where in each file of a plan. The build puts in the place of this what it comes to
 * (`compile.mjs`), so that whoever asks questions needs no Zod.
 */
import { agenciesFile } from './agencies.ts';
import { fieldTypeOf } from './field-types.ts';
import { item } from './item.ts';
import { plan } from './plan.ts';

export const fileKinds = {
  item: fieldTypeOf(item),
  plan: fieldTypeOf(plan),
  register: fieldTypeOf(agenciesFile),
} as const;
