/**
 * Loads the built program. Compiling it would take Node longer than running it, so the build leaves what V8 made of each
 * chunk in `dist/compiled`, which is good for that very Node alone. Any other Node compiles, and keeps that by itself
 * where it can (from 22.8 on).
 */
const { existsSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join, resolve } = require('node:path');
const { Script } = require('node:vm');

const dist = join(__dirname, '../dist');
const compiled = join(dist, 'compiled', `${process.version}-${process.arch}`);

/** Each chunk that was loaded from here, by the file its compiled form belongs into. */
const scripts = new Map();

function load(file) {
  const known = require.cache[file];
  if (known) return known.exports;
  const kept = join(compiled, file.slice(dist.length + 1));
  const script = new Script(Module.wrap(readFileSync(file, 'utf8')), {
    filename: file,
    cachedData: existsSync(kept) ? readFileSync(kept) : undefined,
  });
  scripts.set(kept, script);
  const module = new Module(file);
  require.cache[file] = module;
  const inner = (name) => (name.startsWith('.') ? load(resolve(dist, name)) : require(name));
  script.runInThisContext().call(module.exports, module.exports, inner, module, file, dirname(file));
  return module.exports;
}

function program() {
  const main = join(dist, 'main.js');
  if (existsSync(compiled)) return load(main);
  Module.enableCompileCache?.();
  return require(main);
}

module.exports = { compiled, dist, program, scripts };
