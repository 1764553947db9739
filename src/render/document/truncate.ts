/** A document for a file that can't be as long as it likes. */
import type { Block, Document } from './document.ts';

/** The same with so many rows of each table, and so many entries of each list, at most; where there are more, it says so. */
export const shortened = ({ blocks, ...rest }: Document, most: number): Document => ({
  ...rest,
  blocks: blocks.flatMap((block) => shorter(block, most)),
});

function shorter(block: Block, most: number): Block[] {
  if (block.is === 'table' && block.table.rows.length > most) {
    const { rows, notes = [] } = block.table;
    const said = [...notes, rest(most, rows.length, 'rows')];
    return [{ is: 'table', table: { ...block.table, rows: rows.slice(0, most), notes: said } }];
  }
  if (block.is === 'list' && block.items.length > most)
    return [
      { is: 'list', items: block.items.slice(0, most) },
      { is: 'paragraph', text: rest(most, block.items.length, 'entries'), quiet: true },
    ];
  return [block];
}

const rest = (most: number, of: number, what: string) =>
  `These are the first ${most} of ${of} ${what}: a file of this kind has no room for the others. The report as a page, as Markdown, as text or as a workbook has them.`;
