/** Escapes text that a spreadsheet would run as a formula, with an apostrophe before it. */

/** The start of a formula, also in full-width characters. Apostrophes before it look like an escape, so they are escaped too. */
const formulaStart = String.raw`'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]`;
const formula = new RegExp(`^${formulaStart}`);
const escaped = new RegExp(`^'(?=${formulaStart})`);

/** The text for a cell that is not a formula. */
export const escapeFormula = (text: string): string => (formula.test(text) ? `'${text}` : text);

/** The original text: `unescapeFormula(escapeFormula(text))` is `text`. */
export const unescapeFormula = (text: string): string => text.replace(escaped, '');
