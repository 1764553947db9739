/** Renders tables as a workbook (XLSX), one sheet for each. */
import { writeZip } from '../../util/zip.ts';
import { escapeXml, xmlDeclaration } from '../common/escape.ts';
import type { Document, Table } from '../document/document.ts';
import { factsTable } from '../document/tables.ts';
import { sheetNames } from './sheet-names.ts';
import { stylesXml } from './styles.ts';
import { tableRange, worksheetXml } from './worksheet.ts';

const packageNamespace = 'http://schemas.openxmlformats.org/package/2006';
const relationshipNamespace = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const contentTypes = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/**
 * The bytes of a workbook; the same tables give the same bytes.
 * @param tables at least one; their titles, truncated and made unique where necessary, name the sheets
 */
export function renderWorkbook(tables: readonly Table[]): Uint8Array {
  const names = sheetNames(tables.map(({ title }) => title));
  const paths = tables.map((_, at) => `worksheets/sheet${at + 1}.xml`);
  return writeZip({
    '[Content_Types].xml': contentTypesXml(paths),
    '_rels/.rels': relationshipsXml([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': workbookXml(tables, names),
    'xl/_rels/workbook.xml.rels': relationshipsXml([
      ...paths.map((path) => ['worksheet', path] as const),
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': stylesXml,
    ...Object.fromEntries(tables.map((table, at) => [`xl/${paths[at]}`, worksheetXml(table)])),
  });
}

/** A sheet with the title and metadata of a document. */
export const aboutTable = ({ title, facts }: Pick<Document, 'title' | 'facts'>): Table =>
  factsTable('About', [{ name: 'Title', text: title }, ...facts]);

function contentTypesXml(sheetPaths: readonly string[]): string {
  const override = (path: string, type: string) =>
    `<Override PartName="/xl/${path}" ContentType="${contentTypes}.${type}+xml"/>`;
  return `${xmlDeclaration}<Types xmlns="${packageNamespace}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${override('workbook.xml', 'sheet.main')}${override('styles.xml', 'styles')}${sheetPaths.map((path) => override(path, 'worksheet')).join('')}</Types>`;
}

/** The nth relationship has the id `rId` and n. */
function relationshipsXml(targets: readonly (readonly [type: string, path: string])[]): string {
  const all = targets.map(
    ([type, path], at) =>
      `<Relationship Id="rId${at + 1}" Type="${relationshipNamespace}/${type}" Target="${path}"/>`,
  );
  return `${xmlDeclaration}<Relationships xmlns="${packageNamespace}/relationships">${all.join('')}</Relationships>`;
}

function workbookXml(tables: readonly Table[], names: readonly string[]): string {
  const sheets = names.map(
    (name, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  // LibreOffice ignores a filter that has no such name.
  const filters = names.map((name, at) => {
    const range = `'${name.replaceAll("'", "''")}'!${tableRange(tables[at]!, '$')}`;
    return `<definedName name="_xlnm._FilterDatabase" localSheetId="${at}" hidden="1">${escapeXml(range)}</definedName>`;
  });
  return `${xmlDeclaration}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relationshipNamespace}"><sheets>${sheets.join('')}</sheets><definedNames>${filters.join('')}</definedNames></workbook>`;
}
