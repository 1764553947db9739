/** New values as YAML text, the way the plan's files are written: block style, words plain where they can be. */

type Entry = Readonly<Record<string, unknown>>;

/** How far to the right a value in braces or brackets may reach before it is spread over lines. */
export const width = 100;

/** A string, number, boolean or null on one line; `inFlow` inside braces or brackets. */
export function scalar(value: unknown, inFlow = false): string {
  if (typeof value !== 'string') return String(value);
  return isPlain(value) && !(inFlow && /[,[\]{}]/.test(value)) ? value : quoted(value);
}

/** Any value on one line: `{ title: Minutes, url: https://… }`. */
export function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (!isMapping(value)) return scalar(value, true);
  const pairs = given(value).map(([key, each]) => `${flow(key)}: ${flow(each)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

/** Whether a value reads well on one line that starts at `column`. */
export const fitsOnLine = (value: unknown, column: number): boolean =>
  column + flow(value).length <= width && !JSON.stringify(value).includes('\\n');

/** A mapping's lines, the first of which is to stand at `column`; none is indented yet. */
export const mappingLines = (entry: Entry, column: number): string[] =>
  given(entry).flatMap(([key, value]) => pairLines(key, value, column));

/** The lines of a new mapping under its key, even of one that would fit on one line. */
export const blockLines = (key: string, entry: Entry, column: number): string[] => {
  const lines = mappingLines(entry, column + 2);
  return lines.length === 0 ? [`${scalar(key)}: {}`] : [`${scalar(key)}:`, ...indented(lines, 2)];
};

/** The lines of a new list with one entry in it, under its key. */
export const listLines = (key: string, entry: Entry, column: number): string[] => [
  `${scalar(key)}:`,
  ...indented(itemLines(entry, column + 2), 2),
];

/** A list entry's lines, with `gap` spaces between the dash and the text. */
export const itemLines = (entry: Entry, column: number, gap = 1): string[] =>
  dashed(mappingLines(entry, column + 1 + gap), gap);

/** The lines moved right, but for empty ones. */
export const indented = (lines: readonly string[], by: number): string[] =>
  lines.map((line) => line && ' '.repeat(by) + line);

/** A key's lines, as short as they may be. */
export function pairLines(key: string, value: unknown, column: number): string[] {
  const start = `${scalar(key)}:`;
  if (typeof value === 'string' && isLiteral(value))
    return [`${start} ${value.endsWith('\n') ? '|' : '|-'}`, ...indented(value.trimEnd().split('\n'), 2)];
  if (Array.isArray(value) && value.some(isMapping)) {
    const lines = value.flatMap((each) =>
      isMapping(each) && !fitsOnLine(each, column + 4) ? itemLines(each, column + 2) : `- ${flow(each)}`,
    );
    return [start, ...indented(lines, 2)];
  }
  if (Array.isArray(value) && value.length > 0 && !fitsOnLine(value, column + start.length + 1))
    return [
      start,
      ...indented(
        value.map((each) => `- ${flow(each)}`),
        2,
      ),
    ];
  if (isMapping(value) && !fitsOnLine(value, column + start.length + 1))
    return [start, ...indented(mappingLines(value, column + 2), 2)];
  return [`${start} ${typeof value === 'object' ? flow(value) : scalar(value)}`];
}

const dashed = ([first = '{}', ...rest]: string[], gap: number) => [
  `-${' '.repeat(gap)}${first}`,
  ...indented(rest, gap + 1),
];

/**
 * Words that every YAML reader takes for the same words: no mark at either end that means something, nothing that could
 * be a number, a truth or nothing to some reader. Dates look like themselves.
 */
const isPlain = (text: string): boolean =>
  /^[\p{L}\p{N}(/“‘][ -~\u00a1-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2fff\u3001-\ud7ff\u{1f000}-\u{1faff}]*$/u.test(
    text,
  ) &&
  !/:(?:\s|$)|\s#|\s$/.test(text) &&
  !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text) &&
  (!/^\d[\d_.,:+a-fox-]*$/i.test(text) || /^\d{4}-\d{2}-\d{2}$/.test(text));

/** Several lines that block text can hold without saying how far it is indented. */
const isLiteral = (text: string): boolean =>
  /^[^\s].*\n/.test(text) && !/\s\n?$/.test(text.replace(/\n$/, '')) && !unprintable.test(text);

const unprintable = /[^\n\t -~\u00a1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/g,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const given = (entry: Entry) => Object.entries(entry).filter(([, value]) => value !== undefined);

export const isMapping = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
