/** Finds the text changes that make one edit, following the style of the text around it. */
import type { Path } from '../../../errors.ts';
import type { SetEdit } from '../../../plan/changes/edit.ts';
import {
  childNode,
  findNode,
  findPair,
  type ListNode,
  type MappingNode,
  type SyntaxNode,
  spanOf,
} from '../syntax-tree.ts';
import {
  blockLines,
  fitsOnLine,
  flowText,
  isFields,
  itemLines,
  listLines,
  pairLines,
  scalarText,
} from './emit.ts';
import { indentOf, insertInFlow, linesAbove, linesBelow, type TextChange } from './insert.ts';
import { removalChanges } from './remove.ts';
import type { AppendMany, InsertEdit, SmallEdit } from './split-edits.ts';

/** The keys of the mapping at a path, in the order in which files list them. */
export type KeyOrder = (path: Path) => readonly string[];

/** The changes that make an edit, or null where this text cannot be changed. */
export function editToChanges(
  text: string,
  root: SyntaxNode | null,
  edit: SmallEdit,
  order: KeyOrder,
): TextChange[] | null {
  if ('set' in edit) return setChanges(text, root, edit, order);
  if ('append' in edit) return appendChanges(text, root, edit, order);
  return 'remove' in edit ? removalChanges(text, root, edit) : insertChanges(text, root, edit);
}

function setChanges(
  text: string,
  root: SyntaxNode | null,
  { set: path, to }: SetEdit,
  order: KeyOrder,
): TextChange[] | null {
  const { mapping, pair, name, inFlow } = findTarget(root, path);
  if (!mapping) return null;
  const indent = indentOf(text, mapping.start);
  const onLine = typeof to === 'string' ? scalarText(to, inFlow) : flowText(to);
  const line = `${scalarText(name, inFlow)}: ${onLine}`;
  const lines = isFields(to) ? blockLines(name, to, indent) : pairLines(name, to, indent);
  const inBlock = typeof to === 'string' ? [line] : lines;
  if (!pair) return newPair(text, mapping, name, inBlock, line, order(path.slice(0, -1)));
  const { value } = pair;
  if (value?.kind === 'list' && value.items.length === 0 && Array.isArray(to))
    return [replaceValue(text, value, onLine)];
  if (value?.kind !== 'scalar') return null;
  return inFlow || inBlock.length === 1
    ? [replaceValue(text, value, onLine)]
    : replaceWithLines(text, value, indent, inBlock.slice(1));
}

function appendChanges(
  text: string,
  root: SyntaxNode | null,
  { append: path, entry, more = [] }: AppendMany,
  order: KeyOrder,
): TextChange[] | null {
  const { mapping, pair, name, inFlow } = findTarget(root, path);
  if (!mapping) return null;
  const indent = indentOf(text, mapping.start);
  const entries = [entry, ...more];
  const lines = listLines(name, entries, indent);
  const onLine = flowText(entries);
  if (!pair)
    return newPair(text, mapping, name, lines, `${flowText(name)}: ${onLine}`, order(path.slice(0, -1)));
  const { value } = pair;
  if (!value || value.kind === 'mapping') return null;
  const isEmpty = value.kind === 'scalar' || /^\[\s*\]$/.test(text.slice(value.start, value.end));
  if (value.kind === 'list' && (inFlow || !isEmpty))
    return insertItems(text, value, value.items.length, entries);
  return inFlow ? [replaceValue(text, value, onLine)] : replaceWithLines(text, value, indent, lines.slice(1));
}

function insertChanges(
  text: string,
  root: SyntaxNode | null,
  { insert: path, values }: InsertEdit,
): TextChange[] | null {
  const list = findNode(root, path.slice(0, -1));
  return list?.kind === 'list' ? insertItems(text, list, Number(path.at(-1)), values) : null;
}

/** Replaces a scalar by lines below its key. */
function replaceWithLines(
  text: string,
  value: SyntaxNode,
  indent: number,
  lines: readonly string[],
): TextChange[] {
  const below = linesBelow(text, value.end, indent, lines);
  return value.start === value.end ? [below] : [replaceValue(text, value, ''), below];
}

