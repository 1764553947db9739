/**
 * The commands that `bench.mjs` measures. `targets` has the highest acceptable ratio to the baseline, by number of items.
 * Functions get the plan (`folder`, and `pathOf` an item) and the turn. `floor` runs a script that does only the file
 * system's part of the work.
 */
import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { emptyNode, plan, root } from './measure.mjs';

const list = plan('list', '--agency', 'police');

const deleteCaches = ({ folder }) => rmSync(join(folder, '.git/plantrail'), { recursive: true, force: true });
const editItem = ({ folder, pathOf }) => appendFileSync(join(folder, pathOf(1)), '# edited\n');
const floor = (action) => [process.execPath, join(root, 'tests/bench/floor.cjs'), action, 'plan'];

export const commands = [
  {
    name: '`plan --help`',
    targets: { 28: 1.5 },
    command: () => plan('--help'),
  },
  {
    name: '`plan list --agency police`, second run',
    targets: { 28: 1.5, 1000: 1.8, 10000: 2.6, 100000: 15 },
    command: () => list,
    floor: floor('stat'),
  },
  {
    name: 'the same as a table on a terminal (made by `script`)',
    targets: { 28: 2.2, 1000: 3, 10000: 5 },
    command: () => onTerminal([...list, '--no-pager']),
    baseline: () => [onTerminal(emptyNode)],
  },
  {
    name: '`plan list --agency police`, without caches',
    targets: { 28: 2, 1000: 3.5, 10000: 12, 100000: 90 },
    before: deleteCaches,
    command: () => list,
    floor: floor('read'),
  },
  {
    name: '`plan validate`, without caches',
    targets: { 28: 2.5, 1000: 4.5, 10000: 15, 100000: 120 },
    before: deleteCaches,
    command: () => plan('validate'),
    floor: floor('read'),
  },
  {
    name: '`plan validate` after editing an item',
    targets: { 28: 2, 1000: 2.2, 10000: 4, 100000: 18 },
    before: editItem,
    command: () => plan('validate'),
    floor: floor('stat'),
  },
  {
    name: '`plan update`, beside `node -e 0` and `git commit --only`',
    targets: { 28: 2, 1000: 2, 10000: 1.5, 100000: 1.5 },
    before: editItem,
    command: (_, turn) => {
      const status = turn % 2 === 0 ? 'on-hold' : 'in-progress';
      return plan('update', String(2 + (turn % 25)), '--status', status, '--note', `Report ${turn}`);
    },
    baseline: ({ pathOf }) => [
      emptyNode,
      ['git', 'commit', '--quiet', '--only', '--message', 'An edit', '--', pathOf(1)],
    ],
  },
  {
    name: 'peak memory of `plan list --agency police`',
    targets: { 28: 1.5, 10000: 2, 100000: 4 },
    command: () => list,
    unit: 'MB',
  },
];

function onTerminal(args) {
  const quoted = args.map((arg) => `'${arg.replaceAll("'", "'\\''")}'`);
  return ['script', '-qefc', quoted.join(' '), '/dev/null'];
}
