/** The architecture of `src` and `schemas`, read from their imports: layers, folders and the one importer of each package. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

const files = ['src', 'schemas'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => `${folder}/${name}`)
    .toSorted(),
);

interface Import {
  from: string;
  /** A file of the project by its path; a package or a module of Node by its name. */
  to: string;
  isLocal: boolean;
}

function importsOf(from: string): Import[] {
  const text = readFileSync(join(root, from), 'utf8');
  const found = text.matchAll(
    /^(?:import|export)\b[^;]*?from '([^']+)';|\bimport\('([^']+)'\)|^import '([^']+)';/gm,
  );
  return [...found].map(([, ...names]) => {
    const name = names.find(Boolean)!.replace(/\?\w+$/, '');
    const isLocal = name.startsWith('.');
    return { from, to: isLocal ? relative(root, resolve(root, dirname(from), name)) : name, isLocal };
  });
}

const imports = files.flatMap(importsOf);

/** From the top: a file imports from its own layer's folder or from the layers below it. */
const layers: readonly (readonly string[])[] = [
  ['main'],
  ['commands'],
  ['cli'],
  ['history', 'commit-changes', 'rule-docs', 'help-topics'],
  ['workspace'],
  ['storage', 'git', 'render', 'commit-messages'],
  ['plan'],
  ['cel', 'progress-line'],
  ['io', 'util'],
  ['errors'],
  ['exit-codes'],
  ['schemas'],
  ['docs'],
];

/** A file's unit in the layers: its folder in `src`, the file itself if it is directly in `src`, or `schemas`. */
function unitOf(file: string): string {
  if (!file.startsWith('src/')) return file.split('/')[0]!;
  return file.split('/')[1]!.replace(/\.ts$/, '');
}

const layerOf = (file: string) => layers.findIndex((units) => units.includes(unitOf(file)));

/** The files that may import each package, and each module of Node that reaches outside the process. */
const importers: Record<string, RegExp> = {
  '@clack/prompts': /^src\/cli\/prompts\.ts$/,
  '@e965/xlsx': /^$/,
  '@marcbachmann/cel-js': /^src\/cel\/language\.ts$/,
  '@resvg/resvg-wasm': /^src\/render\/chart\/png\.ts$/,
  chalk: /^src\/render\/common\/colors\.ts$/,
  'cli-table3': /^src\/render\/table\/terminal\.ts$/,
  commander: /^src\/(cli\/command(-line)?|render\/help)\.ts$/,
  'd3-scale': /^src\/render\/chart\/svg\//,
  'd3-shape': /^src\/render\/chart\/svg\//,
  'dejavu-fonts-ttf': /^src\/render\/chart\/png\.ts$/,
  diff: /^src\/(render\/write-outcome|storage\/merge\/diff3)\.ts$/,
  docx: /^src\/render\/document\/docx\.ts$/,
  'fast-string-width': /^src\/render\/common\/text-width\.ts$/,
  'fastest-levenshtein': /^src\/util\/suggest\.ts$/,
  fflate: /^src\/util\/zip\.ts$/,
  'ical-generator': /^src\/render\/calendar\.ts$/,
  'js-yaml': /^src\/storage\/yaml\/js-yaml\.ts$/,
  '@simple-git/argv-parser': /^src\/git\/git\.ts$/,
  'simple-git': /^src\/git\/git\.ts$/,
  yaml: /^src\/(storage\/yaml\/parse|render\/common\/yaml)\.ts$/,
  zod: /^(schemas\/|src\/plan\/rules\/schema\.ts)/,
  'node:child_process': /^src\/(git\/git\.ts|cli\/editor\.ts|io\.ts)/,
  'node:fs': /^src\/(storage|git|history|cli|commands)\/|^src\/io\.ts/,
};

const packageOf = (name: string) => /^(?:node:[\w/]+|@[^/]+\/[^/]+|[^/]+)/.exec(name)![0];

/** Modules of Node that touch nothing outside the process. */
const harmless =
  /^node:(buffer|crypto|module|os|path|stream|string_decoder|timers\/promises|util|zlib|events|perf_hooks|url|tty|process|vm|v8|async_hooks)/;

test('imports point down', () => {
  const wrong = imports
    .filter(({ isLocal, from, to }) => isLocal && unitOf(from) !== unitOf(to) && layerOf(from) >= layerOf(to))
    .map(({ from, to }) => `${from} imports ${to}`);
  expect(wrong).toEqual([]);
});

test('every file is in a layer', () => {
  expect(files.filter((file) => layerOf(file) === -1)).toEqual([]);
});

/** A file's folder, or the file itself if it is directly in `src` and so has its own layer. */
const folderOf = (file: string) => (dirname(file) === 'src' ? file : dirname(file));

test('folders do not import each other in a cycle', () => {
  const edges = new Map<string, Set<string>>();
  for (const { from, to, isLocal } of imports) {
    const [folder, other] = [folderOf(from), folderOf(to)];
    if (isLocal && folder !== other) edges.set(folder, (edges.get(folder) ?? new Set()).add(other));
  }
  expect(cycles(edges)).toEqual([]);
});

test('files do not import each other in a cycle', () => {
  const edges = new Map<string, Set<string>>();
  for (const { from, to, isLocal } of imports)
    if (isLocal) edges.set(from, (edges.get(from) ?? new Set()).add(to));
  expect(cycles(edges)).toEqual([]);
});

/** Each cycle once, written `a > b > a`. */
function cycles(edges: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): void => {
    if (path.includes(node)) found.push([...path.slice(path.indexOf(node)), node].join(' > '));
    if (path.includes(node) || done.has(node)) return;
    for (const next of edges.get(node) ?? []) visit(next, [...path, node]);
    done.add(node);
  };
  for (const node of edges.keys()) visit(node, []);
  return found;
}

test('packages and Node’s files and processes are imported only where that is allowed', () => {
  const wrong = imports
    .filter(({ isLocal, to }) => !isLocal && !harmless.test(to))
    .filter(({ from, to }) => !importers[packageOf(to)]?.test(from))
    .map(({ from, to }) => `${from} imports ${to}`);
  expect(wrong).toEqual([]);
});

test('the domain is pure: `plan` imports no module of Node', () => {
  const wrong = imports.filter(({ from, to }) => from.startsWith('src/plan/') && to.startsWith('node:'));
  expect(wrong).toEqual([]);
});

test('only `io.ts` and the lock, which needs the process id, use the process', () => {
  const wrong = files
    .filter(
      (file) => file.startsWith('src/') && !/^src\/(io|storage\/transaction\/lock-holder)\.ts$/.test(file),
    )
    .flatMap((file) => {
      const code = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      return [...code.matchAll(/\bconsole\.\w+|(?<![\w.`])process\.\w+/g)].map(
        ([used]) => `${file}: ${used}`,
      );
    });
  expect(wrong).toEqual([]);
});

test('no folder holds more than 30 files', () => {
  const counts = new Map<string, number>();
  for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  expect([...counts].filter(([, count]) => count > 30)).toEqual([]);
});
