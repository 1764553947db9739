/** Pieces of an SVG as text. Whatever comes out of a plan file goes through here: it is data, never markup. */
import { oneLine } from '../../common/escape.ts';

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element; its children are elements, or text that `said` has made safe. */
export function el(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${typeof value === 'number' ? round(value) : escapeText(value)}"`],
  );
  const open = `<${name}${written.join('')}`;
  return children.length === 0 ? `${open}/>` : `${open}>${children.join('')}</${name}>`;
}

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Words that say just that, in XML: halves of a letter and what XML has no letter for are shown as unknown. */
export const escapeText = (text: string): string =>
  oneLine(text)
    .replace(/\p{Surrogate}|[\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"']/g, (char) => marks[char]!);

/** A length to a hundredth, so that no machine's last digit is in a picture. */
export const round = (length: number): string => String(Math.round(length * 100) / 100);
