/** Readers of every output format from other libraries, which return the text in an output. */
import * as xlsx from '@e965/xlsx';
import { DOMParser } from '@xmldom/xmldom';
import ICAL from 'ical.js';
import { load } from 'js-yaml';
import mammoth from 'mammoth';
import { parse } from 'parse5';

const bytes = (out: string) => Buffer.from(out, 'latin1');

export const sheetsIn = (out: string) => xlsx.read(bytes(out), { cellDates: true, UTC: true }).Sheets;

/** The rows of CSV below the header. */
export const csvRows = (out: string): unknown[] =>
  xlsx.utils.sheet_to_json(Object.values(xlsx.read(out, { type: 'string', raw: true }).Sheets)[0]!);

const asIs = (out: string) => out;

/** @throws the error of the library if it cannot read the output */
export const readers: Record<string, (out: string) => string | Promise<string>> = {
  text: asIs,
  table: asIs,
  tsv: asIs,
  markdown: asIs,
  json: (out) => JSON.stringify(JSON.parse(out)),
  ndjson: (out) =>
    JSON.stringify(
      out
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    ),
  yaml: (out) => JSON.stringify(load(out)),
  csv: (out) => JSON.stringify(csvRows(out)),
  html: (out) => textIn(parse(out)),
  xlsx: (out) =>
    Object.values(sheetsIn(out))
      .map((sheet) => xlsx.utils.sheet_to_csv(sheet))
      .join('\n'),
  docx: async (out) => (await mammoth.extractRawText({ buffer: bytes(out) })).value,
  svg: (out) => `${new DOMParser({ onError }).parseFromString(out, 'image/svg+xml').documentElement}`,
  png: (out) => {
    if (!out.startsWith('\u0089PNG\r\n')) throw new Error('not a PNG file');
    return '';
  },
  ics: (out) => new ICAL.Component(ICAL.parse(out) as unknown[]).toString(),
};

function onError(_: unknown, message: string): never {
  throw new Error(message);
}

/** The text of a page, without styles and scripts. */
function textIn(node: object): string {
  const {
    nodeName,
    value,
    childNodes = [],
  } = node as { nodeName: string; value?: string; childNodes?: object[] };
  if (nodeName === 'style' || nodeName === 'script') return '';
  return value ?? childNodes.map(textIn).join(' ');
}
