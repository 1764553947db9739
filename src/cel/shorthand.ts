/** Finds and rewrites the names that stand for fields of one value: `due` for `facts.due`. */
import { type AstNode, childNodes, isComprehension } from './ast.ts';

/** A use of such a name in an expression. */
export type FieldUse = { at: AstNode; field: string } & (
  | { what: 'name' }
  /** The argument of `has`. */
  | { what: 'has' }
  /** A text that the field, or one of its entries, is compared with. */
  | { what: 'text'; text: string }
);

/** A call of a function that takes a day, with its text. */
export interface DayCall {
  at: AstNode;
  name: string;
  text: string;
}

/** The names that loops define for the entries of lists, each with the field that the list is; null where it is not one. */
type LoopNames = ReadonlyMap<string, string | null>;

/** The uses of fields in an expression. A name that a loop defines is not a field. */
export function fieldUses(tree: AstNode, fields: readonly string[]): FieldUse[] {
  return [...visit(tree, fields, new Map())];
}

function* visit(node: AstNode, fields: readonly string[], names: LoopNames): Generator<FieldUse> {
  const fieldOf = (each: AstNode): string | null => {
    if (each.op === '[]') return fieldOf((each.args as [AstNode])[0]);
    if (each.op !== 'id') return null;
    const name = each.args as string;
    if (names.has(name)) return names.get(name)!;
    return fields.includes(name) ? name : null;
  };
  if (node.op === 'id') {
    const field = names.has(node.args as string) ? null : fieldOf(node);
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
    yield* visit(list, fields, names);
    const inner = name?.op === 'id' ? new Map(names).set(name.args as string, fieldOf(list)) : names;
    for (const each of rest) yield* visit(each, fields, inner);
    return;
  }
  for (const each of childNodes(node.args)) yield* visit(each, fields, names);
}

/** The calls of these functions whose last argument is a text. */
export function functionCalls(tree: AstNode, names: readonly string[]): DayCall[] {
  const [name, ...rest] = Array.isArray(tree.args) ? (tree.args as unknown[]) : [];
  const last = [...childNodes(rest.at(-1))].at(-1);
  const isCall = /^r?call$/.test(tree.op) && names.includes(name as string);
  const own =
    isCall && last?.op === 'value' && typeof last.args === 'string'
      ? [{ at: last, name: name as string, text: last.args }]
      : [];
  return [...own, ...[...childNodes(tree.args)].flatMap((each) => functionCalls(each, names))];
}

/** The calls of a method, each with the value that it is called on. */
export function* receivers(tree: AstNode, method: string): Generator<[receiver: AstNode, call: AstNode]> {
  const [name, receiver] = Array.isArray(tree.args) ? (tree.args as [unknown, AstNode]) : [];
  if (tree.op === 'rcall' && name === method) yield [receiver!, tree];
  for (const each of childNodes(tree.args)) yield* receivers(each, method);
}

export interface Substitution {
  start: number;
  end: number;
  text: string;
}

/** Makes substitutions in a text, and maps offsets in the result back to the original. */
export function rewrite(
  text: string,
  substitutions: readonly Substitution[],
): { text: string; originalOffset(offset: number): number } {
  const sorted = [...substitutions].sort((a, b) => a.start - b.start);
  const parts: { originalStart: number; start: number; length: number; growth: number }[] = [];
  let result = '';
  let end = 0;
  for (const each of sorted) {
    result += text.slice(end, each.start);
    const { length } = each.text;
    const growth = length - (each.end - each.start);
    parts.push({ originalStart: each.start, start: result.length, length, growth });
    result += each.text;
    end = each.end;
  }
  result += text.slice(end);
  return {
    text: result,
    originalOffset: (offset) => {
      let shift = 0;
      for (const { originalStart, start, length, growth } of parts) {
        if (offset < start) break;
        // An offset within a substitution maps to an offset within the text that it replaces.
        if (offset < start + length)
          return Math.max(originalStart, Math.min(offset - shift, originalStart + length - growth));
        shift += growth;
      }
      return offset - shift;
    },
  };
}
