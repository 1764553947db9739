/** Escapes text for terminals, JSON, XML and HTML. */

/** Control characters, and invisible characters that reorder text or break a line. */
const hidden = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Shows hidden characters as `\u001b`, except those in `keep`. */
export const escapeControls = (text: string, keep: Kept = ''): string =>
  text.replace(hiddenBut[keep], unicode);

/** The characters that may stay. */
type Kept = keyof typeof hiddenBut;

const but = (kept: string) => new RegExp(`(?![${kept}])${hidden.source}`, 'g');

/** One expression for each value of `keep`: most hidden characters are line breaks, and not matching them saves time. */
const hiddenBut = {
  '': hidden,
  '\t': but('\t'),
  '\n': but('\n'),
  '\n\t': but('\n\t'),
  '\t\r\n': but('\t\r\n'),
} as const;

/** Makes one line of a text: line breaks and tabs become spaces, other hidden characters are escaped. */
export const oneLine = (text: string): string => escapeControls(text.replace(/[\r\n\t]+/g, ' '));

/** Shows what UTF-8 or XML cannot hold, half a surrogate pair and two noncharacters, as `\ud800`. */
export const escapeUnencodable = (text: string): string =>
  text.replace(/[\ufffe\uffff]|\p{Surrogate}/gu, unicode);

/** The first line of an XML file. */
export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes a text for XML or HTML, between tags or in a quoted attribute. Control characters must be escaped before. */
export const escapeXml = (text: string): string =>
  escapeUnencodable(text).replace(/[&<>"']/g, (char) => entities[char]!);

const unicode = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** JSON that is safe to print on a terminal; it parses to the same value. */
export const safeJson = (value: unknown, indent?: number): string =>
  escapeControls(JSON.stringify(value, null, indent), '\n');
