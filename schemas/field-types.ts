/** What kind of value stands where in a file of the plan: for whoever needs types, and not checks. */
import type * as z from 'zod/mini';

export type Kind =
  | 'text'
  | 'date'
  | 'number'
  | 'flag'
  | 'any'
  | { list: Kind }
  | { map: Kind }
  | { fields: Readonly<Record<string, Kind>> };

/** The kind of the values of a shape. What may be of several kinds is `any`. */
export function kindOf(shape: z.core.$ZodType): Kind {
  const { def } = (shape as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'optional':
      return kindOf(def.innerType);
    case 'object':
      return {
        fields: Object.fromEntries(Object.entries(def.shape).map(([key, inner]) => [key, kindOf(inner)])),
      };
    case 'array':
      return { list: kindOf(def.element) };
    case 'record':
      return { map: kindOf(def.valueType) };
    case 'string':
      return 'format' in def && def.format === 'date' ? 'date' : 'text';
    case 'enum':
      return 'text';
    case 'number':
      return 'number';
    case 'literal':
      return 'flag';
    default:
      return 'any';
  }
}

/** A key as JSON and expressions spell it: `as-of` is `asOf`. */
export const camel = (key: string): string =>
  key.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
