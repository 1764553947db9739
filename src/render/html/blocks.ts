/** Renders the blocks of a document as HTML. */
import type { Chart } from '../../plan/chart/types.ts';
import type { Block, Fact } from '../document/document.ts';
import { chartTable } from '../document/tables.ts';
import { escapeAttribute, escapeHtml } from './escape.ts';
import { inlineHtml } from './inline.ts';
import { tableHtml } from './table.ts';

type BlockOf<Is> = Extract<Block, { is: Is }>;

export interface PageContext {
  /** SVG by chart. */
  pictures: ReadonlyMap<Chart, string>;
  /** An id that is unique on the page. */
  newId(kind: string): string;
}

const renderers: { [Is in Block['is']]: (block: BlockOf<Is>, page: PageContext) => string } = {
  heading: ({ level, text, id }) =>
    `<h${level} id="${escapeAttribute(id)}" tabindex="-1">${escapeHtml(text)}</h${level}>\n`,
  paragraph: ({ text, quiet }) => `<p${quiet ? ' class="quiet"' : ''}>${inlineHtml(text)}</p>\n`,
  list: ({ items }) => `<ul>\n${items.map((item) => `<li>${inlineHtml(item)}</li>\n`).join('')}</ul>\n`,
  facts: ({ facts }) => factsHtml(facts),
  table: ({ table }, { newId }) => tableHtml(table, newId('table')),
  picture: ({ chart }, page) => pictureHtml(chart, page),
};

export const blockHtml = (block: Block, page: PageContext): string =>
  renderers[block.is](block as never, page);

export const factsHtml = (facts: readonly Fact[]): string =>
  facts.length === 0
    ? ''
    : `<dl>\n${facts.map(({ name, text }) => `<div><dt>${escapeHtml(name)}</dt><dd>${inlineHtml(text)}</dd></div>\n`).join('')}</dl>\n`;

/** A picture, and its figures as a table; the table alone if there is no picture. */
function pictureHtml(chart: Chart, { pictures, newId }: PageContext): string {
  const figures = tableHtml({ ...chartTable(chart), title: `${chart.title}: the figures` }, newId('table'));
  const svg = pictures.get(chart);
  const title = escapeHtml(chart.title);
  if (svg === undefined)
    return `<figure>\n<figcaption><strong>${title}</strong> ${escapeHtml(chart.description)}</figcaption>\n${figures}</figure>\n`;
  // The SVG contains its title and description, so the caption is hidden.
  return `<figure>
<figcaption class="unseen">${title}</figcaption>
<div class="scroll picture" role="group" tabindex="0" aria-label="${escapeAttribute(`Picture: ${chart.title}`)}">${withoutProlog(svg)}</div>
<details><summary>The figures as a table</summary>
${figures}</details>
</figure>
`;
}

const withoutProlog = (svg: string) => svg.replace(/^\s*(?:<\?xml[^>]*\?>|<!doctype[^>]*>|\s)*/i, '').trim();
