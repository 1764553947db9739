import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

const require = createRequire(import.meta.url);

/** Makes bytes of the files that the build also puts into the program as bytes. */
const bytes = {
  name: 'bytes',
  enforce: 'pre',
  // Vitest leaves names in `node_modules` to Node, so this is another name.
  resolveId: (id: string) => (/\.(wasm|ttf)$/.test(id) ? `\0bytes:${id}.js` : undefined),
  load(id: string) {
    const [, name] = /^\0bytes:(.*)\.js$/.exec(id) ?? [];
    if (name === undefined) return undefined;
    const base64 = readFileSync(require.resolve(name), 'base64');
    return `export default new Uint8Array(Buffer.from('${base64}', 'base64'));`;
  },
} as const;

export default defineConfig({
  plugins: [bytes],
  test: {
    include: ['tests/**/*.test.ts'],
    // `npm test` does the same each time; `npm run nightly` sets EFFORT.
    exclude: process.env.EFFORT === undefined ? ['tests/nightly/**'] : [],
    // Otherwise vitest makes style sheets empty.
    css: true,
    // Workers mostly wait for programs that their tests run, so one for each core is not too many.
    maxWorkers: '100%',
    // Long, for busy machines: no test is about time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
