/**
 * Reads CSV and TSV files as spreadsheets write them (RFC 4180 and common variants), with the position of each cell: CSV
 * packages give the position of a record, not of a cell.
 */

export interface CsvCell {
  text: string;
  /** Offsets of the cell in the file, with its quotes. */
  start: number;
  end: number;
}

export interface CsvError {
  message: string;
  hint: string;
  offset: number;
}

export interface CsvDialect {
  /** The character between cells. */
  separator: string;
  /** Whether tabs and line breaks are written `\t` and `\n`, as our own TSV has them; cells may still be quoted. */
  escapes: boolean;
}

/** The records from the offset `from` on. Records with blank cells alone are left out. Never throws. */
export function parseCsv(
  text: string,
  { separator, escapes }: CsvDialect,
  from = 0,
): { records: CsvCell[][]; errors: CsvError[] } {
  const records: CsvCell[][] = [];
  const errors: CsvError[] = [];
  const cellEnd = new RegExp(`[${separator}\r\n]`, 'g');
  const endOfCell = (at: number) => {
    cellEnd.lastIndex = at;
    return cellEnd.exec(text)?.index ?? text.length;
  };
  for (let at = from; at < text.length; ) {
    const record: CsvCell[] = [];
    for (;;) {
      const cell = (text[at] === '"' && readQuoted(at)) || readUnquoted(at);
      record.push(cell);
      at = cell.end;
      if (text[at] !== separator) break;
      at += 1;
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    if (record.some((cell) => cell.text.trim() !== '')) records.push(record);
  }
  return { records, errors };

  function readUnquoted(start: number): CsvCell {
    const end = endOfCell(start);
    const source = text.slice(start, end);
    return { text: escapes ? unescaped(source) : source, start, end };
  }

  /** Null where the cell only begins with a quote, which a dialect with escapes allows. */
  function readQuoted(start: number): CsvCell | null {
    let close = text.indexOf('"', start + 1);
    while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
    const end = endOfCell(close + 1);
    if (close >= 0 && end === close + 1)
      return { text: text.slice(start + 1, close).replaceAll('""', '"'), start, end };
    if (escapes) return null;
    if (close < 0) {
      errors.push({
        message: 'the quote that opens this cell is not closed',
        hint: 'put a quote at the end of the cell; inside a cell, write a quote twice',
        offset: start,
      });
      return { text: text.slice(start + 1), start, end: text.length };
    }
    errors.push({
      message: 'there is text after the quote that closes this cell',
      hint: 'inside a cell, write a quote twice',
      offset: close + 1,
    });
    return { text: text.slice(start, end), start, end };
  }
}

/** The separator that a first line `sep=;` names, or else the one that the first record has most of; and where it starts. */
export function separatorOf(text: string): { separator: string; from: number } {
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const named = /^sep=(.)\r?\n/.exec(text.slice(start));
  if (named) return { separator: named[1]!, from: start + named[0].length };
  const [header = ''] = text
    .slice(start)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r?\n/, 1);
  const count = (separator: string) => header.split(separator).length;
  const [separator = ','] = [',', ';', '\t'].sort((a, b) => count(b) - count(a));
  return { separator, from: start };
}

const unescaped = (text: string) =>
  text.replace(/\\([\\tnr])/g, (_, char: string) => ({ '\\': '\\', t: '\t', n: '\n', r: '\r' })[char]!);
