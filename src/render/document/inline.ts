/** Words of a document, and pieces of them. */
import type { Evidence, Update } from '../../../schemas/update.ts';
import type { Chart } from '../../plan/chart/types.ts';
import type { Cell, Inline, Table } from './document.ts';

export type Piece = Exclude<Inline, string>[number];

export const piecesOf = (inline: Inline): readonly Piece[] =>
  typeof inline === 'string' ? [inline] : inline;

/** The words alone. */
export const plainText = (inline: Inline): string =>
  piecesOf(inline)
    .map((piece) => (typeof piece === 'string' ? piece : 'strong' in piece ? piece.strong : piece.text))
    .join('');

/** The words, with the addresses that they lead to where these are not the words themselves. */
export const textWithAddresses = (inline: Inline): string =>
  piecesOf(inline)
    .map((piece) => {
      if (typeof piece === 'string' || 'strong' in piece) return plainText([piece]);
      const { text, href } = piece;
      return href.startsWith('#') || text === href ? text : `${text} <${href}>`;
    })
    .join('');

/** Words that lead somewhere, if that is an address that a page may open. */
export const linked = (text: string, href: string): Piece =>
  /^(https?:\/\/|#)/i.test(href) ? { text, href } : text === href ? text : `${text} (${href})`;

export const evidencePiece = ({ title, url, file, sha256 }: Evidence): Piece => {
  if (url !== undefined) return linked(title ?? url, url);
  const where = `${file} (sha256 ${sha256?.slice(0, 12)})`;
  return title === undefined ? where : `${title}, ${where}`;
};

/** What a report says, in one line. */
export const wordsOf = ({ note = '' }: Update): string => note.replace(/\s+/g, ' ').trim();

export const cell = (text: Inline, value?: Cell['value']): Cell =>
  value === undefined ? { text } : { text, value };

/** "3 of 15", which a workbook takes as 3; of nothing there is no part. */
export const share = (part: number, whole: number): Cell =>
  whole === 0 ? cell('–', null) : cell(`${part} of ${whole}`, part);

/** What a picture shows, as a table. */
export const figuresOf = ({ title, columns, rows, notes }: Chart): Table => ({
  title,
  columns: columns.map((name, at) => ({
    name,
    ...(rows.length > 0 && rows.every((row) => typeof row[at] === 'number') && { kind: 'number' as const }),
  })),
  rows: rows.map((row) => row.map((value) => cell(String(value), value))),
  notes,
});
