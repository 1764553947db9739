/** Saved queries, `--where` and date expressions, for every command that takes them. */
import { describe, expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import { base, planFolder } from '../support/plan-folder.ts';
import { fewItems, setToday, shippedPlan } from '../support/shipped.ts';

const planWith = (queries: string) =>
  planFolder({ 'plan.yaml': `${base('plan.yaml')}year-start: 07-01\nqueries:\n${queries}` });

test.each([
  ['list @mine --fields id', 'id\n1\n'],
  ['list --where @mine --where !overdue --fields id', 'id\n1\n'],
  ['list @mine --status completed --fields id', 'id\n'],
])('`plan %s`', async (line, stdout) => {
  const folder = planWith('  mine: id == "1"\n');
  expect((await plan(folder, line.split(' '))).stdout).toBe(stdout);
});

test('`plan queries` lists queries with their meaning', async () => {
  const folder = planWith('  mine: { meaning: What I do, expression: "id ==\\n \\"1\\"" }\n  all: "true"\n');
  const { queries } = JSON.parse((await plan(folder, ['queries', '--json'])).stdout);
  expect(queries).toEqual([
    { name: 'mine', meaning: 'What I do', expression: 'id ==\n "1"' },
    { name: 'all', meaning: null, expression: 'true' },
  ]);
  expect((await plan(folder, ['queries'])).stdout).toContain('mine\tWhat I do\tid == "1"\n');
});

test('an unknown query is an error with a suggestion', async () => {
  const { stderr, code } = await plan(planWith('  mine: "true"\n'), ['list', '@nime']);
  expect({ stderr, code }).toEqual({
    stderr: 'plan: there is no saved query `@nime`\n  did you mean `@mine`?\n',
    code: 2,
  });
  const none = await plan(planFolder(), ['list', '@mine']);
  expect(none.stderr).toContain('save one in plan.yaml');
});

describe('an invalid query', () => {
  const folder = () =>
    planWith(
      '  good: overdue\n  bad:\n    meaning: Bad\n    expression: >-\n      overdue &&\n      statu == "completed"\n',
    );

  test('is found by `plan validate`', async () => {
    const { findings } = JSON.parse((await plan(folder(), ['validate', '--json'])).stdout);
    expect(findings).toHaveLength(1);
    const [{ rule, message, hint, source, column }] = findings;
    expect({ rule, message, hint }).toEqual({
      rule: 'bad-expression',
      message: '`statu` is not a field',
      hint: 'did you mean `status`?',
    });
    expect(source).toContain('expression: >-');
    expect(column).toBeGreaterThan(1);
  });

  test('on one line is found at its column', async () => {
    const { findings } = JSON.parse(
      (await plan(planWith('  bad: overdue && statu == "completed"\n'), ['validate', '--json'])).stdout,
    );
    const [{ source, column, length }] = findings;
    expect(source.slice(column - 1, column - 1 + length)).toBe('statu');
  });

  test('is an error when it is used; other queries work', async () => {
    const { stderr, code } = await plan(folder(), ['list', '@bad']);
    expect(code).toBe(2);
    expect(stderr).toContain('plan: @bad: `statu` is not a field\n');
    expect((await plan(folder(), ['list', '@good'])).code).toBe(0);
  });
});

test('the queries of the shipped plan are valid', async () => {
  const sandbox = shippedPlan(fewItems);
  for (const name of ['@chase', '@closed-without-evidence'])
    expect(await plan(sandbox.dir, ['list', name])).toMatchObject({ code: 0 });
});

describe('a filter', () => {
  const filtered = async (line: string) => {
    const sandbox = shippedPlan(fewItems);
    return await plan(sandbox, [...line.split(' '), '--where', '"police" in agencies']);
  };

  test('limits the counts of summary, agencies and charts', async () => {
    expect((await filtered('summary')).stderr).toBe('only 2 of 3 items\n');
    expect((await filtered('agencies')).stdout).toMatch(/^police\t2\t/m);
    expect(JSON.parse((await filtered('chart status --json')).stdout).charts).toBeDefined();
  });

  test('limits the items of show and log', async () => {
    const shown = JSON.parse((await filtered('show --json')).stdout);
    expect(shown.items.map(({ id }: { id: string }) => id)).toEqual(['5', '13']);
    const log = JSON.parse((await filtered('log --json')).stdout);
    expect(log.commits[0].items.map(({ id }: { id: string }) => id)).toEqual(['5', '13']);
  });

  test('limits the items of changes', async () => {
    const sandbox = shippedPlan(fewItems);
    for (const id of ['5', '7'])
      await plan(sandbox, ['update', id, '--status', 'in-progress', '--as-of', 'yesterday']);
    const { stdout } = await plan(sandbox, [
      'changes',
      '--since',
      '-1d',
      '--json',
      '--where',
      'status == "in-progress" && "customs" in agencies',
    ]);
    const changes = JSON.parse(stdout);
    expect(JSON.stringify(changes)).toContain('"5"');
    expect(JSON.stringify(changes)).not.toContain('"7"');
  });

  test.each(['list', 'summary', 'agencies', 'show', 'chart status', 'calendar', 'log', 'diff', 'report'])(
    'can be a saved query: plan %s @chase',
    async (command) => {
      const sandbox = shippedPlan(fewItems);
      const run = async (...words: string[]) =>
        await plan(sandbox, [...command.split(' '), '--json', ...words]);
      const result = await run('@chase');
      expect(result).toEqual(await run('--where', '@chase'));
      expect(result.code).toBe(0);
      expect((await run('@chsae')).stdout).toContain('did you mean `@chase`?');
    },
  );

  test('does not hide revisions of git that start with `@`', async () => {
    const sandbox = shippedPlan(fewItems);
    expect(await plan(sandbox, ['diff', '@', '@chase'])).toMatchObject({ code: 0 });
    expect(await plan(sandbox, ['diff', '@{0}'])).toMatchObject({ code: 0 });
  });

  test('cannot be combined with ids', async () => {
    const sandbox = shippedPlan(fewItems);
    expect((await plan(sandbox.dir, ['show', '5', '@chase'])).stderr).toContain(
      'ids can’t be combined with filters or queries',
    );
    expect((await plan(sandbox.dir, ['show'])).code).toBe(2);
  });
});

describe('without a command', () => {
  const run = (line: readonly string[]) => {
    const sandbox = shippedPlan(fewItems, { repository: false });
    return plan(sandbox, line);
  };

  test.each([
    [
      ['@chase', '--fields', 'id'],
      ['list', '@chase', '--fields', 'id'],
    ],
    [
      ['--agency', 'customs', '@chase', '--json'],
      ['list', '@chase', '--agency', 'customs', '--json'],
    ],
    [
      ['--where', 'overdue', '--json'],
      ['summary', '--where', 'overdue', '--json'],
    ],
    [
      ['--where', '@chase', '--json'],
      ['summary', '@chase', '--json'],
    ],
    [
      ['--status', 'completed', '--status=on-hold'],
      ['summary', '--status', 'completed,on-hold'],
    ],
    [
      ['--agency', 'police', 'list', '--fields', 'id'],
      ['list', '--agency', 'police', '--fields', 'id'],
    ],
    [
      ['--where', 'list', 'list'],
      ['list', '--where', 'list'],
    ],
    [
      ['--sort', '-id', 'list'],
      ['list', '--sort', '-id'],
    ],
    [['--overdue'], ['summary', '--overdue']],
  ])('plan %j is plan %j', async (short, long) => {
    expect(await run(short)).toEqual(await run(long));
  });
});

describe('date expressions', () => {
  test('for updates, amendments and due dates', async () => {
    const sandbox = shippedPlan(fewItems);
    const run = async (...argv: string[]) => await plan(sandbox, argv);
    await run('update', '5', '--status', 'in-progress', '--as-of', '-2w', '--note', 'Begun.');
    expect(sandbox.read('plan/items/05.yaml')).toContain('as-of: 2026-11-10');
    const by = ['--reason', 'Agreed', '--authority', 'Minute 1'];
    await run('amend', '5', '--milestone', '5.1', '--field', 'due', '--to', '+3m', ...by);
    expect(sandbox.read('plan/items/05.yaml')).toContain('due: 2027-02-24');
    const period = await run('update', '5', '--rating', 'at-risk', '--as-of', '2026-Q3');
    expect(period.stderr).toContain('`2026-Q3` is not a day: it runs from 2026-07-01 to 2026-09-30');
    expect((await run('list', '--due', 'fy2027', '--fields', 'id')).stdout).toBe('id\n5\n');
    expect((await run('list', '--due', 'today..+30d', '--fields', 'id')).stderr).toContain('undecided');
    expect((await run('list', '--due', 'soon')).code).toBe(2);
  });

  test('for revisions: a period means all of it, and the current one ends today', async () => {
    const sandbox = shippedPlan(fewItems);
    setToday(sandbox, '2026-12-01');
    const dayIn = (timeZone: string, at = 0) =>
      new Intl.DateTimeFormat('sv-SE', { timeZone }).format(at * 1000);
    const run = async (...argv: string[]) => await plan(sandbox, argv, { dayIn });
    await run('update', '7', '--status', 'in-progress');
    const listKnown = (revision: string) => run('list', '--fields', 'id,status', '--known', revision);
    expect((await listKnown('2026-11')).stdout).toContain('7\tnot reported');
    expect((await listKnown('2026-12')).stdout).toContain('7\tin-progress');
    expect((await listKnown('-1w')).stderr).toMatch(/^known on 2026-11-24: /);
    const startOf = async (...argv: string[]) =>
      JSON.parse((await run('changes', '--json', ...argv)).stdout).from?.day;
    expect(await startOf('--since', '2026-12')).toBe('2026-11-30');
    expect((await run('log', '--since', '2026-12', '--until', '2026-12')).stdout).toContain('7 status');
    expect((await run('log', '--since', '2026-12')).stdout).not.toContain('published');
  });
});
