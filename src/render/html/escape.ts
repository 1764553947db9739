/** Escapes text for HTML. */
import { escapeControls, escapeUnencodable, escapeXml, oneLine } from '../common/escape.ts';

/** A text as a page shows it: lines end in `\n`, and hidden characters are visible as `\u202e`. */
export const visibleText = (text: string): string =>
  escapeUnencodable(escapeControls(text.replace(/\r\n?/g, '\n').replaceAll('\t', ' '), '\n'));

/** Escapes a text of any number of lines. */
export const escapeHtml = (text: string): string => escapeXml(visibleText(text));

/** Escapes a text as one line, for names and for attributes in quotes. */
export const escapeAttribute = (text: string): string => escapeXml(oneLine(text));

/** The link to an element of the page. */
export const fragment = (id: string): string => `#${encodeURIComponent(escapeUnencodable(oneLine(id)))}`;
