/** The validators of a plan's files: the Zod schemas, the published JSON Schemas, and the code generated from those. */
import { Ajv } from 'ajv';
import { agencies, item, plan, update } from '../../schemas/generated/validators.js';
import { jsonSchema, type PublishedSchema, schemaNames, zodSchemas } from '../../schemas/json-schema.ts';

// The pattern beside each `format: date` checks dates, so a validator without formats accepts the same.
const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true, formats: { date: true } });
const validators = Object.fromEntries(
  schemaNames.map((name) => [name, ajv.compile(jsonSchema(name) as object)]),
);

const generated = { plan, agencies, item, update };

/** Whether the JSON Schema accepts a value; the generated validator must agree. */
export function jsonSchemaAccepts(name: PublishedSchema, value: unknown): boolean {
  const accepts = validators[name]!(value);
  if (generated[name](value) !== accepts)
    throw new Error(`the generated validator ${accepts ? 'rejects' : 'accepts'} the value`);
  return accepts;
}

/** The errors that Zod finds, each as its path and its code or message. */
export function zodErrors(name: PublishedSchema, value: unknown): string[] {
  const { error } = zodSchemas[name].schema.safeParse(value);
  return (error?.issues ?? []).map(
    ({ code, path, message }) => `/${path.join('/')} ${code === 'custom' ? message : code}`,
  );
}
