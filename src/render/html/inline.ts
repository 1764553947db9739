/** Renders inline content as HTML. */
import type { Inline } from '../document/document.ts';
import { type InlinePart, inlineParts } from '../document/inline.ts';
import { escapeAttribute, escapeHtml, fragment } from './escape.ts';

export const inlineHtml = (text: Inline): string => inlineParts(text).map(partHtml).join('');

function partHtml(part: InlinePart): string {
  if (typeof part === 'string') return escapeHtml(part);
  if ('strong' in part) return `<strong>${escapeHtml(part.strong)}</strong>`;
  const { text, href } = part;
  const target = safeTarget(href);
  if (target) return `<a href="${escapeAttribute(target)}">${escapeHtml(text)}</a>`;
  return escapeHtml(text === href ? text : `${text} (${href})`);
}

/** The target of a link to an element of the page or to the web; undefined for any other address, which is shown as text. */
function safeTarget(href: string): string | undefined {
  if (/^#./.test(href)) return fragment(href.slice(1));
  if (!/^https?:\/\/[^\s\p{C}]+$/iu.test(href) || !URL.canParse(href)) return undefined;
  // Normalized, so that all browsers and readers agree on the target.
  const url = new URL(href);
  // `https://police.govt.nz@example.org` leads to example.org, although it looks different.
  return url.username || url.password ? undefined : url.href;
}
