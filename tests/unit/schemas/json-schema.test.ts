/** The JSON Schemas of plan files are complete: editors show a description of each key and report unknown keys. */
import { describe, expect, test } from 'vitest';
import { jsonSchema, schemaNames } from '../../../schemas/json-schema.ts';

type Schema = { [keyword: string]: unknown; properties?: Record<string, Schema> };

/** Every schema in a schema that describes a mapping, with its JSON pointer. */
function mappings(schema: unknown, pointer = ''): [string, Schema][] {
  if (typeof schema !== 'object' || schema === null) return [];
  const inner = Object.entries(schema).flatMap(([key, value]) => mappings(value, `${pointer}/${key}`));
  return 'properties' in schema && 'type' in schema ? [[pointer, schema as Schema], ...inner] : inner;
}

describe.each(schemaNames)('%s.schema.json', (kind) => {
  test('describes every property', () => {
    const undescribed = mappings(jsonSchema(kind)).flatMap(([pointer, { properties }]) =>
      Object.entries(properties!)
        .filter(([, { description }]) => typeof description !== 'string' || description === '')
        .map(([key]) => `${pointer}/${key}`),
    );
    expect(undescribed).toEqual([]);
  });

  test('closes every mapping to all keys but `x-…`', () => {
    const found = mappings(jsonSchema(kind));
    expect(found).not.toEqual([]);
    for (const [pointer, schema] of found)
      expect(schema, pointer).toMatchObject({
        additionalProperties: false,
        patternProperties: { '^x-': {} },
      });
  });
});
