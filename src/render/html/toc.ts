/** The table of contents of a page: closed at first, so that the most urgent items are on the first screen. */
import type { Block } from '../document/document.ts';
import { escapeAttribute, escapeHtml, fragment } from './escape.ts';

type Heading = Extract<Block, { is: 'heading' }>;

/** Pages with fewer headings have no table of contents. */
const minHeadings = 3;
/** The parts of a section are listed if there are at most 8, can be opened if at most 100, and are omitted if more. */
const [maxListed, maxOpened] = [8, 100];

export function tocHtml(blocks: readonly Block[]): string {
  const headings = blocks.filter((block) => block.is === 'heading').filter(({ level }) => level < 4);
  if (headings.length < minHeadings) return '';
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
  if (parts.length === 0 || parts.length > maxOpened) return '';
  const list = `\n<ul>\n${parts.map((each) => `<li>${linkTo(each)}</li>\n`).join('')}</ul>\n`;
  return parts.length <= maxListed
    ? list
    : `\n<details><summary>${parts.length} parts</summary>${list}</details>`;
}

const linkTo = ({ id, text }: Heading) =>
  `<a href="${escapeAttribute(fragment(id))}">${escapeHtml(text)}</a>`;
