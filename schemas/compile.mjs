/** Makes a program of the JSON Schemas: it says of a value whether it is right. For the build, in the place of `right.ts`. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const names = ['plan', 'agencies', 'item', 'update'];

function compile() {
  const ajv = new Ajv({
    strict: true,
    strictRequired: false,
    messages: false,
    // The pattern beside each `format: date` judges days.
    formats: { date: true },
    code: { source: true, esm: true, optimize: 2 },
  });
  for (const name of names) {
    const text = readFileSync(`${here}${name}.schema.json`, 'utf8');
    ajv.addSchema(JSON.parse(text), name);
  }
  return standalone.default(ajv, Object.fromEntries(names.map((name) => [name, name])));
}

/** A plugin of esbuild. */
export const compiledSchemas = {
  name: 'compiled schemas',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]schemas[\\/]right\.ts$/ }, () => ({
      contents: compile(),
      resolveDir: here,
    })),
};
