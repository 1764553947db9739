/** Where the values of a text stand, told by the fast library as it reads: the tree that `yaml` would give, or none. */
import { parseWithJsYaml, type Watch } from './js-yaml.ts';
import type { Node, Pair, ParsedWithTree } from './syntax-tree.ts';

/** A node that is being read, or was. */
interface Seen {
  from: number;
  to: number;
  kind: string | null;
  value: unknown;
  inside: Seen[];
}

/**
 * The value of a text with the places of its values, as `parse` would give them without a fault; undefined where that
 * can't be told. Never throws.
 */
export function parseWithPositions(text: string): ParsedWithTree | undefined {
  const open: Seen[] = [{ from: 0, to: 0, kind: null, value: null, inside: [] }];
  const watch: Watch = (event, { position, kind, result }) => {
    if (event === 'open') {
      const seen: Seen = { from: position, to: 0, kind: null, value: null, inside: [] };
      open.at(-1)!.inside.push(seen);
      open.push(seen);
    } else Object.assign(open.pop()!, { to: position, kind, value: result });
  };
  const value = parseWithJsYaml(text, watch);
  const [whole] = open[0]!.inside;
  const root = value === undefined || !whole ? null : nodeOf(whole, text);
  return root ? { value, root } : undefined;
}

/** Null where the library does not tell enough. */
function nodeOf(seen: Seen, text: string): Node | null {
  const { kind, value, inside } = seen;
  const [first] = inside;
  // What might have been a key and was none is read once as what it is, and then for what it stands in.
  if (first && inside.length === 1 && first.kind === kind && first.value === value)
    return nodeOf(first, text);
  const start = startOf(seen, text);
  if (kind === 'sequence') return list(seen, start, text);
  if (kind === 'mapping') return mapping(seen, start, text);
  return scalar(seen, start, text);
}

/** Behind the white space and the comments that come first. */
function startOf({ from }: Seen, text: string): number {
  space.lastIndex = from;
  return from + space.exec(text)![0].length;
}
const space = /(?:[ \t\r\n]|#[^\n]*)*/y;

function scalar({ from, to, kind }: Seen, start: number, text: string): Node | null {
  if (kind === null) return { kind: 'scalar', block: false, start: from, end: from };
  const block = /[|>]/.test(text[start]!);
  const source = text.slice(start, to);
  // Spaces of other kinds are signs like others.
  const [rest] = /(?<![ \t\r\n])[ \t\r\n]*$/.exec(source)!;
  // White space that belongs to block text can't be told from what follows it.
  if (block && !(to < text.length ? /^(?:\r?\n)+ *$/ : /^(?:\r?\n)+$/).test(rest)) return null;
  return { kind: 'scalar', block, start, end: start + source.length - rest.length };
}

function list({ to, value, inside }: Seen, start: number, text: string): Node | null {
  const values = value as unknown[];
  if (inside.length !== values.length || inside.some((each, index) => each.value !== values[index]))
    return null;
  const items = inside.map((each) => nodeOf(each, text));
  if (!items.every((item) => item !== null)) return null;
  const flow = text[start] === '[';
  return { kind: 'list', flow, items, start, end: flow ? to : items.at(-1)!.end };
}

function mapping({ to, value, inside }: Seen, start: number, text: string): Node | null {
  const values = value as Record<string, unknown>;
  if (inside.length !== 2 * Object.keys(values).length) return null;
  const pairs: Pair[] = [];
  for (let at = 0; at < inside.length; at += 2) {
    const name = String(inside[at]!.value);
    const key = nodeOf(inside[at]!, text);
    const node = nodeOf(inside[at + 1]!, text);
    if (!key || !node || !Object.hasOwn(values, name) || values[name] !== inside[at + 1]!.value) return null;
    if (node.start === node.end) node.start = node.end = text.indexOf(':', key.end) + 1;
    pairs.push({ name, key, value: node });
  }
  const flow = text[start] === '{';
  const last = pairs.at(-1);
  return { kind: 'mapping', flow, pairs, start, end: flow || !last ? to : last.value!.end };
}
