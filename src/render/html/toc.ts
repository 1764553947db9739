/** The table of contents, out of a document's headings: closed, so that what is worst stands on the first screen. */
import type { Block } from '../document/document.ts';
import { escapeAttribute, escapeHtml, fragment } from './escape.ts';

type Heading = Extract<Block, { is: 'heading' }>;

/** Fewer headings than these need no table. */
const few = 3;
/** So many parts of a section are listed at once, more when asked; of very many nobody looks for one in a list. */
const [atOnce, asked] = [8, 100];

export function contentsHtml(blocks: readonly Block[]): string {
  const headings = blocks.filter((block) => block.is === 'heading').filter(({ level }) => level < 4);
  if (headings.length < few) return '';
  const sections: { heading: Heading; parts: Heading[] }[] = [];
  for (const heading of headings)
    if (heading.level === 3 && sections.length > 0) sections.at(-1)!.parts.push(heading);
    else sections.push({ heading, parts: [] });
  const lines = sections.map(({ heading, parts }) => `<li>${linkTo(heading)}${partsHtml(parts)}</li>\n`);
  return `<nav aria-label="Contents">
<details>
<summary>Contents</summary>
<ul>
${lines.join('')}</ul>
</details>
</nav>
`;
}

function partsHtml(parts: readonly Heading[]): string {
  if (parts.length === 0 || parts.length > asked) return '';
  const list = `\n<ul>\n${parts.map((each) => `<li>${linkTo(each)}</li>\n`).join('')}</ul>\n`;
  return parts.length <= atOnce
    ? list
    : `\n<details><summary>${parts.length} parts</summary>${list}</details>`;
}

const linkTo = ({ id, text }: Heading) =>
  `<a href="${escapeAttribute(fragment(id))}">${escapeHtml(text)}</a>`;
