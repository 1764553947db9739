/** The types of the values in plan files, for code that needs types but no validation. */
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

/** The type of the values of a schema; `any` for a union. For `generate.mjs`. */
export function fieldTypeOf(schema: z.core.$ZodType): FieldType {
  const { def } = (schema as z.core.$ZodTypes)._zod;
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

/** The key in JSON and expressions: `as-of` becomes `asOf`. */
export const toCamelCase = (key: string): string =>
  key.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
