/** The one door to `yaml`: a text read with its faults and the places of its values. Slow and exact; see `quick.ts`. */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type ParsedNode,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
  type Node as YamlNode,
} from 'yaml';
import type { Path } from '../trouble.ts';
import { locate, type Node, type Pair } from './tree.ts';

/** Something that stops the text from being a plain YAML file. `offset` and `length` stay on one line. */
export interface YamlFault {
  code: string;
  message: string;
  offset: number;
  length: number;
}

export interface Parsed {
  /** Plain objects, arrays and scalars; null for an empty file, and where faults leave nothing to be trusted. */
  value: unknown;
  faults: readonly YamlFault[];
  root: Node | null;
  /**
   * Where the value at `path` stands, or the nearest parent there is; with `atKey`, its key. The length is that of the
   * first line and at least 1.
   */
  locate(path: Path, atKey?: boolean): { offset: number; length: number };
}

/** Reads a text. Never throws: whatever is wrong is among the faults. */
export function parse(text: string): Parsed {
  const faults: YamlFault[] = [];
  const report = (code: string, message: string, start: number, end: number) =>
    faults.push({ code, message, ...onOneLine(text, start, end) });
  let value: unknown = null;
  let root: Node | null = null;
  for (const { 0: marker, index } of text.matchAll(conflictMarkers))
    report('conflict-marker', `\`${marker}\` is left from a merge conflict`, index, index + marker.length);
  if (faults.length === 0) {
    try {
      const doc = parseDocument(text, options);
      for (const { code, message, pos } of told(doc))
        report(kebab(code), messages[code] ?? lower(message), ...pos);
      root = doc.contents && tree(doc.contents, text, report);
      value = faults.some(({ message }) => message === features.alias) ? null : doc.toJS();
    } catch {
      // Only a text made to do harm comes here: nested so deeply that the stack ends.
      report('unreadable', 'the text is nested too deeply to be read', 0, 0);
    }
  }
  return {
    value,
    faults,
    root,
    locate(path, atKey) {
      const { start, end } = locate(root, path, atKey);
      return onOneLine(text, start, end);
    },
  };
}

/** The line and column of an offset, from 1, and that line's text. */
export function position(text: string, offset: number): { line: number; column: number; source: string } {
  const before = text.slice(0, offset).split('\n');
  const start = before.slice(0, -1).join('\n').length + (before.length > 1 ? 1 : 0);
  const [source = ''] = text.slice(start).split(/\r?\n/, 1);
  return { line: before.length, column: before.at(-1)!.length + 1, source };
}

const conflictMarkers = /^(?:<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|$)/gm;

/** A mapping can't tell `1` from `"1"` once it is an object, so both together are one key twice. */
const options = {
  prettyErrors: false,
  logLevel: 'error',
  uniqueKeys: (a: ParsedNode, b: ParsedNode) => isScalar(a) && isScalar(b) && name(a, '') === name(b, ''),
} as const;

/** Our own words for what people run into; the rest keeps the parser's. */
const messages: Record<string, string> = {
  DUPLICATE_KEY: 'this key stands twice in its mapping',
  MULTIPLE_DOCS: 'a second document starts here; a plan file holds one',
  TAB_AS_INDENT: 'a tab indents this line; use spaces',
};

const features = {
  alias: 'an alias (`*name`) is not read in plan files; write the value out',
  anchor: 'an anchor (`&name`) is not read in plan files; write the value out where it is used',
  tag: 'a tag (`!name`) is not read in plan files; write the value plainly or quote it',
  merge: 'a merge key (`<<`) is not read in plan files; write the values out',
  key: 'a list or a mapping is not read as a key in plan files; write a word',
} as const;

type Report = (code: string, message: string, start: number, end: number) => void;

/** After one unexpected token the parser reports each that follows: only the first says something. */
function told(doc: Document) {
  const all = [...doc.errors, ...doc.warnings];
  const first = all.find(({ code }) => code === 'UNEXPECTED_TOKEN');
  return all.filter((each) => each.code !== 'UNEXPECTED_TOKEN' || each === first);
}

function tree(node: YamlNode, text: string, report: Report): Node {
  const [start = 0, end = start] = node.range ?? [];
  const feature = (which: keyof typeof features, mark: string) => {
    const nearest = Math.max(0, text.lastIndexOf(mark, start));
    const at = text.startsWith('!!', nearest - 1) ? nearest - 1 : nearest;
    report('yaml-feature', features[which], at, Math.max(end, at + 1));
  };
  if (isAlias(node)) feature('alias', '*');
  else if (node.anchor !== undefined) feature('anchor', '&');
  if (node.tag !== undefined) feature('tag', '!');
  if (isMap(node)) return mapping(node, text, report);
  if (isSeq(node)) return list(node as YAMLSeq<YamlNode>, text, report);
  const block = isScalar(node) && (node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL');
  return { kind: 'scalar', block, start, end: block ? blockEnd(text, start, end) : end };
}

function mapping(node: YAMLMap, text: string, report: Report): Node {
  const [start, end] = node.range!;
  const flow = Boolean(node.flow);
  const pairs = node.items.map((item): Pair => {
    const key = tree(item.key as YamlNode, text, report);
    if (key.kind !== 'scalar') report('yaml-feature', features.key, key.start, key.end);
    const named = name(item.key as YamlNode, text.slice(key.start, key.end));
    if (named === '<<') report('yaml-feature', features.merge, key.start, key.end);
    const value = item.value ? tree(item.value as YamlNode, text, report) : null;
    if (value && value.start === value.end) value.start = value.end = text.indexOf(':', key.end) + 1;
    return { name: named, key, value };
  });
  const last = pairs.at(-1);
  return { kind: 'mapping', flow, pairs, start, end: flow || !last ? end : (last.value ?? last.key).end };
}

function list(node: YAMLSeq<YamlNode>, text: string, report: Report): Node {
  const [start, end] = node.range!;
  const flow = Boolean(node.flow);
  const items = node.items.map((item) => tree(item, text, report));
  return { kind: 'list', flow, items, start, end: flow ? end : (items.at(-1)?.end ?? end) };
}

/** Below block text, empty lines belong to it only where it says so with `+`. */
function blockEnd(text: string, start: number, end: number): number {
  const source = text.slice(start, end);
  const keep = /^[|>]\d?\+/.test(source);
  return start + source.replace(keep ? /\r?\n$/ : /[\r\n]+$/, '').length;
}

/** A key as `toJS` spells it. */
const name = (key: YamlNode, otherwise: string): string =>
  isScalar(key) ? (key.value === null ? '' : String(key.value)) : otherwise;

function onOneLine(text: string, start: number, end: number): { offset: number; length: number } {
  const offset = Math.min(start, text.length);
  const [line = ''] = text.slice(offset, end).split(/\r?\n/, 1);
  return { offset, length: Math.max(1, line.trimEnd().length) };
}

const kebab = (code: string) => code.toLowerCase().replaceAll('_', '-');
const lower = (message: string) => message.charAt(0).toLowerCase() + message.slice(1);
