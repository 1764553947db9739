/** Writes Markdown: text that is not markup, links and tables. */
import { escapeUnencodable, oneLine } from './escape.ts';

/** Escapes a text as one line of Markdown: nothing in it is markup, an entity, HTML, or the start of a list. */
export const escapeMarkdown = (text: string): string =>
  oneLine(text)
    .trim()
    .replace(/[\\|<>&~`*_[\]]/g, '\\$&')
    .replace(/^[#+-]|^\d+(?=[.)])/, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`));

/** A link; characters of the address that would end it or start markup are percent-encoded. */
export const markdownLink = (text: string, url: string): string =>
  `[${escapeMarkdown(text)}](<${escapeUnencodable(url).replace(/[^\x21-\x7e]|[<>\\]/gu, encodeURIComponent)}>)`;

/** The lines of a table. @param columns `number` aligns a column to the right @param rows of cells in Markdown */
export function markdownTable(
  columns: readonly { name: string; kind?: string }[],
  rows: readonly (readonly string[])[],
): string[] {
  const alignment = columns.map(({ kind }) => (kind === 'number' ? '--:' : '---'));
  return [columns.map(({ name }) => escapeMarkdown(name)), alignment, ...rows].map(
    (cells) => `| ${cells.join(' | ')} |`,
  );
}
