/**
 * What kind of value stands where in each file of a plan. The build puts in the place of this what it comes to
 * (`compile.mjs`), so that whoever asks questions needs no Zod.
 */
import { register } from './agencies.ts';
import { kindOf } from './field-types.ts';
import { item } from './item.ts';
import { plan } from './plan.ts';

export const fileKinds = { item: kindOf(item), plan: kindOf(plan), register: kindOf(register) } as const;
