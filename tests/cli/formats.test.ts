/** Lists, counts and the summary in all formats. */
import * as xlsx from '@e965/xlsx';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { listFormats } from '../../src/cli/list-output.ts';
import { plan } from '../support/plan.ts';
import { fewItems, shippedPlan } from '../support/shipped.ts';

const lists = [['list'], ['agencies'], ['rules'], ['fields']];
const outputs = [
  ...lists,
  ['list', '--count-by', 'agencies,status'],
  ['list', '--group-by', 'pillar'],
  ['report'],
];

test.each(outputs)('plan %s %s %s has the same values in YAML and JSON', async (...words) => {
  const sandbox = shippedPlan(fewItems, { repository: false });
  const [yaml, json] = await Promise.all(
    ['yaml', 'json'].map((format) => plan(sandbox.dir, [...words, '--format', format])),
  );
  expect(parse(yaml!.stdout)).toEqual(JSON.parse(json!.stdout));
});

test.each(lists)('plan %s has the same rows as a workbook and as an HTML page', async (...words) => {
  const sandbox = shippedPlan(fewItems, { repository: false });
  const { stdout } = await plan(sandbox.dir, [...words, '--format', 'xlsx']);
  const json = JSON.parse((await plan(sandbox.dir, [...words, '--json'])).stdout);
  const book = xlsx.read(Buffer.from(stdout, 'latin1'));
  const rows = xlsx.utils.sheet_to_json<object>(book.Sheets[book.SheetNames[0]!]!);
  const list = Object.values(json).find(Array.isArray)!;
  expect(rows).toHaveLength(list.length);
  const page = (await plan(sandbox.dir, [...words, '--format', 'html'])).stdout;
  expect(page).toMatch(/^<!doctype html>/);
  expect(page).toContain(`<h1>${book.SheetNames[0]}</h1>`);
  for (const { id, name } of list) expect(page).toContain(`>${id ?? name}<`);
});

test('plan summary has the same counts in every format', async () => {
  const sandbox = shippedPlan(undefined, { repository: false });
  const summaryAs = async (format: string) =>
    (await plan(sandbox.dir, ['summary', '--format', format])).stdout;
  const json = JSON.parse(await summaryAs('json'));
  expect(parse(await summaryAs('yaml'))).toEqual(json);
  const lines = (await summaryAs('ndjson'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(
    lines.filter(({ by }) => by === 'agency').map(({ id, items, overdue }) => ({ id, items, overdue })),
  ).toEqual(
    json.summary.byAgency.map(({ id, items, overdue }: Record<string, unknown>) => ({ id, items, overdue })),
  );
  expect(lines).toContainEqual({
    by: 'attention',
    id: 'undated',
    name: 'no date set',
    items: 13,
    of: 13,
    reported: null,
    overdue: null,
  });
  for (const format of ['csv', 'tsv'])
    expect((await summaryAs(format)).trim().split('\n')).toHaveLength(lines.length + 1);
  const markdown = await summaryAs('markdown');
  const page = await summaryAs('html');
  const book = xlsx.read(Buffer.from(await summaryAs('xlsx'), 'latin1'));
  expect(book.SheetNames).toEqual([
    'Items by status',
    'Items by pillar',
    'Items by agency',
    'What needs attention',
    'About',
  ]);
  const sheet = xlsx.utils.sheet_to_json<{ agency: string; items: number }>(book.Sheets['Items by agency']!);
  for (const [at, { name, items }] of json.summary.byAgency.entries()) {
    expect(markdown).toContain(`| ${name} | ${items} of 28 |`);
    expect(page).toContain(`${items} of 28`);
    expect(sheet[at]).toMatchObject({ agency: name, items });
  }
  for (const each of [markdown, page]) expect(each).toContain('Crown copyright');
});

test('counts are numbers in a workbook, with notes on how they were counted', async () => {
  const sandbox = shippedPlan(fewItems, { repository: false });
  const words = ['list', '--count-by', 'agencies,status', '--format'];
  const { stdout } = await plan(sandbox.dir, [...words, 'xlsx']);
  const book = xlsx.read(Buffer.from(stdout, 'latin1'));
  const rows = xlsx.utils.sheet_to_json<unknown[]>(book.Sheets['Items by agencies and status']!, {
    header: 1,
  });
  expect([rows[0]![0], ...rows[0]!.slice(-2)]).toEqual(['agencies', 'not reported', 'total']);
  expect(rows).toContainEqual(['customs', ...Array(7).fill(0), 1, 1]);
  const notes = ['3 of 3 items', expect.stringContaining('agencies')];
  expect(rows.slice(-2)).toEqual(notes.map((note) => [note]));
  const csv = await plan(sandbox.dir, [...words, 'csv']);
  expect(csv.stderr.trim().split('\n')).toEqual(notes);
  const markdown = await plan(sandbox.dir, [...words, 'markdown']);
  expect(markdown.stderr).toBe('');
  expect(markdown.stdout.trim().split('\n\n').slice(1)).toEqual(notes);
});

test.each(['xlsx'])('%s is not written to a terminal', async (format) => {
  const sandbox = shippedPlan(fewItems, { repository: false });
  const result = await plan(sandbox.dir, ['list', '--format', format], { stdoutIsTerminal: true });
  expect(result).toMatchObject({ stdout: '', code: 2 });
  expect(result.stderr).toContain('write it to a file: `-o plan.xlsx`');
});

test.each(listFormats)('a list without items and one with one item, as %s', async (format) => {
  const sandbox = shippedPlan(fewItems, { repository: false });
  for (const words of ['nothing-has-this-word', '--horizon=trigger']) {
    const { code, stdout } = await plan(sandbox.dir, ['list', words, '--format', format]);
    expect(code).toBe(0);
    if (format !== 'ndjson') expect(stdout).not.toBe('');
  }
});
