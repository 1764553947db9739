/** A change touches the lines it is about, and its commit its own file: in a page that somebody laid out by hand. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { fewItems, shippedPlan, stateOf } from '../support/shipped.ts';

const path = 'plan/items/05.yaml';

/** Item 5 with its words as they are, and nothing else as the program would write it. */
const byHand = `# yaml-language-server: $schema=../../schemas/item.schema.json
# Kept by the Department; ring before you edit.
id:         5              # never renumber
pillar:     'prevention'


objective:  >-
   The government establishes a reliable bank of
   people trafficking intelligence
action: "Collect information related to people trafficking activity on an on-going basis"
x-desk:     { phone: 0064, who: "Aroha" }
measure:    Use of intelligence related to people trafficking   # as printed
agencies:
- dol       # leads, in practice
- customs
- police
status:     in-progress    # agreed by mail
updates:    # newest last
    # the first one came on paper
    - as-of:    2026-09-30
      recorded: '2026-10-02'
      status:   in-progress
      note: |
         Plan drafted.

           - by Police
timetable:
      milestones:
      - {id: "5.1", horizon: short, task: Undertake Collection Plan (DoL), agencies: [dol]}
      # not before the plan
      - {id: '5.2', horizon: short, task: Redraft Targeting Profile (Customs), agencies: [ customs ]}
source: {agencies: "DoL, Customs and Police",
         timetable: "Short: Undertake Collection Plan (DoL) Redraft Targeting Profile (Customs)"}
wording: sha256:26ce8af25d201edeefb777c4d591a747fb9d3654db925187b669147b12ab1754
# end
`;

/** What is added and removed, and nothing around it. */
const changedLines = (sandbox: Sandbox) =>
  sandbox.git('show', '--format=', '--unified=0').split('\n').slice(5);

async function laidOutByHand(text: string): Promise<Sandbox> {
  const sandbox = shippedPlan(fewItems);
  sandbox.commit({ [path]: text }, 'Laid out by hand');
  expect(await plan(sandbox, 'validate')).toMatchObject({ stdout: '', code: 0 });
  return sandbox;
}

const report = ['update', '5', '--status', 'on-hold', '--note', 'Waiting.\n\nFor money.', '--agency', 'DoL'];

test('only the status and the lines of the new report change', async () => {
  const sandbox = await laidOutByHand(byHand);
  expect(await plan(sandbox, report)).toMatchObject({ code: 0, stderr: '' });
  expect(changedLines(sandbox)).toMatchInlineSnapshot(`
    [
      "-status:     in-progress    # agreed by mail",
      "+status:     on-hold        # agreed by mail",
      "@@ -26,0 +27,8 @@ updates:    # newest last",
      "+    - as-of: 2026-11-24",
      "+      recorded: 2026-11-24",
      "+      agency: dol",
      "+      status: on-hold",
      "+      note: |-",
      "+        Waiting.",
      "+",
      "+        For money.",
    ]
  `);
  expect(sandbox.git('show', '--format=', '--numstat')).toBe(`9\t1\t${path}`);
  expect(sandbox.git('log', '-1', '--format=%s%n%(trailers)')).toMatchInlineSnapshot(`
    "plan: 5 in-progress -> on-hold
    Plan-Change: update
    Plan-Item: 5
    Plan-Status: 5 in-progress -> on-hold
    Plan-As-Of: 2026-11-24
    Plan-Agency: dol
    "
  `);
});

test('in a file with CRLF, as the file has it', async () => {
  const crlf = byHand.replaceAll('\n', '\r\n');
  const sandbox = await laidOutByHand(crlf);
  expect(await plan(sandbox, report)).toMatchObject({ code: 0, stderr: '' });
  const changed = changedLines(sandbox).filter((line) => /^[-+]/.test(line));
  expect(changed.filter((line) => !line.endsWith('\r'))).toEqual([]);
  expect(sandbox.git('show', '--format=', '--numstat')).toBe(`9\t1\t${path}`);
  const twin = await laidOutByHand(byHand);
  await plan(twin, report);
  expect(sandbox.read(path)).toBe(twin.read(path).replaceAll('\n', '\r\n'));
});

test('a milestone in braces changes in its braces', async () => {
  const sandbox = await laidOutByHand(byHand);
  expect(await plan(sandbox, 'update 5 --milestone 5.1 --status completed')).toMatchObject({ code: 0 });
  expect(changedLines(sandbox)).toMatchInlineSnapshot(`
    [
      "+    - as-of: 2026-11-24",
      "+      recorded: 2026-11-24",
      "+      milestone: "5.1"",
      "+      status: completed",
      "@@ -29 +33 @@ timetable:",
      "-      - {id: "5.1", horizon: short, task: Undertake Collection Plan (DoL), agencies: [dol]}",
      "+      - {id: "5.1", horizon: short, task: Undertake Collection Plan (DoL), agencies: [dol], status: completed}",
    ]
  `);
});

test('what others have staged and edited stays so, and out of the commit', async () => {
  const sandbox = await laidOutByHand(byHand);
  sandbox.write({
    'minutes.txt': 'staged\n',
    'plan/items/07.yaml': `${sandbox.read('plan/items/07.yaml')}# staged\n`,
  });
  sandbox.git('add', '--all');
  sandbox.write({
    'minutes.txt': 'staged, then edited\n',
    'plan/plan.yaml': `${sandbox.read('plan/plan.yaml')}# edited\n`,
    'new.txt': 'not yet added\n',
  });
  const { staged, unstaged, status } = stateOf(sandbox);

  expect(await plan(sandbox, report)).toMatchObject({ code: 0 });

  expect(sandbox.git('show', '--format=', '--name-only')).toBe(path);
  const after = stateOf(sandbox);
  expect(after).toMatchObject({ staged, unstaged, left: [] });
  expect(after.status.split('\n').slice(1)).toEqual(status.split('\n').slice(1));
});

/** Every file and folder there is, git's own included, and when it was last written. */
const timesIn = ({ dir }: Sandbox) =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' }).map((name) => [
    name,
    statSync(join(dir, name)).mtimeMs,
  ]);

test('a dry run does nothing, and shows what the real run then writes', async () => {
  const sandbox = await laidOutByHand(byHand);
  const before = timesIn(sandbox);
  const dry = await plan(sandbox, [...report, '--dry-run']);
  expect(dry).toMatchObject({ code: 0, stderr: '' });
  expect(timesIn(sandbox)).toEqual(before);

  const patch = dry.stdout.slice(dry.stdout.indexOf('--- a/'), dry.stdout.indexOf('\n    plan: '));
  const applied = await sandbox.run('git', ['apply', '--check', '--verbose', '-'], { input: patch });
  expect(applied.code, applied.stderr).toBe(0);
  await sandbox.run('git', ['apply', '-'], { input: patch });
  const shown = sandbox.read(path);
  sandbox.git('checkout', '--', path);

  expect(await plan(sandbox, report)).toMatchObject({ code: 0 });
  expect(sandbox.read(path)).toBe(shown);
  const message = dry.stdout.slice(dry.stdout.indexOf('\n    plan: ')).replace(/^ {4}/gm, '').trim();
  expect(sandbox.git('log', '-1', '--format=%B').trim()).toBe(message);
});
