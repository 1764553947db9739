/** Decisions on real git: the lines they touch, what they refuse, and other people's work that stays. */
import { existsSync, mkdirSync, readdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { fewItems, setToday, shippedPlan, stateOf } from '../support/shipped.ts';

const authority = ['--reason', 'Asked for', '--authority', 'Minute 12'];
const words = (text: string) => text.split(' ');

const decisions: Record<string, { args: string[]; file: string; isNew?: boolean }> = {
  amend: { args: words('amend 5 --set lead=police --set action=Act'), file: 'plan/items/05.yaml' },
  retire: { args: words('retire 7'), file: 'plan/items/07.yaml' },
  add: {
    args: words(
      'add --pillar prevention --objective O --action A --measure M --agencies dol --ongoing Always',
    ),
    file: 'plan/items/14.yaml',
    isNew: true,
  },
};

/** A plan in whose repository somebody is in the middle of other work. */
function inUse(): Sandbox {
  const sandbox = shippedPlan(fewItems);
  sandbox.write({ 'minutes.txt': 'staged\n', 'new.txt': 'not yet added\n' });
  sandbox.git('add', 'minutes.txt');
  return sandbox;
}

describe.each(Object.entries(decisions))('%s', (command, { args, file, isNew = false }) => {
  const whole = [...args, ...authority];

  test('commits its own file alone', async () => {
    const sandbox = inUse();
    expect(await plan(sandbox, whole)).toMatchObject({ code: 0, stderr: '' });
    expect(sandbox.git('show', '--format=', '--name-only')).toBe(file);
    expect(sandbox.git('status', '--short')).toBe('A  minutes.txt\n?? new.txt');
    expect(sandbox.git('log', '-1', '--format=%(trailers:key=Plan-Change,valueonly,separator=)')).toBe(
      command,
    );
    expect(sandbox.git('log', '-1', '--format=%(trailers:key=Plan-Authority,valueonly,separator=)')).toBe(
      'Minute 12',
    );
    expect(await plan(sandbox, 'validate')).toMatchObject({ code: 0, stdout: '' });
  });

  test('leaves all as it was where a hook refuses, and where it is only looked at', async () => {
    const sandbox = inUse();
    const before = stateOf(sandbox);
    const looked = await plan(sandbox, [...whole, '-n']);
    expect(looked).toMatchObject({ code: 0, stdout: expect.stringContaining(`Plan-Change: ${command}`) });
    expect(stateOf(sandbox)).toEqual(before);
    sandbox.hook('pre-commit', 'exit 1');
    const refused = stateOf(sandbox);
    expect(await plan(sandbox, whole)).toMatchObject({ code: 3, stdout: '' });
    expect(stateOf(sandbox)).toEqual(refused);
  });

  test('can be left uncommitted', async () => {
    const sandbox = inUse();
    const head = sandbox.git('rev-parse', 'HEAD');
    const { stdout, code } = await plan(sandbox, [...whole, '--no-commit']);
    expect([sandbox.git('rev-parse', 'HEAD'), code]).toEqual([head, 0]);
    expect(stdout).toContain(`not committed: see \`git ${isNew ? 'status' : 'diff'} -- ${file}\``);
    expect(existsSync(sandbox.at(file))).toBe(true);
  });

  test.each(['reason', 'authority'])('needs the %s', async (what) => {
    const sandbox = inUse();
    const before = stateOf(sandbox);
    const without = authority.flatMap((word, at) => (authority[at - (at % 2)] === `--${what}` ? [] : [word]));
    expect(await plan(sandbox, [...args, ...without])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`a decision needs a${what === 'reason' ? '' : 'n'} ${what}`),
    });
    expect(stateOf(sandbox)).toEqual(before);
  });
});

test('an amendment touches its lines and no others', async () => {
  const sandbox = shippedPlan(fewItems);
  await plan(sandbox, ['amend', '5', '-m', '5.1', '--field', 'due', '--to', '2026-06-30', ...authority]);
  setToday(sandbox, '2026-11-25');
  await plan(sandbox, ['amend', '5', '-m', '5.1', '--field', 'due', '--to', '2026-12-31', ...authority]);
  expect(sandbox.git('show', '--format=%B', '--unified=0').split('\n')).toMatchInlineSnapshot(`
    [
      "plan: 5 amended: milestone 5.1 due",
      "",
      "Asked for",
      "",
      "Plan-Change: amend",
      "Plan-Item: 5",
      "Plan-Field: 5 milestone 5.1 due",
      "Plan-Authority: Minute 12",
      "",
      "",
      "diff --git a/plan/items/05.yaml b/plan/items/05.yaml",
      "index a96e006..74fab85 100644",
      "--- a/plan/items/05.yaml",
      "+++ b/plan/items/05.yaml",
      "@@ -12 +12 @@ timetable:",
      "-      due: 2026-06-30",
      "+      due: 2026-12-31",
      "@@ -29,0 +30,7 @@ amendments:",
      "+  - recorded: 2026-11-25",
      "+    reason: Asked for",
      "+    authority: Minute 12",
      "+    milestone: "5.1"",
      "+    field: due",
      "+    from: 2026-06-30",
      "+    to: 2026-12-31",
    ]
  `);
  const { stdout } = await plan(sandbox, 'show 5 --json');
  const [shown] = JSON.parse(stdout).items;
  expect(shown.timetable.milestones[0]).toMatchObject({ due: '2026-12-31', firstDue: '2026-06-30' });
  expect(shown.amendments.map(({ from, to }: { from: string; to: string }) => [from, to])).toEqual([
    [null, '2026-06-30'],
    ['2026-06-30', '2026-12-31'],
  ]);
});

