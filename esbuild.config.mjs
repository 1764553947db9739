// One program in chunks: each verb and each heavy library is a file of its own, loaded only where it is used.
import { readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: { main: 'src/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  sourcemap: true,
  chunkNames: '[name]-[hash]',
  // The libraries that are CommonJS call `require` for Node's own modules.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
  // The build for browsers is the same library as one tree of ES modules, so that what is not used is left out.
  alias: { yaml: './node_modules/yaml/browser/index.js' },
  define: { PLANTRAIL_VERSION: JSON.stringify(version) },
  legalComments: 'external',
  logLevel: 'warning',
});
