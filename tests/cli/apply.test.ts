/** Many reports in one go, on real git: all of them or none. */
import { expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import { fewItems, shippedPlan, stateOf } from '../support/shipped.ts';

const sheet = 'id,status,note\n5,in-progress,Begun.\n7,in-place,\n13,,\n5,on-hold,Paused.\n';

test('one commit of the files that change, each row an entry', async () => {
  const sandbox = shippedPlan(fewItems);
  const made = await plan(sandbox, 'apply -', { input: sheet });
  expect(made).toMatchObject({ code: 0, stderr: '' });
  expect(made.stdout).toContain('4 rows: 3 recorded, 1 unchanged');
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

test('rows in order make what updates one by one make', async () => {
  const [many, single] = [shippedPlan(fewItems), shippedPlan(fewItems)];
  await plan(many, 'apply -', { input: sheet });
  await plan(single, ['update', '5', '--status', 'in-progress', '--note', 'Begun.']);
  await plan(single, 'update 7 --status in-place');
  await plan(single, ['update', '5', '--status', 'on-hold', '--note', 'Paused.']);
  for (const id of fewItems)
    expect(many.read(`plan/items/${id}.yaml`)).toBe(single.read(`plan/items/${id}.yaml`));
});

test('a hook that refuses leaves everything as it was', async () => {
  const sandbox = shippedPlan(fewItems);
  sandbox.write({ 'minutes.txt': 'staged\n' });
  sandbox.git('add', 'minutes.txt');
  sandbox.hook('pre-commit', 'echo no; exit 1');
  const before = stateOf(sandbox);
  expect(await plan(sandbox, 'apply -', { input: sheet })).toMatchObject({ code: 3, stdout: '' });
  expect(stateOf(sandbox)).toEqual(before);
});

test('with a commit for each, those before the refusal stand and are named', async () => {
  const sandbox = shippedPlan(fewItems);
  sandbox.hook('commit-msg', 'grep -q Paused "$1" && exit 1; exit 0');
  const { code, stdout, stderr } = await plan(sandbox, 'apply - --commit-each', { input: sheet });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/2 of 3 rows were committed before: `[0-9a-f]{7}`, `[0-9a-f]{7}`/);
  expect(sandbox.git('rev-list', '--count', 'HEAD')).toBe('3');
  expect(sandbox.git('status', '--porcelain')).toBe('');
});

test('a list as we print it goes back in, as it is and edited', async () => {
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
  const every =
    'id,pillar,objective,action,measure,agencies,lead,kind,horizon,timetable,due,status,rating,overdue,unreported,note';
  for (const format of ['csv', 'tsv', 'json']) {
    const words = ['list', '--format', format, ...(format === 'json' ? [] : ['--fields', every])];
    const { stdout } = await plan(sandbox, words);
    const same = await plan(sandbox, `apply - --from ${format} -n`, { input: stdout });
    expect(same, format).toMatchObject({
      code: 0,
      stderr: '',
      stdout: '3 rows: 0 recorded, 3 unchanged\n',
    });
    const edited = stdout.replace('in-place', 'on-hold').replace('One of two.', 'None.');
    // JSON has the day of the last report too: whether it still holds is for the user to say.
    const input = edited.replace(/"asOf": "[^"]*"/, '"asOf": null');
    const told = await plan(sandbox, `apply - --from ${format} -n`, { input });
    expect(told, format).toMatchObject({ code: 0, stderr: '' });
    expect(told.stdout).toContain('7 status: in-place → on-hold\n3 rows: 1 recorded, 2 unchanged\n');
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
])('a row with `%s` of item %s', async (was, id, code) => {
  const sandbox = shippedPlan(fewItems);
  await plan(sandbox, 'update 7 --status in-place');
  const input = `- id: ${id}\n  ${was}\n  status: on-hold\n`;
  const told = await plan(sandbox, 'apply -', { input });
  expect(told.code).toBe(code);
  if (id === '7')
    expect(told.stderr).toMatch(/^-:2:8: error: .*`not-reported`.*`in-place`.*2026-11-24.*[0-9a-f]{7}/);
});

test('whose reports they are: the one author of all rows, or git’s', async () => {
  const sandbox = shippedPlan(fewItems);
  const row = (id: string, by: string) =>
    `{"id": ${id}, "note": "Said by ${by} of ${id}.", "by": "${by} <${by}@example.org>"}`;
  await plan(sandbox, 'apply -', { input: `[${row('5', 'aroha')}, ${row('7', 'aroha')}]` });
  expect(sandbox.git('log', '-1', '--format=%an')).toBe('aroha');
  await plan(sandbox, 'apply -', { input: `[${row('7', 'wiremu')}, ${row('13', 'aroha')}]` });
  expect(sandbox.git('log', '-1', '--format=%an')).toBe('Mere Tūhoe');
  expect(sandbox.read('plan/items/07.yaml')).toContain('by: wiremu <wiremu@example.org>');
});
