/** The tree of an expression, as the library gives it. */

export interface AstNode {
  op: string;
  /** Another node, a name, a value, or lists of those: it depends on `op`. */
  args: unknown;
  /** Offsets into the text. */
  start: number;
  end: number;
}

/** The nodes that stand in a node's arguments, or the node itself. */
export function* childNodes(value: unknown): Generator<AstNode> {
  if (Array.isArray(value)) for (const each of value) yield* childNodes(each);
  else if (typeof value === 'object' && value !== null && 'op' in value) yield value as AstNode;
}

/** A call that goes through a list, `agencies.exists(each, …)`, gives its second argument a name of its own. */
export const isComprehension = ({ op, args }: AstNode): boolean =>
  op === 'rcall' && /^(?:all|exists|exists_one|map|filter)$/.test((args as [string])[0]);
