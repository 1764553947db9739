/**
 * Reads YAML with the `yaml` library: the value, the errors, the positions and the comments. Slow and exact; `js-yaml.ts`
 * reads the value alone. Only this module reads with `yaml`.
 */
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  parseDocument,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Path } from '../../errors.ts';
import { maxDepth, tooDeep } from '../../plan/model/limits.ts';
import { type LibraryError, openerOf, toYamlErrors, type YamlError } from './syntax-errors.ts';
import { locate, type SyntaxNode, type SyntaxPair } from './syntax-tree.ts';
import { onOneLine } from './text-position.ts';

export interface ParsedYaml {
  /** Null for an empty text, and where there are errors. */
  value: unknown;
  root: SyntaxNode | null;
  errors: readonly YamlError[];
  /**
   * The position of the value at `path`, or of the nearest parent that exists; with `atKey`, of its key. The length is
   * that of the first line and at least 1.
   */
  locate(path: Path, atKey?: boolean): { offset: number; length: number };
}

/** Reads a text. Never throws: whatever is wrong is among the errors. */
export function parse(text: string): ParsedYaml {
  const errors: YamlError[] = [];
  const offsets = new Set<number>();
  const report: Reporter = (rule, message, hint, start, end) => {
    const position = onOneLine(text, start, end);
    if (!offsets.has(position.offset)) errors.push({ rule, message, hint, ...position });
    offsets.add(position.offset);
  };
  let value: unknown = null;
  let root: SyntaxNode | null = null;
  for (const { 0: marker, index } of text.matchAll(conflictMarkers))
    report(
      'conflict-marker',
      `\`${marker}\` is left from a merge conflict`,
      'keep the lines of one side, and remove the markers',
      index,
      index + marker.length,
    );
  if (errors.length === 0) {
    try {
      const doc = withoutStackTraces(() => parseDocument(text, options));
      for (const error of toYamlErrors(libraryErrors(doc, text), text)) {
        errors.push(error);
        offsets.add(error.offset);
      }
      // Where the syntax is wrong, what looks like an anchor or a tag may be none.
      const isBroken = errors.some(({ rule }) => syntaxRules.has(rule));
      root = doc.contents && toTree(doc.contents, text, isBroken ? () => {} : report);
      value = errors.length > 0 ? null : doc.toJS();
    } catch (error) {
      // Nested so deeply that the stack overflowed.
      if (!(error instanceof RangeError)) throw error;
      report('unreadable-file', tooDeep.message, tooDeep.hint, 0, 0);
    }
  }
  return {
    value,
    errors,
    root,
    locate(path, atKey) {
      const { start, end } = locate(root, path, atKey);
      return onOneLine(text, start, end);
    },
  };
}

const syntaxRules = new Set<string>(['yaml-syntax', 'tab-as-indent', 'unreadable-file']);

