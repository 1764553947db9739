/** How much a plan file may hold. Nobody who writes for people comes near; a file made to do harm goes far beyond. */

/** In bytes. */
export const maxFileBytes = 1_048_576;

/** Line breaks, and characters that mean something in YAML: each may cost the reader a thousand times its own size. */
export const maxTokens = 20_000;

/** Lists and mappings in each other. */
export const maxDepth = 100;

/** What is told of one file. */
export const maxFindings = 100;

/** Why a text can't be a plan file's, and the offset where it goes too far; null where it keeps within bounds. */
export function exceedsLimits(text: string): { message: string; hint: string; offset: number } | null {
  if (text.length > maxFileBytes) return { ...tooLarge(text.length), offset: 0 };
  const nul = text.indexOf('\0');
  if (nul >= 0) return { ...notText, offset: nul };
  if (text.length <= maxTokens && opened(text) <= maxDepth) return null;
  let marks = 0;
  let depth = 0;
  for (let offset = 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (!isMark[code] || (code === dash && !isSpace(text.charCodeAt(offset + 1)))) continue;
    if (++marks > maxTokens)
      return {
        message: `the file has more than ${spaced(maxTokens)} lines and marks of YAML`,
        hint: 'a plan file is written for people: move what it keeps elsewhere, or take it apart',
        offset,
      };
    if (code === open.list || code === open.mapping) {
      // Quotes are not looked at: nobody leaves so many brackets open in a sentence either.
      if (++depth > maxDepth) return { ...tooDeep, offset };
    } else if ((code === close.list || code === close.mapping) && depth > 0) depth--;
  }
  return null;
}

/** How many brackets open in a text, up to one more than may. */
function opened(text: string): number {
  let count = 0;
  for (const bracket of '[{')
    for (let at = text.indexOf(bracket); at >= 0 && count <= maxDepth; at = text.indexOf(bracket, at + 1))
      count++;
  return count;
}

/** @param size in bytes */
export const tooLarge = (size: number) => ({
  message: `this file has ${spaced(Math.ceil(size / 1024))} KiB: a plan file has ${spaced(maxFileBytes / 1024)} KiB at most`,
  hint: 'put the plan file itself in its place; what shows reports to be true belongs in `evidence`',
});

const notText = { message: 'a NUL stands here, so this is not UTF-8 text', hint: 'save it as UTF-8' };

export const tooDeep = {
  message: `this is nested more than ${maxDepth} deep`,
  hint: 'lists and mappings in a plan file are nested a few deep',
};

/** Whether lists and mappings stand in each other more deeply than they may. */
export const isTooDeep = (value: unknown, left = maxDepth): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (left === 0 || Object.values(value).some((inside) => isTooDeep(inside, left - 1)));

const spaced = (number: number) => String(number).replace(/\B(?=(\d{3})+$)/g, ',');

const isMark = new Uint8Array(128);
for (const char of '\n\r[]{},:?-&*!|>"\\\'') isMark[char.charCodeAt(0)] = 1;
const open = { list: 0x5b, mapping: 0x7b };
const close = { list: 0x5d, mapping: 0x7d };
/** A mark only before a space: words and dates hold it too. */
const dash = 0x2d;
const isSpace = (code: number) => code === 0x20 || code === 0x0a || code === 0x0d;
