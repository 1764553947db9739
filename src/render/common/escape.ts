/** What must not leave the program as it stands. */

/** Control characters, and those that reorder or break a line without being seen. */
const hidden = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Hidden characters shown as `\u001b`, but for those in `keep`. */
export const escapeControls = (text: string, keep: Kept = ''): string =>
  text.replace(hiddenBut[keep], unicode);

/** What a text may be left with. */
type Kept = keyof typeof hiddenBut;

const but = (kept: string) => new RegExp(`(?![${kept}])${hidden.source}`, 'g');

/** Most of what is hidden in a text are its line breaks: where these stay, they are not even looked at. */
const hiddenBut = {
  '': hidden,
  '\t': but('\t'),
  '\n': but('\n'),
  '\n\t': but('\n\t'),
  '\t\r\n': but('\t\r\n'),
} as const;

/** A text as one line: line breaks and tabs become spaces, hidden characters are shown escaped. */
export const oneLine = (text: string): string => escapeControls(text.replace(/[\r\n\t]+/g, ' '));

const unicode = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** JSON whose strings hold nothing that a terminal would act on; it reads back to the same value. */
export const safeJson = (value: unknown, indent?: number): string =>
  escapeControls(JSON.stringify(value, null, indent), '\n');

/** A text as one line of Markdown that says just that: nothing in it is markup, an entity, HTML, or begins a list. */
export const inMarkdown = (text: string): string =>
  oneLine(text)
    .trim()
    .replace(/[\\|<>&~`*_[\]]/g, '\\$&')
    .replace(/^[#+-]|^\d+(?=[.)])/, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`));

/** A link in Markdown to just that address: what would end it, or start markup, is encoded. */
export const linkInMarkdown = (text: string, url: string): string =>
  `[${inMarkdown(text)}](<${url.replace(/\p{Cs}/gu, '\ufffd').replace(/[^\x21-\x7e]|[<>\\]/gu, encodeURIComponent)}>)`;
