/** `plan chart`: its charts, filters and formats. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import { fewItems, setToday, shippedPlan } from '../support/shipped.ts';

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

test('the completion chart is read from git, as of any day', async () => {
  const sandbox = shippedPlan(fewItems);
  setToday(sandbox, '2026-11-25');
  sandbox.commit({
    'plan/items/07.yaml': `${sandbox.read('plan/items/07.yaml')}status: in-place\nupdates: [{ as-of: 2026-11-25, recorded: 2026-11-25, status: in-place }]\n`,
  });
  setToday(sandbox, '2026-11-26');
  const dayIn = (timeZone: string, at = 0) => new Date(at * 1000).toLocaleDateString('sv-SE', { timeZone });
  const figures = async (...words: string[]) => {
    const io = { env: { ...sandbox.env }, dayIn };
    const { stdout } = await plan(sandbox.dir, ['chart', 'completion', '--format', 'tsv', ...words], io);
    return stdout.trimEnd().split('\n').slice(1);
  };
  expect(await figures()).toEqual([
    '2026-11-23\t3\t0\t0\t0',
    '2026-11-25\t3\t1\t0\t1',
    '2026-11-26\t3\t1\t0\t1',
  ]);
  expect(await figures('--known', '2026-11-24')).toEqual([
    '2026-11-23\t3\t0\t0\t0',
    '2026-11-24\t3\t0\t0\t0',
  ]);
  expect(await figures('--pillar', 'protection')).toEqual([
    '2026-11-23\t1\t0\t0\t0',
    '2026-11-26\t1\t0\t0\t0',
  ]);
});

test('without git the completion chart says that there is no history', async () => {
  const { stdout, code } = await ran(shippedPlan(fewItems, { repository: false }), 'chart', 'completion');
  expect([code, stdout]).toEqual([0, expect.stringContaining('not in a git repository')]);
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
