/** The syntax tree of an expression, as the CEL library returns it. */

export interface AstNode {
  op: string;
  /** Another node, a name, a value, or lists of these, depending on `op`. */
  args: unknown;
  /** Offsets into the text. */
  start: number;
  end: number;
}

/** The nodes in the arguments of a node, or the node itself. */
export function* childNodes(value: unknown): Generator<AstNode> {
  if (Array.isArray(value)) for (const each of value) yield* childNodes(each);
  else if (typeof value === 'object' && value !== null && 'op' in value) yield value as AstNode;
}

/** Whether a node is a loop over a list, such as `agencies.exists(each, …)`, which defines a name. */
export const isComprehension = ({ op, args }: AstNode): boolean =>
  op === 'rcall' && /^(?:all|exists|exists_one|map|filter)$/.test((args as [string])[0]);
