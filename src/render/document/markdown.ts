/** A document in Markdown. */
import type { Chart } from '../../plan/chart/types.ts';
import { inMarkdown, linkInMarkdown } from '../common/escape.ts';
import type { Block, Document, Fact, Inline, Table } from './document.ts';
import { figuresOf, piecesOf } from './inline.ts';

/** Where the file of a picture is, as the document names it; absent where there is none. */
export type PicturePaths = ReadonlyMap<Chart, string>;

export function documentMarkdown(
  { title, facts, blocks }: Document,
  paths: PicturePaths = new Map(),
): string {
  const targets = new Set([...blocks].flatMap(linksIn));
  const parts = [
    `# ${inMarkdown(title)}`,
    factsMarkdown(facts),
    ...blocks.map((block) => markdown(block, targets, paths)),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function markdown(block: Block, targets: ReadonlySet<string>, paths: PicturePaths): string {
  switch (block.is) {
    case 'heading': {
      const { level, text, id } = block;
      // Only what is linked to needs a name of its own.
      return `${'#'.repeat(level)} ${targets.has(id) ? `<a id="${id}"></a>` : ''}${inMarkdown(text)}`;
    }
    case 'paragraph':
      return block.quiet ? `_${inline(block.text)}_` : inline(block.text);
    case 'list':
      return block.items.map((item) => `- ${inline(item)}`).join('\n');
    case 'facts':
      return factsMarkdown(block.facts);
    case 'table':
      return tableMarkdown(block.table);
    case 'picture':
      return pictureMarkdown(block.chart, paths.get(block.chart));
  }
}

const factsMarkdown = (facts: readonly Fact[]) =>
  facts.map(({ name, text }) => `- **${inMarkdown(name)}:** ${inline(text, false)}`).join('\n');

function tableMarkdown({ title, columns, rows, notes = [] }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    `**${inMarkdown(title)}**`,
    [
      line(columns.map(({ name }) => inMarkdown(name))),
      line(columns.map(({ kind }) => (kind === 'number' ? '--:' : '---'))),
      ...rows.map((row) => line(row.map(({ text }) => inline(text, false)))),
    ].join('\n'),
    ...notes.map((note) => `_${inMarkdown(note)}_`),
  ].join('\n\n');
}

/** The picture, where there is a file of it, and its figures. */
function pictureMarkdown(chart: Chart, path: string | undefined): string {
  const { title, description, nothing } = chart;
  if (nothing !== null) return inMarkdown(`${title}: ${nothing}`);
  return [
    path === undefined ? inMarkdown(description) : `!${linkInMarkdown(description, path)}`,
    tableMarkdown(figuresOf(chart)),
  ].join('\n\n');
}

/** White space around a piece is part of the sentence. @param starts whether it begins a line */
const inline = (text: Inline, starts = true): string =>
  piecesOf(text)
    .map((piece, at) => {
      const words = typeof piece === 'string' ? piece : 'strong' in piece ? piece.strong : piece.text;
      const [, before = '', inner = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(words) ?? [];
      if (inner === '') return before && ' ';
      const escaped = starts && at === 0 ? inMarkdown(inner) : withinLine(inner);
      const told =
        typeof piece === 'string'
          ? escaped
          : 'strong' in piece
            ? `**${escaped}**`
            : piece.href.startsWith('#')
              ? `[${escaped}](${piece.href})`
              : linkInMarkdown(inner, piece.href);
      return (before && ' ') + told + (after && ' ');
    })
    .join('')
    .trim();

/** What would begin a list at the start of a line says nothing within one. */
const withinLine = (text: string) => inMarkdown(`x${text}`).slice(1);

function linksIn(block: Block): string[] {
  const inlines =
    block.is === 'list'
      ? block.items
      : block.is === 'table'
        ? block.table.rows.flat().map(({ text }) => text)
        : block.is === 'paragraph'
          ? [block.text]
          : block.is === 'facts'
            ? block.facts.map(({ text }) => text)
            : [];
  return inlines
    .flatMap(piecesOf)
    .flatMap((piece) =>
      typeof piece === 'object' && 'href' in piece && piece.href.startsWith('#') ? [piece.href.slice(1)] : [],
    );
}
