/** The two judges of a value: Zod's shapes, and the published JSON Schemas in the hands of an independent validator. */
import { Ajv } from 'ajv';
import { jsonSchema, type Published, published } from '../../schemas/json-schema.ts';

export const kinds = Object.keys(published) as Published[];

// The pattern beside each `format: date` judges days, so that a validator without formats judges alike.
const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true, formats: { date: true } });
const validators = Object.fromEntries(kinds.map((kind) => [kind, ajv.compile(jsonSchema(kind))]));

/** True where the JSON Schema is content. */
export const jsonSchemaAccepts = (kind: Published, value: unknown) => validators[kind]!(value);

/** Every fault that Zod finds: where, and which; none where it is content. */
export function zodFaults(kind: Published, value: unknown): string[] {
  const { error } = published[kind].shape.safeParse(value);
  return (error?.issues ?? []).map(
    ({ code, path, message }) => `/${path.join('/')} ${code === 'custom' ? message : code}`,
  );
}
