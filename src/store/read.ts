/** Plan files -> values, and what is wrong with those that can't be read. No file is ever skipped in silence. */
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Agency } from '../../schemas/agencies.ts';
import type { Item } from '../../schemas/item.ts';
import type { PlanFile } from '../../schemas/plan.ts';
import { compareIds, idOf, type Plan } from '../plan/plan.ts';
import type { ShapeName } from '../plan/shape.ts';
import { Fault, type Finding } from '../trouble.ts';
import { readText } from './files.ts';
import type { Source } from './source.ts';
import { readValue } from './value.ts';

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

/** Reads every file of the plan in `root`. `cwd` is where names are told from. */
export async function read(root: string, cwd: string): Promise<Reading> {
  const findings: Finding[] = [];
  const files: string[] = [];
  const open = async <Name extends ShapeName>(name: Name, path: string) => {
    const shown = relative(cwd, path) || path;
    files.push(shown);
    const result = await readFile(name, path, shown);
    findings.push(...result.findings);
    return result;
  };
  const about = await open('plan', join(root, 'plan.yaml'));
  const agencies = await open('agencies', join(root, 'agencies.yaml'));
  const items: [Item, Source][] = [];
  for (const { path, trouble } of itemFiles(join(root, 'items'))) {
    if (trouble) {
      const shown = relative(cwd, path) || path;
      files.push(shown);
      findings.push(wholeFile(shown, trouble));
      continue;
    }
    const { value, source } = await open('item', path);
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
export async function load(root: string, cwd: string): Promise<Loaded> {
  const reading = await read(root, cwd);
  const { about, agencies, items, findings } = reading;
  if (!about || !agencies)
    throw new Fault('broken-plan', 'the plan can’t be read', 'mend what is listed', findings);
  return { ...reading, plan: { about, agencies, items } };
}

async function readFile<Name extends ShapeName>(name: Name, path: string, shown: string) {
  let text: string;
  try {
    text = readText(path);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { value: null, source: null, findings: [wholeFile(shown, error.message)] };
  }
  const source = { path, name: shown, text };
  return { source, ...(await readValue(name, source)) };
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
