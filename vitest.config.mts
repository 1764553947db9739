import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

const require = createRequire(import.meta.url);

/** Files that the build puts into the program as bytes: the same here. */
const bytes = {
  name: 'bytes',
  enforce: 'pre',
  // Vitest leaves what lies in `node_modules` to Node, so the name does not say that it does.
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
    // Kills at random instants are for `npm run nightly`: what `npm test` does is the same each time.
    exclude: process.env.EFFORT === undefined ? ['tests/nightly/**'] : [],
    // A style sheet is a text like others: left to itself, vitest makes it an empty one.
    css: true,
    // Most of a test's time is spent in programs that it runs, so a worker of its own for each core is not too many.
    maxWorkers: '100%',
    // Most tests run real programs, on machines that may be busy: no test is about time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
