/** Lists in every format: what goes in comes out again, whatever a plan's texts hold. */
import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createTheme } from '../../../../src/render/common/colors.ts';
import { escapeControls } from '../../../../src/render/common/escape.ts';
import { widthOf } from '../../../../src/render/common/text-width.ts';
import { joinChunks, type RowFormat, tableFormats } from '../../../../src/render/table/formats.ts';

type Row = readonly [string, string];

const page = { width: Number.POSITIVE_INFINITY, theme: await createTheme(false) };

const sheet = (rows: readonly Row[]) => ({
  kind: 'a-list',
  title: 'A list',
  key: 'rows',
  columns: [0, 1].map((at) => ({
    name: ['first', 'as-of'][at]!,
    value: (row: Row) => row[at],
    text: (row: Row) => row[at]!,
  })),
  rows,
  summary: () => ({ rows: rows.length }),
});

const shown = async (format: Exclude<RowFormat, 'xlsx'>, rows: readonly Row[], width = page.width) =>
  String(joinChunks(await tableFormats[format](sheet(rows), { ...page, width })));

const cell = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      ',',
      '"',
      '\n',
      '\r',
      '\t',
      '\\',
      '=',
      '|',
      "'",
      'ā',
      '会',
      '\u001b',
      '\u202e',
    ),
  }),
);
const rows = fc.array(fc.tuple(cell, cell), { maxLength: 5 });

/** RFC 4180, read strictly: quoted fields hold anything, plain ones neither quote, comma nor line break. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [[]];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let at = 0; at < text.length; at = field.lastIndex) {
    const [, quoted, plain, end] = field.exec(text)!;
    records.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain!);
    if (end === '\r\n') records.push([]);
  }
  return records.slice(0, -1);
}

/** What a spreadsheet would run gets an apostrophe; what a terminal would act on is shown. */
const guarded = (text: string) => {
  const shown = escapeControls(text, '\t\r\n');
  return /^'*[=+\-@\t\r\n＝＋－＠]/.test(shown) ? `'${shown}` : shown;
};

describe('csv', () => {
  test('reads back to the same cells', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (rows) => {
        const [head, ...body] = parseCsv(await shown('csv', rows));
        expect(head).toEqual(['first', 'as-of']);
        expect(body).toEqual(rows.map((row) => row.map(guarded)));
      }),
    );
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('never runs %j as a formula', async (text) => {
    const [, row] = parseCsv(await shown('csv', [[text, '']]));
    expect(row).toEqual([`'${text}`, '']);
    expect(await shown('tsv', [[text, '']])).not.toMatch(/\n[=+\-@\t\r]/);
  });
});

test('tsv holds a row a line and a tab between cells, whatever is in them', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (rows) => {
      const lines = (await shown('tsv', rows)).split('\n').slice(1, -1);
      expect(lines.map((line) => line.split('\t').length)).toEqual(rows.map(() => 2));
      const read = (text: string) =>
        text.replace(/\\([\\tnr])/g, (_, char) => ({ '\\': '\\', t: '\t', n: '\n', r: '\r' })[char as 't']);
      const back = lines.map((line) => line.split('\t').map(read));
      expect(back).toEqual(rows.map((row) => row.map(guarded)));
    }),
  );
});

test('json and ndjson read back to the same values, by keys in camel case', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (rows) => {
      const values = rows.map(([first, asOf]) => ({ first, asOf }));
      const summary = { rows: rows.length };
      expect(JSON.parse(await shown('json', rows))).toEqual({
        schemaVersion: 1,
        kind: 'a-list',
        rows: values,
        summary,
      });
      const lines = (await shown('ndjson', rows)).split('\n').slice(0, -1);
      expect(lines.map((line) => JSON.parse(line))).toEqual(values);
    }),
  );
});

const acted = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

test('yaml reads back to what json holds, by what knows YAML 1.2 and by what knows more words', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (rows) => {
      const [text, json] = [await shown('yaml', rows), JSON.parse(await shown('json', rows))];
      expect(parse(text)).toEqual(json);
      expect(parse(text, { version: '1.1' })).toEqual(json);
      expect(load(text)).toEqual(json);
    }),
  );
});

test.each([
  'no',
  'On',
  '2026-06-30',
  '1_000',
  '12:30',
  '05',
  '0o7',
  'null',
  '~',
  '=',
  '<<',
  '- a',
  'a: b',
  '',
])('yaml has %j as words for every reader', async (text) => {
  const told = await shown('yaml', [[text, text]]);
  for (const value of [parse(told), parse(told, { version: '1.1' }), load(told)])
    expect(value).toMatchObject({ rows: [{ first: text, asOf: text }] });
});

test.each(['table', 'json', 'ndjson', 'markdown', 'yaml', 'html'] as const)(
  'nothing in a %s acts on a terminal',
  async (format) => {
    await fc.assert(
      fc.asyncProperty(rows, async (rows) => {
        expect(await shown(format, rows)).not.toMatch(acted);
      }),
    );
  },
);

test('markdown holds a row a line, with as many cells as the head', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (rows) => {
      const lines = (await shown('markdown', rows)).split('\n').slice(0, -1);
      expect(lines.length).toBe(rows.length + 2);
      for (const line of lines) expect(line.match(/(?<!\\)(?:\\\\)*\|/g)?.length).toBe(3);
    }),
  );
});

const words = fc.string({ unit: fc.constantFrom('a', 'ā', '会', ' ', 'م', 'e\u0301'), maxLength: 60 });

test('a long table looks as a short one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(words, words), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 40, max: 120 }),
      async (rows, width) => {
        const [head, ...short] = (await shown('table', rows, width)).slice(0, -1).split('\n');
        const long = await shown('table', Array(101).fill(rows).flat(), width);
        expect(long.slice(0, -1).split('\n')).toEqual([head, ...Array(101).fill(short).flat()]);
      },
    ),
  );
});

test('a table fits its width, whatever letters are in it, as long as its columns can be told apart', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(words, words)),
      fc.integer({ min: 60, max: 120 }),
      async (rows, width) => {
        for (const line of (await shown('table', rows, width)).split('\n'))
          expect(widthOf(line)).toBeLessThanOrEqual(width);
      },
    ),
  );
});

test('a table that has room cuts nothing', async () => {
  const long = 'word '.repeat(80).trim();
  expect(await shown('table', [[long, 'end']])).toContain(`${long}  end`);
  expect(await shown('table', [[long, 'end']], 80)).toContain('…');
});
