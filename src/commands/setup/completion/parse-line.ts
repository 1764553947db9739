/** Reads a partial command line: what it says so far, and what kind of word stands at the cursor. */
import type { Option } from '../../../cli/command.ts';
import { marker, splitLine } from '../../../cli/command-line.ts';

/** What the word at the cursor is. */
type Cursor =
  | { at: 'option' }
  /** `prefix` comes before the value that is being typed: `--agency=` or the earlier values of a list. */
  | { at: 'value'; option: Option; prefix: string; typed: string; earlier: readonly string[] }
  | { at: 'argument'; index: number };

export interface PartialLine {
  cursor: Cursor;
  /** The positional arguments before the cursor. */
  operands: readonly string[];
  /** The last value of each option before the cursor; `''` for an option without a value. */
  values: ReadonlyMap<Option, string>;
}

/** @param words the last one is at the cursor; it may be empty */
export function parsePartial(words: readonly string[], options: readonly Option[]): PartialLine {
  const typed = words.at(-1) ?? '';
  // A marker takes the place of what is typed; where it ends up tells what the word is.
  const [assignment = ''] = /^--[^=]+=/.exec(typed) ?? [];
  const dash = assignment === '' && typed.startsWith('-') ? '-' : '';
  const line = splitLine([...words.slice(0, -1), assignment + dash + marker], options);
  const isMarked = (word: string | undefined) => word?.endsWith(marker) ?? false;
  return {
    cursor: cursor(),
    operands: line.operands.filter((word) => !isMarked(word)),
    values: new Map([...line.values].filter(([, value]) => !isMarked(value))),
  };

  function cursor(): Cursor {
    for (const [option, value] of line.values)
      if (isMarked(value)) return valueCursor(option, value === marker ? assignment : '', typed);
    return isMarked(line.operands.at(-1))
      ? { at: 'argument', index: line.operands.length - 1 }
      : { at: 'option' };
  }
}

/** In a list, only the part after the last comma is being typed. */
function valueCursor(option: Option, assignment: string, word: string): Cursor {
  const value = word.slice(assignment.length);
  const start = option.isList ? value.lastIndexOf(',') + 1 : 0;
  return {
    at: 'value',
    option,
    prefix: assignment + value.slice(0, start),
    typed: value.slice(start),
    earlier: value.slice(0, start).split(',').filter(Boolean),
  };
}

/**
 * Splits a line into words as a POSIX shell does, without expansion. The last word ends at the end of the line.
 * @param wordBreaks the characters after which Readline starts another word
 * @returns the words, and the beginning of the last one that Readline does not replace
 */
export function splitShellWords(line: string, wordBreaks: string): { words: string[]; kept: string } {
  const words: string[] = [];
  let word: string | null = null;
  let kept = 0;
  let quote: string | null = null;
  for (let at = 0; at < line.length; at++) {
    const char = line[at]!;
    if (quote !== null) {
      if (char === quote) quote = null;
      else if (char === '\\' && quote === '"' && /["\\$`]/.test(line[at + 1] ?? '')) word += line[++at]!;
      else word += char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
      // An open quote starts a word for Readline. If the quote is closed later, this does no harm.
      kept = word.length;
    } else if (char === ' ' || char === '\t' || char === '\n') {
      if (word !== null) words.push(word);
      word = null;
      kept = 0;
    } else {
      word = (word ?? '') + (char === '\\' && at + 1 < line.length ? line[++at]! : char);
      if (wordBreaks.includes(char)) kept = word.length;
    }
  }
  return { words: [...words, word ?? ''], kept: (word ?? '').slice(0, kept) };
}
