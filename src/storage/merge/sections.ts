/** A text's lines by whose they are: those of each key of a mapping, or of each entry of a list, comments included. */
import { indentOf } from '../yaml/edit/insert.ts';
import { parse } from '../yaml/parse.ts';
import type { ListNode, MappingNode, SyntaxNode } from '../yaml/syntax-tree.ts';

/** A text in lines without their ends, and where its values stand. */
export interface Page {
  text: string;
  lines: readonly string[];
  root: SyntaxNode | null;
  /** The line, from 0, that an offset is on. */
  lineOf(offset: number): number;
}

/** The lines of one key or entry, from `start` to before `end`. */
export interface Section {
  page: Page;
  start: number;
  /** The line of the key, or of the entry's dash; those above it are comments about it. */
  key: number;
  end: number;
  node: SyntaxNode | null;
}

/** A mapping or a list, spread over lines: those above its first part, the parts, and those below the last. */
export interface Sections {
  kind: 'mapping' | 'list';
  column: number;
  head: readonly string[];
  /** With the name of its key; an entry's is its place, from 0. */
  parts: readonly (Section & { name: string })[];
  tail: readonly string[];
}

export function page(text: string): Page {
  const lines = text.split('\n').slice(0, -1);
  const starts: number[] = [];
  let at = 0;
  for (const line of lines) {
    starts.push(at);
    at += line.length + 1;
  }
  const lineOf = (offset: number) => starts.findLastIndex((start) => start <= offset);
  return { text, lines, root: parse(text).root, lineOf };
}

export const linesOf = ({ page, start, end }: Section): readonly string[] => page.lines.slice(start, end);

/** What a part's value is made of, or null where that does not begin each on a line of its own. */
export function partsOf({ page, key, end, node }: Section, isEntry: boolean): Sections | null {
  if (!node || node.kind === 'scalar' || node.flow) return null;
  return split(page, node, isEntry ? key : key + 1, end);
}

/** The same for a whole text. */
export function partsOfPage(page: Page): Sections | null {
  const { root } = page;
  return root?.kind === 'mapping' && !root.flow ? split(page, root, 0, page.lines.length) : null;
}

function split(page: Page, node: MappingNode | ListNode, from: number, to: number): Sections | null {
  const { text, lines, lineOf } = page;
  const indent = indentOf(text, node.start);
  const entries =
    node.kind === 'mapping'
      ? node.pairs.map(({ name, key, value }) => ({
          name,
          key: lineOf(key.start),
          node: value,
          last: value ?? key,
        }))
      : node.items.map((item, index) => ({
          name: String(index),
          key: dashOf(page, item, indent),
          node: item as SyntaxNode | null,
          last: item,
        }));
  const isComment = (line: number) => new RegExp(`^ {${indent}}#`).test(lines[line]!);
  let free = from;
  let crowded = entries.length === 0;
  const parts = entries.map(({ name, key, node, last }) => {
    let start = key;
    while (start > free && isComment(start - 1)) start -= 1;
    crowded ||= key < free;
    free = lineOf(Math.max(last.start, last.end - 1)) + 1;
    return { page, name, start, key, end: to, node };
  });
  if (crowded) return null;
  for (const [index, part] of parts.entries()) part.end = parts[index + 1]?.start ?? to;
  const last = parts.at(-1)!;
  while (free < last.end && new RegExp(`^ {${indent + 1},}#`).test(lines[free]!)) free += 1;
  last.end = free;
  return {
    kind: node.kind,
    column: indent,
    head: lines.slice(from, parts[0]!.start),
    parts,
    tail: lines.slice(free, to),
  };
}

/** The line of an entry's dash, which may stand above the entry. */
function dashOf({ lines, lineOf }: Page, item: SyntaxNode, indent: number): number {
  const first = lineOf(item.start);
  const dash = new RegExp(`^ {${indent}}-(?: |$)`);
  for (let line = first; line >= 0; line -= 1) if (dash.test(lines[line]!)) return line;
  return first;
}
