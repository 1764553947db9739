/** What a measurement was made on. */
import { arch, cpus, release, totalmem, type } from 'node:os';
import { run } from './place.mjs';

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
