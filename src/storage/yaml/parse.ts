/** The one door to `yaml`: a text read with its faults and the places of its values. Slow and exact; see `quick.ts`. */
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type YAMLMap,
  type YAMLSeq,
  type Node as YamlNode,
} from 'yaml';
import type { Path } from '../../errors.ts';
import { maxDepth, tooDeep } from '../../plan/model/limits.ts';
import { type LibraryError, onOneLine, openerOf, toYamlErrors, type YamlError } from './syntax-errors.ts';
import { locate, type Node, type Pair, type ParsedWithTree } from './syntax-tree.ts';

/** The value is null for an empty file, and where faults leave nothing to be trusted. */
export interface Parsed extends ParsedWithTree {
  faults: readonly YamlError[];
  /**
   * Where the value at `path` stands, or the nearest parent there is; with `atKey`, its key. The length is that of the
   * first line and at least 1.
   */
  locate(path: Path, atKey?: boolean): { offset: number; length: number };
}

/** Reads a text. Never throws: whatever is wrong is among the faults. */
export function parse(text: string): Parsed {
  const faults: YamlError[] = [];
  const places = new Set<number>();
  const report: Report = (rule, message, hint, start, end) => {
    const position = onOneLine(text, start, end);
    if (!places.has(position.offset)) faults.push({ rule, message, hint, ...position });
    places.add(position.offset);
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
      const doc = withoutTraces(() => parseDocument(text, options));
      for (const fault of toYamlErrors(complaintsOf(doc, text), text)) {
        faults.push(fault);
        places.add(fault.offset);
      }
      const isBroken = faults.some(({ rule }) => breaking.has(rule));
      // What a broken text seems to use, it may not use once it is mended.
      root = doc.contents && tree(doc.contents, text, isBroken ? () => {} : report);
      value = faults.length > 0 ? null : doc.toJS();
    } catch (error) {
      // Only a text made to do harm comes here: nested so deeply that the stack ends.
      if (!(error instanceof RangeError)) throw error;
      report('unreadable-file', tooDeep.message, tooDeep.hint, 0, 0);
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

/** The same of a text without faults; nothing for any other. */
export function parsePositions(text: string): ParsedWithTree | undefined {
  const parsed = parse(text);
  return parsed.faults.length > 0 ? undefined : parsed;
}

/** After these, nothing is told of what the text seems to use. */
const breaking = new Set<string>(['yaml-syntax', 'tab-as-indent', 'unreadable-file']);

/** The parser makes an error of each complaint, and a trace for each takes far longer than the parsing. */
function withoutTraces<Result>(work: () => Result): Result {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The line and column of an offset, from 1, and that line's text. */
export function position(text: string, offset: number): { line: number; column: number; source: string } {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < start; at = text.indexOf('\n', at + 1)) line++;
  const end = text.indexOf('\n', start);
  const whole = text.slice(start, end < 0 ? text.length : end);
  return { line, column: offset - start + 1, source: end < 0 ? whole : whole.replace(/\r$/, '') };
}

const settle = 'settle which side holds, and take out the markers';

const conflictMarkers = /^(?:<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|$)/gm;

/** Keys that stand twice are found below: the parser would compare each with all above it. */
const options = { prettyErrors: false, logLevel: 'error', uniqueKeys: false } as const;

const halves = /\p{Surrogate}/u;
const wholeCharacter = 'write the character itself';

type Feature = 'alias' | 'anchor' | 'tag' | 'merge' | 'key';

const features: Record<Feature, readonly [message: string, hint: string]> = {
  alias: ['an alias (`*name`) is not read in plan files', 'write the value out'],
  anchor: ['an anchor (`&name`) is not read in plan files', 'write the value out where it is used'],
  tag: ['a tag (`!name`) is not read in plan files', 'write the value plainly, or put it in quotes'],
  merge: ['a merge key (`<<`) is not read in plan files', 'write the values out'],
  key: ['a list or a mapping is not read as a key in plan files', 'write a word'],
};

const twice = (text: string, { start, end }: Node) =>
  [`the key \`${text.slice(start, end)}\` stands twice in its mapping`, 'take out one of the two'] as const;

type Report = (
  rule: YamlError['rule'],
  message: string,
  hint: string | null,
  start: number,
  end: number,
) => void;

/** What the parser complains of. What is never closed is where it opens, not where the parser gives it up. */
function complaintsOf(doc: Document, text: string): LibraryError[] {
  const complaints = [...doc.errors, ...doc.warnings];
  const opened = complaints.some(openerOf) ? openedIn(doc, text) : null;
  return complaints.map((complaint): LibraryError => {
    const { code, message, pos } = complaint;
    const opener = openerOf(complaint);
    return { code, message, pos: (opener && opened?.get(`${opener}${pos[0]}`)) || pos };
  });
}

/** Where what begins with a character and ends at an offset stands: `[120`. Of several in each other, the innermost. */
function openedIn(doc: Document, text: string): Map<string, readonly [number, number]> {
  const found = new Map<string, readonly [number, number]>();
  visit(doc, (_, node) => {
    const [start, end] = (isNode(node) && node.range) || [];
    if (start !== undefined && end !== undefined) found.set(`${text[start]}${end}`, [start, end]);
  });
  return found;
}

function tree(node: YamlNode, text: string, report: Report, depth = 1): Node {
  const [start = 0, end = start] = node.range ?? [];
  const feature = (which: Feature, mark: string) => {
    const nearest = Math.max(0, text.lastIndexOf(mark, start));
    const at = text.startsWith('!!', nearest - 1) ? nearest - 1 : nearest;
    report('yaml-feature', ...features[which], at, Math.max(end, at + 1));
  };
  if (isAlias(node)) feature('alias', '*');
  else if (node.anchor !== undefined) feature('anchor', '&');
  if (node.tag !== undefined) feature('tag', '!');
  const inner = depth + 1;
  if (depth === maxDepth + 1 && (isMap(node) || isSeq(node)))
    report('unreadable-file', tooDeep.message, tooDeep.hint, start, start + 1);
  if (isMap(node)) return mapping(node, text, report, inner);
  if (isSeq(node)) return list(node as YAMLSeq<YamlNode>, text, report, inner);
  if (isScalar(node) && typeof node.value === 'string' && halves.test(node.value))
    report('yaml-syntax', 'half a character is written here as an escape', wholeCharacter, start, end);
  const block = isScalar(node) && (node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL');
  return { kind: 'scalar', block, start, end: block ? blockEnd(text, start, end) : end };
}

function mapping(node: YAMLMap, text: string, report: Report, depth: number): Node {
  const names = new Set<string>();
  const [start, end] = node.range!;
  const flow = Boolean(node.flow);
  const pairs = node.items.map((item): Pair => {
    const key = tree(item.key as YamlNode, text, report, depth);
    if (key.kind !== 'scalar') report('yaml-feature', ...features.key, key.start, key.end);
    const named = name(item.key as YamlNode, text.slice(key.start, key.end));
    // A mapping can't tell `1` from `"1"` once it is an object, so both together are one key twice.
    if (key.kind === 'scalar' && names.has(named))
      report('duplicate-key', ...twice(text, key), key.start, key.end);
    if (key.kind === 'scalar') names.add(named);
    if (named === '<<') report('yaml-feature', ...features.merge, key.start, key.end);
    const value = item.value ? tree(item.value as YamlNode, text, report, depth) : null;
    if (value && value.start === value.end) value.start = value.end = text.indexOf(':', key.end) + 1;
    return { name: named, key, value };
  });
  const last = pairs.at(-1);
  return { kind: 'mapping', flow, pairs, start, end: flow || !last ? end : (last.value ?? last.key).end };
}

function list(node: YAMLSeq<YamlNode>, text: string, report: Report, depth: number): Node {
  const [start, end] = node.range!;
  const flow = Boolean(node.flow);
  const items = node.items.map((item) => tree(item, text, report, depth));
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
