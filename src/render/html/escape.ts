/** Text on its way into HTML, as words between tags or inside a quoted attribute. */
import { escapeControls, oneLine } from '../common/escape.ts';

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What a reader is shown of a text: its lines, and hidden characters and half ones as `\u202e`. */
export const shown = (text: string): string =>
  replaceLoneSurrogates(escapeControls(text.replace(/\r\n?/g, '\n').replaceAll('\t', ' '), '\n'));

/** A text of any number of lines as HTML that says just that. */
export const escapeHtml = (text: string): string => quoted(shown(text));

/** A text as one line, for names and for attributes in double quotes. */
export const escapeAttribute = (text: string): string => quoted(replaceLoneSurrogates(oneLine(text)));

/** The address within the page of whatever has this id. */
export const fragment = (id: string): string => `#${encodeURIComponent(replaceLoneSurrogates(oneLine(id)))}`;

const quoted = (text: string) => text.replace(/[&<>"']/g, (char) => entities[char]!);

/** A surrogate without its other half cannot be written in UTF-8. */
const replaceLoneSurrogates = (text: string) =>
  text.replace(/\p{Surrogate}/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`);
