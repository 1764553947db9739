/** Measures the program and its peers, and prints a page in Markdown. See README.md. */
import { writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { commands } from './commands.mjs';
import { compare, compareMemory, createRepository, root, run, temporary } from './measure.mjs';
import { number, page } from './page.mjs';
import { agency, peers, status } from './peers.mjs';
import { filesOf, itemsOf, pathOf } from './plans.mjs';

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string' },
    pairs: { type: 'string' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const seed = 2009;
const sizes = (options.sizes ?? (options.quick ? '28' : '28,1000,10000,100000')).split(',').map(Number);
const limits = {
  pairs: Number(options.pairs ?? (options.quick ? 3 : 15)),
  seconds: options.quick ? 2 : 20,
};
/** Above this size, the peers take minutes. */
const largestPeerSize = 10_000;

const result = {
  date: new Date().toISOString().slice(0, 10),
  machine: `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB; ${type()} ${release()} (${arch()})`,
  versions: `Node ${process.version}, ${run(['git', '--version']).stdout.trim()}`,
  load: [loadavg()[0]],
  pairs: limits.pairs,
  commands: options.only === 'peers' ? [] : sizes.flatMap(measureCommands),
  peers: [],
  missing: [],
};
if (options.only !== 'commands') measurePeers();
result.load.push(loadavg()[0]);

const text = page(result);
console.log(text);
if (options.write) writeFileSync(join(root, 'docs/benchmarks.md'), text);

function measureCommands(size) {
  const folder = join(temporary, `plan-${size}`);
  createRepository(folder, filesOf(itemsOf(size, seed)));
  const plan = { folder, pathOf: (id) => pathOf(id, size) };
  return commands
    .filter(({ targets }) => targets[size])
    .map(({ name, targets, command, baseline, before, floor, unit = 'ms' }) => {
      console.error(`${name}, ${number(size)} items`);
      const sides = {
        cwd: folder,
        command: (turn) => command(plan, turn),
        baseline: baseline && ((turn) => baseline(plan, turn)),
        before: before && (() => before(plan)),
      };
      const measured = unit === 'MB' ? compareMemory(sides) : compare(sides, limits);
      const least = floor && compare({ cwd: folder, command: () => floor }, limits).ratio;
      return { name, size, target: targets[size], floor: least, unit, ...measured };
    });
}

function measurePeers() {
  for (const peer of peers) {
    let version;
    try {
      [version] = /\d+(\.\d+)+/.exec(run(peer.version).stdout);
    } catch {
      result.missing.push(peer.name);
      continue;
    }
    const { name, format } = peer;
    const measured = sizes.filter((size) => size <= largestPeerSize).map((size) => measurePeer(peer, size));
    result.peers.push({ name, format, version, sizes: measured });
  }
}

function measurePeer({ name, files, import: read, list, ids, count, update }, size) {
  console.error(`${name}, ${number(size)} items`);
  const cwd = join(temporary, `peer-${name}-${size}`);
  const items = itemsOf(size, seed);
  createRepository(cwd, files(items));
  if (read) {
    run(read, { cwd });
    run(['git', 'add', '--all'], { cwd });
    run(['git', 'commit', '--quiet', '--message', 'Import'], { cwd });
  }
  const expected = items.filter((item) => item.status === status && item.agencies.includes(agency));
  const found = ids(run(list, { cwd }).stdout).sort((a, b) => a - b);
  if (found.join() !== expected.map(({ id }) => id).join()) throw new Error(`${name} lists other items`);
  // Each turn changes the status of another item to one that it does not have. 9 and the sizes have no common factor.
  const change = (turn) => {
    const item = items[(9 * turn) % size];
    return update(item, item.status === 'on-hold' ? 'in-progress' : 'on-hold');
  };
  return {
    size,
    list: compare({ cwd, command: () => list }, limits),
    count: compare({ cwd, command: () => count }, limits),
    update: compare({ cwd, command: change }, limits),
  };
}
