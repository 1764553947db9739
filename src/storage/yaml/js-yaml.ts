/**
 * Values read with `js-yaml`, which is about twelve times faster than `yaml`. Only this module imports it.
 *
 * The two libraries read some texts differently. Such texts are left to `yaml`, so that every value is one that `yaml`
 * would give. A differential fuzz test compares the two.
 */
import { FAILSAFE_SCHEMA, load, Type } from 'js-yaml';
import { exceedsLimits, isTooDeep } from '../../plan/model/limits.ts';

/**
 * Reads the mapping in a text.
 *
 * @returns undefined where the text has an error or the two libraries may disagree: read it with `parse` then
 */
export function parseWithJsYaml(text: string): object | undefined {
  if (exceedsLimits(text) || ambiguous.test(text) || hasAmbiguousLines(text.split('\n'))) return undefined;
  try {
    const value = load(text, { schema, onWarning: giveUp });
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return isTooDeep(value) || (nestedBrace.test(text) && hasMappingAsKey(value)) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Characters beyond ASCII that both libraries take for a letter or a sign: no line breaks, nothing invisible. */
const printableChars = String.raw`\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}`;

/** Matches what the two libraries read differently, or what would take more than a pattern to decide. */
const ambiguous = new RegExp(
  [
    // Characters that the two classify differently as space, line break or printable.
    new RegExp(`[^\\r\\n -~${printableChars}]|\\r(?!\\n)`, 'u'),
    // Surrogates written as escapes.
    /\\u[dD][89A-Fa-f]/,
    // Tags, anchors and aliases; a single `!` is a tag too. After a word there is no anchor: `a && b` is an expression.
    /(?<![^\s,[{:?-])(?:!|\*\S|&(?!&)\S|(?<![\w")\]] )&&)|(?:^|[,[{:?-]) *[&*](?!\S)/,
    // Keys that are empty, explicit (`?`), merged or lists.
    /(?<![^\s,[{-])[?:](?:[\s,[\]{}]|$)|<<|[\]}]\s*:|[{,]\s*[#[]/,
    // Comments without a space before them, empty list entries, escaped line breaks.
    /[[\]{},"':]#|^ *(?:- *)+(?:#|$)|\\$/,
    // Block scalars that start with an empty line, give their indentation or keep the empty lines below.
    /[|>](?:-?\d|\d?\+|-? *(?:#|\r?\n *$))/,
    // Documents, directives, conflict markers.
    /^(?:---|\.\.\.|%|={7}|>{7}|\|{7})/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'mu',
);

/**
 * Whether one of these holds: a colon stands too far along its line to make a key by the YAML specification; a scalar is
 * separated from its key by a comment or an empty line; a comment in open brackets has no space before it.
 */
function hasAmbiguousLines(lines: readonly string[]): boolean {
  let isKeyOpen = false;
  let isSeparated = false;
  let mayBracketsBeOpen = false;
  for (const line of lines) {
    if (line.length > 1000 && line.includes(':', 1000)) return true;
    if (mayBracketsBeOpen && line.startsWith('#')) return true;
    mayBracketsBeOpen ||= mayLeaveBracketsOpen(line);
    const isBlank = /^ *(?:#|\r?$)/.test(line);
    if (!isBlank && isKeyOpen && isSeparated && !/^ *(?:- |[\w-]+:(?:[ \r]|$))/.test(line)) return true;
    isKeyOpen = (isBlank && isKeyOpen) || /: *(?:#|\r?$)/.test(line);
    isSeparated = isBlank;
  }
  return false;
}

/** Brackets are only counted in lines without quotes; with quotes the answer is yes. */
function mayLeaveBracketsOpen(line: string): boolean {
  if (!/[[{]/.test(line)) return false;
  const [content = ''] = line.split(' #', 1);
  return /["']/.test(line) || content.split(/[[{]/).length !== content.split(/[\]}]/).length;
}

/** Only here can a mapping be a key; most matches are lists of mappings. */
const nestedBrace = /[{,]\s*\{/;

const hasMappingAsKey = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  ('[object Object]' in value || Object.values(value).some(hasMappingAsKey));

const giveUp = (): never => {
  throw new Error('The two libraries may disagree.');
};

/**
 * The value of a plain scalar by the patterns of `yaml`'s core schema: a number, a boolean, null or the text itself.
 *
 * @throws for other bases, infinity and NaN, which are rare
 */
function resolveScalar(text: string): unknown {
  if (!/^[-+.\d]/.test(text)) {
    const constant = constants.get(text);
    return constant === undefined ? text : constant;
  }
  if (/^[-+]?\d+$/.test(text)) return Number.parseInt(text, 10);
  if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(text)) return Number.parseFloat(text);
  if (/^(?:0[ox].*|[-+]?\.(?:inf|nan))$/i.test(text)) return giveUp();
  return text;
}

const constants = new Map<string, boolean | null>([
  ...['true', 'True', 'TRUE'].map((text) => [text, true] as const),
  ...['false', 'False', 'FALSE'].map((text) => [text, false] as const),
  ...['null', 'Null', 'NULL', '~'].map((text) => [text, null] as const),
]);

const coreScalar = new Type('tag:yaml.org,2002:core', {
  kind: 'scalar',
  resolve: (text: string) => resolveScalar(text) !== text,
  // The two libraries turn a null key into different names.
  construct: (text: string) => resolveScalar(text) ?? giveUp(),
});

const schema = FAILSAFE_SCHEMA.extend({ implicit: [coreScalar] });
