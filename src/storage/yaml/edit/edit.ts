/** What an edit replaces in a text: which change, and where, by the spelling it finds there. */

import type { Path } from '../../../errors.ts';
import type { AppendEdit, SetEdit } from '../../../plan/changes/edit.ts';
import { child, find, type List, type Mapping, type Node, pairOf, spanOf } from '../syntax-tree.ts';
import { blockLines, fitsOnLine, flow, isMapping, itemLines, listLines, pairLines, scalar } from './emit.ts';
import { type Change, column, insertInFlow, linesAbove, linesBelow } from './insert.ts';
import { removalChanges } from './remove.ts';
import type { AppendMany, Inserting, SmallEdit } from './split-edits.ts';

/** The keys of the mapping at a path, in the order in which files have them. */
export type KeyOrder = (path: Path) => readonly string[];

/** The changes that a step makes, or null where this spelling can't be changed. */
export function editToChanges(
  text: string,
  root: Node | null,
  step: SmallEdit,
  order: KeyOrder,
): Change[] | null {
  if ('set' in step) return setting(text, root, step, order);
  if ('append' in step) return appending(text, root, step, order);
  return 'remove' in step ? removalChanges(text, root, step) : inserting(text, root, step);
}

function setting(
  text: string,
  root: Node | null,
  { set: path, to }: SetEdit,
  order: KeyOrder,
): Change[] | null {
  const { mapping, pair, name, inFlow } = workspace(root, path);
  if (!mapping) return null;
  const indent = column(text, mapping.start);
  const onLine = typeof to === 'string' ? scalar(to, inFlow) : flow(to);
  const line = `${scalar(name, inFlow)}: ${onLine}`;
  const lines = isMapping(to) ? blockLines(name, to, indent) : pairLines(name, to, indent);
  const inBlock = typeof to === 'string' ? [line] : lines;
  if (!pair) return newPair(text, mapping, name, inBlock, line, order(path.slice(0, -1)));
  const { value } = pair;
  if (value?.kind === 'list' && value.items.length === 0 && Array.isArray(to))
    return [replaced(text, value, onLine)];
  if (value?.kind !== 'scalar') return null;
  return inFlow || inBlock.length === 1
    ? [replaced(text, value, onLine)]
    : opened(text, value, indent, inBlock.slice(1));
}

function appending(
  text: string,
  root: Node | null,
  { append: path, entry, more = [] }: AppendMany,
  order: KeyOrder,
) {
  const { mapping, pair, name, inFlow } = workspace(root, path);
  if (!mapping) return null;
  const indent = column(text, mapping.start);
  const lines = listLines(name, entry, indent);
  const brackets = flow([entry]);
  if (!pair)
    return newPair(text, mapping, name, lines, `${flow(name)}: ${brackets}`, order(path.slice(0, -1)));
  const { value } = pair;
  if (!value || value.kind === 'mapping') return null;
  if (value.kind === 'list' && !value.flow) return [newItems(text, value, [entry, ...more])];
  if (more.length > 0) return null;
  const empty = value.kind === 'scalar' || /^\[\s*\]$/.test(text.slice(value.start, value.end));
  if (value.kind === 'list' && (inFlow || !empty))
    return insertInFlow(text, value, value.items.at(-1) ?? null, flow(entry));
  return inFlow ? [replaced(text, value, brackets)] : opened(text, value, indent, lines.slice(1));
}

/** A word put into a list that has some. */
function inserting(text: string, root: Node | null, { insert: path, word }: Inserting): Change[] | null {
  const list = find(root, path.slice(0, -1));
  if (list?.kind !== 'list') return null;
  const before = list.items[Number(path.at(-1)) - 1];
  if (list.flow) return insertInFlow(text, list, before ?? null, flow(word));
  const lines = [`-${' '.repeat(gapOf(text, list))}${scalar(word)}`];
  const change = before
    ? linesBelow(text, before.end, column(text, list.start), lines)
    : linesAbove(text, list.start, lines);
  return change && [change];
}

