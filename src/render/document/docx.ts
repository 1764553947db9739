/** Renders a document for Word (DOCX). */
import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  ExternalHyperlink,
  Document as File,
  Footer,
  Table as Grid,
  HeadingLevel,
  ImageRun,
  InternalHyperlink,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { Chart } from '../../plan/chart/types.ts';
import { escapeUnencodable, oneLine } from '../common/escape.ts';
import type { Block, Document, Fact, Inline, Table } from './document.ts';
import { normalizeDocx } from './docx-normalize.ts';
import { inlineParts, partText, plainText, unlinkedText, webTarget } from './inline.ts';
import { chartTable } from './tables.ts';

/** A picture as PNG, with the size at which it is shown, in pixels. */
export interface Picture {
  png: Uint8Array;
  width: number;
  height: number;
}

export interface DocxOptions {
  /** `YYYY-MM-DD`, the date of creation in the properties of the file. */
  day: string;
  creator: string;
  pictures?: ReadonlyMap<Chart, Picture>;
}

/** The same document gives the same bytes. */
export async function documentDocx(
  document: Document,
  { day, creator, pictures }: DocxOptions,
): Promise<Uint8Array> {
  const writer = new DocxWriter(document, pictures ?? new Map());
  const file = new File({
    title: safeText(document.title),
    creator: safeText(creator),
    lastModifiedBy: safeText(creator),
    description: '',
    styles,
    sections: [
      {
        properties: {
          page: { size: { width: 11906, height: 16838 }, margin: { left: inset, right: inset } },
        },
        footers: { default: footer(document.title) },
        children: writer.write(document),
      },
    ],
  });
  return normalizeDocx(await Packer.toBuffer(file), day);
}

/** In twentieths of a point: the margins of an A4 page, and the width between them. */
const inset = 1080;
const room = 11906 - 2 * inset;

const styles = {
  default: {
    document: {
      run: { font: 'Calibri', size: 21, language: { value: 'en-NZ' } },
      paragraph: { spacing: { after: 120 } },
    },
    title: { run: { size: 40, bold: true }, paragraph: { spacing: { after: 200 } } },
    heading1: {
      run: { size: 30, bold: true, color: '1F3864' },
      paragraph: { spacing: { before: 360, after: 120 } },
    },
    heading2: {
      run: { size: 25, bold: true, color: '1F3864' },
      paragraph: { spacing: { before: 240, after: 100 } },
    },
    heading3: { run: { size: 22, bold: true }, paragraph: { spacing: { before: 200, after: 80 } } },
    listParagraph: { paragraph: { spacing: { after: 60 } } },
    hyperlink: { run: { color: '0B57D0', underline: {} } },
  },
  paragraphStyles: [
    {
      id: 'Caption',
      name: 'caption',
      basedOn: 'Normal',
      next: 'Normal',
      quickFormat: true,
      run: { bold: true, size: 19 },
      paragraph: { spacing: { before: 120, after: 60 }, keepNext: true },
    },
    { id: 'Note', name: 'Note', basedOn: 'Normal', quickFormat: true, run: { size: 18, color: '555555' } },
    {
      id: 'Cell',
      name: 'Cell',
      basedOn: 'Normal',
      quickFormat: true,
      run: { size: 18 },
      paragraph: { spacing: { after: 0 } },
    },
  ],
};

const footer = (title: string) =>
  new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.RIGHT,
        children: [
          new TextRun({ text: `${safeText(title)} · `, size: 16 }),
          new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES], size: 16 }),
        ],
      }),
    ],
  });

const safeText = (text: string) => escapeUnencodable(oneLine(text));

const levels = { 2: HeadingLevel.HEADING_1, 3: HeadingLevel.HEADING_2, 4: HeadingLevel.HEADING_3 } as const;

class DocxWriter {
  private readonly pictures: ReadonlyMap<Chart, Picture>;
  /** Bookmarks by the ids of headings; Word allows letters and digits only, and no more than forty. */
  private readonly anchors: ReadonlyMap<string, string>;

  constructor({ blocks }: Document, pictures: ReadonlyMap<Chart, Picture>) {
    this.pictures = pictures;
    const ids = blocks.flatMap((block) => (block.is === 'heading' ? [block.id] : []));
    this.anchors = new Map(ids.map((id, at) => [id, `heading_${at + 1}`]));
  }

