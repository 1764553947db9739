/** `plan apply`: all rows are recorded, or none. */
import { expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import { fewItems, setToday, shippedPlan, stateOf } from '../support/shipped.ts';

const table = 'id,status,note\n5,in-progress,Begun.\n7,in-place,\n13,,\n5,on-hold,Paused.\n';

test('a table that is applied again records nothing, also where agencies report differently', async () => {
  const sandbox = shippedPlan(fewItems);
  const input = 'id,status,agency,note\n5,in-progress,police,Begun.\n5,on-hold,dol,Paused.\n';
  const apply = () => plan(sandbox, 'apply - --as-of 2026-09-15', { input });
  expect((await apply()).stdout).toContain('2 rows: 2 recorded');
  for (const _ of [1, 2]) expect((await apply()).stdout).toContain('2 rows: 0 recorded, 2 unchanged');
});

test('records each row as an update, all in one commit', async () => {
  const sandbox = shippedPlan(fewItems);
  const applied = await plan(sandbox, 'apply -', { input: table });
  expect(applied).toMatchObject({ code: 0, stderr: '' });
  expect(applied.stdout).toContain('4 rows: 3 recorded, 1 unchanged');
  expect(sandbox.git('log', '-1', '--format=%B')).toMatchInlineSnapshot(`
    "plan: 2 items reported

    5 not-reported -> in-progress: Begun.
    7 not-reported -> in-place
    5 in-progress -> on-hold: Paused.

    Plan-Change: update
    Plan-Item: 5
    Plan-Item: 7
    Plan-Status: 5 not-reported -> on-hold
    Plan-Status: 7 not-reported -> in-place
    Plan-As-Of: 2026-11-24
    "
  `);
  expect(sandbox.git('show', '--format=', '--name-only')).toBe('plan/items/05.yaml\nplan/items/07.yaml');
  expect(await plan(sandbox, 'validate')).toMatchObject({ code: 0 });
});

test('gives the same files as one `plan update` for each row', async () => {
  const [many, single] = [shippedPlan(fewItems), shippedPlan(fewItems)];
  await plan(many, 'apply -', { input: table });
  await plan(single, ['update', '5', '--status', 'in-progress', '--note', 'Begun.']);
  await plan(single, 'update 7 --status in-place');
  await plan(single, ['update', '5', '--status', 'on-hold', '--note', 'Paused.']);
  for (const id of fewItems)
    expect(many.read(`plan/items/${id}.yaml`)).toBe(single.read(`plan/items/${id}.yaml`));
});

test('changes nothing when a hook refuses', async () => {
  const sandbox = shippedPlan(fewItems);
  sandbox.write({ 'minutes.txt': 'staged\n' });
  sandbox.git('add', 'minutes.txt');
  sandbox.hook('pre-commit', 'echo no; exit 1');
  const before = stateOf(sandbox);
  expect(await plan(sandbox, 'apply -', { input: table })).toMatchObject({ code: 3, stdout: '' });
  expect(stateOf(sandbox)).toEqual(before);
});

test('--commit-each: names the commits that were made before a hook refused', async () => {
  const sandbox = shippedPlan(fewItems);
  sandbox.hook('commit-msg', 'grep -q Paused "$1" && exit 1; exit 0');
  const { code, stdout, stderr } = await plan(sandbox, 'apply - --commit-each', { input: table });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/2 of 3 rows were committed before: `[0-9a-f]{7}`, `[0-9a-f]{7}`/);
  expect(sandbox.git('rev-list', '--count', 'HEAD')).toBe('3');
  expect(sandbox.git('status', '--porcelain')).toBe('');
});