/** The mapping that has the last step of a path as a key, the pair if there is one, and whether it is in flow style. */
function findTarget(root: SyntaxNode | null, path: Path) {
  let node = root;
  let inFlow = isFlow(root);
  for (const step of path.slice(0, -1)) {
    node = childNode(node, step);
    inFlow ||= isFlow(node);
  }
  const name = String(path.at(-1));
  return { mapping: node?.kind === 'mapping' ? node : null, pair: findPair(node, name), name, inFlow };
}

const isFlow = (node: SyntaxNode | null) => node !== null && node.kind !== 'scalar' && node.flow;

/** Inserts a key after the last of those that precede it in the key order. */
function newPair(
  text: string,
  mapping: MappingNode,
  name: string,
  lines: readonly string[],
  inFlow: string,
  order: readonly string[],
): TextChange[] | null {
  const rank = order.includes(name) ? order.indexOf(name) : order.length;
  const preceding = mapping.pairs.findLast((pair) => order.slice(0, rank).includes(pair.name));
  const previous = order.includes(name) ? preceding : mapping.pairs.at(-1);
  if (mapping.flow) return insertInFlow(text, mapping, previous ? spanOf(previous) : null, inFlow);
  const above = previous ? null : linesAbove(text, mapping.start, lines);
  if (above) return [above];
  const after = previous ?? mapping.pairs[0];
  return after ? [linesBelow(text, spanOf(after).end, indentOf(text, mapping.start), lines)] : null;
}

/** Inserts values before an index of a list, in the style of its last entries. */
function insertItems(
  text: string,
  list: ListNode,
  index: number,
  values: readonly unknown[],
): TextChange[] | null {
  const previous = list.items[index - 1];
  if (list.flow) return insertInFlow(text, list, previous ?? null, values.map(flowText).join(', '));
  const [secondLast, last = secondLast!] = list.items.slice(-2);
  const indent = indentOf(text, list.start);
  const gap = gapAfterDash(text, list);
  const linesOf = (value: unknown) =>
    isFields(value) && !(isFlow(last) && fitsOnLine(value, indent + 1 + gap))
      ? itemLines(value, indent, gap)
      : [`-${' '.repeat(gap)}${isFields(value) ? flowText(value) : scalarText(value)}`];
  const areSpaced =
    last !== secondLast && /\n[ \t]*\r?\n *-\s*$/.test(text.slice(secondLast!.end, last.start));
  const spaced = (lines: string[]) => (!areSpaced ? lines : previous ? ['', ...lines] : [...lines, '']);
  const lines = values.flatMap((value) => spaced(linesOf(value)));
  const change = previous
    ? linesBelow(text, previous.end, indent, lines)
    : linesAbove(text, list.start, lines);
  return change && [change];
}

/** How many spaces follow the last dash of a block list. */
function gapAfterDash(text: string, list: ListNode): number {
  const last = list.items.at(-1)!;
  const before = text.slice(last.start - indentOf(text, last.start), last.start);
  return /^-( +)$/.exec(before.slice(indentOf(text, list.start)))?.[1]?.length ?? 1;
}

/** Replaces the text of a value; a comment after it keeps its column where possible. */
function replaceValue(text: string, value: SyntaxNode, replacement: string): TextChange {
  const { start, end } = value;
  const old = text.slice(start, end);
  const insert = start === end && replacement ? ` ${replacement}` : replacement;
  if (value.kind === 'scalar' && value.block) {
    const comment = /^\S+([ \t]+#[^\r\n]*)/.exec(old)?.[1] ?? '';
    return { start, end, insert: replacement + comment };
  }
  const gap = /^ +(?=#)/.exec(text.slice(end))?.[0].length;
  if (gap === undefined)
    return replacement ? { start, end, insert } : { start: start - spacesBefore(text, start), end, insert };
  const room = old.split('\n').at(-1)!.length + gap - insert.length;
  return { start, end: end + gap, insert: insert + ' '.repeat(Math.max(1, old.includes('\n') ? gap : room)) };
}

const spacesBefore = (text: string, offset: number) => / *$/.exec(text.slice(0, offset))![0].length;
