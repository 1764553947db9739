/** The JSON Schemas beside the shapes are those that the shapes make; `npm run schemas` writes them anew. */
import { describe, expect, test } from 'vitest';
import { jsonSchema } from '../../../schemas/json-schema.ts';
import { kinds } from '../../support/schema-validators.ts';

type Schema = { [keyword: string]: unknown; properties?: Record<string, Schema> };

/** Every schema in a schema that describes a mapping, with its place. */
function mappings(schema: unknown, pointer = ''): [string, Schema][] {
  if (typeof schema !== 'object' || schema === null) return [];
  const inner = Object.entries(schema).flatMap(([key, value]) => mappings(value, `${pointer}/${key}`));
  return 'properties' in schema && 'type' in schema ? [[pointer, schema as Schema], ...inner] : inner;
}

describe.each(kinds)('%s.schema.json', (kind) => {
  test('is fresh', async () => {
    const text = `${JSON.stringify(jsonSchema(kind), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(`../../../schemas/${kind}.schema.json`);
  });

  test('describes every property', () => {
    const mute = mappings(jsonSchema(kind)).flatMap(([pointer, { properties }]) =>
      Object.entries(properties!)
        .filter(([, { description }]) => typeof description !== 'string' || description === '')
        .map(([key]) => `${pointer}/${key}`),
    );
    expect(mute).toEqual([]);
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
