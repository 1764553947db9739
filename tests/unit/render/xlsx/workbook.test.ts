/** Workbooks, read with SheetJS. */
import * as xlsx from '@e965/xlsx';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Cell, Table } from '../../../../src/render/document/document.ts';
import { sheetNames } from '../../../../src/render/xlsx/sheet-names.ts';
import { renderWorkbook } from '../../../../src/render/xlsx/workbook.ts';
import fc, { times } from '../../../support/property.ts';

const runs = { numRuns: times(30) };

const table = (rows: readonly (readonly Cell[])[], own: Partial<Table> = {}): Table => ({
  title: 'Items',
  columns: [
    { name: 'id' },
    { name: 'due', kind: 'date' },
    { name: 'count', kind: 'number' },
    { name: 'late', kind: 'flag' },
  ],
  rows,
  ...own,
});

const known: Cell[] = [
  { text: '5' },
  { text: '2026-12-31', value: '2026-12-31' },
  { text: '7', value: 7 },
  { text: 'yes', value: true },
];
const unknown: Cell[] = [
  { text: '6' },
  { text: 'no date set', value: null },
  { text: 'not counted', value: null },
  { text: 'unknown', value: null },
];

/** A workbook and the cells of its first sheet. */
function opened(tables: readonly Table[]) {
  const bytes = renderWorkbook(tables);
  const book = xlsx.read(bytes, {
    cellDates: true,
    UTC: true,
    cellStyles: true,
    cellFormula: true,
    cellNF: true,
  });
  const sheet = book.Sheets[book.SheetNames[0]!]!;
  const files = Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, each]) => [name, strFromU8(each)]),
  );
  return { bytes, book, sheet, files, at: (address: string) => sheet[address] as xlsx.CellObject };
}

describe('cells', () => {
  test('are dates, numbers and booleans if the value is known, else text', () => {
    const { at } = opened([table([known, unknown])]);
    expect(['A1', 'B1', 'C1', 'D1'].map((each) => at(each).v)).toEqual(['id', 'due', 'count', 'late']);
    expect(at('A2')).toMatchObject({ t: 's', v: '5' });
    expect(at('B2')).toMatchObject({ t: 'd', v: new Date('2026-12-31T00:00:00Z'), w: '2026-12-31' });
    expect(at('C2')).toMatchObject({ t: 'n', v: 7 });
    expect(at('D2')).toMatchObject({ t: 'b', v: true });
    expect(['A3', 'B3', 'C3', 'D3'].map((each) => [at(each).t, at(each).v])).toEqual([
      ['s', '6'],
      ['s', 'no date set'],
      ['s', 'not counted'],
      ['s', 'unknown'],
    ]);
  });

  test.each(['1899-12-31', '1900-02-28'])(
    'have %s as text, because spreadsheets have another serial number for it',
    (day) => {
      const { at } = opened([table([known.with(1, { text: day, value: day })])]);
      expect(at('B2')).toMatchObject({ t: 's', v: day });
    },
  );

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '=cmd|" /C calc"!A0'])(
    'have %j as text, not as a formula',
    (text) => {
      const { at, files } = opened([table([known.with(0, { text })])]);
      expect(at('A2')).toMatchObject({ t: 's', v: text });
      expect(at('A2').f).toBeUndefined();
      expect(files['xl/worksheets/sheet1.xml']).not.toContain('<f>');
      // In a cell formatted as text, an edited text stays text.
      expect(at('A2').z).toBe('@');
    },
  );

  test.each([
    ['a\u0007b\u202ec', 'a\\u0007b\\u202ec'],
    ['\ufffd \ud800 \uffff', '\ufffd \\ud800 \\uffff'],
    ['two\nlines', 'two\nlines'],
    ['_x0041_', '_x0041_'],
    ['constructor', 'constructor'],
    ['__proto__', '__proto__'],
    ['  kept  ', '  kept  '],
    ['<b>&amp;</b> ]]>', '<b>&amp;</b> ]]>'],
  ])('contain %j', (text, shown) => {
    const { at } = opened([table([known.with(0, { text })])]);
    expect(at('A2')).toMatchObject({ t: 's', v: shown });
  });

  test('shorten text to the limit of Excel', () => {
    const { at } = opened([table([known.with(0, { text: 'x'.repeat(40_000) })])]);
    expect(at('A2').v).toBe(`${'x'.repeat(32_766)}…`);
  });

  test('contain any text', () => {
    const text = fc.string({
      unit: fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 1 }),
        fc.constantFrom('_', 'x', '0', '=', '<', '&', ' ', '\n'),
      ),
    });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (texts) => {
        const { sheet } = opened([table(texts.map((each) => known.with(0, { text: each })))]);
        const read = xlsx.utils.sheet_to_json<string[]>(sheet, { header: 1, raw: true, defval: '' });
        expect(read.slice(1).map(([first]) => first)).toEqual(texts);
      }),
      runs,
    );
  });

  test('show the addresses of links', () => {
    const text = [
      'see ',
      { text: 'the minute', href: 'https://example.org/1' },
      ', ',
      { strong: 'late' },
      { text: ' below', href: '#x' },
    ];
    const { at } = opened([table([known.with(0, { text })])]);
    expect(at('A2').v).toBe('see the minute <https://example.org/1>, late below');
  });
});