/** The library creates an error object for each problem, and collecting stack traces would take longer than parsing. */
function withoutStackTraces<Result>(work: () => Result): Result {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const conflictMarkers = /^(?:<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|$)/gm;

/** Duplicate keys are found below: the library compares each key with all those above it. */
const options = { prettyErrors: false, logLevel: 'error', uniqueKeys: false } as const;

const surrogates = /\p{Surrogate}/u;

type Feature = 'alias' | 'anchor' | 'tag' | 'merge' | 'key';

const features: Record<Feature, readonly [message: string, hint: string]> = {
  alias: ['an alias (`*name`) is not supported in plan files', 'write the value out'],
  anchor: ['an anchor (`&name`) is not supported in plan files', 'write the value out where it is used'],
  tag: ['a tag (`!name`) is not supported in plan files', 'remove it, or put the value in quotes'],
  merge: ['a merge key (`<<`) is not supported in plan files', 'write the values out'],
  key: ['a list or a mapping as a key is not supported in plan files', 'write a word'],
};

type Reporter = (
  rule: YamlError['rule'],
  message: string,
  hint: string | null,
  start: number,
  end: number,
) => void;

/** The library's errors. One about something that is never closed is moved to where it opens. */
function libraryErrors(doc: Document, text: string): LibraryError[] {
  const errors = [...doc.errors, ...doc.warnings];
  const openings = errors.some(openerOf) ? findOpenings(doc, text) : null;
  return errors.map((error): LibraryError => {
    const { code, message, pos } = error;
    const opener = openerOf(error);
    return { code, message, pos: (opener && openings?.get(`${opener}${pos[0]}`)) || pos };
  });
}

/** The ranges of all nodes by first character and end: `[120`. Of nested ones with the same end, the innermost. */
function findOpenings(doc: Document, text: string): Map<string, readonly [number, number]> {
  const ranges = new Map<string, readonly [number, number]>();
  visit(doc, (_, node) => {
    const [start, end] = (isNode(node) && node.range) || [];
    if (start !== undefined && end !== undefined) ranges.set(`${text[start]}${end}`, [start, end]);
  });
  return ranges;
}

/** The library's tree as ours. Reports what plan files may not use. */
function toTree(node: Node, text: string, report: Reporter, depth = 1): SyntaxNode {
  const [start = 0, end = start] = node.range ?? [];
  const reportFeature = (feature: Feature, sign: string) => {
    const nearest = Math.max(0, text.lastIndexOf(sign, start));
    const at = text.startsWith('!!', nearest - 1) ? nearest - 1 : nearest;
    report('yaml-feature', ...features[feature], at, Math.max(end, at + 1));
  };
  if (isAlias(node)) reportFeature('alias', '*');
  else if (node.anchor !== undefined) reportFeature('anchor', '&');
  if (node.tag !== undefined) reportFeature('tag', '!');
  const inner = depth + 1;
  if (depth === maxDepth + 1 && (isMap(node) || isSeq(node)))
    report('unreadable-file', tooDeep.message, tooDeep.hint, start, start + 1);
  if (isMap(node)) return toMappingNode(node, text, report, inner);
  if (isSeq(node)) return toListNode(node as YAMLSeq<Node>, text, report, inner);
  if (isScalar(node) && typeof node.value === 'string' && surrogates.test(node.value))
    report('yaml-syntax', 'half a surrogate pair is escaped here', 'write the character itself', start, end);
  const block = isScalar(node) && (node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL');
  return { kind: 'scalar', block, start, end: block ? endOfBlockScalar(text, start, end) : end };
}

function toMappingNode(node: YAMLMap, text: string, report: Reporter, depth: number): SyntaxNode {
  const names = new Set<string>();
  const [start, end] = node.range!;
  const flow = Boolean(node.flow);
  const pairs = node.items.map((item): SyntaxPair => {
    const key = toTree(item.key as Node, text, report, depth);
    const source = text.slice(key.start, key.end);
    const name = keyName(item.key as Node) ?? source;
    if (key.kind !== 'scalar') report('yaml-feature', ...features.key, key.start, key.end);
    // The keys `1` and `"1"` are the same key in an object.
    else if (names.has(name))
      report(
        'duplicate-key',
        `the key \`${source}\` appears twice in this mapping`,
        'remove one of the two',
        key.start,
        key.end,
      );
    else names.add(name);
    if (name === '<<') report('yaml-feature', ...features.merge, key.start, key.end);
    const value = item.value ? toTree(item.value as Node, text, report, depth) : null;
    if (value && value.start === value.end) value.start = value.end = text.indexOf(':', key.end) + 1;
    return { name, key, value };
  });
  const last = pairs.at(-1);
  return { kind: 'mapping', flow, pairs, start, end: flow || !last ? end : (last.value ?? last.key).end };
}

function toListNode(node: YAMLSeq<Node>, text: string, report: Reporter, depth: number): SyntaxNode {
  const [start, end] = node.range!;
  const flow = Boolean(node.flow);
  const items = node.items.map((item) => toTree(item, text, report, depth));
  return { kind: 'list', flow, items, start, end: flow ? end : (items.at(-1)?.end ?? end) };
}

/** Empty lines below a block scalar belong to it only with `+` in its header. */
function endOfBlockScalar(text: string, start: number, end: number): number {
  const source = text.slice(start, end);
  const keep = /^[|>]\d?\+/.test(source);
  return start + source.replace(keep ? /\r?\n$/ : /[\r\n]+$/, '').length;
}

/** A scalar key as `toJS` names it. */
const keyName = (key: Node): string | undefined =>
  isScalar(key) ? (key.value === null ? '' : String(key.value)) : undefined;

export interface Comment {
  /** With its `#`. */
  text: string;
  offset: number;
  /** Whether only white space precedes it on its line. */
  isAlone: boolean;
  /** Whether only comments precede it in the text. */
  isFirst: boolean;
}

/** Lexemes that the library adds to those of the text. */
const documentStart = '\u0002';
const flowEnd = '\u0018';
const scalarFollows = '\u001f';

/** The comments of a text. */
export function commentsOf(text: string): Comment[] {
  const comments: Comment[] = [];
  let offset = 0;
  let isScalarContent = false;
  let isFirst = true;
  for (const lexeme of new Lexer().lex(text)) {
    if (!isScalarContent && [documentStart, flowEnd, scalarFollows].includes(lexeme)) {
      isScalarContent = lexeme === scalarFollows;
      continue;
    }
    if (!isScalarContent && lexeme.startsWith('#')) {
      const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
      comments.push({ text: lexeme, offset, isAlone: /^[\s\ufeff]*$/.test(before), isFirst });
    } else if (isScalarContent || !/^(?:[\s\ufeff]*|---|%.*)$/.test(lexeme)) isFirst = false;
    offset += lexeme.length;
    isScalarContent = false;
  }
  return comments;
}
