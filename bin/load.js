/**
 * Loads the built program. Compiling it would take Node longer than running it, so the build leaves what V8 made of each
 * chunk in `dist/compiled`, which is good for that very Node alone. Any other Node compiles, and keeps that by itself
 * where it can (from 22.8 on).
 */
const { existsSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const { join, sep } = require('node:path');
const { Script } = require('node:vm');

const dist = join(__dirname, '../dist');
const compiled = join(dist, 'compiled', `${process.version}-${process.arch}`);

/** Each chunk that was loaded from here, by the file its compiled form belongs into. */
const scripts = new Map();

/** @param name the chunk's file in `dist` */
function load(name) {
  const file = dist + sep + name;
  const known = require.cache[file];
  if (known) return known.exports;
  const kept = compiled + sep + name;
  const script = new Script(Module.wrap(readFileSync(file, 'utf8')), {
    filename: file,
    cachedData: existsSync(kept) ? readFileSync(kept) : undefined,
  });
  scripts.set(kept, script);
  const module = new Module(file);
  require.cache[file] = module;
  const inner = (name) => (name.startsWith('./') ? load(name.slice(2)) : require(name));
  script.runInThisContext().call(module.exports, module.exports, inner, module, file, dist);
  return module.exports;
}

function program() {
  if (existsSync(compiled)) return load('main.js');
  Module.enableCompileCache?.();
  return require(join(dist, 'main.js'));
}

module.exports = { compiled, dist, program, scripts };