test('the header is frozen and has filters, long text is wrapped, and notes are below the rows', () => {
  const long = 'a long sentence '.repeat(20).trim();
  const notes = ['An item counts for each of its agencies.'];
  const { book, sheet, files, at } = opened([table([known.with(0, { text: long }), unknown], { notes })]);
  expect(sheet['!autofilter']).toEqual({ ref: 'A1:D3' });
  // LibreOffice shows no filter without this name.
  expect(book.Workbook!.Names).toMatchObject([
    { Name: '_xlnm._FilterDatabase', Sheet: 0, Ref: "'Items'!$A$1:$D$3" },
  ]);
  expect(files['xl/worksheets/sheet1.xml']).toMatch(
    /<pane xSplit="1" ySplit="1" topLeftCell="B2" [^>]*state="frozen"/,
  );
  const widths = sheet['!cols']!.map(({ width }) => Math.round(width!));
  expect(widths[0]).toBe(60);
  expect(widths[1]).toBeGreaterThanOrEqual('no date set'.length);
  expect(files['xl/styles.xml']).toContain('wrapText="1"');
  expect(at('A5').v).toBe(notes[0]);
  expect(at('A4')).toBeUndefined();
});

test('a table without rows has its header', () => {
  const { sheet, at } = opened([table([])]);
  expect(at('D1').v).toBe('late');
  expect(sheet['!autofilter']).toEqual({ ref: 'A1:D1' });
});

test('the same tables have the same bytes at any time', () => {
  const { bytes, files } = opened([table([known, unknown]), table([])]);
  vi.useFakeTimers({ now: new Date('2030-05-05T05:05:05Z'), toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  expect(Buffer.from(renderWorkbook([table([known, unknown]), table([])])).equals(bytes)).toBe(true);
  expect(Object.keys(files).filter((name) => /sheet\d/.test(name) && !name.includes('rels'))).toHaveLength(2);
});

describe('sheet names', () => {
  test.each([
    [
      ['By agency', 'by agency'],
      ['By agency', 'by agency 2'],
    ],
    [['a/b:c[d]*?\\e'], ['a b c d e']],
    [
      ['', '***', 'History'],
      ['Sheet', 'Sheet 2', 'History 2'],
    ],
    [["'quoted'"], ['quoted']],
    [
      ['x'.repeat(40), 'x'.repeat(50)],
      ['x'.repeat(31), `${'x'.repeat(29)} 2`],
    ],
  ])('%j', (titles, names) => expect(sheetNames(titles)).toEqual(names));

  test('are legal and unique for any titles', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 20 }), (titles) => {
        const names = sheetNames(titles);
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(titles.length);
        for (const name of names) {
          expect(name).toMatch(/^(?!').{1,31}(?<!')$/s);
          expect(name).not.toMatch(/[[\]:*?/\\\p{Cc}\p{Cs}]/u);
        }
      }),
      runs,
    );
  });

  test('are in the workbook', () => {
    const { book } = opened(['One', 'Two & <three>'].map((title) => table([], { title })));
    expect(book.SheetNames).toEqual(['One', 'Two & <three>']);
  });
});
