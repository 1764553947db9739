/** Truncates a document, for formats that cannot hold long ones. */
import type { Block, Document } from './document.ts';

/** Keeps the first `most` rows of each table and entries of each list, and notes where there were more. */
export const truncateDocument = ({ blocks, ...rest }: Document, most: number): Document => ({
  ...rest,
  blocks: blocks.flatMap((block) => truncateBlock(block, most)),
});

function truncateBlock(block: Block, most: number): Block[] {
  if (block.is === 'table' && block.table.rows.length > most) {
    const { rows, notes = [] } = block.table;
    const note = truncatedNote(most, rows.length, 'rows');
    return [{ is: 'table', table: { ...block.table, rows: rows.slice(0, most), notes: [...notes, note] } }];
  }
  if (block.is === 'list' && block.items.length > most)
    return [
      { is: 'list', items: block.items.slice(0, most) },
      { is: 'paragraph', text: truncatedNote(most, block.items.length, 'entries'), quiet: true },
    ];
  return [block];
}

const truncatedNote = (most: number, total: number, noun: string) =>
  `These are the first ${most} of ${total} ${noun}. ${otherFormats}`;

export const otherFormats = 'For the rest, see the report as HTML, Markdown, text or a workbook.';
