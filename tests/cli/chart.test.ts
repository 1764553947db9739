/** `plan chart`: its charts, filters and formats. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import { fewItems, shippedPlan } from '../support/shipped.ts';

const ran = (sandbox: ReturnType<typeof shippedPlan>, ...words: string[]) => plan(sandbox, words);

test('without a name it draws the bars and the matrix', async () => {
  const { stdout, code } = await ran(shippedPlan(fewItems), 'chart');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Status of items by pillar\n[\s\S]*\n\nStatus of items by agency\n/);
});

test('undecided items are reported', async () => {
  const { stderr, code } = await ran(
    shippedPlan(fewItems),
    'chart',
    'status',
    '--where',
    'due < date("2027-01-01")',
  );
  expect([code, stderr]).toEqual([0, expect.stringContaining('3 of 3 items are undecided')]);
});

test('an unknown name is an error with a suggestion', async () => {
  const { stderr, code } = await ran(shippedPlan(fewItems), 'chart', 'horizon');
  expect(code).toBe(2);
  expect(stderr).toContain('did you mean `horizons`?');
});

test('completion offers the names', async () => {
  const { stdout } = await ran(shippedPlan(fewItems), 'complete', '--', 'chart', 'ho');
  expect(stdout).toBe('horizons\n');
});

test('a file contains one chart', async () => {
  const { stderr, code } = await ran(shippedPlan(fewItems), 'chart', '--format', 'svg');
  expect([code, stderr]).toEqual([2, expect.stringContaining('no chart given')]);
});

test('filters apply, and retired items are noted', async () => {
  const sandbox = shippedPlan(fewItems);
  const { stdout } = await ran(sandbox, 'chart', 'status', '--pillar', 'prevention', '--json');
  const { kind, charts, summary } = JSON.parse(stdout);
  expect([kind, charts.length, charts[0].rows[0]]).toEqual(['chart', 1, ['Prevention', 2, 2]]);
  expect(charts[0].notes).toEqual(['2 of 3 items are shown: those that were selected.']);
  expect(summary).toEqual({ asOf: '2026-11-24', commit: null, unreadable: 0 });
});

test('its figures are a table in other formats', async () => {
  const { stdout } = await ran(
    shippedPlan(fewItems),
    'chart',
    'agencies',
    '--format',
    'csv',
    '--agency',
    'customs',
  );
  expect(stdout.split('\r\n').slice(0, 2)).toEqual(['agency,items,not reported', 'New Zealand Police,1,1']);
});

test('the completion chart has the days that updates are true for, as of any day and without git', async () => {
  const sandbox = shippedPlan(fewItems, { repository: false });
  const report = (asOf: string, status: string) =>
    `  - as-of: ${asOf}\n    recorded: 2026-11-20\n    status: ${status}\n`;
  sandbox.write({
    'plan/items/07.yaml': `${sandbox.read('plan/items/07.yaml')}status: in-place\nupdates:\n${report('2019-06-30', 'in-progress')}${report('2021-03-31', 'in-place')}`,
  });
  const figures = async (...words: string[]) => {
    const { stdout } = await plan(sandbox.dir, ['chart', 'completion', '--format', 'tsv', ...words], {
      env: { ...sandbox.env },
    });
    return stdout.trimEnd().split('\n').slice(1);
  };
  expect(await figures()).toEqual([
    '2019-06-30\t3\t1\t0\t0',
    '2021-03-31\t3\t1\t0\t1',
    '2026-11-24\t3\t1\t0\t1',
  ]);
  expect(await figures('--as-of', '2020-12-31')).toEqual([
    '2019-06-30\t3\t1\t0\t0',
    '2020-12-31\t3\t1\t0\t0',
  ]);
  expect(await figures('--pillar', 'protection')).toEqual(['2026-11-24\t1\t0\t0\t0']);
  const before = await ran(sandbox, 'chart', 'completion', '--as-of', '2019-06-29');
  expect(before).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing was reported before') });
});

test('a picture is written to a file, with the same bytes each time', async () => {
  const sandbox = shippedPlan(fewItems);
  for (const name of ['a.png', 'b.png', 'a.svg'])
    expect(await ran(sandbox, 'chart', 'status', '-o', name)).toMatchObject({ code: 0, stdout: '' });
  const [png, again] = ['a.png', 'b.png'].map((name) => readFileSync(sandbox.at(name)));
  expect(png!.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
  // Twice the size of the SVG.
  expect(png!.readUInt32BE(16)).toBe(2 * 760);
  expect(again).toEqual(png);
  expect(sandbox.read('a.svg')).toMatch(/^<svg [^>]*width="760"/);
  // The file names its source, because it is passed on alone.
  expect(sandbox.read('a.svg')).toContain(
    'Plan of Action to Prevent People Trafficking, as of 2026-11-24. Crown copyright 2009',
  );
});
