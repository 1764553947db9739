/** What the build puts in the place of `right.ts` and `keys.ts`: what the JSON Schemas say, without Zod. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const names = ['plan', 'agencies', 'item', 'update'];

const schema = (name) => JSON.parse(readFileSync(`${here}${name}.schema.json`, 'utf8'));

/** A program that says of a value whether it is right. */
function right() {
  const ajv = new Ajv({
    strict: true,
    strictRequired: false,
    messages: false,
    // The pattern beside each `format: date` judges days.
    formats: { date: true },
    code: { source: true, esm: true, optimize: 2 },
  });
  for (const name of names) ajv.addSchema(schema(name), name);
  return standalone.default(ajv, Object.fromEntries(names.map((name) => [name, name])));
}

/** The keys of each mapping in an item's file, in the order of its shape. */
function keys() {
  const { properties: item } = schema('item');
  const found = { item, milestone: item.timetable.properties.milestones.items.properties };
  for (const name of ['added', 'retired', 'amendments', 'updates'])
    found[name] = (item[name].items ?? item[name]).properties;
  const lists = Object.entries(found).map(([name, properties]) => [name, Object.keys(properties)]);
  return `export const keys = ${JSON.stringify(Object.fromEntries(lists))};`;
}

/** A plugin of esbuild. */
export const compiledSchemas = {
  name: 'compiled schemas',
  setup({ onLoad }) {
    for (const [name, make] of Object.entries({ right, keys }))
      onLoad({ filter: new RegExp(`[\\\\/]schemas[\\\\/]${name}\\.ts$`) }, () => ({
        contents: make(),
        resolveDir: here,
      }));
  },
};
