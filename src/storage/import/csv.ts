/**
 * Rows of cells as spreadsheets write them, by RFC 4180 and its neighbours, each cell with its place. The libraries at
 * hand say which record is wrong, not which line and column a cell begins at; this is the whole of what it takes.
 */

/** `start` and `end` are offsets of the cell as it is written, quotes included. */
export interface CsvCell {
  text: string;
  start: number;
  end: number;
}

export interface CsvError {
  message: string;
  hint: string;
  offset: number;
}

/** How the cells of a text are set apart: `separator` is one character. */
export interface Dialect {
  separator: string;
  /** Tabs and line breaks are written `\t` and `\n`, as our own TSV has them; quotes may still stand around a cell. */
  escapes: boolean;
}

/** The records of a text from `from` on, in order; lines without a word are left out. Never throws. */
export function parseCsv(
  text: string,
  { separator, escapes }: Dialect,
  from = 0,
): { records: CsvCell[][]; faults: CsvError[] } {
  const records: CsvCell[][] = [];
  const faults: CsvError[] = [];
  const ends = new RegExp(`[${separator}\r\n]`, 'g');
  const plainEnd = (at: number) => {
    ends.lastIndex = at;
    return ends.exec(text)?.index ?? text.length;
  };
  for (let at = from; at < text.length; ) {
    const record: CsvCell[] = [];
    for (;;) {
      const cell = (text[at] === '"' && quoted(at)) || plain(at);
      record.push(cell);
      at = cell.end;
      if (text[at] !== separator) break;
      at += 1;
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    if (record.some((cell) => cell.text.trim() !== '')) records.push(record);
  }
  return { records, faults };

  function plain(start: number): CsvCell {
    const end = plainEnd(start);
    const written = text.slice(start, end);
    return { text: escapes ? unescaped(written) : written, start, end };
  }

  /** Null where, among escapes, the quote is only a character of the text. */
  function quoted(start: number): CsvCell | null {
    let close = text.indexOf('"', start + 1);
    while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
    const end = plainEnd(close + 1);
    if (close >= 0 && end === close + 1)
      return { text: text.slice(start + 1, close).replaceAll('""', '"'), start, end };
    if (escapes) return null;
    if (close < 0) {
      faults.push({
        message: 'a quote opens this cell, and none closes it',
        hint: 'put a quote behind the cell, and write a quote within it twice',
        offset: start,
      });
      return { text: text.slice(start + 1), start, end: text.length };
    }
    faults.push({
      message: 'something stands behind the quote that closes this cell',
      hint: 'write a quote within a cell twice',
      offset: close + 1,
    });
    return { text: text.slice(start, end), start, end };
  }
}

/** The separator that a text names in a first line `sep=;`, or else uses most in its first record; and where it begins. */
export function separatorOf(text: string): { separator: string; from: number } {
  const mark = text.startsWith('\ufeff') ? 1 : 0;
  const named = /^sep=(.)\r?\n/.exec(text.slice(mark));
  if (named) return { separator: named[1]!, from: mark + named[0].length };
  const [first = ''] = text
    .slice(mark)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r?\n/, 1);
  const count = (separator: string) => first.split(separator).length;
  const [separator = ','] = [',', ';', '\t'].sort((a, b) => count(b) - count(a));
  return { separator, from: mark };
}

const unescaped = (text: string) =>
  text.replace(/\\([\\tnr])/g, (_, char: string) => ({ '\\': '\\', t: '\t', n: '\n', r: '\r' })[char]!);
