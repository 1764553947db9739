/** Writes SVG elements as text; texts from a plan are escaped here. */
import { escapeXml, oneLine } from '../../common/escape.ts';

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element. @param children elements, or text from `escapeText` */
export function el(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${typeof value === 'number' ? round(value) : escapeText(value)}"`],
  );
  const open = `<${name}${written.join('')}`;
  return children.length === 0 ? `${open}/>` : `${open}>${children.join('')}</${name}>`;
}

/** Escapes a text as one line. */
export const escapeText = (text: string): string => escapeXml(oneLine(text));

/** Rounds a length to hundredths, so that every machine writes the same picture. */
export const round = (length: number): string => String(Math.round(length * 100) / 100);
