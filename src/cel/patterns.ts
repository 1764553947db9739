/** Translates patterns in the syntax of RE2, which `matches` of CEL takes, into regular expressions of JavaScript. */

/** A pattern that is invalid. */
export class InvalidPattern extends Error {
  readonly hint: string | null;

  constructor(reason: string, hint: string | null = null) {
    super(`the pattern is invalid: ${reason}`);
    this.hint = hint;
  }
}

/**
 * The regular expression for a pattern. Flags such as `(?i)` are allowed at its start.
 * @throws InvalidPattern
 */
export function toRegExp(pattern: string): RegExp {
  const flags = new Set<string>();
  let body = pattern;
  for (;;) {
    const [group, on = '', off = ''] = /^\(\?(?=[^)])([imsU]*)(?:-([imsU]+))?\)/.exec(body) ?? [];
    if (group === undefined) break;
    for (const flag of on) flags.add(flag);
    for (const flag of off) flags.delete(flag);
    body = body.slice(group.length);
  }
  // It makes matches shorter, but no text begins or stops to match.
  flags.delete('U');
  const { source, isUnicode } = translate(body);
  try {
    return new RegExp(source, [...flags, ...(isUnicode ? ['u'] : [])].join(''));
  } catch (error) {
    const [, reason = 'it cannot be read'] = /^.*\/[a-z]*: (.*)$/s.exec((error as Error).message) ?? [];
    throw new InvalidPattern(reason.charAt(0).toLowerCase() + reason.slice(1));
  }
}

/** The parts of a pattern that JavaScript writes differently, or that hide others. */
const parts = new RegExp(
  [
    String.raw`\\Q(?<quoted>.*?)(?:\\E|$)`,
    String.raw`\\[pP](?:(?<letter>[A-Z])|\{(?<negated>\^?)(?<property>\w+)\})`,
    String.raw`\\x\{(?<code>[0-9A-Fa-f]+)\}`,
    String.raw`\\(?<escaped>.)`,
    String.raw`\[:(?<not>\^?)(?<posix>[a-z]+):\]`,
    String.raw`(?<open>\[\^?)(?<first>\]?)`,
    String.raw`(?<close>\])`,
    String.raw`\(\?(?<flags>[imsU-]+)[:)]`,
    String.raw`(?<named>\(\?P<)`,
  ].join('|'),
  'gs',
);

/** The source of a regular expression, and whether it needs the flag `u`. @throws InvalidPattern */
function translate(pattern: string): { source: string; isUnicode: boolean } {
  let isInClass = false;
  let isUnicode = false;
  const source = pattern.replace(parts, (part: string, ...rest) => {
    const found = rest.at(-1) as Record<string, string | undefined>;
    if (found.quoted !== undefined) return found.quoted.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    const property = found.letter ?? found.property;
    if (property !== undefined) {
      isUnicode = true;
      const isNegated = part.startsWith('\\P') !== (found.negated === '^');
      const name = /^[CLMNPSZ][a-z]?$/.test(property) ? property : `Script=${property}`;
      return `\\${isNegated ? 'P' : 'p'}{${name}}`;
    }
    if (found.code !== undefined) {
      isUnicode = true;
      return `\\u{${found.code}}`;
    }
    if (found.escaped !== undefined) return translateEscape(found.escaped, isInClass);
    if (found.posix !== undefined && isInClass) {
      const characters = posixClasses[found.posix];
      if (characters === undefined || found.not === '^')
        throw new InvalidPattern(
          `there is no class \`${part}\``,
          `use \`[:alpha:]\`, \`[:digit:]\` and the like`,
        );
      return characters;
    }
    if (part.startsWith('[')) {
      if (isInClass) return part.replaceAll('[', '\\[');
      isInClass = true;
      return found.first ? `${found.open}\\]` : part;
    }
    if (isInClass) {
      if (found.close) isInClass = false;
      return part;
    }
    if (found.flags !== undefined)
      throw new InvalidPattern(
        `\`${part}\` is not at the start`,
        'write flags such as `(?i)` at the start of the pattern',
      );
    return found.named === undefined ? part : '(?<';
  });
  return { source, isUnicode };
}

/** A character behind a backslash. */
function translateEscape(character: string, isInClass: boolean): string {
  if (!isInClass && character === 'A') return '(?<![^])';
  if (!isInClass && character === 'z') return '(?![^])';
  if (character === 'a') return '\\x07';
  // With the flag `u`, JavaScript allows a backslash only before these.
  if (/[\x21-\x7e]/.test(character) && !/[A-Za-z0-9\\^$.*+?()[\]{}|/]/.test(character))
    return `\\x${character.charCodeAt(0).toString(16)}`;
  return `\\${character}`;
}

const posixClasses: Readonly<Record<string, string | undefined>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7f',
  blank: '\\t ',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t-\\r ',
  upper: 'A-Z',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
};
