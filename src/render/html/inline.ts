/** Renders inline content as HTML. */
import type { Inline } from '../document/document.ts';
import { type InlinePart, inlineParts, unlinkedText, webTarget } from '../document/inline.ts';
import { escapeAttribute, escapeHtml, fragment } from './escape.ts';

export const inlineHtml = (text: Inline): string => inlineParts(text).map(partHtml).join('');

function partHtml(part: InlinePart): string {
  if (typeof part === 'string') return escapeHtml(part);
  if ('strong' in part) return `<strong>${escapeHtml(part.strong)}</strong>`;
  const { text, href } = part;
  const target = /^#./.test(href) ? fragment(href.slice(1)) : webTarget(href);
  if (target) return `<a href="${escapeAttribute(target)}">${escapeHtml(text)}</a>`;
  return escapeHtml(unlinkedText(part));
}
