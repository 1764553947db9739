/** How many milestones and items have no date: every command gives the same counts, of the same denominators. */
import { expect, test } from 'vitest';
import { plan as inProcess, plan } from '../support/plan.ts';
import { shippedPlan } from '../support/shipped.ts';

test('list, report, summary, chart, fields and expressions agree', async () => {
  const sandbox = shippedPlan();
  for (const words of [
    ['update', '3', '--milestone', '3.1', '--status', 'completed'],
    ['update', '4', '--status', 'cancelled', '--note', 'No.'],
  ])
    expect(await plan(sandbox, words)).toMatchObject({ code: 0 });
  const run = async (...argv: string[]) => {
    const { code, stdout, stderr } = await inProcess(sandbox.dir, argv);
    expect(code).toBe(0);
    return {
      stdout: stdout.replace(/\s+/g, ' '),
      stderr,
      json: argv.includes('--json') ? JSON.parse(stdout) : null,
    };
  };

  expect((await run('list', '--undated', '--format', 'table')).stderr).toBe(
    '11 of 13 items with milestones\n',
  );
  const list = (await run('list', '--undated', '--json')).json.items.map(({ id }: { id: string }) => id);
  expect(list).toEqual(['1', '2', '5', '9', '10', '11', '12', '16', '17', '21', '23']);
  const where = (await run('list', '--where', 'undated', '--json')).json.items;
  expect(where.map(({ id }: { id: string }) => id)).toEqual(list);

  const report = await run('report', '--audience', 'internal', '--format', 'markdown');
  expect(report.stdout).toContain('No date set: 11 of 13 items with milestones (13 open milestones of 16)');
  expect(report.stdout).toContain('The date of 13 open milestones of 16.');
  const counts = { withMilestones: 13, undated: 11, milestones: 16, undatedMilestones: 13 };
  const { total, undated, unknown } = (await run('report', '--audience', 'internal', '--json')).json;
  expect(total).toMatchObject(counts);
  expect(undated).toEqual(list);
  expect(unknown.due).toBe(13);

  const summary = (await run('summary')).stdout;
  expect(summary).toContain('no date set 11 of 13 ');
  expect(summary).toContain('13 of 16 milestones are open and have no date.');
  expect((await run('summary', '--json')).json.summary).toMatchObject(counts);

  expect((await run('chart', 'timeline')).stdout).toContain(
    'No date is set for 13 of 16 milestones (the other 3 are closed), so there is no timeline yet.',
  );
});
