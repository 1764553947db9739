/** The blocks of a document, each as HTML of its own kind. */
import type { Chart } from '../../plan/chart/types.ts';
import type { Block, Fact } from '../document/document.ts';
import { escapeAttribute, escapeHtml } from './escape.ts';
import { inline } from './inline.ts';
import { tableHtml } from './table.ts';

type Named<Is> = Extract<Block, { is: Is }>;

/** What blocks need to know of their page. */
export interface PageContext {
  pictures: ReadonlyMap<Chart, string>;
  /** An id that nothing else on the page has. */
  newId(kind: string): string;
}

const kinds: { [Is in Block['is']]: (block: Named<Is>, around: PageContext) => string } = {
  heading: ({ level, text, id }) =>
    `<h${level} id="${escapeAttribute(id)}" tabindex="-1">${escapeHtml(text)}</h${level}>\n`,
  paragraph: ({ text, quiet }) => `<p${quiet ? ' class="quiet"' : ''}>${inline(text)}</p>\n`,
  list: ({ items }) => `<ul>\n${items.map((item) => `<li>${inline(item)}</li>\n`).join('')}</ul>\n`,
  facts: ({ facts }) => factsHtml(facts),
  table: ({ table }, { newId }) => tableHtml(table, newId('table')),
  picture: ({ chart }, around) => pictureHtml(chart, around),
};

export const blockHtml = (block: Block, around: PageContext): string =>
  kinds[block.is](block as never, around);

export const factsHtml = (facts: readonly Fact[]): string =>
  facts.length === 0
    ? ''
    : `<dl>\n${facts.map(({ name, text }) => `<div><dt>${escapeHtml(name)}</dt><dd>${inline(text)}</dd></div>\n`).join('')}</dl>\n`;

/** A picture, and its figures as a table for who does not see it. */
function pictureHtml(chart: Chart, { pictures, newId }: PageContext): string {
  const figures = tableHtml(
    {
      title: `${chart.title}: the figures`,
      columns: chart.columns.map((name, at) =>
        chart.rows.length > 0 && chart.rows.every((row) => typeof row[at] === 'number')
          ? { name, kind: 'number' }
          : { name },
      ),
      rows: chart.rows.map((row) => row.map((value) => ({ text: String(value), value }))),
      notes: chart.notes,
    },
    newId('table'),
  );
  const svg = pictures.get(chart);
  const [title, description] = [escapeHtml(chart.title), escapeHtml(chart.description)];
  if (svg === undefined)
    return `<figure>\n<figcaption><strong>${title}</strong> ${description}</figcaption>\n${figures}</figure>\n`;
  // A picture says in itself what it is and shows, to the eye and to whoever has it read out.
  return `<figure>
<figcaption class="unseen">${title}</figcaption>
<div class="scroll picture" role="group" tabindex="0" aria-label="${escapeAttribute(`Picture: ${chart.title}`)}">${withoutProlog(svg)}</div>
<details><summary>The figures as a table</summary>
${figures}</details>
</figure>
`;
}

const withoutProlog = (svg: string) => svg.replace(/^\s*(?:<\?xml[^>]*\?>|<!doctype[^>]*>|\s)*/i, '').trim();
