/**
 * Reads the plain spellings, which our own writer produces and most people too: blocks of keys and of dashes, lists and
 * mappings in brackets on one line, words, words in quotes, block text. Gives `yaml`'s own answer or steps aside:
 * whatever it does not know, and whatever is odd, is for `quick`.
 */
import { exceedsLimits, maxDepth } from '../../plan/model/limits.ts';
import { printableChars, resolveScalar, Unsupported } from './scalars.ts';

/** The value of a text that `parse` reads without a fault; undefined where it is not spelled plainly. Never throws. */
export function parseFast(text: string): object | undefined {
  const lines = text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
  if (odd.test(lines) || exceedsLimits(text)) return undefined;
  try {
    return new Reader(lines).whole();
  } catch (error) {
    if (error !== Unsupported) throw error;
    return undefined;
  }
}

/** What is no letter or sign to every reader, among it tabs and carriage returns. */
const odd = new RegExp(`[^\\n -~${printableChars}]`, 'u');

const keyAndColon = /[A-Za-z][\w-]{0,99}:(?![^ \n])/y;
const doubleQuoted = /"(?:[^"\\\n]|\\["\\/bfnrt]|\\u(?![dD][89A-Fa-f])[\dA-Fa-f]{4})*"/y;
const singleQuoted = /'(?:[^'\n]|'')*'/y;
const restOfLine = /[^\n]*/y;
const wordInFlow = /[^,[\]{}\n]*/y;
const dash = /- +/y;
const spaces = / */y;
const blankLine = / +(?![^\n])/y;
const headOfBlock = /[|>]-?\n/y;
const startsPlainly = /^(?:[^\0-\x7f]|[A-Za-z\d(/~]|[-+.]+\d)/;

/** Goes through a text once. Between lines it stands at the first character of one that says something. */
class Reader {
  private readonly text: string;
  private at = 0;
  /** How far the line is indented in which it stands; -1 at the end of the text. */
  private indent = 0;

  constructor(text: string) {
    this.text = text;
  }

  whole(): object {
    this.nextLine();
    if (this.indent !== 0) throw Unsupported;
    const value = this.mapping(0, 1);
    if (this.indent >= 0) throw Unsupported;
    return value;
  }

  /** The keys that stand in one column, each with its value. */
  private mapping(indent: number, depth: number): object {
    const mapping: Record<string, unknown> = {};
    do {
      const key = this.key(mapping);
      mapping[key] = this.below(indent, depth);
    } while (this.indent === indent);
    if (this.indent > indent || depth > maxDepth) throw Unsupported;
    return mapping;
  }

  /** The dashes that stand in one column, each with its value. */
  private list(indent: number, depth: number): unknown[] {
    const list: unknown[] = [];
    do {
      const column = indent + this.take(dash).length;
      list.push(this.isBefore(keyAndColon) ? this.mapping(column, depth + 1) : this.beside(depth));
      if (this.indent > indent || depth > maxDepth) throw Unsupported;
    } while (this.indent === indent && this.isBefore(dash));
    return list;
  }

  /** What stands behind a key or on the lines below it. */
  private below(indent: number, depth: number): unknown {
    const sign = this.spaces();
    if (sign === '|' || sign === '>') return this.block(indent);
    if (!endsLine(sign)) return this.beside(depth);
    this.nextLine();
    if (this.indent >= indent && this.isBefore(dash)) return this.list(this.indent, depth + 1);
    return this.indent > indent ? this.mapping(this.indent, depth + 1) : null;
  }

  /** A value that ends with its line, but for a comment. */
  private beside(depth: number): unknown {
    const value = this.closed(depth) ?? this.word(restOfLine);
    const { at } = this;
    const sign = this.spaces();
    if (!endsLine(sign) || (sign === '#' && at === this.at)) throw Unsupported;
    this.nextLine();
    return value;
  }

  /** A value that says itself where it ends; undefined where there is none. */
  private closed(depth: number): unknown {
    switch (this.text[this.at]) {
      case '[':
        return this.flowList(depth + 1);
      case '{':
        return this.flowMapping(depth + 1);
      case '"':
        return JSON.parse(this.take(doubleQuoted));
      case "'":
        return this.take(singleQuoted).slice(1, -1).replaceAll("''", "'");
    }
    return undefined;
  }

  private flowList(depth: number): unknown[] {
    const list: unknown[] = [];
    for (let more = this.opens(']', depth); more; more = this.goesOn(']')) list.push(this.inFlow(depth));
    return list;
  }

  private flowMapping(depth: number): object {
    const mapping: Record<string, unknown> = {};
    for (let more = this.opens('}', depth); more; more = this.goesOn('}')) {
      const key = this.key(mapping);
      this.spaces();
      mapping[key] = this.inFlow(depth);
    }
    return mapping;
  }

  private inFlow(depth: number): unknown {
    return this.closed(depth) ?? this.word(wordInFlow);
  }

  /** Goes into brackets. Whether there is anything in them. */
  private opens(end: string, depth: number): boolean {
    if (depth > maxDepth) throw Unsupported;
    this.at++;
    if (this.spaces() !== end) return true;
    this.at++;
    return false;
  }

  /** Goes on behind a value in brackets. Whether there is one more. */
  private goesOn(end: string): boolean {
    const sign = this.spaces();
    this.at++;
    if (sign === ',') this.spaces();
    else if (sign !== end) throw Unsupported;
    return sign === ',';
  }

  /** A key and its colon. None stands twice, and none is what every object has from birth. */
  private key(mapping: object): string {
    const { at } = this;
    if (!this.isBefore(keyAndColon)) throw Unsupported;
    this.at = keyAndColon.lastIndex;
    const key = this.text.slice(at, this.at - 1);
    if (key in mapping || resolveScalar(key) !== key) throw Unsupported;
    return key;
  }

  private word(pattern: RegExp): unknown {
    const { at } = this;
    const rest = this.take(pattern);
    const comment = rest.indexOf(' #');
    const word = (comment < 0 ? rest : rest.slice(0, comment)).trimEnd();
    if (!startsPlainly.test(word) || word.includes(': ') || word.endsWith(':')) throw Unsupported;
    this.at = at + word.length;
    return resolveScalar(word);
  }

  /** Text of which each line stands for itself; under `>`, each paragraph. */
  private block(indent: number): string {
    const head = this.take(headOfBlock);
    const margin = this.take(spaces);
    const lines: string[] = [];
    if (margin.length <= indent || this.text[this.at] === '\n') throw Unsupported;
    for (this.at -= margin.length; ; this.at++) {
      const isGap = this.text[this.at] === '\n';
      if (this.isBefore(blankLine)) throw Unsupported;
      if (!isGap && !this.text.startsWith(margin, this.at)) break;
      const line = isGap ? '' : this.take(restOfLine).slice(margin.length);
      if (this.text[this.at] !== '\n' || (head[0] === '>' && line[0] === ' ')) throw Unsupported;
      lines.push(line);
    }
    this.nextLine();
    const text = lines.join('\n').replace(/\n+$/, '');
    const folded = head[0] === '>' ? text.replace(/\n+/g, (run) => run.slice(1) || ' ') : text;
    return head[1] === '-' ? folded : `${folded}\n`;
  }

  /** From where only a comment is left of a line, to the next line that says something. */
  private nextLine(): void {
    for (;;) {
      const start = this.at;
      const sign = this.spaces();
      if (!endsLine(sign)) this.indent = this.at - start;
      if (sign === undefined) this.indent = -1;
      if (!endsLine(sign) || sign === undefined) return;
      if (sign === '#') this.take(restOfLine);
      this.at++;
    }
  }

  /** Goes over spaces. What stands behind them. */
  private spaces(): string | undefined {
    while (this.text.charCodeAt(this.at) === 0x20) this.at++;
    return this.text[this.at];
  }

  private isBefore(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.text);
  }

  private take(pattern: RegExp): string {
    const { at } = this;
    if (!this.isBefore(pattern)) throw Unsupported;
    this.at = pattern.lastIndex;
    return this.text.slice(at, this.at);
  }
}

const endsLine = (sign: string | undefined) => sign === '\n' || sign === '#' || sign === undefined;
