/**
 * Whether a value has the shape of a plan's file, and nothing of what is wrong where it has not. The build puts in the
 * place of this what Ajv makes of the JSON Schemas (`compile.mjs`): it judges alike, and is ready to in a tenth of the
 * time that Zod takes to make its schemas.
 */
import { published } from './json-schema.ts';

type Validator = (value: unknown) => boolean;

const isValid = (name: keyof typeof published): Validator => {
  const { shape } = published[name];
  return (value) => shape.safeParse(value).success;
};

export const plan = isValid('plan');
export const agencies = isValid('agencies');
export const item = isValid('item');
export const update = isValid('update');
