/** Documents, in whichever format was asked for. */
import type { Chart } from '../plan/chart/types.ts';
import type { Block, Document, Table } from '../render/document/document.ts';

/** A text, or a file's bytes. @param pictures of the charts in it, as SVG */
type DocumentWriter = (
  document: Document,
  pictures: ReadonlyMap<Chart, string>,
) => Promise<string | Uint8Array>;

/** What a document can be beside a text on a terminal; each loads what it needs. */
export const documentFormats = {
  markdown: async (document) => (await import('../render/document/markdown.ts')).documentMarkdown(document),
  html: async (document, pictures) => (await import('../render/html/page.ts')).renderPage(document, pictures),
  async xlsx({ blocks, ...rest }) {
    const { aboutTable, renderWorkbook } = await import('../render/xlsx/workbook.ts');
    return renderWorkbook([...blocks.flatMap(tablesIn), aboutTable(rest)]);
  },
} as const satisfies Record<string, DocumentWriter>;

export type DocumentFormat = keyof typeof documentFormats;

/** A workbook has a sheet for each table. */
const tablesIn = (block: Block): Table[] => (block.is === 'table' ? [block.table] : []);
