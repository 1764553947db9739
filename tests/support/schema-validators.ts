/**
 * The judges of a value: Zod's shapes, the published JSON Schemas in the hands of an independent validator, and what the
 * build makes of those.
 */
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { build } from 'esbuild';
import { compiledSchemas } from '../../schemas/compile.mjs';
import { jsonSchema, type Published, published } from '../../schemas/json-schema.ts';

export const kinds = Object.keys(published) as Published[];

// The pattern beside each `format: date` judges days, so that a validator without formats judges alike.
const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true, formats: { date: true } });
const validators = Object.fromEntries(kinds.map((kind) => [kind, ajv.compile(jsonSchema(kind))]));

const compiled = await built();

/** True where the JSON Schema is content; what the build made of it must be so too. */
export function jsonSchemaAccepts(kind: Published, value: unknown): boolean {
  const accepts = validators[kind]!(value);
  if (compiled[kind](value) !== accepts) throw new Error(`the compiled schema judges otherwise: ${!accepts}`);
  return accepts;
}

async function built(): Promise<Record<Published, (value: unknown) => boolean>> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, '../../schemas/is-valid.ts')],
    plugins: [compiledSchemas],
    bundle: true,
    format: 'esm',
    write: false,
  });
  return await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]!.text).toString('base64')}`);
}

/** Every fault that Zod finds: where, and which; none where it is content. */
export function zodFaults(kind: Published, value: unknown): string[] {
  const { error } = published[kind].shape.safeParse(value);
  return (error?.issues ?? []).map(
    ({ code, path, message }) => `/${path.join('/')} ${code === 'custom' ? message : code}`,
  );
}
