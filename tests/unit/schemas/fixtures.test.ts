/** Zod and the JSON Schemas agree about every fixture, and Zod finds exactly the faults that the fixture names. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { schemaNames } from '../../../schemas/json-schema.ts';
import { jsonSchemaAccepts, zodErrors } from '../../support/schema-validators.ts';

const root = join(import.meta.dirname, '../../..');
const fixtures = join(root, 'tests/fixtures/schemas');

/** Rejected by the JSON Schema only: Zod drops a key of this name. */
const onlyJsonSchema = ['item/invalid/proto-key.yaml'];

const files = (kind: string, side: string) =>
  readdirSync(join(fixtures, kind, side)).map((name) => `${kind}/${side}/${name}`);

describe.each(schemaNames)('%s', (kind) => {
  const judge = (text: string) => {
    const value: unknown = parse(text);
    return { faults: zodErrors(kind, value), accepted: jsonSchemaAccepts(kind, value) };
  };

  test.each(files(kind, 'valid'))('%s', (file) => {
    expect(judge(readFileSync(join(fixtures, file), 'utf8'))).toEqual({ faults: [], accepted: true });
  });

  test.each(files(kind, 'invalid'))('%s', (file) => {
    const text = readFileSync(join(fixtures, file), 'utf8');
    const announced = [...text.matchAll(/^# fault: (.*)$/gm)].map(([, fault]) => fault!);
    const { faults, accepted } = judge(text);
    expect(faults.toSorted()).toEqual(announced.toSorted());
    expect(faults.length === 0).toBe(onlyJsonSchema.includes(file));
    expect(accepted).toBe(false);
  });
});

test.each([
  ['plan', 'plan/plan.yaml'],
  ['agencies', 'plan/agencies.yaml'],
  ...readdirSync(join(root, 'plan/items')).map((name) => ['item', `plan/items/${name}`] as const),
] as const)('the real %s %s', (kind, file) => {
  const text = readFileSync(join(root, file), 'utf8');
  expect(zodErrors(kind, parse(text))).toEqual([]);
  expect(jsonSchemaAccepts(kind, parse(text))).toBe(true);
  const [, schema] = /^# yaml-language-server: \$schema=(.*)\n/.exec(text)!;
  expect(join(root, file, '..', schema!)).toBe(join(root, `schemas/${kind}.schema.json`));
});
