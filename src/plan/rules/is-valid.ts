/** Checks values against the schemas, fast and without messages: `schema.ts` is loaded only where a value is invalid. */
import type { AgenciesFile } from '../../../schemas/agencies.ts';
import { agencies, item, plan, update } from '../../../schemas/generated/validators.js';
import type { Item } from '../../../schemas/item.ts';
import type { PlanFile } from '../../../schemas/plan.ts';
import type { Update } from '../../../schemas/update.ts';
import type { Path } from '../../errors.ts';

/** The types of the schemas: of the three files, and of an entry of `updates`. */
interface SchemaTypes {
  plan: PlanFile;
  agencies: AgenciesFile;
  item: Item;
  update: Update;
}

const validators = { plan, agencies, item, update };

export type SchemaName = keyof SchemaTypes;
export type SchemaType<Name extends SchemaName> = SchemaTypes[Name];

/** The value with its type where it is valid, else null: `parseWithProblems` says why. */
export const validOrNull = <Name extends SchemaName>(name: Name, value: unknown): SchemaType<Name> | null =>
  validators[name](value) && !hasProtoKey(value) ? (value as SchemaType<Name>) : null;

/** Whether `__proto__` is a key anywhere. A faster `protoKeys`, because it runs for every file. */
function hasProtoKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasProtoKey);
  if (Object.hasOwn(value, '__proto__')) return true;
  for (const key in value)
    if (!key.startsWith('x-') && hasProtoKey(value[key as keyof typeof value])) return true;
  return false;
}

/** The paths of `__proto__` keys, which Zod drops without an error. Values of `x-` keys are not looked at. */
export function* protoKeys(value: unknown, path: Path = []): Generator<Path> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inside] of Object.entries(value)) {
    if (key.startsWith('x-')) continue;
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    if (key === '__proto__') yield here;
    else yield* protoKeys(inside, here);
  }
}
