/** The rules applied to files: what `validate` reports, each problem at its place in the text. */
import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { Item } from '../../schemas/item.ts';
import { gapsIn } from '../plan/numbering.ts';
import { idOf } from '../plan/plan.ts';
import { type Context, judgeItem, judgePlan, judgeRegister } from '../plan/rules/index.ts';
import { sortFindings } from '../plan/sorted.ts';
import type { Finding, Problem } from '../trouble.ts';
import type { Loaded, Reading } from './read.ts';
import type { Source } from './source.ts';

/** SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Everything wrong with a plan, in the order of file and place. While `plan.yaml` or `agencies.yaml` can't be read,
 * nothing can be said of the items but what keeps them from being read.
 */
export async function judge(reading: Reading, today: string): Promise<Finding[]> {
  const { about, agencies, sources, findings } = reading;
  const judged: [Source, Problem[]][] = [];
  const whole = [...findings];
  if (about && sources.about) {
    judged.push([sources.about, judgePlan(about)]);
    if (about.validation) {
      const { judgePolicy } = await import('../plan/policy-rules.ts');
      judged.push([sources.about, judgePolicy(about)]);
    }
  }
  const items = findings.length > 0 ? null : reading.items;
  if (agencies && sources.agencies) judged.push([sources.agencies, judgeRegister(agencies, { items })]);
  if (about && agencies) {
    const loaded: Loaded = { ...reading, about, agencies, plan: { about, agencies, items: reading.items } };
    const contextOf = contexts(loaded, today);
    for (const [item, source] of sources.items) judged.push([source, judgeItem(item, contextOf(item))]);
    const { judgeEvidence } = await import('./evidence-rules.ts');
    const evidence = await judgeEvidence(reading);
    judged.push(...evidence.judged);
    whole.push(...evidence.unused);
    if (about.queries) {
      const { judgeQueries } = await import('./saved-queries.ts');
      whole.push(...(await judgeQueries(loaded, today)));
    }
    if (about.validation?.rules?.length) {
      const { judgeOwn } = await import('./own-rules.ts');
      const own = judgeOwn(loaded, today);
      judged.push(...own.judged);
      whole.push(...own.bad);
    }
  }
  const broken = judged.filter(([, problems]) => problems.length > 0);
  if (broken.length === 0) return sortFindings(whole);
  const { pointed } = await import('./careful.ts');
  return sortFindings([...whole, ...broken.flatMap(([source, problems]) => pointed(source, problems))]);
}

/** What the rules may look at, for each item of a plan. */
export function contexts({ plan, root, sources, files }: Loaded, today: string): (item: Item) => Context {
  const copies = new Map<string, number>();
  for (const item of plan.items) copies.set(idOf(item), (copies.get(idOf(item)) ?? 0) + 1);
  const items = join(root, 'items');
  const gaps = gapsIn(files.map((file) => basename(file)));
  return (item) => ({
    plan,
    copies,
    today,
    sha256,
    ...standing(items, sources.items.get(item)),
    // By the files, not by the items: one that can't be read is not missing.
    gapBefore: (fileName) => gaps.get(fileName),
  });
}

/** Where an item's file stands. @param items the plan's folder of items */
function standing(
  items: string,
  { path, name }: Pick<Source, 'path' | 'name'> = { path: '', name: '' },
): Pick<Context, 'fileName' | 'folder' | 'shown'> {
  const [fileName, folder] = [basename(path), dirname(path)];
  const isFlat = folder === items;
  return {
    fileName,
    folder: isFlat ? null : basename(folder),
    shown: (other) => join(dirname(name), isFlat ? '' : '..', other ?? '', fileName),
  };
}