test('accepts an exported list, unchanged and edited', async () => {
  const sandbox = shippedPlan(fewItems);
  await plan(sandbox, [
    'update',
    '7',
    '--status',
    'in-place',
    '--rating',
    'at-risk',
    '--note',
    'One of two.',
  ]);
  const allFields =
    'id,pillar,objective,action,measure,agencies,lead,kind,horizon,timetable,due,status,rating,overdue,unreported,note';
  for (const format of ['csv', 'tsv', 'json']) {
    const words = ['list', '--format', format, ...(format === 'json' ? [] : ['--fields', allFields])];
    const { stdout } = await plan(sandbox, words);
    const same = await plan(sandbox, `apply - --from ${format} -n`, { input: stdout });
    expect(same, format).toMatchObject({
      code: 0,
      stderr: '',
      stdout: '3 rows: 0 recorded, 3 unchanged\n',
    });
    const edited = stdout.replace('in-place', 'on-hold').replace('One of two.', 'None.');
    // JSON also has the day of the last update, which the user has to change or clear.
    const input = edited.replace(/"asOf": "[^"]*"/, '"asOf": null');
    const result = await plan(sandbox, `apply - --from ${format} -n`, { input });
    expect(result, format).toMatchObject({ code: 0, stderr: '' });
    expect(result.stdout).toContain('7 status: in-place → on-hold\n3 rows: 1 recorded, 2 unchanged\n');
    if (format !== 'json') continue;
    expect((await plan(sandbox, 'apply - -n', { input: edited })).stderr).toContain('[as-of-unclear]');
  }
});

test.each([
  ['was: not reported', '5', 0],
  ['was:', '5', 0],
  ['was: in-progress', '5', 3],
  ['was: finished', '5', 2],
  ['was: null', '7', 3],
])('a row with `%s` for item %s: exit code %i', async (was, id, code) => {
  const sandbox = shippedPlan(fewItems);
  await plan(sandbox, 'update 7 --status in-place');
  const input = `- id: ${id}\n  ${was}\n  status: on-hold\n`;
  const result = await plan(sandbox, 'apply -', { input });
  expect(result.code).toBe(code);
  if (id === '7')
    expect(result.stderr).toMatch(/^-:2:8: error: .*`not-reported`.*`in-place`.*2026-11-24.*[0-9a-f]{7}/);
});

test('the commit has the author of the rows, if all have the same', async () => {
  const sandbox = shippedPlan(fewItems);
  const row = (id: string, by: string) =>
    `{"id": ${id}, "note": "Said by ${by} of ${id}.", "by": "${by} <${by}@example.org>"}`;
  await plan(sandbox, 'apply -', { input: `[${row('5', 'aroha')}, ${row('7', 'aroha')}]` });
  expect(sandbox.git('log', '-1', '--format=%an')).toBe('aroha');
  await plan(sandbox, 'apply -', { input: `[${row('7', 'wiremu')}, ${row('13', 'aroha')}]` });
  expect(sandbox.git('log', '-1', '--format=%an')).toBe('Mere Tūhoe');
  expect(sandbox.read('plan/items/07.yaml')).toContain('by: wiremu <wiremu@example.org>');
});

test('a status that is repeated on another day is recorded only with the `as-of` of the row', async () => {
  const sandbox = shippedPlan(fewItems);
  await plan(sandbox, 'update 7 --status in-progress');
  setToday(sandbox, '2026-11-27');
  const apply = async (rows: string, ...words: string[]) =>
    (await plan(sandbox, ['apply', '-', '-n', ...words], { input: rows })).stdout.match(/\d+ row.*/)?.[0];
  const none = '1 row: 0 recorded, 1 unchanged';
  for (const words of [[], ['--as-of', '2026-11-26']]) {
    expect(await apply('- {id: 7, status: in-progress}\n', ...words)).toBe(none);
    expect(await apply('id,status\n7,in-progress\n', ...words)).toBe(none);
  }
  expect(await apply('id,status,as-of\n7,in-progress,2026-11-24\n')).toBe(none);
  for (const day of ['2026-11-01', '2026-11-26']) {
    expect(await apply(`- {id: 7, status: in-progress, as-of: ${day}}\n`)).toBe('1 row: 1 recorded');
    expect(await apply(`id,status,as-of\n7,in-progress,${day}\n`)).toBe('1 row: 1 recorded');
  }
});
