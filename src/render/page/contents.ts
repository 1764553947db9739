/** The table of contents, out of a document's headings. */
import type { Block } from '../document/document.ts';
import { fragment, inAttribute, inHtml } from './escape.ts';

type Heading = Extract<Block, { is: 'heading' }>;

/** Fewer headings than these need no table. */
const few = 3;
/** A section with more parts than these is listed without them: nobody looks for a thing in so long a list. */
const many = 60;

export function contentsHtml(blocks: readonly Block[]): string {
  const headings = blocks.filter((block) => block.is === 'heading').filter(({ level }) => level < 4);
  if (headings.length < few) return '';
  const parts: { heading: Heading; under: Heading[] }[] = [];
  for (const heading of headings)
    if (heading.level === 3 && parts.length > 0) parts.at(-1)!.under.push(heading);
    else parts.push({ heading, under: [] });
  const lines = parts.map(
    ({ heading, under }) =>
      `<li>${linkTo(heading)}${
        under.length === 0 || under.length > many
          ? ''
          : `\n<ul>\n${under.map((each) => `<li>${linkTo(each)}</li>\n`).join('')}</ul>\n`
      }</li>\n`,
  );
  return `<nav aria-labelledby="page-contents">
<h2 id="page-contents">Contents</h2>
<ul>
${lines.join('')}</ul>
</nav>
`;
}

const linkTo = ({ id, text }: Heading) => `<a href="${inAttribute(fragment(id))}">${inHtml(text)}</a>`;
