/** The rules applied to files: what `validate` reports, each problem at its place in the text. */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Item } from '../../schemas/item.ts';
import { idOf } from '../plan/plan.ts';
import { type Context, judgeItem, judgeRegister } from '../plan/rules/index.ts';
import type { Finding, Problem } from '../trouble.ts';
import { pointAt, type Source } from './point.ts';
import type { Loaded, Reading } from './read.ts';
import { parse } from './yaml.ts';

/** SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Everything wrong with a plan, in the order of file and place. */
export function judge(reading: Reading, today: string): Finding[] {
  const found = [...reading.findings];
  const { about, agencies, items, sources } = reading;
  if (about && agencies) {
    const contextOf = contexts({ ...reading, plan: { about, agencies, items } }, today);
    if (sources.agencies) found.push(...pointed(sources.agencies, judgeRegister(agencies, contextOf(null))));
    for (const [item, source] of sources.items)
      found.push(...pointed(source, judgeItem(item, contextOf(item))));
  }
  return sortFindings(found);
}

/** What the rules may look at, for each item of a plan. */
export function contexts({ plan, sources }: Loaded, today: string): (item: Item | null) => Context {
  const copies = new Map<string, number>();
  for (const item of plan.items) copies.set(idOf(item), (copies.get(idOf(item)) ?? 0) + 1);
  return (item) => ({
    plan,
    copies,
    today,
    sha256,
    fileName: basename((item && sources.items.get(item)?.path) ?? ''),
  });
}

function pointed(source: Source, problems: readonly Problem[]): Finding[] {
  if (problems.length === 0) return [];
  const parsed = parse(source.text);
  return problems.map((problem) => pointAt(source, parsed, problem));
}

/** By file, place and rule, so that the same plan gives the same bytes. */
function sortFindings(findings: readonly Finding[]): Finding[] {
  const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...findings].sort(
    (a, b) => text(a.file, b.file) || a.line - b.line || a.column - b.column || text(a.rule, b.rule),
  );
}
