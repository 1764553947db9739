/** What kind of value stands where in a file of the plan: for whoever needs types, and not checks. */
import type * as z from 'zod/mini';

export type FieldType =
  | 'text'
  | 'date'
  | 'number'
  | 'flag'
  | 'any'
  | { list: FieldType }
  | { map: FieldType }
  | { fields: Readonly<Record<string, FieldType>> };

/** The kind of the values of a shape. What may be of several kinds is `any`. */
export function fieldTypeOf(shape: z.core.$ZodType): FieldType {
  const { def } = (shape as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'optional':
      return fieldTypeOf(def.innerType);
    case 'object':
      return {
        fields: Object.fromEntries(
          Object.entries(def.shape).map(([key, inner]) => [key, fieldTypeOf(inner)]),
        ),
      };
    case 'array':
      return { list: fieldTypeOf(def.element) };
    case 'record':
      return { map: fieldTypeOf(def.valueType) };
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
export const toCamelCase = (key: string): string =>
  key.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
