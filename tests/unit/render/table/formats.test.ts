/** Lists in each format: parsing them gives the same texts, whatever these contain. */
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createTheme } from '../../../../src/render/common/colors.ts';
import { escapeControls } from '../../../../src/render/common/escape.ts';
import { widthOf } from '../../../../src/render/common/text-width.ts';
import { joinChunks, type RowFormat, tableFormats } from '../../../../src/render/table/formats.ts';
import fc from '../../../support/property.ts';

type Row = readonly [string, string];

const page = { width: Number.POSITIVE_INFINITY, theme: await createTheme(false) };

const list = (rows: readonly Row[]) => ({
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

const render = async (format: Exclude<RowFormat, 'xlsx'>, rows: readonly Row[], width = page.width) =>
  String(joinChunks(await tableFormats[format](list(rows), { ...page, width })));

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

/** Parses CSV strictly as RFC 4180: only quoted fields contain quotes, commas or line breaks. */
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

/** Formulas get an apostrophe, and control characters are visible. */
const guarded = (text: string) => {
  const shown = escapeControls(text, '\t\r\n');
  return /^'*[=+\-@\t\r\n＝＋－＠]/.test(shown) ? `'${shown}` : shown;
};

describe('csv', () => {
  test('parses to the same cells', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (rows) => {
        const [head, ...body] = parseCsv(await render('csv', rows));
        expect(head).toEqual(['first', 'as-of']);
        expect(body).toEqual(rows.map((row) => row.map(guarded)));
      }),
    );
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('never runs %j as a formula', async (text) => {
    const [, row] = parseCsv(await render('csv', [[text, '']]));
    expect(row).toEqual([`'${text}`, '']);
    expect(await render('tsv', [[text, '']])).not.toMatch(/\n[=+\-@\t\r]/);
  });
});

test('tsv has a line for each row and a tab between cells, whatever they contain', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (rows) => {
      const lines = (await render('tsv', rows)).split('\n').slice(1, -1);
      expect(lines.map((line) => line.split('\t').length)).toEqual(rows.map(() => 2));
      const read = (text: string) =>
        text.replace(/\\([\\tnr])/g, (_, char) => ({ '\\': '\\', t: '\t', n: '\n', r: '\r' })[char as 't']);
      const back = lines.map((line) => line.split('\t').map(read));
      expect(back).toEqual(rows.map((row) => row.map(guarded)));
    }),
  );
});

test('json and ndjson parse to the same values, with keys in camel case', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (rows) => {
      const values = rows.map(([first, asOf]) => ({ first, asOf }));
      const summary = { rows: rows.length };
      expect(JSON.parse(await render('json', rows))).toEqual({
        schemaVersion: 1,
        kind: 'a-list',
        rows: values,
        summary,
      });
      const lines = (await render('ndjson', rows)).split('\n').slice(0, -1);
      expect(lines.map((line) => JSON.parse(line))).toEqual(values);
    }),
  );
});

const acted = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

test('yaml parses to the same values as json, in YAML 1.2, in YAML 1.1 and by js-yaml', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (rows) => {
      const [text, json] = [await render('yaml', rows), JSON.parse(await render('json', rows))];
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
])('yaml has %j as text for every parser', async (text) => {
  const output = await render('yaml', [[text, text]]);
  for (const value of [parse(output), parse(output, { version: '1.1' }), load(output)])
    expect(value).toMatchObject({ rows: [{ first: text, asOf: text }] });
});

test.each(['table', 'json', 'ndjson', 'markdown', 'yaml', 'html'] as const)(
  '%s contains no control characters',
  async (format) => {
    await fc.assert(
      fc.asyncProperty(rows, async (rows) => {
        expect(await render(format, rows)).not.toMatch(acted);
      }),
    );
  },
);

test('markdown has a line for each row, with as many cells as the header', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (rows) => {
      const lines = (await render('markdown', rows)).split('\n').slice(0, -1);
      expect(lines.length).toBe(rows.length + 2);
      for (const line of lines) expect(line.match(/(?<!\\)(?:\\\\)*\|/g)?.length).toBe(3);
    }),
  );
});

const words = fc.string({ unit: fc.constantFrom('a', 'ā', '会', ' ', 'م', 'e\u0301'), maxLength: 60 });

test('a long table has the same lines as a short one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(words, words), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 40, max: 120 }),
      async (rows, width) => {
        const [head, ...short] = (await render('table', rows, width)).slice(0, -1).split('\n');
        const long = await render('table', Array(101).fill(rows).flat(), width);
        expect(long.slice(0, -1).split('\n')).toEqual([head, ...Array(101).fill(short).flat()]);
      },
    ),
  );
});

test('a table fits its width, whatever characters it contains', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(words, words)),
      fc.integer({ min: 60, max: 120 }),
      async (rows, width) => {
        for (const line of (await render('table', rows, width)).split('\n'))
          expect(widthOf(line)).toBeLessThanOrEqual(width);
      },
    ),
  );
});

test('a table with enough room truncates nothing', async () => {
  const long = 'word '.repeat(80).trim();
  expect(await render('table', [[long, 'end']])).toContain(`${long}  end`);
  expect(await render('table', [[long, 'end']], 80)).toContain('…');
});
