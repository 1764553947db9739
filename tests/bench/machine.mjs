/** What a measurement was made on. */
import { arch, cpus, loadavg, release, totalmem, type } from 'node:os';
import { run } from './place.mjs';

/** How many processes want a core, over the last minute. */
export const load = () => loadavg()[0];

export function machine() {
  const all = cpus();
  return {
    cpu: (all[0]?.model ?? 'unknown').trim(),
    cores: all.length,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    system: `${type()} ${release()} (${arch()})`,
    node: process.version,
    git: run(['git', '--version']).stdout.trim().replace('git version ', ''),
  };
}
