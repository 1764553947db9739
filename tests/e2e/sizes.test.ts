/** Every answer in every format: of a plan without items, of one item, of the shipped plan, and of 10,000 items. */
import { describe, expect, test } from 'vitest';
import { filesOf, itemsOf } from '../bench/plans.mjs';
import { csvRows, readers, sheetsIn } from '../support/format-readers.ts';
import { plan } from '../support/plan.ts';
import { isNightly } from '../support/property.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { shippedPlan } from '../support/shipped.ts';

/** What is said where something was not thought of. */
const slips =
  /undefined|\bNaN\b|Invalid Date|\[object |\bInfinity\b|(?<![\w.-])-0(?![\d.-])|^ +at .*:\d+:\d+/m;
const misspoken =
  /(?<![\d.,-])1 (?:items|milestones|reports|files|changes|days|entries|rows)\b|(?<![\d.,-])0 (?:item|milestone|report|file|day|row)\b/;

/** What `plan` answers, read by another reader and looked at for slips. */
async function answer(sandbox: Sandbox, words: string, format: string): Promise<string> {
  const told = await plan(sandbox, [...words.split(' '), '--format', format]);
  expect(told.code, `${words}: ${told.stderr}`).toBe(0);
  for (const text of [await readers[format]!(told.stdout), told.stderr])
    for (const wrong of [slips, misspoken]) expect(text, `${words} as ${format}`).not.toMatch(wrong);
  return told.stdout;
}

const lists = ['table', 'tsv', 'csv', 'json', 'ndjson', 'markdown', 'yaml', 'html', 'xlsx'];
const lines = (stdout: string) => stdout.split('\n').filter(Boolean).length;

/** How many items a list of them has, by its format. */
const listed: Record<string, (stdout: string) => number> = {
  table: (stdout) => lines(stdout) - 1,
  tsv: (stdout) => lines(stdout) - 1,
  csv: (stdout) => csvRows(stdout).length,
  json: (stdout) => JSON.parse(stdout).items.length,
  ndjson: lines,
  markdown: (stdout) => lines(stdout) - 2,
  html: (stdout) => stdout.match(/<th scope="row"/g)?.length ?? 0,
  xlsx: (stdout) => Number(/(\d+)$/.exec(sheetsIn(stdout).Items!['!ref']!)![1]) - 1,
};

/** How many sections of items a report has, by its format. */
const reported: Record<string, (stdout: string) => number> = {
  markdown: (stdout) => stdout.match(/^#### /gm)?.length ?? 0,
  html: (stdout) => stdout.match(/<h4 id="item-/g)?.length ?? 0,
  json: (stdout) => JSON.parse(stdout).items.length,
  xlsx: listed.xlsx!,
};

describe.each([
  { size: 0, ids: [] },
  { size: 1, ids: ['05'] },
  { size: 28, ids: undefined },
])('a plan of $size', ({ size, ids }) => {
  test('is listed and counted', async () => {
    const sandbox = shippedPlan(ids, { repository: false });
    for (const format of lists) {
      const stdout = await answer(sandbox, 'list', format);
      if (listed[format]) expect(listed[format](stdout), format).toBe(size);
      for (const words of ['list --group-by agency', 'list --count-by agency,status', 'agencies'])
        await answer(sandbox, words, format);
      await answer(sandbox, 'summary', format === 'table' ? 'text' : format);
    }
    expect(await answer(sandbox, 'list --count-by status', 'tsv')).toMatch(
      new RegExp(`^total\t${size}$`, 'm'),
    );
  });

  test('is reported', async () => {
    const sandbox = shippedPlan(ids);
    for (const format of ['text', 'markdown', 'html', 'docx', 'xlsx', 'yaml', 'json']) {
      const stdout = await answer(sandbox, 'report', format);
      if (reported[format]) expect(reported[format](stdout), format).toBe(size);
    }
    for (const format of ['markdown', 'xlsx'])
      await answer(sandbox, 'report --since HEAD --audience internal', format);
  });

  test('is drawn', async () => {
    const sandbox = shippedPlan(ids);
    for (const chart of ['status', 'agencies', 'horizons', 'timeline', 'completion'])
      for (const format of ['text', 'svg', 'png', 'json', 'csv', 'markdown'])
        await answer(sandbox, `chart ${chart}`, format);
  });

  test('is compared and checked, and gives its dates', async () => {
    const sandbox = shippedPlan(ids);
    for (const format of ['text', 'markdown', 'json'])
      for (const words of ['changes --since HEAD', 'diff HEAD', 'validate'])
        await answer(sandbox, words, format);
    await answer(sandbox, 'calendar', 'ics');
    if (size > 0) for (const format of ['text', 'json']) await answer(sandbox, 'show 5', format);
    else
      expect(await plan(sandbox, ['show', '5'])).toMatchObject({
        code: 3,
        stderr: 'plan: there is no item `5`: the plan has none\n  see `plan list`\n',
      });
  });
});

/** What takes long is left to whoever asks for it. */
const heavy = isNightly;

test(`10,000 items are listed and counted${heavy ? ', and reported' : ''}`, async () => {
  const sandbox = createSandbox({ repository: false });
  sandbox.write(Object.fromEntries(filesOf(itemsOf(10_000, 2009))));
  for (const format of heavy ? lists : ['tsv']) {
    const stdout = await answer(sandbox, 'list', format);
    if (listed[format]) expect(listed[format](stdout), format).toBe(10_000);
  }
  expect(await answer(sandbox, 'list --count-by status', 'tsv')).toMatch(/^total\t10000$/m);
  if (!heavy) return;
  for (const format of ['text', 'markdown', 'html', 'docx', 'xlsx', 'yaml', 'json']) {
    const stdout = await answer(sandbox, 'report', format);
    if (reported[format]) expect(reported[format](stdout), format).toBe(10_000);
  }
});
