/** How others read our answers: each format by a reader that is none of ours, which gives the words that stand in it. */
import * as xlsx from '@e965/xlsx';
import { DOMParser } from '@xmldom/xmldom';
import ICAL from 'ical.js';
import { load } from 'js-yaml';
import mammoth from 'mammoth';
import { parse } from 'parse5';

const bytes = (out: string) => Buffer.from(out, 'latin1');

export const sheetsIn = (out: string) => xlsx.read(bytes(out), { cellDates: true, UTC: true }).Sheets;

/** The rows of CSV below its names. */
export const csvRows = (out: string): unknown[] =>
  xlsx.utils.sheet_to_json(Object.values(xlsx.read(out, { type: 'string', raw: true }).Sheets)[0]!);

const whole = (out: string) => out;

/** @throws what the reader says of an answer that it can't read */
export const readers: Record<string, (out: string) => string | Promise<string>> = {
  text: whole,
  table: whole,
  tsv: whole,
  markdown: whole,
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
  html: (out) => wordsIn(parse(out)),
  xlsx: (out) =>
    Object.values(sheetsIn(out))
      .map((sheet) => xlsx.utils.sheet_to_csv(sheet))
      .join('\n'),
  docx: async (out) => (await mammoth.extractRawText({ buffer: bytes(out) })).value,
  svg: (out) => `${new DOMParser({ onError }).parseFromString(out, 'image/svg+xml').documentElement}`,
  png: (out) => {
    if (!out.startsWith('\u0089PNG\r\n')) throw new Error('this is no PNG');
    return '';
  },
  ics: (out) => new ICAL.Component(ICAL.parse(out) as unknown[]).toString(),
};

function onError(_: unknown, message: string): never {
  throw new Error(message);
}

/** The words of a page, but for its own style and script. */
function wordsIn(node: object): string {
  const {
    nodeName,
    value,
    childNodes = [],
  } = node as { nodeName: string; value?: string; childNodes?: object[] };
  if (nodeName === 'style' || nodeName === 'script') return '';
  return value ?? childNodes.map(wordsIn).join(' ');
}
