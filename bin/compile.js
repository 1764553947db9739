/** Preloaded by the build (`node --require`): what V8 has compiled by the end of the run is left in `dist/compiled`. */
const { mkdirSync, writeFileSync } = require('node:fs');
const { compiled, scripts } = require('./load.js');

mkdirSync(compiled, { recursive: true });
process.on('exit', () => {
  for (const [file, script] of scripts) writeFileSync(file, script.createCachedData());
});
