/** Words and links. */
import type { Inline } from '../document/document.ts';
import { escapeAttribute, escapeHtml, fragment } from './escape.ts';

type Piece = Exclude<Inline, string>[number];

export const inline = (text: Inline): string =>
  typeof text === 'string' ? escapeHtml(text) : text.map(piece).join('');

/** The words alone, to measure them. */
export const wordsOf = (text: Inline): string =>
  typeof text === 'string'
    ? text
    : text
        .map((each) => (typeof each === 'string' ? each : 'strong' in each ? each.strong : each.text))
        .join('');

function piece(each: Piece): string {
  if (typeof each === 'string') return escapeHtml(each);
  if ('strong' in each) return `<strong>${escapeHtml(each.strong)}</strong>`;
  const { text, href } = each;
  const address = addressOf(href);
  if (address) return `<a href="${escapeAttribute(address)}">${escapeHtml(text)}</a>`;
  return escapeHtml(text === href ? text : `${text} (${href})`);
}

/** Where a link may lead: a place in the page, or the web. Whatever else it says is shown in words, and is no link. */
function addressOf(href: string): string | undefined {
  if (/^#./.test(href)) return fragment(href.slice(1));
  if (!/^https?:\/\/[^\s\p{C}]+$/iu.test(href) || !URL.canParse(href)) return undefined;
  // Written as browsers read it, so that no two readers can disagree about where it leads.
  const url = new URL(href);
  // `https://police.govt.nz@example.org` leads to example.org, whatever it looks like.
  return url.username || url.password ? undefined : url.href;
}
