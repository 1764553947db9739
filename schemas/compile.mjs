/** What the build puts in the place of `is-valid.ts`, `key-order.ts` and `file-types.ts`: what the schemas say, without Zod. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

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

/** What the module comes to, run once. */
async function fileKinds() {
  const entryPoints = [`${here}file-types.ts`];
  const { outputFiles } = await build({ entryPoints, bundle: true, write: false, format: 'esm' });
  const { fileKinds } = await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
  );
  return `export const fileKinds = ${JSON.stringify(fileKinds)};`;
}

/** A plugin of esbuild. */
export const compiledSchemas = {
  name: 'compiled schemas',
  setup({ onLoad }) {
    for (const [name, make] of Object.entries({
      'is-valid': right,
      'key-order': keys,
      'file-types': fileKinds,
    }))
      onLoad({ filter: new RegExp(`[\\\\/]schemas[\\\\/]${name}\\.ts$`) }, async () => ({
        contents: await make(),
        resolveDir: here,
      }));
  },
};
