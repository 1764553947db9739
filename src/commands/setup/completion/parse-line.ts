/** What of a command line has been typed, and which place its last word is in. Pure. */
import type { Option } from '../../../cli/command.ts';

/** Where the word that is being typed stands, and what of it stays whatever it becomes. */
export type CursorPosition =
  | { at: 'option' }
  | { at: 'value'; option: Option; kept: string; typed: string; earlier: readonly string[] }
  | { at: 'argument'; index: number };

export interface PartialLine {
  spot: CursorPosition;
  /** The words that are neither options nor their values, without the one that is being typed. */
  operands: readonly string[];
  /** The value last given to each option, by its long name without dashes; for a flag, `''`. */
  values: ReadonlyMap<string, string>;
}

/**
 * Reads words as the parser would, so far as they go.
 * @param words those typed, the last being the one to complete, which may be empty
 */
export function parsePartial(words: readonly string[], options: readonly Option[]): PartialLine {
  const operands: string[] = [];
  const values = new Map<string, string>();
  const before = words.slice(0, -1);
  const last = words.at(-1) ?? '';
  let isOver = false;
  let waiting: Option | null = null;
  for (const word of before) {
    if (waiting) {
      values.set(nameOf(waiting), word);
      waiting = null;
    } else if (isOver || word === '-' || !word.startsWith('-')) operands.push(word);
    else if (word === '--') isOver = true;
    else {
      const [name, value] = halves(word);
      const option = optionNamed(options, name);
      if (option && takesValue(option) && value === null) waiting = option;
      else if (option) values.set(nameOf(option), value ?? '');
    }
  }
  return { spot: spotOf(), operands, values };

  function spotOf(): CursorPosition {
    if (waiting) return valueSpot(waiting, '', last);
    if (isOver || !last.startsWith('-')) return { at: 'argument', index: operands.length };
    const [name, value] = halves(last);
    const option = value === null ? undefined : optionNamed(options, name);
    return option && takesValue(option) ? valueSpot(option, `${name}=`, value!) : { at: 'option' };
  }
}

/** Of a list, only what stands behind the last comma is being typed. */
function valueSpot(option: Option, kept: string, value: string): CursorPosition {
  // What is parsed into a list is one; anything else takes its comma as any other letter.
  const comma = isList(option) ? value.lastIndexOf(',') + 1 : 0;
  return {
    at: 'value',
    option,
    kept: kept + value.slice(0, comma),
    typed: value.slice(comma),
    earlier: value.slice(0, comma).split(',').filter(Boolean),
  };
}

/** Whether its value is parsed into several, at commas. */
const isList = ({ parseArg, argChoices }: Option) =>
  parseArg !== undefined && !argChoices && [parseArg('a,b', undefined)].flat().length > 1;

export const nameOf = ({ long, short }: Option): string => (long ?? short ?? '').replace(/^-+/, '');

export const takesValue = ({ required, optional }: Option): boolean => required || optional;

const optionNamed = (options: readonly Option[], name: string) =>
  options.find(({ long, short }) => name === long || name === short);

function halves(word: string): [name: string, value: string | null] {
  const equals = word.startsWith('--') ? word.indexOf('=') : -1;
  return equals < 0 ? [word, null] : [word.slice(0, equals), word.slice(equals + 1)];
}

/**
 * The words of a line as a shell of Bourne's kind takes it apart, nothing expanded. The last is the one being typed: it
 * ends with the line.
 * @param breaks the characters behind which Readline begins another word
 * @returns the words, and how much of the last Readline keeps by itself
 */
export function splitShellWords(line: string, breaks: string): { words: string[]; held: string } {
  const words: string[] = [];
  let word: string | null = null;
  let held = 0;
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
      // Once it is closed, the quote no longer begins a word; then this is set anew by what follows, or does no harm.
      held = word.length;
    } else if (char === ' ' || char === '\t' || char === '\n') {
      if (word !== null) words.push(word);
      word = null;
      held = 0;
    } else {
      word = (word ?? '') + (char === '\\' && at + 1 < line.length ? line[++at]! : char);
      if (breaks.includes(char)) held = word.length;
    }
  }
  return { words: [...words, word ?? ''], held: (word ?? '').slice(0, held) };
}
