/** Renders a document in Markdown. */
import type { Chart } from '../../plan/chart/types.ts';
import { escapeMarkdown, markdownLink, markdownTable } from '../common/markdown.ts';
import type { Block, Document, Fact, Inline, Table } from './document.ts';
import { type InlinePart, inlineParts, partText, unlinkedText, webTarget } from './inline.ts';
import { chartTable } from './tables.ts';

/** @param paths of picture files, as the document links to them; a chart without one is shown as a table */
export function documentMarkdown(
  { title, facts, blocks }: Document,
  paths: ReadonlyMap<Chart, string> = new Map(),
): string {
  const targets = new Set(blocks.flatMap(linkTargets));
  const parts = [
    `# ${escapeMarkdown(title)}`,
    factsMarkdown(facts),
    ...blocks.map((block) => blockMarkdown(block, targets, paths)),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function blockMarkdown(
  block: Block,
  targets: ReadonlySet<string>,
  paths: ReadonlyMap<Chart, string>,
): string {
  switch (block.is) {
    case 'heading': {
      const { level, text, id } = block;
      const anchor = targets.has(id) ? `<a id="${id}"></a>` : '';
      return `${'#'.repeat(level)} ${anchor}${escapeMarkdown(text)}`;
    }
    case 'paragraph':
      return block.quiet ? `_${inlineMarkdown(block.text)}_` : inlineMarkdown(block.text);
    case 'list':
      return block.items.map((item) => `- ${inlineMarkdown(item)}`).join('\n');
    case 'facts':
      return factsMarkdown(block.facts);
    case 'table':
      return tableMarkdown(block.table);
    case 'picture':
      return pictureMarkdown(block.chart, paths.get(block.chart));
  }
}

const factsMarkdown = (facts: readonly Fact[]) =>
  facts.map(({ name, text }) => `- **${escapeMarkdown(name)}:** ${inlineMarkdown(text, false)}`).join('\n');

const tableMarkdown = ({ title, columns, rows, notes = [] }: Table): string =>
  [
    `**${escapeMarkdown(title)}**`,
    markdownTable(
      columns,
      rows.map((row) => row.map(({ text }) => inlineMarkdown(text, false))),
    ).join('\n'),
    ...notes.map((note) => `_${escapeMarkdown(note)}_`),
  ].join('\n\n');

function pictureMarkdown(chart: Chart, path: string | undefined): string {
  const { title, description, nothing } = chart;
  if (nothing !== null) return escapeMarkdown(`${title}: ${nothing}`);
  return [
    path === undefined ? escapeMarkdown(description) : `!${markdownLink(description, path)}`,
    tableMarkdown(chartTable(chart)),
  ].join('\n\n');
}

/** Spaces around a part stay outside its markup. @param isLineStart whether the text begins a line */
const inlineMarkdown = (inline: Inline, isLineStart = true): string =>
  inlineParts(inline)
    .map((part, at) => {
      const whole = partText(part);
      const text = whole.trim();
      if (text === '') return whole && ' ';
      const escaped = isLineStart && at === 0 ? escapeMarkdown(text) : escapeWithinLine(text);
      const markdown = partMarkdown(part, text, escaped);
      return (/^\s/.test(whole) ? ' ' : '') + markdown + (/\s$/.test(whole) ? ' ' : '');
    })
    .join('')
    .trim();

function partMarkdown(part: InlinePart, text: string, escaped: string): string {
  if (typeof part === 'string') return escaped;
  if ('strong' in part) return `**${escaped}**`;
  if (part.href.startsWith('#')) return `[${escaped}](${part.href})`;
  const target = webTarget(part.href);
  return target === undefined ? escapeMarkdown(unlinkedText(part)) : markdownLink(text, target);
}

/** Without the escapes that are necessary only at the start of a line. */
const escapeWithinLine = (text: string) => escapeMarkdown(`x${text}`).slice(1);

/** The ids of headings that a block links to. */
const linkTargets = (block: Block): string[] =>
  inlinesOf(block)
    .flatMap(inlineParts)
    .flatMap((part) =>
      typeof part === 'object' && 'href' in part && part.href.startsWith('#') ? [part.href.slice(1)] : [],
    );

function inlinesOf(block: Block): readonly Inline[] {
  switch (block.is) {
    case 'paragraph':
      return [block.text];
    case 'list':
      return block.items;
    case 'facts':
      return block.facts.map(({ text }) => text);
    case 'table':
      return block.table.rows.flat().map(({ text }) => text);
    default:
      return [];
  }
}
