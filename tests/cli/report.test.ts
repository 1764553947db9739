/** `plan report`: its audience, its period, its agencies and its formats. */

import { read } from '@e965/xlsx';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { shippedPlan } from '../support/shipped.ts';

const formats = ['text', 'markdown', 'json'] as const;

const ask = (sandbox: Sandbox, words: string) => plan(sandbox, words.split(' '));

test('needs no git, and a period of days needs none either', async () => {
  const sandbox = shippedPlan(undefined, { repository: false });
  const result = await ask(sandbox, 'report');
  expect(result).toMatchObject({ code: 0, stderr: '' });
  expect(result.stdout).toContain('Period     none');
  const { code, stdout } = await ask(sandbox, 'report --since 2026-06-30');
  expect([code, stdout]).toEqual([0, expect.stringContaining('from the end of 2026-06-30 to 2026-11-24')]);
  expect(await ask(sandbox, 'report --since v1')).toMatchObject({ code: 3, stdout: '' });
});

test('it is public unless `--audience internal` is given', async () => {
  const sandbox = shippedPlan(['05']);
  sandbox.write({
    'plan/items/05.yaml': `${sandbox.read('plan/items/05.yaml')}status: in-progress
rating: off-track
updates:
  - as-of: 2026-11-24
    recorded: 2026-11-24
    status: in-progress
    rating: off-track
    note: A secret.
`,
  });
  for (const format of formats) {
    const result = await ask(sandbox, `report --format ${format}`);
    expect(result.stdout).not.toContain('secret');
    expect(result.stdout).not.toMatch(/rated off.track<|"off-track"/);
    expect(result.stderr).toMatch(/internal updates are omitted/);
    expect((await ask(sandbox, `report --format ${format} --audience internal`)).stdout).toContain('secret');
  }
});

test('the start of the period must be before its end', async () => {
  const sandbox = shippedPlan(['05']);
  expect(await ask(sandbox, 'report --since 2026-11-24 --known 2026-11-23')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('2026-11-24'),
  });
});

test('--agency takes any name of an agency, and limits the report to its items', async () => {
  const sandbox = shippedPlan(['05', '07', '13']);
  const { stdout } = await ask(sandbox, 'report --agency mbie --json');
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({
    agencies: ['dol'],
    total: { items: 2 },
    byAgency: [{ id: 'dol', items: 2 }],
  });
  expect(report.items.map(({ id }: { id: string }) => id)).toEqual(['5', '7']);
});

test.each(['text', 'markdown', 'html', 'docx', 'xlsx', 'json'])(
  'the same plan has the same report, as %s',
  async (format) => {
    const sandbox = shippedPlan(['05', '07', '13']);
    const tell = async () => {
      const pieces: Uint8Array[] = [];
      const result = await plan(sandbox, ['report', '--since', '2026-11-23', '--format', format], {
        out: (piece) => void pieces.push(Buffer.from(piece)),
      });
      expect(result).toMatchObject({ code: 0, stderr: '' });
      return Buffer.concat(pieces);
    };
    const first = await tell();
    expect(first.length).toBeGreaterThan(1000);
    expect(first.equals(await tell())).toBe(true);
    const pictures =
      format === 'docx' ? Object.keys(unzipSync(first)).filter((path) => path.endsWith('.png')) : [];
    expect(pictures).toHaveLength(format === 'docx' ? 3 : 0);
  },
);

test('binary formats are not written to a terminal', async () => {
  const sandbox = shippedPlan(['05'], { repository: false });
  const result = await plan(sandbox, ['report', '--format', 'docx'], { stdoutIsTerminal: true });
  expect(result).toMatchObject({ code: 2, stdout: '' });
});

test('a plan without items has a report in every format', async () => {
  const sandbox = shippedPlan([]);
  for (const format of ['text', 'markdown', 'html', 'docx', 'xlsx', 'json']) {
    const pieces: Uint8Array[] = [];
    const result = await plan(sandbox, ['report', '--format', format], {
      out: (piece) => void pieces.push(Buffer.from(piece)),
    });
    expect(result, format).toMatchObject({ code: 0, stderr: '' });
    const bytes = Buffer.concat(pieces);
    if (format === 'xlsx')
      expect(read(bytes).SheetNames).toEqual([
        ...[
          'Report',
          'Attention',
          'Items by status',
          'Items by rating',
          'By pillar',
          'By agency',
          'Exceptions',
        ],
        ...['Items', 'Milestones', 'Updates', 'Definitions'],
      ]);
    else if (format !== 'docx') expect(bytes.toString(), format).toContain('there are no items');
  }
});