/** Lines below a key, in place of a value that is none yet. */
function opened(text: string, value: Node, indent: number, lines: readonly string[]): Change[] {
  const below = linesBelow(text, value.end, indent, lines);
  return value.start === value.end ? [below] : [replaced(text, value, ''), below];
}

/** The mapping that a path's last step is a key of, the pair if it is there, and whether braces or brackets surround it. */
function workspace(root: Node | null, path: Path) {
  let node = root;
  let inFlow = isFlow(root);
  for (const step of path.slice(0, -1)) {
    node = child(node, step);
    inFlow ||= isFlow(node);
  }
  const name = String(path.at(-1));
  return { mapping: node?.kind === 'mapping' ? node : null, pair: pairOf(node, name), name, inFlow };
}

const isFlow = (node: Node | null) => node !== null && node.kind !== 'scalar' && node.flow;

/** A new key, after the last of those that come before it in the order. */
function newPair(
  text: string,
  mapping: Mapping,
  name: string,
  lines: readonly string[],
  inBraces: string,
  order: readonly string[],
): Change[] | null {
  const rank = order.includes(name) ? order.indexOf(name) : order.length;
  const before = mapping.pairs.findLast((pair) => order.slice(0, rank).includes(pair.name));
  const at = order.includes(name) ? before : mapping.pairs.at(-1);
  if (mapping.flow) return insertInFlow(text, mapping, at ? spanOf(at) : null, inBraces);
  const above = at ? null : linesAbove(text, mapping.start, lines);
  if (above) return [above];
  const after = at ?? mapping.pairs[0];
  return after ? [linesBelow(text, spanOf(after).end, column(text, mapping.start), lines)] : null;
}

/** New entries below the last one of a block list, in the manner of its siblings. */
function newItems(text: string, list: List, entries: readonly AppendEdit['entry'][]): Change {
  const indent = column(text, list.start);
  const last = list.items.at(-1)!;
  const gap = gapOf(text, list);
  const linesOf = (entry: AppendEdit['entry']) =>
    isFlow(last) && fitsOnLine(entry, indent + 1 + gap)
      ? [`-${' '.repeat(gap)}${flow(entry)}`]
      : itemLines(entry, indent, gap);
  const [above] = list.items.slice(-2);
  const apart = above !== last && /\n[ \t]*\r?\n *-\s*$/.test(text.slice(above!.end, last.start));
  const lines = entries.flatMap((entry) => (apart ? ['', ...linesOf(entry)] : linesOf(entry)));
  return linesBelow(text, list.end, indent, lines);
}

/** How many spaces stand between the last dash of a block list and its entry. */
function gapOf(text: string, list: List): number {
  const last = list.items.at(-1)!;
  const lineSoFar = text.slice(last.start - column(text, last.start), last.start);
  return /^-( +)$/.exec(lineSoFar.slice(column(text, list.start)))?.[1]?.length ?? 1;
}

/** New text for a value; a comment behind it keeps its column where there is room. */
function replaced(text: string, value: Node, now: string): Change {
  const { start, end } = value;
  const old = text.slice(start, end);
  const insert = start === end && now ? ` ${now}` : now;
  if (value.kind === 'scalar' && value.block) {
    const comment = /^\S+([ \t]+#[^\r\n]*)/.exec(old)?.[1] ?? '';
    return { start, end, insert: now + comment };
  }
  const gap = /^ +(?=#)/.exec(text.slice(end))?.[0].length;
  if (gap === undefined)
    return now ? { start, end, insert } : { start: start - spacesBefore(text, start), end, insert };
  const room = old.split('\n').at(-1)!.length + gap - insert.length;
  return { start, end: end + gap, insert: insert + ' '.repeat(Math.max(1, old.includes('\n') ? gap : room)) };
}

const spacesBefore = (text: string, offset: number) => / *$/.exec(text.slice(0, offset))![0].length;
