/**
 * What the program costs beside the least that any such program could cost: `plan list` beside Node doing nothing,
 * `plan update` beside Node doing nothing and git committing an edited file. Machines are noisy, so the two sides run in
 * turn, and what counts is the ratio within each pair. `npm run bench [pairs]`.
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const pairs = Number(process.argv[2] ?? 15);
const root = join(import.meta.dirname, '../..');
const dir = mkdtempSync(join(tmpdir(), 'plantrail-bench-'));
process.on('exit', () => rmSync(dir, { recursive: true, force: true }));

// Extra certificates alone make Node start several times slower; a user's own git settings have no place here either.
const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
const env = {
  ...Object.fromEntries(Object.entries(inherited).filter(([name]) => !name.startsWith('GIT_'))),
  HOME: dir,
  XDG_CONFIG_HOME: dir,
  PLAN_TODAY: '2026-11-24',
};

function run(command, ...args) {
  const { status, stderr, error } = spawnSync(command, args, { cwd: dir, env, encoding: 'utf8' });
  if (status !== 0) throw error ?? new Error(`${command} ${args.join(' ')}: ${stderr}`);
}

const node = (...args) => run(process.execPath, ...args);
const plan = (...args) => node(join(root, 'bin/plan.js'), ...args);
const nothing = () => node('-e', '0');

cpSync(join(root, 'plan'), join(dir, 'plan'), { recursive: true });
run('git', 'init', '--quiet');
run('git', 'config', 'user.name', 'Bench');
run('git', 'config', 'user.email', 'bench@example.org');
run('git', 'add', '--all');
run('git', 'commit', '--quiet', '--message', 'The plan');

let count = 0;
const cases = [
  ['plan --help', () => plan('--help'), 'node -e 0', nothing],
  ['plan list', () => plan('list', '--agency', 'police'), 'node -e 0', nothing],
  ['plan', () => plan(), 'node -e 0', nothing],
  ['plan validate', () => plan('validate'), 'node -e 0', nothing],
  [
    'plan update',
    () => plan('update', '5', '--note', `Report ${++count}`),
    'node -e 0 + git commit --only',
    () => {
      nothing();
      appendFileSync(join(dir, 'plan/items/07.yaml'), `# ${++count}\n`);
      run('git', 'commit', '--quiet', '--only', '--message', 'An edit', '--', 'plan/items/07.yaml');
    },
  ],
];

function milliseconds(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const sorted = (numbers) => numbers.toSorted((a, b) => a - b);
const median = (numbers) => sorted(numbers)[Math.floor(numbers.length / 2)];

console.log(`Node ${process.version}, ${pairs} pairs each; ratios: median (min to max)\n`);
for (const [name, ours, other, bare] of cases) {
  ours();
  bare();
  const measured = Array.from({ length: pairs }, () => [milliseconds(ours), milliseconds(bare)]);
  const ratios = sorted(measured.map(([a, b]) => a / b));
  const [mine, its] = [0, 1].map((side) => median(measured.map((pair) => pair[side])).toFixed(0));
  const range = `${ratios[0].toFixed(2)} to ${ratios.at(-1).toFixed(2)}`;
  console.log(
    `${name.padEnd(14)} ${median(ratios).toFixed(2)} (${range}) × ${other}: ${mine} ms beside ${its} ms`,
  );
}