  write({ title, facts, blocks }: Document): (Paragraph | Grid)[] {
    return [
      new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(safeText(title))] }),
      ...this.facts(facts),
      ...blocks.flatMap((block) => this.block(block)),
    ];
  }

  private block(block: Block): (Paragraph | Grid)[] {
    switch (block.is) {
      case 'heading':
        return [
          new Paragraph({
            heading: levels[block.level],
            keepNext: true,
            children: [
              new Bookmark({
                id: this.anchors.get(block.id)!,
                children: [new TextRun(safeText(block.text))],
              }),
            ],
          }),
        ];
      case 'paragraph':
        return [new Paragraph({ ...(block.quiet && { style: 'Note' }), children: this.inline(block.text) })];
      case 'list':
        return block.items.map(
          (item) => new Paragraph({ bullet: { level: 0 }, children: this.inline(item) }),
        );
      case 'facts':
        return this.facts(block.facts);
      case 'table':
        return this.table(block.table);
      case 'picture':
        return this.picture(block.chart);
    }
  }

  private facts = (facts: readonly Fact[]): Paragraph[] =>
    facts.map(
      ({ name, text }) =>
        new Paragraph({
          spacing: { after: 40 },
          children: [new TextRun({ text: `${safeText(name)}: `, bold: true }), ...this.inline(text)],
        }),
    );

  private table(table: Table): (Paragraph | Grid)[] {
    const { title, columns, rows, notes = [] } = table;
    const widths = widthsOf(table);
    const cell = (at: number, children: ParagraphChild[]) =>
      new TableCell({
        width: { size: widths[at]!, type: WidthType.DXA },
        margins: { left: 80, right: 80, top: 30, bottom: 30 },
        children: [
          new Paragraph({
            style: 'Cell',
            ...(columns[at]!.kind === 'number' && { alignment: AlignmentType.RIGHT }),
            children,
          }),
        ],
      });
    const head = columns.map(({ name }, at) => cell(at, [new TextRun({ text: safeText(name), bold: true })]));
    return [
      new Paragraph({ style: 'Caption', keepNext: true, children: [new TextRun(safeText(title))] }),
      new Grid({
        width: { size: room, type: WidthType.DXA },
        columnWidths: widths,
        borders,
        rows: [
          new TableRow({ tableHeader: true, cantSplit: true, children: head }),
          ...rows.map(
            (row) =>
              new TableRow({
                cantSplit: true,
                children: row.map(({ text }, at) => cell(at, this.inline(text))),
              }),
          ),
        ],
      }),
      ...(notes.length > 0 ? notes : ['']).map(
        (note) => new Paragraph({ style: 'Note', children: [new TextRun(safeText(note))] }),
      ),
    ];
  }

  /** The picture, if there is one, and its figures as a table. */
  private picture(chart: Chart): (Paragraph | Grid)[] {
    const { title, description, nothing } = chart;
    if (nothing !== null) return [new Paragraph(safeText(`${title}: ${nothing}`))];
    const picture = this.pictures.get(chart);
    if (!picture) return [new Paragraph(safeText(description)), ...this.table(chartTable(chart))];
    const width = Math.min(640, picture.width);
    const image = new ImageRun({
      type: 'png',
      data: picture.png,
      transformation: { width, height: Math.round((picture.height * width) / picture.width) },
      altText: { name: safeText(title), title: safeText(title), description: safeText(description) },
    });
    return [new Paragraph({ keepNext: true, children: [image] }), ...this.table(chartTable(chart))];
  }

  private inline = (text: Inline): ParagraphChild[] =>
    inlineParts(text).map((part) => {
      const run = safeText(partText(part));
      if (typeof part === 'string') return new TextRun(run);
      if ('strong' in part) return new TextRun({ text: run, bold: true });
      const { href } = part;
      const children = [new TextRun({ text: run, style: 'Hyperlink' })];
      if (!href.startsWith('#')) {
        const target = webTarget(href);
        if (target === undefined) return new TextRun(safeText(unlinkedText(part)));
        return new ExternalHyperlink({ link: encodeAddress(target), children });
      }
      const anchor = this.anchors.get(href.slice(1));
      return anchor === undefined ? children[0]! : new InternalHyperlink({ anchor, children });
    });
}

const encodeAddress = (href: string) =>
  escapeUnencodable(href).replace(/[^\x21-\x7e]|["<>\\^`{|}]/gu, encodeURIComponent);

const line = { style: BorderStyle.SINGLE, size: 4, color: 'BBBBBB' };
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const borders = {
  top: line,
  bottom: line,
  insideHorizontal: line,
  left: none,
  right: none,
  insideVertical: none,
};

/** Column widths in proportion to the longest texts, within limits, so that a long text does not squeeze other columns. */
function widthsOf({ columns, rows }: Table): number[] {
  const lengths = columns.map(({ name }, at) => {
    const most = rows.reduce((most, row) => Math.max(most, plainText(row[at]!.text).length), name.length);
    // Room for a name in bold without a break within its words.
    return Math.min(Math.max(most + 2, name.length + 6), 48);
  });
  const sum = lengths.reduce((sum, length) => sum + length, 0);
  return lengths.map((length) => Math.floor((room * length) / sum));
}
