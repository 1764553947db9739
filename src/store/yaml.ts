/** The one door to `yaml`: a text read with its faults and the places of its values. Slow and exact; see `quick.ts`. */
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type ParsedNode,
  parseDocument,
  visit,
  type YAMLMap,
  type YAMLSeq,
  type Node as YamlNode,
} from 'yaml';
import type { Path } from '../trouble.ts';
import { locate, type Node, type Pair } from './tree.ts';
import { type Complaint, onOneLine, openerOf, told, type YamlFault, type YamlRule } from './yaml-faults.ts';

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
  const report: Report = (rule, message, hint, start, end) => {
    const place = onOneLine(text, start, end);
    if (!faults.some(({ offset }) => offset === place.offset)) faults.push({ rule, message, hint, ...place });
  };
  let value: unknown = null;
  let root: Node | null = null;
  for (const { 0: marker, index } of text.matchAll(conflictMarkers))
    report(
      'conflict-marker',
      `\`${marker}\` is left from a merge conflict`,
      settle,
      index,
      index + marker.length,
    );
  if (faults.length === 0) {
    try {
      const doc = parseDocument(text, options);
      faults.push(...told(complaintsOf(doc, text), text));
      const isBroken = faults.some(({ rule }) => rule === 'yaml-syntax' || rule === 'tab-as-indent');
      // What a broken text seems to use, it may not use once it is mended.
      root = doc.contents && tree(doc.contents, text, isBroken ? () => {} : report);
      value = faults.length > 0 ? null : doc.toJS();
    } catch {
      // Only a text made to do harm comes here: nested so deeply that the stack ends.
      report('yaml-syntax', 'the text is nested too deeply to be read', null, 0, 0);
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

const settle = 'settle which side holds, and take out the markers';

const conflictMarkers = /^(?:<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|$)/gm;

/** A mapping can't tell `1` from `"1"` once it is an object, so both together are one key twice. */
const options = {
  prettyErrors: false,
  logLevel: 'error',
  uniqueKeys: (a: ParsedNode, b: ParsedNode) => isScalar(a) && isScalar(b) && name(a, '') === name(b, ''),
} as const;

type Feature = 'alias' | 'anchor' | 'tag' | 'merge' | 'key';

const features: Record<Feature, readonly [message: string, hint: string]> = {
  alias: ['an alias (`*name`) is not read in plan files', 'write the value out'],
  anchor: ['an anchor (`&name`) is not read in plan files', 'write the value out where it is used'],
  tag: ['a tag (`!name`) is not read in plan files', 'write the value plainly, or put it in quotes'],
  merge: ['a merge key (`<<`) is not read in plan files', 'write the values out'],
  key: ['a list or a mapping is not read as a key in plan files', 'write a word'],
};

type Report = (rule: YamlRule, message: string, hint: string | null, start: number, end: number) => void;

/** What the parser complains of. What is never closed is where it opens, not where the parser gives it up. */
function complaintsOf(doc: Document, text: string): Complaint[] {
  return [...doc.errors, ...doc.warnings].map((complaint) => {
    const opener = openerOf(complaint);
    let { pos } = complaint;
    if (opener)
      visit(doc, (_, node) => {
        const [start, end] = (isNode(node) && node.range) || [];
        if (start !== undefined && end === complaint.pos[0] && text[start] === opener) pos = [start, end];
      });
    return { code: complaint.code, message: complaint.message, pos };
  });
}

function tree(node: YamlNode, text: string, report: Report): Node {
  const [start = 0, end = start] = node.range ?? [];
  const feature = (which: Feature, mark: string) => {
    const nearest = Math.max(0, text.lastIndexOf(mark, start));
    const at = text.startsWith('!!', nearest - 1) ? nearest - 1 : nearest;
    report('yaml-feature', ...features[which], at, Math.max(end, at + 1));
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
    if (key.kind !== 'scalar') report('yaml-feature', ...features.key, key.start, key.end);
    const named = name(item.key as YamlNode, text.slice(key.start, key.end));
    if (named === '<<') report('yaml-feature', ...features.merge, key.start, key.end);
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
