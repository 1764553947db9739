/** What an edit replaces in a text: which change, and where, by the spelling it finds there. */
import type { Appending, Setting } from '../plan/edit.ts';
import type { Path } from '../trouble.ts';
import { fits, flow, itemLines, listLines, scalar } from './emit.ts';
import { type Change, column, entryInside, linesAbove, linesBelow } from './insert.ts';
import { child, type List, type Mapping, type Node, type Pair, pairOf } from './tree.ts';

/** The keys of the mapping at a path, in the order in which files have them. */
export type Order = (path: Path) => readonly string[];

/** The changes that set a scalar, or null where this spelling can't be changed. */
export function setting(
  text: string,
  root: Node | null,
  { set: path, to }: Setting,
  order: Order,
): Change[] | null {
  const { mapping, pair, name, inFlow } = place(root, path);
  if (!mapping) return null;
  if (pair) return pair.value?.kind === 'scalar' ? [replaced(text, pair.value, scalar(to, inFlow))] : null;
  const line = `${scalar(name, inFlow)}: ${scalar(to, inFlow)}`;
  return newPair(text, mapping, name, [line], line, order(path.slice(0, -1)));
}

/** The changes that append to a list, or null where this spelling can't be changed. */
export function appending(text: string, root: Node | null, { append: path, entry }: Appending, order: Order) {
  const { mapping, pair, name, inFlow } = place(root, path);
  if (!mapping) return null;
  const indent = column(text, mapping.start);
  const lines = listLines(name, entry, indent);
  const brackets = flow([entry]);
  if (!pair)
    return newPair(text, mapping, name, lines, `${flow(name)}: ${brackets}`, order(path.slice(0, -1)));
  const { value } = pair;
  if (!value || value.kind === 'mapping') return null;
  if (value.kind === 'list' && !value.flow) return [newItem(text, value, entry)];
  const empty = value.kind === 'scalar' || /^\[\s*\]$/.test(text.slice(value.start, value.end));
  if (value.kind === 'list' && (inFlow || !empty))
    return entryInside(text, value, value.items.at(-1) ?? null, flow(entry));
  if (inFlow) return [replaced(text, value, brackets)];
  const below = linesBelow(text, value.end, indent, lines.slice(1));
  return value.start === value.end ? [below] : [replaced(text, value, ''), below];
}

/** The mapping that a path's last step is a key of, the pair if it is there, and whether braces or brackets surround it. */
function place(root: Node | null, path: Path) {
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
  if (mapping.flow) return entryInside(text, mapping, at ? spanOf(at) : null, inBraces);
  const above = at ? null : linesAbove(text, mapping.start, lines);
  if (above) return [above];
  const after = at ?? mapping.pairs[0];
  return after ? [linesBelow(text, spanOf(after).end, column(text, mapping.start), lines)] : null;
}

const spanOf = ({ key, value }: Pair) => ({ start: key.start, end: (value ?? key).end });

/** A new entry below the last one of a block list, in the manner of its siblings. */
function newItem(text: string, list: List, entry: Appending['entry']): Change {
  const indent = column(text, list.start);
  const last = list.items.at(-1)!;
  const lineSoFar = text.slice(last.start - column(text, last.start), last.start);
  const gap = /^-( +)$/.exec(lineSoFar.slice(indent))?.[1]?.length ?? 1;
  const inBraces = isFlow(last) && fits(entry, indent + 1 + gap);
  const lines = inBraces ? [`-${' '.repeat(gap)}${flow(entry)}`] : itemLines(entry, indent, gap);
  const [above] = list.items.slice(-2);
  const apart = above !== last && /\n[ \t]*\r?\n *-\s*$/.test(text.slice(above!.end, last.start));
  return linesBelow(text, list.end, indent, apart ? ['', ...lines] : lines);
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
