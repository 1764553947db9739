/** Runs commands, and compares the times of two commands in pairs. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** A folder for the plans of this run. */
export const temporary = mkdtempSync(join(tmpdir(), 'plantrail-bench-'));
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));

// The user's settings must not change the results. Extra certificates alone make Node start several times slower.
const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
const env = {
  ...Object.fromEntries(Object.entries(inherited).filter(([name]) => !/^(GIT|PLAN)_/.test(name))),
  HOME: temporary,
  XDG_CONFIG_HOME: temporary,
  XDG_CACHE_HOME: join(temporary, 'cache'),
  SHELL: '/bin/sh',
  PLAN_TODAY: '2026-11-24',
};

/** The command line that runs the built program. */
export const plan = (...args) => [process.execPath, join(root, 'bin/plan.js'), ...args];

/** Node without a program: the least that any program in Node costs. */
export const emptyNode = [process.execPath, '-e', '0'];

/** @throws if the command fails */
export function run([command, ...args], { cwd = temporary, input } = {}) {
  const options = { cwd, env, input, encoding: 'utf8', maxBuffer: 2 ** 30 };
  const { status, stdout, stderr, error } = spawnSync(command, args, options);
  if (status !== 0) throw error ?? new Error(`${[command, ...args].join(' ')}: ${stderr || stdout}`);
  return { stdout, stderr };
}

/**
 * Runs a command and a baseline in turn. Each is a function of the turn: `command` returns one command line and `baseline` a
 * list of them, by default an empty Node process. `before` runs before each turn and is not measured, and neither is the
 * first turn. After `seconds` it stops, but not before three pairs.
 */
export function compare(
  { command, baseline = () => [emptyNode], before = () => {}, cwd },
  { pairs, seconds },
) {
  const times = [];
  const start = performance.now();
  for (let turn = 0; turn <= pairs; turn++) {
    if (times.length >= 3 && performance.now() - start > seconds * 1000) break;
    before(turn);
    const baselineTime = milliseconds(baseline(turn), cwd);
    const time = milliseconds([command(turn)], cwd);
    if (turn > 0) times.push([time, baselineTime]);
  }
  return summary(times);
}

function milliseconds(commandLines, cwd) {
  const start = performance.now();
  for (const args of commandLines) run(args, { cwd });
  return performance.now() - start;
}

/** Compares the peak memory of a command with that of an empty Node process, in megabytes. Needs GNU `time`. */
export function compareMemory({ command, cwd }) {
  const megabytes = (args) => {
    const { stderr } = run(['/usr/bin/time', '-f', '%M', ...args], { cwd });
    return Number(stderr.trim().split('\n').at(-1)) / 1024;
  };
  return summary([1, 2, 3].map((turn) => [megabytes(command(turn)), megabytes(emptyNode)]));
}

/**
 * The ratios within pairs of measurements. The speed of a machine changes from second to second, and that of a pair least.
 * @param pairs of any unit: the command, then the baseline
 */
export function summary(pairs) {
  const ratios = pairs.map(([command, baseline]) => command / baseline);
  return {
    ratio: median(ratios),
    min: Math.min(...ratios),
    max: Math.max(...ratios),
    command: median(pairs.map(([command]) => command)),
    baseline: median(pairs.map(([, baseline]) => baseline)),
    pairs: pairs.length,
  };
}

/** The middle number; of an even count, the upper of the two in the middle. */
export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Creates a git repository with these files (paths and texts) in one commit. */
export function createRepository(cwd, files) {
  mkdirSync(cwd, { recursive: true });
  run(['git', 'init', '--quiet', '--initial-branch=main', '--template='], { cwd });
  run(['git', 'config', 'user.name', 'Bench'], { cwd });
  run(['git', 'config', 'user.email', 'bench@example.org'], { cwd });
  fastImport(cwd, [commit('main', 'Bench <bench@example.org> 1764000000 +0000', 'The plan', files)]);
}

/** Makes the commits in a stream of `git fast-import`, and checks the last one out. */
export function fastImport(cwd, commits) {
  run(['git', 'fast-import', '--quiet'], { cwd, input: commits.join('') });
  run(['git', 'reset', '--quiet', '--hard'], { cwd });
}

/** A commit in a stream of `git fast-import`. */
export function commit(branch, author, message, files) {
  const data = (text) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const changes = [...files].map(([path, text]) => `M 100644 inline ${JSON.stringify(path)}\n${data(text)}`);
  return `commit refs/heads/${branch}\ncommitter ${author}\n${data(message)}${changes.join('')}`;
}
