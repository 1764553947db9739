/** The one door to `js-yaml`, about twelve times faster than `yaml`: gives `yaml`'s own answer or steps aside. */
import { type EventType, FAILSAFE_SCHEMA, load, type State, Type } from 'js-yaml';
import { exceedsLimits, isTooDeep } from '../../plan/model/limits.ts';
import { printableChars, resolveScalar, Unsupported } from './scalars.ts';

/** Is told of each node when its reading begins and when it has ended: see `places.ts`. */
export type Watch = (event: EventType, state: Pick<State, 'position' | 'kind' | 'result'>) => void;

/**
 * The value of a text that `parse` would read without a fault, or undefined where the two libraries could differ or the
 * text is broken: ask `parse` then. Never throws.
 */
export function parseWithJsYaml(text: string, listener?: Watch): object | undefined {
  if (exceedsLimits(text) || unsure.test(text) || isOddlyLaid(text.split('\n'))) return undefined;
  try {
    const value = load(text, { schema, onWarning: bail, ...(listener && { listener }) });
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return isTooDeep(value) || (braceInside.test(text) && hasMappingAsKey(value)) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Where the two are known to differ, and wherever telling would need more than a glance. */
const unsure = new RegExp(
  [
    // Characters that the two count differently as space, line break or printable.
    new RegExp(`[^\\r\\n -~${printableChars}]|\\r(?!\\n)`, 'u'),
    // Halves of characters, as escapes.
    /\\u[dD][89A-Fa-f]/,
    // Tags, anchors and aliases; a lone `!` is a tag too. What follows a word is no anchor: `a && b` is an expression.
    /(?<![^\s,[{:?-])(?:!|\*\S|&(?!&)\S|(?<![\w")\]] )&&)|(?:^|[,[{:?-]) *[&*](?!\S)/,
    // Keys that are empty, spelled out with `?`, merged or lists.
    /(?<![^\s,[{-])[?:](?:[\s,[\]{}]|$)|<<|[\]}]\s*:|[{,]\s*[#[]/,
    // Comments that touch what they follow; list entries left empty; line breaks escaped.
    /[[\]{},"':]#|^ *(?:- *)+(?:#|$)|\\$/,
    // Block text that starts with an empty line, says how far it is indented, or keeps the lines below it.
    /[|>](?:-?\d|\d?\+|-? *(?:#|\r?\n *$))/,
    // Documents, directives, conflict markers.
    /^(?:---|\.\.\.|%|={7}|>{7}|\|{7})/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'mu',
);

/**
 * Whether a colon stands too far along its line to make a key, by the letter of YAML; a word below its key and a comment
 * or an empty line, where `yaml` stumbles; or a comment without a space before it in brackets that are open.
 */
function isOddlyLaid(lines: readonly string[]): boolean {
  let isOpen = false;
  let isApart = false;
  let areBracketsOpen = false;
  for (const line of lines) {
    if (line.length > 1000 && line.includes(':', 1000)) return true;
    if (areBracketsOpen && line.startsWith('#')) return true;
    areBracketsOpen ||= mayLeaveOpen(line);
    const isGap = /^ *(?:#|\r?$)/.test(line);
    if (!isGap && isOpen && isApart && !/^ *(?:- |[\w-]+:(?:[ \r]|$))/.test(line)) return true;
    isOpen = (isGap && isOpen) || /: *(?:#|\r?$)/.test(line);
    isApart = isGap;
  }
  return false;
}

/** Which brackets a line leaves open can be told at a glance only where it has no quotes. */
function mayLeaveOpen(line: string): boolean {
  if (!/[[{]/.test(line)) return false;
  const [said = ''] = line.split(' #', 1);
  return /["']/.test(line) || said.split(/[[{]/).length !== said.split(/[\]}]/).length;
}

/** A mapping as a key can only stand where a brace follows a brace or a comma; so do most lists of mappings. */
const braceInside = /[{,]\s*\{/;

const hasMappingAsKey = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  ('[object Object]' in value || Object.values(value).some(hasMappingAsKey));

const bail = (): never => {
  throw Unsupported;
};

/** Plain words become values by the very patterns of `yaml`'s core schema, or not here at all. */
const core = new Type('tag:yaml.org,2002:core', {
  kind: 'scalar',
  resolve: (word: string) => resolveScalar(word) !== word,
  // As a key, `null` is spelled otherwise by the two.
  construct: (word: string) => resolveScalar(word) ?? bail(),
});

const schema = FAILSAFE_SCHEMA.extend({ implicit: [core] });
