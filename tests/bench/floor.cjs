/**
 * The least that can be done with the files of a plan, each looked at for itself: `node floor.cjs look FOLDER` asks what
 * shows that it has not changed, `read` takes its text. Nothing is made of either.
 */
const { closeSync, fstatSync, lstatSync, openSync, readdirSync, readSync } = require('node:fs');

const page = Buffer.alloc(65_536);
const deeds = {
  look: (path) => lstatSync(path),
  read(path) {
    const file = openSync(path);
    fstatSync(file);
    page.toString('utf8', 0, readSync(file, page));
    closeSync(file);
  },
};

function each(folder, deed) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) each(path, deed);
    else deed(path);
  }
}

const [what, folder] = process.argv.slice(2);
each(folder, deeds[what]);
