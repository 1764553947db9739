/** Reading cells as spreadsheets write them, with their positions. */

import { expect, test } from 'vitest';
import { tableFormats } from '../../../../src/render/table/formats.ts';
import { detectRowFormat, readRows } from '../../../../src/storage/import/rows.ts';
import { position } from '../../../../src/storage/yaml/text-position.ts';
import fc, { times } from '../../../support/property.ts';

const cells = (text: string, format: 'csv' | 'tsv' = 'csv') =>
  readRows(text, format).rows.map((row) =>
    Object.fromEntries([...row.cells].map(([name, { value }]) => [name, value])),
  );

test.each([
  ['commas', 'id,note\n5,a\n'],
  ['CRLF', 'id,note\r\n5,a\r\n'],
  ['no final line break', 'id,note\n5,a'],
  ['a byte order mark', '\ufeffid,note\n5,a\n'],
  ['semicolons', 'id;note\n5;a\n'],
  ['a named separator', 'sep=;\r\nid;note\r\n5;a\r\n'],
  ['tabs', 'id\tnote\n5\ta\n'],
  ['quotes', '"id","note"\n"5","a"\n'],
  ['empty lines and rows', 'id,note\n\n,\n5,a\n,\n'],
  ['empty cells beyond the columns', 'id,note\n5,a,,\n'],
])('%s', (_, text) => expect(cells(text)).toEqual([{ id: '5', note: 'a' }]));

test('reads back what our own exports print', () => {
  const word = fc.string({ unit: fc.constantFrom(...'aā,;"\'=+-@\t\n \\|'), maxLength: 8 });
  const rows = fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 4 });
  const print = (format: 'csv' | 'tsv', list: [string, string][]) =>
    [
      ...(tableFormats[format] as (sheet: object) => Iterable<string>)({
        kind: 'x',
        key: 'x',
        columns: [
          { name: 'id', value: () => '', text: (row: [string, string]) => `5${row[0]}` },
          { name: 'note', value: () => '', text: (row: [string, string]) => row[1] },
        ],
        rows: list,
        summary: () => ({}),
      }),
    ].join('');
  fc.assert(
    fc.property(rows, (list) => {
      const expected = list.map(([id, note]) => ({ id: `5${id}`, note }));
      expect(cells(print('csv', list))).toEqual(expected);
      // A cell that begins with a quote looks like a quoted cell.
      fc.pre(list.every(([, note]) => !note.startsWith('"')));
      expect(cells(print('tsv', list), 'tsv')).toEqual(expected);
    }),
    { numRuns: times(150) },
  );
});

test('positions are right below a cell of several lines', () => {
  const text = 'id,note\n5,"one\ntwo ""three"""\n7,x\n';
  const [, second] = readRows(text, 'csv').rows;
  expect(position(text, second!.cells.get('note')!.offset)).toMatchObject({ line: 4, column: 3 });
});

test.each([
  ['id,note\n5,"a\n', 1, 'is not closed'],
  ['id,note\n5,"a" b\n', 1, 'after the quote'],
  ['id,note\n5,a,b\n', 1, '3 cells'],
  ['id,id\n5,6\n', 1, 'two columns are named `id`'],
])('%j is refused', (text, count, what) => {
  const { errors } = readRows(text, 'csv');
  expect(errors).toHaveLength(count);
  expect(errors[0]!.message).toContain(what);
});

test('random text never throws', () => {
  const format = fc.constantFrom('csv', 'tsv', 'json', 'yaml');
  fc.assert(fc.property(fc.string(), format, (text, format) => void readRows(text, format as 'csv')));
});

test.each([
  ['a.yml', '', 'yaml'],
  ['a.TSV', '', 'tsv'],
  ['-', '[{"id": 5}]', 'json'],
  ['-', '# mine\n- id: 5\n', 'yaml'],
  ['-', 'updates:\n', 'yaml'],
  ['-', 'id;note\n', 'csv'],
  ['-', '\ufeffid\tnote\n', 'tsv'],
])('%s with %j is %s', (name, text, format) => expect(detectRowFormat(name, text)).toBe(format));
