/** The comments of a YAML text, told apart by the library's own lexer from what only looks like one. */
import { Lexer } from 'yaml';

export interface Comment {
  /** With its `#`. */
  text: string;
  offset: number;
  /** Whether nothing but white space stands before it on its line. */
  isAlone: boolean;
  /** Whether nothing but comments stands before it in the text. */
  isFirst: boolean;
}

/** What the lexer puts in beside the text itself: a document starts, a list in brackets ends, a value follows. */
const marks = ['\u0002', '\u0018'];
const valueFollows = '\u001f';

export function commentsOf(text: string): Comment[] {
  const found: Comment[] = [];
  let offset = 0;
  let isValue = false;
  let isFirst = true;
  for (const lexeme of new Lexer().lex(text)) {
    if (!isValue && marks.includes(lexeme)) continue;
    if (!isValue && lexeme === valueFollows) {
      isValue = true;
      continue;
    }
    if (!isValue && lexeme.startsWith('#')) {
      const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
      found.push({ text: lexeme, offset, isAlone: /^[\s\ufeff]*$/.test(line), isFirst });
    } else if (isValue || !/^(?:[\s\ufeff]*|---|%.*)$/.test(lexeme)) isFirst = false;
    offset += lexeme.length;
    isValue = false;
  }
  return found;
}
