/**
 * How two things compare: machines are noisy, so the two sides run in turn, and what counts is the ratio within each
 * pair.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');
export const dir = mkdtempSync(join(tmpdir(), 'plantrail-bench-'));
process.on('exit', () => rmSync(dir, { recursive: true, force: true }));

// Extra certificates alone make Node start several times slower; a user's own git settings have no place here either.
const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
export const env = {
  ...Object.fromEntries(Object.entries(inherited).filter(([name]) => !name.startsWith('GIT_'))),
  HOME: dir,
  XDG_CONFIG_HOME: dir,
  PLAN_TODAY: '2026-11-24',
};

/** The words of a command line that starts the program. */
export const program = (...words) => [process.execPath, join(root, 'bin/plan.js'), ...words];

export function run(command, ...args) {
  const options = { cwd: dir, env, encoding: 'utf8', maxBuffer: 2 ** 30 };
  const { status, stderr, error } = spawnSync(command, args, options);
  if (status !== 0) throw error ?? new Error(`${command} ${args.join(' ')}: ${stderr}`);
  return stderr;
}

/** The most memory that a command takes, in megabytes; null where there is no GNU `time` to tell. */
export function memory(words) {
  try {
    return Math.round(
      Number(
        run('/usr/bin/time', '-f', '%M', ...words)
          .trim()
          .split('\n')
          .at(-1),
      ) / 1024,
    );
  } catch {
    return null;
  }
}

function milliseconds(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const sorted = (numbers) => numbers.toSorted((a, b) => a - b);
const median = (numbers) => sorted(numbers)[Math.floor(numbers.length / 2)];

/** @param before is run before each of our turns, and not measured */
export function compare(pairs, { name, ours, other, bare, before = () => {}, note = '' }) {
  const turn = () => {
    before();
    return [milliseconds(ours), milliseconds(bare)];
  };
  turn();
  const measured = Array.from({ length: pairs }, turn);
  const ratios = sorted(measured.map(([a, b]) => a / b));
  const [mine, its] = [0, 1].map((side) => median(measured.map((pair) => pair[side])).toFixed(0));
  const range = `${ratios[0].toFixed(2)} to ${ratios.at(-1).toFixed(2)}`;
  console.log(
    `${name.padEnd(22)} ${median(ratios).toFixed(2)} (${range}) × ${other}: ${mine} ms beside ${its} ms${note}`,
  );
}

export const opening = (pairs) =>
  console.log(`Node ${process.version}, ${pairs} pairs each; ratios: median (min to max)\n`);
