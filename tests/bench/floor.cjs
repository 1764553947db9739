/**
 * The least work on the files of a plan: `node floor.cjs stat FOLDER` looks at the status of each file, `node floor.cjs read
 * FOLDER` reads each file.
 */
const { lstatSync, readdirSync, readFileSync } = require('node:fs');

const [action, folder] = process.argv.slice(2);
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const path = `${entry.parentPath ?? entry.path}/${entry.name}`;
  if (action === 'stat') lstatSync(path);
  else readFileSync(path, 'utf8');
}
