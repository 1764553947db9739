/**
 * Lays chunks that are always loaded together into one file: to open thirty small files takes longer than to run what they
 * hold. What nobody loads at the start stays as it is.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param dist the folder of the chunks, CommonJS modules with source maps beside them
 * @param loaded for each command line that was tried, the names of the chunks that it loads
 */
export function pack(dist, loaded) {
  const packs = together(loaded, (name) => readFileSync(join(dist, name)).length).filter(
    (names) => names.length > 1,
  );
  const places = new Map(packs.flatMap((names, at) => names.map((name) => [name, `pack-${at + 1}.js`])));
  const rewired = (text) =>
    text.replace(/require\("\.\/([^"]+)"\)/g, (whole, name) =>
      places.has(name) ? `require("./${places.get(name)}")(${JSON.stringify(name)})` : whole,
    );
  for (const name of readdirSync(dist)) {
    if (!name.endsWith('.js') || places.has(name)) continue;
    const path = join(dist, name);
    writeFileSync(path, rewired(readFileSync(path, 'utf8')));
  }
  for (const names of packs) write(dist, places.get(names[0]), names, rewired);
}

/** Opening a file takes as long as loading so many bytes more of one that is open. */
const little = 8000;

/**
 * The chunks that the same command lines load, but for the first one, which has its name from outside. What is little goes
 * with others that are loaded wherever it is.
 */
function together(loaded, sizeOf) {
  const users = new Map();
  for (const [at, names] of loaded.entries())
    for (const name of names) users.set(name, [...(users.get(name) ?? []), at]);
  users.delete('main.js');
  const found = new Map();
  for (const [name, by] of users) found.set(by.join(), [...(found.get(by.join()) ?? []), name]);
  const groups = [...found].map(([by, names]) => ({
    by: by.split(','),
    names,
    size: names.reduce((sum, name) => sum + sizeOf(name), 0),
  }));
  groups.sort((a, b) => a.size - b.size);
  for (const [at, small] of groups.entries()) {
    if (small.size > little) break;
    const host = groups.slice(at + 1).find(({ by }) => small.by.every((each) => by.includes(each)));
    host?.names.push(...small.names.splice(0));
  }
  return groups.map(({ names }) => names);
}

/** A module that gives, by its name, what a chunk in it exports; each runs when it is first asked for, as in a file of its own. */
function write(dist, file, names, rewired) {
  let text = 'const chunks={\n';
  const sections = [];
  for (const name of names) {
    const code = rewired(readFileSync(join(dist, name), 'utf8')).replace(/\/\/# sourceMappingURL=.*\n/, '');
    text += `${JSON.stringify(name)}(module,exports){\n`;
    const line = text.split('\n').length - 1;
    sections.push({
      offset: { line, column: 0 },
      map: JSON.parse(readFileSync(join(dist, `${name}.map`), 'utf8')),
    });
    text += `${code}\n},\n`;
    rmSync(join(dist, name));
    rmSync(join(dist, `${name}.map`));
  }
  text += `};
const loaded={};
module.exports=name=>{
if(!loaded[name]){const module=loaded[name]={exports:{}};chunks[name].call(module.exports,module,module.exports)}
return loaded[name].exports};
//# sourceMappingURL=${file}.map
`;
  writeFileSync(join(dist, file), text);
  writeFileSync(join(dist, `${file}.map`), JSON.stringify({ version: 3, file, sections }));
}
