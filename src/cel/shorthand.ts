/** Names that stand alone in an expression, and mean the fields of one value: `due` for `facts.due`. */
import { type AstNode, childNodes, isComprehension } from './ast.ts';

/** What an expression says with such a name. */
export type FieldUse = { at: AstNode; field: string } & (
  | { what: 'name' }
  /** It asks by `has` whether the field is there. */
  | { what: 'has' }
  /** It compares the field, or one of the field's entries, with this text. */
  | { what: 'text'; text: string }
);

/** A call of one of the functions that take a day, with the text it is given. */
export interface DayCall {
  at: AstNode;
  name: string;
  text: string;
}

/** Names of the lists' entries that an expression goes through, each with the field that the list is, if it is one. */
type Bound = ReadonlyMap<string, string | null>;

/** All that an expression says of the fields; a name that it gives to a list's entries is its own. */
export function fieldUses(tree: AstNode, fields: readonly string[]): FieldUse[] {
  return [...visit(tree, fields, new Map())];
}

function* visit(node: AstNode, fields: readonly string[], bound: Bound): Generator<FieldUse> {
  const fieldOf = (each: AstNode): string | null => {
    if (each.op === '[]') return fieldOf((each.args as [AstNode])[0]);
    if (each.op !== 'id') return null;
    const name = each.args as string;
    if (bound.has(name)) return bound.get(name)!;
    return fields.includes(name) ? name : null;
  };
  if (node.op === 'id') {
    const field = bound.has(node.args as string) ? null : fieldOf(node);
    if (field !== null) yield { what: 'name', at: node, field };
    return;
  }
  if (['==', '!=', 'in'].includes(node.op)) {
    const [left, right] = node.args as [AstNode, AstNode];
    for (const [one, other] of [
      [left, right],
      [right, left],
    ] as const) {
      const field = fieldOf(one);
      if (field === null) continue;
      for (const text of other.op === 'list' ? childNodes(other.args) : [other])
        if (text.op === 'value' && typeof text.args === 'string')
          yield { what: 'text', at: text, field, text: text.args };
    }
  }
  if (node.op === 'call' && (node.args as [string])[0] === 'has') {
    const [, [argument]] = node.args as [string, AstNode[]];
    const field = argument?.op === 'id' ? fieldOf(argument) : null;
    if (field !== null) yield { what: 'has', at: argument!, field };
  }
  if (isComprehension(node)) {
    const [, list, [name, ...rest]] = node.args as [string, AstNode, AstNode[]];
    yield* visit(list, fields, bound);
    const inner = name?.op === 'id' ? new Map(bound).set(name.args as string, fieldOf(list)) : bound;
    for (const each of rest) yield* visit(each, fields, inner);
    return;
  }
  for (const each of childNodes(node.args)) yield* visit(each, fields, bound);
}

/** The calls of these functions whose last argument is a text. */
export function functionCalls(tree: AstNode, names: readonly string[]): DayCall[] {
  const [name, ...rest] = Array.isArray(tree.args) ? (tree.args as unknown[]) : [];
  const last = [...childNodes(rest.at(-1))].at(-1);
  const isOne = /^r?call$/.test(tree.op) && names.includes(name as string);
  const own =
    isOne && last?.op === 'value' && typeof last.args === 'string'
      ? [{ at: last, name: name as string, text: last.args }]
      : [];
  return [...own, ...[...childNodes(tree.args)].flatMap((each) => functionCalls(each, names))];
}

export interface Substitution {
  start: number;
  end: number;
  text: string;
}

/** The text with these put in, and the way back from an offset into it to one into what it was. */
export function rewrite(
  text: string,
  given: readonly Substitution[],
): { text: string; originalOffset(offset: number): number } {
  const inOrder = [...given].sort((a, b) => a.start - b.start);
  const pieces: { was: number; is: number; length: number; grown: number }[] = [];
  let result = '';
  let from = 0;
  for (const { start, end, text: put } of inOrder) {
    result += text.slice(from, start);
    pieces.push({ was: start, is: result.length, length: put.length, grown: put.length - (end - start) });
    result += put;
    from = end;
  }
  result += text.slice(from);
  return {
    text: result,
    originalOffset: (offset) => {
      let shift = 0;
      for (const { was, is, length, grown } of pieces) {
        if (offset < is) break;
        if (offset < is + length) return Math.max(was, Math.min(offset - shift, was + length - grown));
        shift += grown;
      }
      return offset - shift;
    },
  };
}
