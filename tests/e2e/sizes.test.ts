/** Output in every format, for plans without items, with one, with 28, and with 10,000. */
import { describe, expect, test } from 'vitest';
import { filesOf, itemsOf } from '../bench/plans.mjs';
import { csvRows, readers, sheetsIn } from '../support/format-readers.ts';
import { plan } from '../support/plan.ts';
import { isNightly } from '../support/property.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { shippedPlan } from '../support/shipped.ts';

/** Signs of values that were not handled. */
const mistakes =
  /undefined|\bNaN\b|Invalid Date|\[object |\bInfinity\b|(?<![\w.-])-0(?![\d.-])|^ +at .*:\d+:\d+/m;
const wrongPlurals =
  /(?<![\d.,-])1 (?:items|milestones|reports|files|changes|days|entries|rows)\b|(?<![\d.,-])0 (?:item|milestone|report|file|day|row)\b/;

/** The output of a command, parsed by another library and searched for mistakes. */
async function outputOf(sandbox: Sandbox, words: string, format: string): Promise<string> {
  const result = await plan(sandbox, [...words.split(' '), '--format', format]);
  expect(result.code, `${words}: ${result.stderr}`).toBe(0);
  for (const text of [await readers[format]!(result.stdout), result.stderr])
    for (const wrong of [mistakes, wrongPlurals]) expect(text, `${words} as ${format}`).not.toMatch(wrong);
  return result.stdout;
}

const lists = ['table', 'tsv', 'csv', 'json', 'ndjson', 'markdown', 'yaml', 'html', 'xlsx'];
const lines = (stdout: string) => stdout.split('\n').filter(Boolean).length;

/** Counts the items in a list, by format. */
const countListed: Record<string, (stdout: string) => number> = {
  table: (stdout) => lines(stdout) - 1,
  tsv: (stdout) => lines(stdout) - 1,
  csv: (stdout) => csvRows(stdout).length,
  json: (stdout) => JSON.parse(stdout).items.length,
  ndjson: lines,
  markdown: (stdout) => lines(stdout) - 2,
  html: (stdout) => stdout.match(/<th scope="row"/g)?.length ?? 0,
  xlsx: (stdout) => Number(/(\d+)$/.exec(sheetsIn(stdout).Items!['!ref']!)![1]) - 1,
};

/** Counts the items in a report, by format. */
const countReported: Record<string, (stdout: string) => number> = {
  markdown: (stdout) => stdout.match(/^#### /gm)?.length ?? 0,
  html: (stdout) => stdout.match(/<h4 id="item-/g)?.length ?? 0,
  json: (stdout) => JSON.parse(stdout).items.length,
  xlsx: countListed.xlsx!,
};

describe.each([
  { size: 0, ids: [] },
  { size: 1, ids: ['05'] },
  { size: 28, ids: undefined },
])('a plan of $size', ({ size, ids }) => {
  test('lists and counts', async () => {
    const sandbox = shippedPlan(ids, { repository: false });
    for (const format of lists) {
      const stdout = await outputOf(sandbox, 'list', format);
      if (countListed[format]) expect(countListed[format](stdout), format).toBe(size);
      for (const words of ['list --group-by agency', 'list --count-by agency,status', 'agencies'])
        await outputOf(sandbox, words, format);
      await outputOf(sandbox, 'summary', format === 'table' ? 'text' : format);
    }
    expect(await outputOf(sandbox, 'list --count-by status', 'tsv')).toMatch(
      new RegExp(`^total\t${size}$`, 'm'),
    );
  });

  test('reports', async () => {
    const sandbox = shippedPlan(ids);
    for (const format of ['text', 'markdown', 'html', 'docx', 'xlsx', 'yaml', 'json']) {
      const stdout = await outputOf(sandbox, 'report', format);
      if (countReported[format]) expect(countReported[format](stdout), format).toBe(size);
    }
    for (const format of ['markdown', 'xlsx'])
      await outputOf(sandbox, 'report --since HEAD --audience internal', format);
  });

  test('charts', async () => {
    const sandbox = shippedPlan(ids);
    for (const chart of ['status', 'agencies', 'horizons', 'timeline', 'completion'])
      for (const format of ['text', 'svg', 'png', 'json', 'csv', 'markdown'])
        await outputOf(sandbox, `chart ${chart}`, format);
  });

  test('comparisons, findings, calendars and items', async () => {
    const sandbox = shippedPlan(ids);
    for (const format of ['text', 'markdown', 'json'])
      for (const words of ['changes --since HEAD', 'diff HEAD', 'validate'])
        await outputOf(sandbox, words, format);
    await outputOf(sandbox, 'calendar', 'ics');
    if (size > 0) for (const format of ['text', 'json']) await outputOf(sandbox, 'show 5', format);
    else
      expect(await plan(sandbox, ['show', '5'])).toMatchObject({
        code: 3,
        stderr: 'plan: there is no item `5`: the plan has none\n  see `plan list`\n',
      });
  });
});

test(`10,000 items are listed and counted${isNightly ? ', and reported' : ''}`, async () => {
  const sandbox = createSandbox({ repository: false });
  sandbox.write(Object.fromEntries(filesOf(itemsOf(10_000, 2009))));
  for (const format of isNightly ? lists : ['tsv', 'ndjson', 'html']) {
    const stdout = await outputOf(sandbox, 'list', format);
    if (countListed[format]) expect(countListed[format](stdout), format).toBe(10_000);
  }
  expect(await outputOf(sandbox, 'list --count-by status', 'tsv')).toMatch(/^total\t10000$/m);
  if (!isNightly) return;
  for (const format of ['text', 'markdown', 'html', 'docx', 'xlsx', 'yaml', 'json']) {
    const stdout = await outputOf(sandbox, 'report', format);
    if (countReported[format]) expect(countReported[format](stdout), format).toBe(10_000);
  }
});
