/**
 * Preloaded by the build (`node --require`): which chunks the run has loaded is added to `dist/loaded` as a line or, once
 * they are laid together, what V8 has compiled of them by the end of the run is left in `dist/compiled`.
 */
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
const { basename, join } = require('node:path');
const { compiled, dist, scripts } = require('./load.js');

const isTrial = process.env.PLANTRAIL_TRIAL === '1';
mkdirSync(compiled, { recursive: true });
process.on('exit', () => {
  const names = [...scripts.keys()].map((file) => basename(file));
  if (isTrial) appendFileSync(join(dist, 'loaded'), `${names.join(' ')}\n`);
  else for (const [file, script] of scripts) writeFileSync(file, script.createCachedData());
});
