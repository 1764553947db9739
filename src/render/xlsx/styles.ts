/** The cell styles of a workbook. */
import { xmlDeclaration } from '../common/escape.ts';
import type { CellStyle } from './cells.ts';

const top = '<alignment vertical="top"/>';
const wrapTop = '<alignment vertical="top" wrapText="1"/>';
const leftTop = '<alignment horizontal="left" vertical="top"/>';

/** Number formats: 0 general, 49 text (so that an edited cell stays text), 164 our date. Fonts: 0 regular, 1 bold. */
const styles: Record<CellStyle, { format: 0 | 49 | 164; font?: 1; alignment?: string }> = {
  header: { format: 0, font: 1 },
  text: { format: 0, alignment: wrapTop },
  literal: { format: 49, alignment: wrapTop },
  number: { format: 0, alignment: top },
  date: { format: 164, alignment: leftTop },
  note: { format: 0 },
  'literal note': { format: 49 },
};

/** The number of each style in `stylesXml`; 0 is the default of cells without one. */
export const styleIds = Object.fromEntries(Object.keys(styles).map((style, at) => [style, at + 1])) as Record<
  CellStyle,
  number
>;

const font = '<sz val="11"/><name val="Calibri"/><family val="2"/>';
const defaultFormat = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>';
const formats = Object.values(styles).map(
  ({ format, font = 0, alignment = '' }) =>
    `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1">${alignment}</xf>`,
);

export const stylesXml = [
  xmlDeclaration,
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
  '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts>',
  `<fonts count="2"><font>${font}</font><font><b/>${font}</font></fonts>`,
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
  `<cellStyleXfs count="1">${defaultFormat}</cellStyleXfs>`,
  `<cellXfs count="${formats.length + 1}">${defaultFormat.replace('/>', ' xfId="0"/>')}${formats.join('')}</cellXfs>`,
  '</styleSheet>',
].join('');