test('an id is not given again, though its file is gone', async () => {
  const sandbox = shippedPlan(fewItems);
  sandbox.git('rm', '--quiet', 'plan/items/13.yaml');
  sandbox.git('commit', '--quiet', '--message', 'Gone');
  const { args } = decisions.add!;
  const again = ['add', '13', ...args.slice(1), ...authority];
  expect(await plan(sandbox, again)).toMatchObject({
    code: 3,
    stderr:
      'plan: the id `13` was the id of another item, and ids are not used again\n  leave the id out to get the next one, `14`\n',
  });
  expect(await plan(sandbox, [...args, ...authority])).toMatchObject({ code: 0 });
  expect(sandbox.read('plan/items/14.yaml')).toMatch(/^# yaml-language-server: .*\nid: 14\n/);
});

test('an item comes from YAML on standard input', async () => {
  const sandbox = shippedPlan(fewItems);
  const input =
    'pillar: Prevention\nobjective: O\naction: A\nmeasure: M\nagencies: [DoL]\ntimetable: { milestones: [{ task: T, horizon: short }] }\n';
  expect(await plan(sandbox, ['add', '-', ...authority], { input })).toMatchObject({ code: 0 });
  expect(await plan(sandbox, 'validate')).toMatchObject({ stdout: '', code: 0 });
  expect(sandbox.read('plan/items/14.yaml')).toContain('agencies: [dol]\n');
  for (const [strange, told] of [
    [`${input}status: completed\n`, 'a new item can’t have `status`'],
    ['id: [', 'line 1 of the new item'],
    ['- a', 'is not a mapping'],
  ] as const)
    expect(await plan(sandbox, ['add', '-', ...authority], { input: strange })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(told),
    });
});

describe('evidence', () => {
  const note = (...evidence: string[]) => [
    'note',
    '5',
    'Said.',
    ...evidence.flatMap((each) => ['--evidence', each]),
  ];

  test('is kept once, under a safe name, in the commit of its report', async () => {
    const sandbox = inUse();
    sandbox.write({ 'Mīnute  of=May.pdf': 'one', 'sub/Mīnute-of-May.pdf': 'two', 'same.txt': 'one' });
    const names = ['Mīnute  of=May.pdf=The = minute', 'sub/Mīnute-of-May.pdf', 'same.txt'];
    expect(await plan(sandbox, note(...names))).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(sandbox.at('plan/evidence'))).toEqual(['Mīnute-of-May-2.pdf', 'Mīnute-of-May.pdf']);
    expect(sandbox.git('-c', 'core.quotePath=false', 'show', '--format=', '--name-only').split('\n')).toEqual(
      ['plan/evidence/Mīnute-of-May-2.pdf', 'plan/evidence/Mīnute-of-May.pdf', 'plan/items/05.yaml'],
    );
    expect(await plan(sandbox, ['note', '7', 'Again.', '--evidence', 'same.txt'])).toMatchObject({ code: 0 });
    expect(sandbox.git('show', '--format=', '--name-only')).toBe('plan/items/07.yaml');
    expect(await plan(sandbox, 'validate')).toMatchObject({ code: 0, stdout: '' });
  });

  test('is taken back whole where a hook refuses', async () => {
    const sandbox = inUse();
    sandbox.write({ 'minute.pdf': 'one' });
    sandbox.hook('pre-commit', 'exit 1');
    const before = stateOf(sandbox);
    expect(await plan(sandbox, note('minute.pdf'))).toMatchObject({ code: 3 });
    expect(stateOf(sandbox)).toEqual(before);
    expect(existsSync(sandbox.at('plan/evidence'))).toBe(false);
  });

  test('that lies there but is not committed is somebody’s work', async () => {
    const sandbox = shippedPlan(fewItems);
    sandbox.write({ 'plan/evidence/minute.pdf': 'one' });
    const before = stateOf(sandbox);
    expect(await plan(sandbox, note('plan/evidence/minute.pdf'))).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('`plan/evidence/minute.pdf` (not yet added to git)'),
    });
    expect(stateOf(sandbox)).toEqual(before);
  });

  test.each([
    ['a folder', 'folder', 'is a folder'],
    ['a link', 'link', 'is a symbolic link'],
    ['a pipe', 'pipe', 'is not a regular file'],
    ['too large', 'large', 'has 50.1 MB: the limit for evidence is 50 MB'],
    ['nothing', 'nowhere', 'is neither an http or https URL nor a file'],
  ])('is not %s', async (_, name, told) => {
    const sandbox = shippedPlan(fewItems);
    mkdirSync(sandbox.at('folder'));
    symlinkSync(sandbox.at('plan/plan.yaml'), sandbox.at('link'));
    await sandbox.run('mkfifo', ['pipe']);
    writeFileSync(sandbox.at('large'), '');
    truncateSync(sandbox.at('large'), 50_000_001);
    const before = stateOf(sandbox);
    const { code, stderr } = await plan(sandbox, note(name));
    expect(stderr).toContain(told);
    expect(code).toBe(name === 'nowhere' ? 2 : 3);
    expect(stateOf(sandbox)).toEqual(before);
  });

  test('is judged as it was in the past, too', async () => {
    const sandbox = shippedPlan(fewItems);
    sandbox.write({ 'minute.pdf': 'one' });
    await plan(sandbox, note('minute.pdf'));
    sandbox.commit({ 'plan/evidence/minute.pdf': 'two' }, 'Altered');
    expect(await plan(sandbox, 'validate')).toMatchObject({ code: 1 });
    expect(await plan(sandbox, 'validate --as-of HEAD~1')).toMatchObject({ code: 0, stdout: '' });
    expect(await plan(sandbox, 'validate --as-of HEAD')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('[evidence-file]'),
    });
  });
});
