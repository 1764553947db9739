/** A YAML text as a tree of places: which value stands where, free of any library's own shapes. */
import type { Path } from '../../errors.ts';

/**
 * Offsets into the text. `end` is where the value's own text ends: a block's end is that of its last entry, so blank
 * lines and comments below it are outside. A value left empty stands right after its colon or dash.
 */
export interface Span {
  start: number;
  end: number;
}

export interface Scalar extends Span {
  kind: 'scalar';
  /** Block text: `|` or `>`. */
  block: boolean;
}
export interface List extends Span {
  kind: 'list';
  /** Written in brackets. */
  flow: boolean;
  items: readonly Node[];
}
export interface Mapping extends Span {
  kind: 'mapping';
  /** Written in braces. */
  flow: boolean;
  pairs: readonly Pair[];
}
export type Node = Scalar | List | Mapping;

/** A text's value, and where everything in it stands. */
export interface ParsedWithTree {
  value: unknown;
  root: Node | null;
}

export interface Pair {
  name: string;
  key: Node;
  /** Null where not even a colon stands: `{ key }`. */
  value: Node | null;
}

/** From a key's start to its value's end. */
export const spanOf = ({ key, value }: Pair): Span => ({ start: key.start, end: (value ?? key).end });

/** The pair that the last step of a path leads to, or null. */
export function pairOf(node: Node | null, name: string | number): Pair | null {
  if (node?.kind !== 'mapping') return null;
  return node.pairs.find((pair) => pair.name === String(name)) ?? null;
}

/** The node one step down, or null. */
export function child(node: Node | null, step: string | number): Node | null {
  if (node?.kind === 'list') return node.items[Number(step)] ?? null;
  return pairOf(node, step)?.value ?? null;
}

/** The node at a path, or null. */
export const find = (root: Node | null, path: Path): Node | null => path.reduce(child, root);

/** Where a value may be pointed at: an empty one has no text of its own, so its key stands for it. */
export function locate(root: Node | null, path: Path, atKey = false): Span {
  let node = root;
  let span: Span = root ?? { start: 0, end: 0 };
  for (const [index, step] of path.entries()) {
    const pair = pairOf(node, step);
    node = child(node, step);
    const last = index === path.length - 1;
    if (pair && ((atKey && last) || !node || node.start === node.end)) span = pair.key;
    else if (node) span = node;
    else break;
  }
  return span;
}
