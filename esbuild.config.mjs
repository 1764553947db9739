/**
 * Builds `dist`: one program in chunks, each verb and each heavy library a file of its own, loaded only where it is used.
 * esbuild splits ES modules only, but Node starts CommonJS faster: so each chunk is turned into that afterwards.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build, transform } from 'esbuild';
import { pack } from './bin/pack.mjs';
import { compiledSchemas } from './schemas/compile.mjs';

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
  // What draws PNGs, and the font it draws with.
  loader: { '.wasm': 'binary', '.ttf': 'binary' },
  // The build for browsers is the same library as one tree of ES modules, so that what is not used is left out.
  alias: { yaml: './node_modules/yaml/browser/index.js' },
  plugins: [
    compiledSchemas,
    { name: 'raw', setup: readRaw },
    { name: 'no children', setup: noChildren },
    { name: 'late segmenter', setup: lateSegmenter },
  ],
  define: { PLANTRAIL_VERSION: JSON.stringify(version), PLANTRAIL_BUILD: JSON.stringify(sources()) },
});

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
for (const { path, text } of outputFiles) {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const { code, map } = await transform(text, {
    ...common,
    format: 'cjs',
    minify: true,
    sourcemap: 'external',
    sourcefile: name,
    supported: { 'dynamic-import': false },
  });
  writeFileSync(path, `${code}//# sourceMappingURL=${name}.map\n`);
  writeFileSync(`${path}.map`, map);
}
writeFileSync('dist/LICENSES.txt', licences());
tryOut({ PLANTRAIL_TRIAL: '1' });
const loaded = readFileSync('dist/loaded', 'utf8').trimEnd().split('\n');
pack(
  'dist',
  loaded.map((line) => line.split(' ')),
);
rmSync('dist/loaded');
tryOut({});

/** Files imported as `./name?raw` go into the program as the text they are; the tests do so of themselves. */
function readRaw(build) {
  build.onResolve({ filter: /\?raw$/ }, ({ path, resolveDir }) => ({
    path: join(resolveDir, path.replace(/\?raw$/, '')),
    namespace: 'raw',
  }));
  build.onLoad({ filter: /./, namespace: 'raw' }, ({ path }) => ({
    contents: readFileSync(path, 'utf8'),
    loader: 'text',
  }));
}

/**
 * string-width makes what parts a text into characters when it is loaded, which takes Node as long as a fifth of a command;
 * nearly all texts of plans are plain, and are measured without it.
 */
function lateSegmenter(build) {
  build.onLoad({ filter: /[\\/]string-width[\\/]index\.js$/ }, ({ path }) => {
    // cli-table3 has an older one of its own, which needs none.
    if (path !== resolve('node_modules/string-width/index.js')) return null;
    const contents = readFileSync(path, 'utf8')
      .replace('const segmenter = new Intl.Segmenter();', 'let segmenter;')
      .replace('of segmenter.segment(', 'of (segmenter ??= new Intl.Segmenter()).segment(');
    if (!contents.includes('(segmenter ??='))
      throw new Error('string-width makes its segmenter otherwise now');
    return { contents, loader: 'js' };
  });
}

/** commander can run a program for each verb. It starts none here, and what would start it takes Node some time to load. */
function noChildren(build) {
  build.onResolve({ filter: /^(node:)?child_process$/ }, ({ importer }) =>
    /[\\/]node_modules[\\/]commander[\\/]/.test(importer)
      ? { path: 'child_process', namespace: 'none' }
      : null,
  );
  build.onLoad({ filter: /./, namespace: 'none' }, () => ({ contents: 'module.exports = {};' }));
}

/** Runs the commands once, on a copy of the plan, for what they use to be seen and compiled: see `bin/compile.js`. */
function tryOut(asked) {
  const cwd = mkdtempSync(join(tmpdir(), 'plantrail-build-'));
  const env = { ...process.env, ...asked, HOME: cwd, XDG_CONFIG_HOME: cwd };
  for (const name of Object.keys(env)) if (/^(GIT|GITHUB)_|^PLAN_DIR$/.test(name)) delete env[name];
  const run = (command, ...args) => spawnSync(command, args, { cwd, env });
  const plan = (words) =>
    run(
      process.execPath,
      '--require',
      resolve('bin/compile.js'),
      resolve('bin/plan.js'),
      ...words.split(' '),
    );
  try {
    cpSync('plan', join(cwd, 'plan'), { recursive: true });
    run('git', 'init', '--quiet');
    run('git', 'config', 'user.name', 'Build');
    run('git', 'config', 'user.email', 'build@example.org');
    run('git', 'add', '--all');
    run('git', 'commit', '--quiet', '--message', 'The plan');
    plan('--help');
    plan('list --agency police');
    // Now it is known what the files hold.
    plan('list --agency police');
    plan('list --format table --color always');
    plan('update 5 --status in-progress --note Begun.');
    plan('update 5 --note Begun --dry-run');
    plan('show 5');
    plan('validate');
    plan('validate');
    plan('log');
    plan('agencies');
    plan('summary');
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** A fingerprint of the program: what one build remembers of a plan, another reads anew. */
function sources() {
  const hash = createHash('sha256').update(version);
  for (const folder of ['src', 'schemas'])
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted())
      if (name.endsWith('.ts')) hash.update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}

/** The licences of the libraries that went into the program: they ask to be passed on with it. */
function licences() {
  const inputs = Object.keys(metafile.inputs);
  const packages = new Set(
    inputs.flatMap((input) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []),
  );
  return [...packages]
    .toSorted()
    .map((name) => {
      const folder = `node_modules/${name}`;
      const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
      const { version, license, repository } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
      // Where a package has no text of its licence, it says where its source is.
      const source = String(repository?.url ?? repository);
      const text = file ? readFileSync(`${folder}/${file}`, 'utf8').trim() : source;
      return `${name} ${version}, ${license}\n\n${text}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
