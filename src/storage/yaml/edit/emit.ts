/** Writes new values as YAML text in the style of plan files: block style, plain scalars where possible. */

type Fields = Readonly<Record<string, unknown>>;

/** A value in braces or brackets that would reach beyond this column is written over several lines. */
const maxWidth = 100;

/** A string, number, boolean or null on one line; `inFlow` inside braces or brackets. */
export function scalarText(value: unknown, inFlow = false): string {
  if (typeof value !== 'string') return String(value);
  return isPlain(value) && !(inFlow && /[,[\]{}]/.test(value)) ? value : quoted(value);
}

/** Any value on one line: `{ title: Minutes, url: https://… }`. */
export function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (!isFields(value)) return scalarText(value, true);
  const pairs = definedEntries(value).map(([key, each]) => `${flowText(key)}: ${flowText(each)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

/** Whether a value fits on one line that starts at `column`, without line breaks in its text. */
export const fitsOnLine = (value: unknown, column: number): boolean =>
  column + flowText(value).length <= maxWidth && !JSON.stringify(value).includes('\\n');

/** The lines of a mapping, not yet indented. @param column where the first line will start */
export const mappingLines = (fields: Fields, column: number): string[] =>
  definedEntries(fields).flatMap(([key, value]) => pairLines(key, value, column));

/** The lines of a key with a mapping in block style, even if the mapping would fit on one line. */
export const blockLines = (key: string, fields: Fields, column: number): string[] => {
  const lines = mappingLines(fields, column + 2);
  return lines.length === 0 ? [`${scalarText(key)}: {}`] : [`${scalarText(key)}:`, ...indentLines(lines, 2)];
};

/** The lines of a key with a list of mappings. */
export const listLines = (key: string, entries: readonly Fields[], column: number): string[] => [
  `${scalarText(key)}:`,
  ...entries.flatMap((entry) => indentLines(itemLines(entry, column + 2), 2)),
];

/** The lines of a list entry, with `gap` spaces between the dash and the text. */
export const itemLines = (entry: Fields, column: number, gap = 1): string[] => {
  const [first = '{}', ...rest] = mappingLines(entry, column + 1 + gap);
  return [`-${' '.repeat(gap)}${first}`, ...indentLines(rest, gap + 1)];
};

/** Indents all lines except empty ones. */
export const indentLines = (lines: readonly string[], by: number): string[] =>
  lines.map((line) => line && ' '.repeat(by) + line);

/** The lines of a key with its value, as few as possible. */
export function pairLines(key: string, value: unknown, column: number): string[] {
  const start = `${scalarText(key)}:`;
  if (typeof value === 'string' && isLiteral(value))
    return [`${start} ${value.endsWith('\n') ? '|' : '|-'}`, ...indentLines(value.trimEnd().split('\n'), 2)];
  if (Array.isArray(value) && value.some(isFields)) {
    const lines = value.flatMap((each) =>
      isFields(each) && !fitsOnLine(each, column + 4) ? itemLines(each, column + 2) : `- ${flowText(each)}`,
    );
    return [start, ...indentLines(lines, 2)];
  }
  const fits = fitsOnLine(value, column + start.length + 1);
  if (Array.isArray(value) && value.length > 0 && !fits)
    return [
      start,
      ...indentLines(
        value.map((each) => `- ${flowText(each)}`),
        2,
      ),
    ];
  if (isFields(value) && !fits) return [start, ...indentLines(mappingLines(value, column + 2), 2)];
  return [`${start} ${typeof value === 'object' ? flowText(value) : scalarText(value)}`];
}

/**
 * Whether every YAML reader takes this text, unquoted, for the same string: no indicator at either end, nothing that
 * could be a number, a boolean or null to some reader. Dates are written plainly.
 */
const isPlain = (text: string): boolean =>
  /^[\p{L}\p{N}(/“‘][ -~\u00a1-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2fff\u3001-\ud7ff\u{1f000}-\u{1faff}]*$/u.test(
    text,
  ) &&
  !/:(?:\s|$)|\s#|\s$/.test(text) &&
  !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text) &&
  (!/^\d[\d_.,:+a-fox-]*$/i.test(text) || /^\d{4}-\d{2}-\d{2}$/.test(text));

/** Whether a block scalar can hold this text without an indentation indicator. */
const isLiteral = (text: string): boolean =>
  /^[^\s].*\n/.test(text) && !/\s\n?$/.test(text.replace(/\n$/, '')) && !unprintable.test(text);

const unprintable = /[^\n\t -~\u00a1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const definedEntries = (fields: Fields) => Object.entries(fields).filter(([, value]) => value !== undefined);

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
