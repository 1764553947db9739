/** Which contestants there are on this machine; those that are not may be installed, if somebody asks for it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { env } from '../place.mjs';

/** Where npm installs to: outside the run's own folder, so that the next run finds it. */
const prefix = join(tmpdir(), 'plantrail-bench-peers');
const packages = join(prefix, 'node_modules');

/**
 * @returns {{ found: Array<object>, missing: Array<{ name: string, why: string }> }} contestants, with `exe`, the words
 *   that start them, and `version` as they tell it
 */
export function find(contestants) {
  const all = contestants.map((each) => ({ ...each, exe: each.exe ?? commandOf(each) }));
  return {
    found: all.filter(({ exe }) => exe).map((each) => ({ ...each, version: versionOf(each) })),
    missing: all
      .filter(({ exe }) => !exe)
      .map(({ name, debian, npm }) => ({ name, why: `not found (${source({ debian, npm })})` })),
  };
}

const source = ({ debian, npm }) => (debian ? `\`${debian}\` in Debian` : `\`${npm[0]}\` in npm`);

function commandOf({ command, inPackages, npm }) {
  if (npm && existsSync(join(packages, nameOf(npm[0])))) {
    const words = inPackages(packages);
    if (words && existsSync(words.at(-1))) return words;
  }
  const path = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, command));
  const first = path.find((file) => existsSync(file));
  return first ? [first] : null;
}

function versionOf({ exe, npm, version }) {
  const manifest = npm && join(packages, nameOf(npm[0]), 'package.json');
  if (manifest && existsSync(manifest)) return JSON.parse(readFileSync(manifest, 'utf8')).version;
  // Some end as if they had failed, having told it.
  const [command, ...words] = [...exe, ...version];
  return /\d+(\.\d+)+/.exec(spawnSync(command, words, { env, encoding: 'utf8' }).stdout ?? '')?.[0] ?? null;
}

/** A package's name without the version that is wanted of it. */
const nameOf = (spec) => spec.replace(/(?<=.)@[^@]*$/, '');

/** Tries to install what is missing, from Debian (which needs root) and npm; says what it does, and never fails. */
export function install(contestants, say) {
  const missing = contestants.filter((each) => !each.exe && !commandOf(each));
  const debian = missing.flatMap((each) => each.debian ?? []);
  const npm = missing.flatMap((each) => each.npm ?? []);
  const attempt = (words) => {
    say(`installing: ${words.join(' ')}`);
    // Package tools are the user's own here, with all their settings.
    const { status, stderr } = spawnSync(words[0], words.slice(1), { encoding: 'utf8', timeout: 300_000 });
    if (status !== 0) say(`could not: ${stderr?.trim().split('\n').at(-1) ?? words[0]}`);
  };
  if (debian.length > 0) attempt(['apt-get', 'install', '--yes', '--no-install-recommends', ...debian]);
  if (npm.length === 0) return;
  mkdirSync(prefix, { recursive: true });
  attempt(['npm', 'install', '--prefix', prefix, '--no-save', '--no-audit', '--no-fund', ...npm]);
}
