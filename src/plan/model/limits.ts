/** Limits on the size of plan files. Files that people write are far below them; they stop hostile files. */

/** In bytes. */
export const maxFileBytes = 1_048_576;

/** Line breaks and YAML indicator characters: each can cost the parser a thousand times its own size. */
export const maxTokens = 20_000;

/** Nesting of lists and mappings. */
export const maxDepth = 100;

/** Findings that are reported for one file. */
export const maxFindings = 100;

/** Which limit a text exceeds, and at which offset; null where it exceeds none. */
export function exceedsLimits(text: string): { message: string; hint: string; offset: number } | null {
  if (text.length > maxFileBytes) return { ...tooLarge(text.length), offset: 0 };
  const nul = text.indexOf('\0');
  if (nul >= 0) return { ...notText, offset: nul };
  if (text.length <= maxTokens && countOpenBrackets(text) <= maxDepth) return null;
  let tokens = 0;
  let depth = 0;
  for (let offset = 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (!isToken[code] || (code === dash && !isSpace(text.charCodeAt(offset + 1)))) continue;
    if (++tokens > maxTokens)
      return {
        message: `the file has more than ${withCommas(maxTokens)} lines and YAML indicators`,
        hint: 'divide the file, or move its content elsewhere',
        offset,
      };
    if (code === open.list || code === open.mapping) {
      // Brackets in quotes count as well: no sentence has so many open brackets.
      if (++depth > maxDepth) return { ...tooDeep, offset };
    } else if ((code === close.list || code === close.mapping) && depth > 0) depth--;
  }
  return null;
}

/** The number of opening brackets in a text; counting stops above the limit. */
function countOpenBrackets(text: string): number {
  let count = 0;
  for (const bracket of '[{')
    for (let at = text.indexOf(bracket); at >= 0 && count <= maxDepth; at = text.indexOf(bracket, at + 1))
      count++;
  return count;
}

/** @param size in bytes */
export const tooLarge = (size: number) => ({
  message: `this file has ${withCommas(Math.ceil(size / 1024))} KiB: a plan file can have ${withCommas(maxFileBytes / 1024)} KiB`,
  hint: 'move documents to `evidence`',
});

const notText = {
  message: 'there is a NUL character, so this is not UTF-8 text',
  hint: 'save the file as UTF-8',
};

export const tooDeep = {
  message: `this is nested more than ${maxDepth} deep`,
  hint: 'use fewer levels of lists and mappings',
};

/** Whether a value is nested more deeply than `left`. */
export const isTooDeep = (value: unknown, left = maxDepth): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (left === 0 || Object.values(value).some((inside) => isTooDeep(inside, left - 1)));

const withCommas = (number: number) => String(number).replace(/\B(?=(\d{3})+$)/g, ',');

const isToken = new Uint8Array(128);
for (const char of '\n\r[]{},:?-&*!|>"\\\'') isToken[char.charCodeAt(0)] = 1;
const open = { list: 0x5b, mapping: 0x7b };
const close = { list: 0x5d, mapping: 0x7d };
/** A token only before a space: words and dates contain it too. */
const dash = 0x2d;
const isSpace = (code: number) => code === 0x20 || code === 0x0a || code === 0x0d;
