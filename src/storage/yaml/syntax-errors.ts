/** What keeps a text from being a plain YAML file: the closed list of rules, and the parser's words in ours. */

import { tooDeep } from '../../plan/model/limits.ts';

/** Every rule about a file's YAML, and what must hold. */
export const yamlRules = {
  'conflict-marker': 'No merge conflict is left in a file.',
  'several-documents': 'A file holds one document.',
  'duplicate-key': 'No key stands twice in a mapping.',
  'tab-as-indent': 'Lines are indented by spaces.',
  'yaml-feature': 'Anchors, aliases, tags, merge keys and keys that are no words are not used.',
  'yaml-syntax': 'The text is YAML.',
} as const;
export type YamlRule = keyof typeof yamlRules;

/** Of every rule, those that a text can break by itself; what goes beyond all bounds is not read. */
type TextRule = YamlRule | 'unreadable-file' | 'too-many-findings';

/** Something that stops the text from being a plain YAML file. `offset` and `length` stay on one line. */
export interface YamlError {
  rule: TextRule;
  message: string;
  hint: string | null;
  offset: number;
  length: number;
}

/** What the parser says: its own code and sentence, and where. */
export interface LibraryError {
  code: string;
  message: string;
  pos: readonly [start: number, end: number];
}

/** The parser's codes that are rules of their own. */
const rules: Record<string, TextRule> = {
  MULTIPLE_DOCS: 'several-documents',
  TAB_AS_INDENT: 'tab-as-indent',
  TAG_RESOLVE_FAILED: 'yaml-feature',
  RESOURCE_EXHAUSTION: 'unreadable-file',
};

/** Our own words for what people run into, by the parser's; `$1` is what its pattern caught, `$&` the text there. */
const words: readonly [RegExp, message: string, hint: string][] = [
  [/multiple documents/, 'a second document starts here', 'a plan file holds one: take out the rest'],
  [/call stack/i, tooDeep.message, tooDeep.hint],
  [/^Tabs /, 'a tab indents this line', 'use spaces'],
  [/tag:/, 'a tag (`!name`) is not read in plan files', 'write the value plainly, or put it in quotes'],
  [
    /^Missing closing (["'])quote/,
    'the quote that `$1` opens here is not closed',
    'put a `$1` where it ends',
  ],
  [
    /^Flow sequence .* end with a (\])/,
    'the list that `[` opens here is not closed',
    'put a `$1` where it ends',
  ],
  [
    /^Flow map .* end with a (\})/,
    'the mapping that `{` opens here is not closed',
    'put a `$1` where it ends',
  ],
  [
    /compact mappings/,
    'this value holds a colon and a space, as only a key does',
    'put the value in quotes, or mend how the next line is indented',
  ],
  [
    /must start at the same column|block sequence may not be used/,
    'this line is not indented as the entries above it',
    'the entries of one mapping or list start in the same column',
  ],
  [
    /^Implicit (?:map )?keys need/,
    'this is neither a key nor part of a value: expected `key: value`',
    'put a colon and a space after a key; indent a value that goes on',
  ],
  [/cannot start with/, 'a value can’t start with this character', 'put the value in quotes'],
  [/^Invalid escape sequence (.*)/, '`$1` is not an escape', 'write `\\\\` for a backslash'],
  [/^Unexpected/, '`$&` can’t stand here', 'put the whole value in quotes, or mend how the line is indented'],
];

/** The faults that a parser's complaints are. */
export const toYamlErrors = (complaints: readonly LibraryError[], text: string): YamlError[] =>
  telling(complaints, text).map((complaint) => inOurWords(complaint, text));

/** The character that opens what is never closed, where that is the complaint. */
export function openerOf({ message }: Pick<LibraryError, 'message'>): string | undefined {
  const [, quote, kind] = /^(?:Missing closing (["'])|Flow (sequence|map) .* end with a)/.exec(message) ?? [];
  return quote ?? { sequence: '[', map: '{' }[kind ?? ''];
}

/**
 * The complaints that say something. After a fault the parser takes what follows for something else. So nothing is told
 * beside tabs, or after what is never closed or can't stand where it does; of faults of syntax on lines that follow each
 * other, the first; and no other rule after a fault of syntax.
 */
function telling(complaints: readonly LibraryError[], text: string): readonly LibraryError[] {
  const tooDeep = complaints.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  if (tooDeep) return [tooDeep];
  const tabs = complaints.filter(({ code }) => code === 'TAB_AS_INDENT');
  if (tabs.length > 0) return tabs;
  const last = complaints.findIndex((each) => openerOf(each) || each.code === 'UNEXPECTED_TOKEN');
  const sensible = last < 0 ? complaints : complaints.slice(0, last + 1);
  const end = complaints[last]?.pos[0] ?? text.length;
  let line = Number.NEGATIVE_INFINITY;
  const lineAt = lineCounter(text);
  return sensible
    .toSorted((a, b) => a.pos[0] - b.pos[0])
    .filter(({ code, pos: [start] }) => {
      if (start > end) return false;
      if (rules[code]) return line < 0;
      const above = line;
      line = lineAt(start);
      return line > above + 1;
    });
}

/** Counts the lines up to an offset. The offsets never go back, so that no text is counted twice. */
function lineCounter(text: string): (offset: number) => number {
  let [line, next] = [1, text.indexOf('\n')];
  return (offset) => {
    for (; next >= 0 && next < offset; line++) next = text.indexOf('\n', next + 1);
    return line;
  };
}

function inOurWords({ code, message, pos: [start, end] }: LibraryError, text: string): YamlError {
  const [there = ''] = word.exec(text.slice(start, start + 200)) ?? [];
  const rule = rules[code] ?? 'yaml-syntax';
  const position = onOneLine(text, start, Math.max(end, start + there.length));
  for (const [pattern, ours, hint] of words) {
    const caught = pattern.exec(message);
    if (!caught) continue;
    const filled = (sentence: string) =>
      sentence.replaceAll('$1', () => caught[1] ?? '').replaceAll('$&', () => there);
    return { rule, message: filled(ours), hint: filled(hint), ...position };
  }
  return { rule, message: message.charAt(0).toLowerCase() + message.slice(1), hint: null, ...position };
}

const word = /^(?:"[^"\n]*"|'[^'\n]*'|[\p{L}\p{N}_.-]+|\S)/u;

/** A place that ends with its first line, and is never empty. */
export function onOneLine(text: string, start: number, end: number): { offset: number; length: number } {
  const offset = Math.min(start, text.length);
  const [line = ''] = text.slice(offset, end).split(/\r?\n/, 1);
  return { offset, length: Math.max(1, line.trimEnd().length) };
}
