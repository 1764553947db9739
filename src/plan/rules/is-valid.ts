/** Values whose shape is right: asked of every file, so without what it takes to say what is wrong. */
import type { AgenciesFile } from '../../../schemas/agencies.ts';
import { agencies, item, plan, update } from '../../../schemas/generated/validators.js';
import type { Item } from '../../../schemas/item.ts';
import type { PlanFile } from '../../../schemas/plan.ts';
import type { Update } from '../../../schemas/update.ts';
import type { Path } from '../../errors.ts';

/** What each shape holds: those of files, and of an entry of `updates`. */
interface SchemaTypes {
  plan: PlanFile;
  agencies: AgenciesFile;
  item: Item;
  update: Update;
}

const validators = { plan, agencies, item, update };

export type SchemaName = keyof SchemaTypes;
export type SchemaType<Name extends SchemaName> = SchemaTypes[Name];

/** The value with its type, where its shape is right; else null, and `shape` says why. */
export const validOrNull = <Name extends SchemaName>(name: Name, value: unknown): SchemaType<Name> | null =>
  validators[name](value) && !hidesKey(value) ? (value as SchemaType<Name>) : null;

/** Whether there is such a key: asked of every file, so in the quickest way. */
function hidesKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hidesKey);
  if (Object.hasOwn(value, '__proto__')) return true;
  for (const key in value)
    if (!key.startsWith('x-') && hidesKey(value[key as keyof typeof value])) return true;
  return false;
}

/** Where `__proto__` is a key: Zod drops it unseen, so no shape can refuse it. What stands under `x-…` is the user's own. */
export function* protoKeys(value: unknown, path: Path = []): Generator<Path> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inside] of Object.entries(value)) {
    if (key.startsWith('x-')) continue;
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    if (key === '__proto__') yield here;
    else yield* protoKeys(inside, here);
  }
}
