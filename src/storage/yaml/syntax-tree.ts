/** The syntax tree of a YAML text: nodes with their positions, independent of the parser library. */
import type { Path } from '../../errors.ts';

/**
 * Offsets into the text. The `end` of a block collection is the end of its last entry, so that empty lines and comments
 * below it are outside. An empty value is placed right after its colon or dash.
 */
export interface Span {
  start: number;
  end: number;
}

interface ScalarNode extends Span {
  kind: 'scalar';
  /** Written as a block scalar, with `|` or `>`. */
  block: boolean;
}
export interface ListNode extends Span {
  kind: 'list';
  /** Written in brackets. */
  flow: boolean;
  items: readonly SyntaxNode[];
}
export interface MappingNode extends Span {
  kind: 'mapping';
  /** Written in braces. */
  flow: boolean;
  pairs: readonly SyntaxPair[];
}
export type SyntaxNode = ScalarNode | ListNode | MappingNode;

export interface SyntaxPair {
  name: string;
  key: SyntaxNode;
  /** Null where there is no colon: `{ key }`. */
  value: SyntaxNode | null;
}

/** From the start of the key to the end of the value. */
export const spanOf = ({ key, value }: SyntaxPair): Span => ({ start: key.start, end: (value ?? key).end });

/** The pair with this key in a mapping, or null. */
export function findPair(node: SyntaxNode | null, name: string | number): SyntaxPair | null {
  if (node?.kind !== 'mapping') return null;
  return node.pairs.find((pair) => pair.name === String(name)) ?? null;
}

/** The node one step down, or null. */
export function childNode(node: SyntaxNode | null, step: string | number): SyntaxNode | null {
  if (node?.kind === 'list') return node.items[Number(step)] ?? null;
  return findPair(node, step)?.value ?? null;
}

/** The node at a path, or null. */
export const findNode = (root: SyntaxNode | null, path: Path): SyntaxNode | null =>
  path.reduce(childNode, root);

/** Where to show a finding about the value at a path: at its key where the value is empty or `atKey` is set. */
export function locate(root: SyntaxNode | null, path: Path, atKey = false): Span {
  let node = root;
  let span: Span = root ?? { start: 0, end: 0 };
  for (const [index, step] of path.entries()) {
    const pair = findPair(node, step);
    node = childNode(node, step);
    const isLast = index === path.length - 1;
    if (pair && ((atKey && isLast) || !node || node.start === node.end)) span = pair.key;
    else if (node) span = node;
    else break;
  }
  return span;
}
