/** Cells that a spreadsheet would run as a formula: an apostrophe before them makes them text there. */

/** What a formula begins with, in letters of full width too; a text that begins so behind apostrophes looks guarded already. */
const begins = String.raw`'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]`;
const formula = new RegExp(`^${begins}`);
const guard = new RegExp(`^'(?=${begins})`);

/** The text as a cell of a sheet that holds no formula. */
export const escapeFormula = (text: string): string => (formula.test(text) ? `'${text}` : text);

/** The text that such a cell holds: `unguarded(guarded(text))` is `text`, whatever that is. */
export const unescapeFormula = (text: string): string => text.replace(guard, '');
