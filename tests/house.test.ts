/** The rules of the house, read off its sources: who may import whom, and which door each library and power has. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

const files = ['src', 'schemas'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`),
);

/** What a file imports: other files by their path, packages and Node's modules by their name. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = text.matchAll(
    /^(?:import|export)\b[^;]*?from '([^']+)';|\bimport\('([^']+)'\)|^import '([^']+)';/gm,
  );
  return [...found].map(([, ...names]) => {
    const name = names.find(Boolean)!;
    return name.startsWith('.') ? relative(root, resolve(root, file, '..', name)) : name;
  });
}

const imports = files.flatMap((file) => importsOf(file).map((to) => [file, to] as const));

/** The room of a file: its folder in `src`, or the file itself where it stands in `src` alone. */
function roomOf(file: string): string {
  if (file.startsWith('schemas/')) return 'schemas';
  const [, room = ''] = file.split('/');
  return room.replace(/\.ts$/, '');
}

/** Which rooms a room may import from, beside itself. */
const below: Record<string, readonly string[]> = {
  schemas: [],
  trouble: ['schemas'],
  io: ['trouble'],
  plan: ['trouble', 'schemas'],
  cel: ['schemas'],
  progress: ['io'],
  store: ['cel', 'plan', 'progress', 'trouble', 'schemas'],
  trail: ['plan', 'trouble', 'schemas'],
  render: ['plan', 'trouble', 'schemas'],
  place: ['store', 'trail', 'io'],
  past: ['place', 'store', 'trail', 'plan', 'progress', 'io', 'trouble', 'schemas'],
  apply: ['place', 'store', 'trail', 'io', 'trouble'],
  catalogue: ['store', 'plan', 'trouble'],
  topics: [],
  commands: [
    'catalogue',
    'topics',
    'apply',
    'cel',
    'past',
    'place',
    'progress',
    'store',
    'trail',
    'render',
    'plan',
    'io',
    'trouble',
    'schemas',
  ],
  main: ['commands', 'topics', 'render', 'plan', 'io', 'trouble'],
};

/** The rooms or files through which alone a library or a power comes in. */
const doors: Record<string, RegExp> = {
  yaml: /^src\/(store\/(yaml|tree|emit|comments)|render\/yaml)\.ts$/,
  'js-yaml': /^src\/store\/quick\.ts$/,
  'zod/mini': /^(schemas\/.*|src\/plan\/shape\.ts)$/,
  chalk: /^src\/render\/paint\.ts$/,
  'cli-table3': /^src\/render\/table\.ts$/,
  'd3-scale': /^src\/render\/chart\/svg\/(bars|heat|days|curve)\.ts$/,
  'd3-shape': /^src\/render\/chart\/svg\/(bars|curve)\.ts$/,
  '@resvg/resvg-wasm': /^src\/render\/chart\/png\.ts$/,
  '@resvg/resvg-wasm/index_bg.wasm': /^src\/render\/chart\/png\.ts$/,
  'dejavu-fonts-ttf/ttf/DejaVuSans.ttf': /^src\/render\/chart\/png\.ts$/,
  'ical-generator': /^src\/render\/calendar\.ts$/,
  'string-width': /^src\/render\/text\.ts$/,
  '@marcbachmann/cel-js': /^src\/cel\.ts$/,
  '@marcbachmann/cel-js/evaluator': /^src\/cel\.ts$/,
  fflate: /^src\/render\/(workbook|document\/docx-bytes)\.ts$/,
  'write-excel-file/node': /^src\/render\/workbook\.ts$/,
  diff: /^src\/(render\/outcome|store\/lines)\.ts$/,
  commander: /^src\/(commands\/verb|render\/help)\.ts$/,
  'simple-git': /^src\/trail\/git\.ts$/,
  'fastest-levenshtein': /^src\/plan\/nearest\.ts$/,
  docx: /^src\/render\/document\/docx\.ts$/,
  'node:fs': /^src\/((store|trail|commands|past)\/|io\.ts$)/,
  'node:child_process': /^src\/(trail\/(blobs|child)|commands\/editor|io)\.ts$/,
  '@clack/prompts': /^src\/commands\/prompts\.ts$/,
};

test.each(imports.filter(([, to]) => /^(src|schemas)\//.test(to)))('%s may import %s', (from, to) => {
  const [room, other] = [roomOf(from), roomOf(to)];
  if (room !== other) expect(below[room], `the room \`${room}\``).toContain(other);
});

test.each(imports.filter(([, to]) => !/^(src|schemas)\//.test(to)))('%s may load %s', (from, to) => {
  const door = doors[to];
  if (door) expect(from).toMatch(door);
  else expect(to, 'a library needs a door').toMatch(/^node:/);
});

test('the plan in memory is pure', () => {
  const impure = imports.filter(([from, to]) => from.startsWith('src/plan/') && to.startsWith('node:'));
  expect(impure).toEqual([]);
});

test('no file imports itself by way of others', () => {
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      cycles.push([...path.slice(path.indexOf(file)), file].join(' > '));
      return;
    }
    if (done.has(file)) return;
    for (const [, to] of imports.filter(([from]) => from === file))
      if (files.includes(to)) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of files) if (cycles.length === 0) visit(file, []);
  expect(cycles).toEqual([]);
});

describe.each(files.filter((file) => file.startsWith('src/')))('%s', (file) => {
  test('touches neither the process nor the console', () => {
    const code = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    // The doorstep hands the process in; the lock needs to know who is alive.
    const used = code.match(/\bconsole\.\w+|(?<![\w.`])process\.\w+/g) ?? [];
    if (!/^src\/(io|store\/holder)\.ts$/.test(file)) expect(used).toEqual([]);
  });
});
