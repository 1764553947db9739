/** Every list in every format, and what each verb offers. */
import * as xlsx from '@e965/xlsx';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { listFormats } from '../../src/commands/answer.ts';
import { plan } from '../io.ts';
import { few, shippedPlan } from '../shipped.ts';

const lists = [['list'], ['agencies'], ['rules']];

test.each(lists)('plan %s in YAML is what it is in JSON', async (...words) => {
  const box = shippedPlan(few, { repository: false });
  const [yaml, json] = await Promise.all(
    ['yaml', 'json'].map((format) => plan(box.dir, [...words, '--format', format])),
  );
  expect(parse(yaml!.out)).toEqual(JSON.parse(json!.out));
});

test.each(lists)('plan %s is a workbook and a page', async (...words) => {
  const box = shippedPlan(few, { repository: false });
  const { out } = await plan(box.dir, [...words, '--format', 'xlsx']);
  const json = JSON.parse((await plan(box.dir, [...words, '--json'])).out);
  const book = xlsx.read(Buffer.from(out, 'latin1'));
  const rows = xlsx.utils.sheet_to_json<object>(book.Sheets[book.SheetNames[0]!]!);
  const list = Object.values(json).find(Array.isArray)!;
  expect(rows).toHaveLength(list.length);
  expect(Object.keys(rows[0]!)[0]).toBe('id');
  const page = (await plan(box.dir, [...words, '--format', 'html'])).out;
  expect(page).toMatch(/^<!doctype html>/);
  expect(page).toContain(`<h1>${book.SheetNames[0]}</h1>`);
  for (const { id } of list) expect(page).toContain(`>${id}<`);
});

test.each(['xlsx'])('bytes (%s) do not go to a terminal', async (format) => {
  const box = shippedPlan(few, { repository: false });
  const told = await plan(box.dir, ['list', '--format', format], { stdoutIsTerminal: true });
  expect(told).toMatchObject({ out: '', code: 2 });
  expect(told.err).toContain('name a file with `-o`, such as `-o plan.xlsx`');
});

test.each(listFormats)('no items, one item: %s', async (format) => {
  const box = shippedPlan(few, { repository: false });
  for (const words of ['nothing-has-this-word', '--horizon=trigger']) {
    const { code, out } = await plan(box.dir, ['list', words, '--format', format]);
    expect(code).toBe(0);
    if (format !== 'ndjson') expect(out).not.toBe('');
  }
});
