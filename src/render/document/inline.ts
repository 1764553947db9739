/** Inline content of a document: text with links and strong parts. */

import type { Evidence, Update } from '../../../schemas/update.ts';
import { isWebAddress } from '../../../schemas/web-address.ts';
import { evidenceText } from '../common/values.ts';
import type { Inline } from './document.ts';

export type InlinePart = Exclude<Inline, string>[number];

export const inlineParts = (inline: Inline): readonly InlinePart[] =>
  typeof inline === 'string' ? [inline] : inline;

export const partText = (part: InlinePart): string =>
  typeof part === 'string' ? part : 'strong' in part ? part.strong : part.text;

export const plainText = (inline: Inline): string => inlineParts(inline).map(partText).join('');

/** The text, with the addresses of its links. */
export const textWithAddresses = (inline: Inline): string =>
  inlineParts(inline)
    .map((part) => {
      const text = partText(part);
      const hidden =
        typeof part === 'object' && 'href' in part && !part.href.startsWith('#') && part.href !== text;
      return hidden ? `${text} <${part.href}>` : text;
    })
    .join('');

/** Evidence as a link, if it has an address that may be opened. */
export function evidencePart(evidence: Evidence): InlinePart {
  const { title, url } = evidence;
  return url !== undefined && isWebAddress(url) ? { text: title ?? url, href: url } : evidenceText(evidence);
}

/**
 * The web address that a link opens, normalized so that all readers agree on the target; undefined for an address that
 * is shown as text.
 */
export const webTarget = (href: string): string | undefined =>
  isWebAddress(href) ? new URL(href).href : undefined;

/** A link whose address is not opened, as text. */
export const unlinkedText = ({ text, href }: { text: string; href: string }): string =>
  text === href ? text : `${text} (${href})`;

/** The note of an update, in one line. */
export const noteText = ({ note = '' }: Update): string => note.replace(/\s+/g, ' ').trim();
