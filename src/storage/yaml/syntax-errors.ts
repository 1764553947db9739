/** Turns the errors of the `yaml` library into ours: a rule, a message and a hint. */
import { tooDeep } from '../../plan/model/limits.ts';
import type { YamlRule } from '../../plan/rules/rule-summaries.ts';
import { onOneLine } from './text-position.ts';

/** The rules that a text can break by itself. */
type TextRule = YamlRule | 'unreadable-file' | 'too-many-findings';

/** An error in the YAML of a text. `offset` and `length` stay on one line. */
export interface YamlError {
  rule: TextRule;
  message: string;
  hint: string | null;
  offset: number;
  length: number;
}

/** An error as the library reports it. */
export interface LibraryError {
  code: string;
  message: string;
  pos: readonly [start: number, end: number];
}

/** The library's codes that have a rule of their own; all others are `yaml-syntax`. */
const ruleByCode: Record<string, TextRule> = {
  MULTIPLE_DOCS: 'several-documents',
  TAB_AS_INDENT: 'tab-as-indent',
  TAG_RESOLVE_FAILED: 'yaml-feature',
  RESOURCE_EXHAUSTION: 'unreadable-file',
};

/** Our messages by the library's. `$1` is the group that the pattern captured, `$&` the text at the error. */
const messages: readonly [RegExp, message: string, hint: string][] = [
  [
    /multiple documents/,
    'a second document starts here',
    'a plan file holds one document: remove the others',
  ],
  [/call stack/i, tooDeep.message, tooDeep.hint],
  [/^Tabs /, 'this line is indented with a tab', 'use spaces'],
  [/tag:/, 'a tag (`!name`) is not supported in plan files', 'remove it, or put the value in quotes'],
  [/^Missing closing (["'])quote/, 'this `$1` quote is not closed', 'add the closing `$1`'],
  [/^Flow sequence .* end with a (\])/, 'this list is not closed', 'add the closing `$1`'],
  [/^Flow map .* end with a (\})/, 'this mapping is not closed', 'add the closing `$1`'],
  [
    /compact mappings/,
    'a value cannot contain a colon followed by a space',
    'put the value in quotes, or fix the indentation of the next line',
  ],
  [
    /must start at the same column|block sequence may not be used/,
    'this line is not indented like the entries above it',
    'start all entries of a mapping or list in the same column',
  ],
  [
    /^Implicit (?:map )?keys need/,
    'this is neither a key nor part of a value: expected `key: value`',
    'put a colon and a space after a key; indent the lines that continue a value',
  ],
  [/cannot start with/, 'a value cannot start with this character', 'put the value in quotes'],
  [/^Invalid escape sequence (.*)/, '`$1` is not an escape sequence', 'write `\\\\` for a backslash'],
  [
    /^Unexpected/,
    '`$&` is not expected here',
    'put the whole value in quotes, or fix the indentation of the line',
  ],
];

/** Our errors for the library's. */
export const toYamlErrors = (errors: readonly LibraryError[], text: string): YamlError[] =>
  withoutFollowUps(errors, text).map((error) => toYamlError(error, text));

/** The character that opens a quote, list or mapping, if the error is that it is never closed. */
export function openerOf({ message }: Pick<LibraryError, 'message'>): string | undefined {
  const [, quote, kind] = /^(?:Missing closing (["'])|Flow (sequence|map) .* end with a)/.exec(message) ?? [];
  return quote ?? { sequence: '[', map: '{' }[kind ?? ''];
}

/**
 * Drops errors that only follow from others, because after an error the library misreads what comes next. Tabs hide all
 * other errors. Nothing is kept after something that is never closed or not expected. Of syntax errors on consecutive
 * lines the first is kept, and of other rules only those before the first syntax error.
 */
function withoutFollowUps(errors: readonly LibraryError[], text: string): readonly LibraryError[] {
  const tooDeep = errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  if (tooDeep) return [tooDeep];
  const tabs = errors.filter(({ code }) => code === 'TAB_AS_INDENT');
  if (tabs.length > 0) return tabs;
  const last = errors.findIndex((error) => openerOf(error) || error.code === 'UNEXPECTED_TOKEN');
  const reliable = last < 0 ? errors : errors.slice(0, last + 1);
  const end = errors[last]?.pos[0] ?? text.length;
  let lastLine = Number.NEGATIVE_INFINITY;
  const lineAt = lineCounter(text);
  return reliable
    .toSorted((a, b) => a.pos[0] - b.pos[0])
    .filter(({ code, pos: [start] }) => {
      if (start > end) return false;
      if (ruleByCode[code]) return lastLine < 0;
      const previous = lastLine;
      lastLine = lineAt(start);
      return lastLine > previous + 1;
    });
}

/** Gives the line of an offset. Offsets must not decrease, so that the text is counted once. */
function lineCounter(text: string): (offset: number) => number {
  let [line, next] = [1, text.indexOf('\n')];
  return (offset) => {
    for (; next >= 0 && next < offset; line++) next = text.indexOf('\n', next + 1);
    return line;
  };
}

function toYamlError({ code, message, pos: [start, end] }: LibraryError, text: string): YamlError {
  const [token = ''] = tokenPattern.exec(text.slice(start, start + 200)) ?? [];
  const rule = ruleByCode[code] ?? 'yaml-syntax';
  const position = onOneLine(text, start, Math.max(end, start + token.length));
  for (const [pattern, ours, hint] of messages) {
    const match = pattern.exec(message);
    if (!match) continue;
    const fill = (template: string) =>
      template.replaceAll('$1', () => match[1] ?? '').replaceAll('$&', () => token);
    return { rule, message: fill(ours), hint: fill(hint), ...position };
  }
  return { rule, message: message.charAt(0).toLowerCase() + message.slice(1), hint: null, ...position };
}

const tokenPattern = /^(?:"[^"\n]*"|'[^'\n]*'|[\p{L}\p{N}_.-]+|\S)/u;
