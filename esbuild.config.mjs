/**
 * Builds `dist`: the program in chunks, so that a command loads only the code and the libraries that it uses.
 *
 * esbuild splits only ES modules, and Node starts CommonJS modules faster (a list takes a fifth less time), so each chunk
 * is converted afterwards.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, transform } from 'esbuild';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const common = { platform: 'node', target: 'node20', logLevel: 'warning' };

const { outputFiles, metafile } = await build({
  ...common,
  entryPoints: { main: 'src/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  sourcemap: 'inline',
  legalComments: 'none',
  metafile: true,
  write: false,
  loader: {
    // Imported as `./name?raw`: the text of the file.
    '.bash': 'text',
    '.client.js': 'text',
    '.css': 'text',
    '.fish': 'text',
    '.md': 'text',
    '.txt': 'text',
    '.zsh': 'text',
    // The library that draws PNG files, and its font.
    '.ttf': 'binary',
    '.wasm': 'binary',
  },
  // `yaml` for browsers is ES modules, from which esbuild can drop what is not used.
  alias: { yaml: './node_modules/yaml/browser/index.js' },
  define: { PLANTRAIL_VERSION: JSON.stringify(version), PLANTRAIL_BUILD: JSON.stringify(sourceHash()) },
});

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
for (const { path, text } of outputFiles) {
  const { code, map } = await transform(text, {
    ...common,
    format: 'cjs',
    minify: true,
    sourcemap: 'external',
    sourcefile: basename(path),
    supported: { 'dynamic-import': false },
  });
  writeFileSync(path, `${code}//# sourceMappingURL=${basename(path)}.map\n`);
  writeFileSync(`${path}.map`, map);
}
writeFileSync('dist/LICENSES.txt', licenses(Object.keys(metafile.inputs)));

/** Identifies the build: caches that another build wrote are not used. */
function sourceHash() {
  const hash = createHash('sha256').update(version);
  for (const folder of ['src', 'schemas'])
    for (const name of readdirSync(folder, { recursive: true }).toSorted())
      if (/\.[jt]s$/.test(name)) hash.update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}

/** The licenses of the bundled libraries, which must be passed on with their code. */
function licenses(inputs) {
  const names = inputs.flatMap((input) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []);
  const texts = [...new Set(names)].toSorted().map((name) => {
    const folder = join('node_modules', name);
    const { version, license, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
    // A package without the text of its license names its repository.
    const text = file ? readFileSync(join(folder, file), 'utf8').trim() : (repository?.url ?? repository);
    return `${name} ${version}, ${license}\n\n${text}\n`;
  });
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}
