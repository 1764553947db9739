/** Plan files -> values, and what is wrong with those that can't be read. No file is ever skipped in silence. */
import { readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Agency } from '../../schemas/agencies.ts';
import type { Item } from '../../schemas/item.ts';
import type { PlanFile } from '../../schemas/plan.ts';
import { compareIds, idOf, type Plan } from '../plan/plan.ts';
import { type Shaped, type ShapeName, shape } from '../plan/shape.ts';
import { Fault, type Finding } from '../trouble.ts';
import { readText } from './files.ts';
import { pointAt, pointAtFault, type Source } from './point.ts';
import { quick } from './quick.ts';
import { parse } from './yaml.ts';

/** Everything that could be read of a plan, and a finding for everything that could not. */
export interface Reading {
  root: string;
  about: PlanFile | null;
  agencies: readonly Agency[] | null;
  items: readonly Item[];
  sources: { about: Source | null; agencies: Source | null; items: ReadonlyMap<Item, Source> };
  /** Every plan file there is, readable or not, as the user would type it. */
  files: readonly string[];
  findings: readonly Finding[];
}

/** A reading whose plan is whole but for items that could not be read. */
export interface Loaded extends Reading {
  plan: Plan;
}

/**
 * The folder that holds `plan.yaml`: `from` itself, or `plan` or `.` in it or the nearest folder above it.
 * @param named the folder the user named outright, in which case nothing else is looked at.
 * @throws Fault `not-found`
 */
export function findRoot(from: string, named: string | undefined): string {
  if (named !== undefined) {
    const root = [named, join(named, 'plan')].find(holdsPlan);
    if (root) return root;
    throw new Fault(
      'not-found',
      `there is no plan in \`${named}\`: expected it to hold \`plan.yaml\``,
      'give the folder that holds `plan.yaml` with `--dir`',
    );
  }
  for (let folder = from; ; folder = dirname(folder)) {
    const root = [join(folder, 'plan'), folder].find(holdsPlan);
    if (root) return root;
    if (dirname(folder) === folder) break;
  }
  throw new Fault(
    'not-found',
    'there is no plan here or in any folder above: expected `plan/plan.yaml`',
    'go to a plan’s folder, or name it with `--dir`',
  );
}

const holdsPlan = (folder: string) =>
  statSync(join(folder, 'plan.yaml'), { throwIfNoEntry: false })?.isFile() ?? false;

/** Reads every file of the plan in `root`. `cwd` is where names are told from. */
export function read(root: string, cwd: string): Reading {
  const findings: Finding[] = [];
  const files: string[] = [];
  const open = <Name extends ShapeName>(name: Name, path: string) => {
    const shown = relative(cwd, path) || path;
    files.push(shown);
    const result = readFile(name, path, shown);
    findings.push(...result.findings);
    return result;
  };
  const about = open('plan', join(root, 'plan.yaml'));
  const agencies = open('agencies', join(root, 'agencies.yaml'));
  const items: [Item, Source][] = [];
  for (const { path, trouble } of itemFiles(join(root, 'items'))) {
    if (trouble) {
      const shown = relative(cwd, path) || path;
      files.push(shown);
      findings.push(wholeFile(shown, trouble));
      continue;
    }
    const { value, source } = open('item', path);
    if (value && source) items.push([value, source]);
  }
  items.sort(([a], [b]) => compareIds(idOf(a), idOf(b)));
  return {
    root,
    about: about.value,
    agencies: agencies.value?.agencies ?? null,
    items: items.map(([item]) => item),
    sources: { about: about.source, agencies: agencies.source, items: new Map(items) },
    files,
    findings,
  };
}

/**
 * Reads the plan that a command is about.
 * @throws Fault `broken-plan` where `plan.yaml` or `agencies.yaml` can't be read: no answer would be true then.
 */
export function load(root: string, cwd: string): Loaded {
  const reading = read(root, cwd);
  const { about, agencies, items, findings } = reading;
  if (!about || !agencies)
    throw new Fault('broken-plan', 'the plan can’t be read', 'mend what is listed', findings);
  return { ...reading, plan: { about, agencies, items } };
}

interface FileReading<Name extends ShapeName> {
  value: Shaped<Name> | null;
  source: Source | null;
  findings: Finding[];
}

function readFile<Name extends ShapeName>(name: Name, path: string, shown: string): FileReading<Name> {
  let text: string;
  try {
    text = readText(path);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { value: null, source: null, findings: [wholeFile(shown, error.message)] };
  }
  const source = { path, name: shown, text };
  const easy = quick(text);
  if (easy !== undefined) {
    const { value } = shape(name, easy);
    if (value) return { value, source, findings: [] };
  }
  const parsed = parse(text);
  if (parsed.faults.length > 0)
    return { value: null, source, findings: parsed.faults.map((fault) => pointAtFault(source, fault)) };
  const { value, problems } = shape(name, parsed.value);
  return { value, source, findings: problems.map((problem) => pointAt(source, parsed, problem)) };
}

/** The item in a text, or null where it can't be read as one. */
export function itemFrom(text: string): Item | null {
  const easy = quick(text);
  const known = easy === undefined ? null : shape('item', easy).value;
  if (known) return known;
  const { value, faults } = parse(text);
  return faults.length > 0 ? null : shape('item', value).value;
}

/** The files of the items folder, and why some of them can't be items. Hidden files are nobody's items. */
function itemFiles(folder: string): { path: string; trouble?: string }[] {
  let entries: import('node:fs').Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [{ path: folder, trouble: 'the folder of the items can’t be read' }];
  }
  return entries
    .filter(({ name }) => !name.startsWith('.') && /\.ya?ml$/i.test(name))
    .map((entry) => {
      const path = join(folder, entry.name);
      if (!entry.isFile()) return { path, trouble: 'this is not a regular file, so it can’t be an item' };
      if (!entry.name.endsWith('.yaml'))
        return { path, trouble: 'an item’s file ends in `.yaml`: rename it' };
      return { path };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

const wholeFile = (file: string, message: string): Finding => ({
  rule: 'unreadable-file',
  severity: 'error',
  file,
  line: 1,
  column: 1,
  length: 1,
  source: null,
  message,
  hint: null,
});
