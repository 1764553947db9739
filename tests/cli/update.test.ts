/** `plan update` changes only its own lines in a file with any layout, and commits only its own file. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { fewItems, shippedPlan, stateOf } from '../support/shipped.ts';

const path = 'plan/items/05.yaml';

/** Item 5 in a layout that the program would not write. */
const unusualLayout = `# yaml-language-server: $schema=../../schemas/item.schema.json
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
      agency:   dol
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

/** The lines that the last commit added and removed. */
const changedLines = (sandbox: Sandbox) =>
  sandbox.git('show', '--format=', '--unified=0').split('\n').slice(5);

async function planWithItem(text: string): Promise<Sandbox> {
  const sandbox = shippedPlan(fewItems);
  sandbox.commit({ [path]: text }, 'Laid out by hand');
  expect(await plan(sandbox, 'validate')).toMatchObject({ stdout: '', code: 0 });
  return sandbox;
}

const update = ['update', '5', '--status', 'on-hold', '--note', 'Waiting.\n\nFor money.', '--agency', 'DoL'];

test('changes the status and adds the lines of the update', async () => {
  const sandbox = await planWithItem(unusualLayout);
  expect(await plan(sandbox, update)).toMatchObject({ code: 0, stderr: '' });
  expect(changedLines(sandbox)).toMatchInlineSnapshot(`
    [
      "-status:     in-progress    # agreed by mail",
      "+status:     on-hold        # agreed by mail",
      "@@ -27,0 +28,8 @@ updates:    # newest last",
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

test('keeps CRLF line endings', async () => {
  const crlf = unusualLayout.replaceAll('\n', '\r\n');
  const sandbox = await planWithItem(crlf);
  expect(await plan(sandbox, update)).toMatchObject({ code: 0, stderr: '' });
  const changed = changedLines(sandbox).filter((line) => /^[-+]/.test(line));
  expect(changed.filter((line) => !line.endsWith('\r'))).toEqual([]);
  expect(sandbox.git('show', '--format=', '--numstat')).toBe(`9\t1\t${path}`);
  const withLf = await planWithItem(unusualLayout);
  await plan(withLf, update);
  expect(sandbox.read(path)).toBe(withLf.read(path).replaceAll('\n', '\r\n'));
});

test('keeps a milestone in braces', async () => {
  const sandbox = await planWithItem(unusualLayout);
  expect(await plan(sandbox, 'update 5 --milestone 5.1 --status completed')).toMatchObject({ code: 0 });
  expect(changedLines(sandbox)).toMatchInlineSnapshot(`
    [
      "+    - as-of: 2026-11-24",
      "+      recorded: 2026-11-24",
      "+      agency: dol",
      "+      milestone: "5.1"",
      "+      status: completed",
      "@@ -30 +35 @@ timetable:",
      "-      - {id: "5.1", horizon: short, task: Undertake Collection Plan (DoL), agencies: [dol]}",
      "+      - {id: "5.1", horizon: short, task: Undertake Collection Plan (DoL), agencies: [dol], status: completed}",
    ]
  `);
});

test('keeps other staged and unstaged changes, and does not commit them', async () => {
  const sandbox = await planWithItem(unusualLayout);
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

  expect(await plan(sandbox, update)).toMatchObject({ code: 0 });

  expect(sandbox.git('show', '--format=', '--name-only')).toBe(path);
  const after = stateOf(sandbox);
  expect(after).toMatchObject({ staged, unstaged, left: [] });
  expect(after.status.split('\n').slice(1)).toEqual(status.split('\n').slice(1));
});

/** Every file and folder, git's own included, with its modification time. */
const timesIn = ({ dir }: Sandbox) =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' }).map((name) => [
    name,
    statSync(join(dir, name)).mtimeMs,
  ]);

test('`--dry-run` writes nothing, and prints the diff and the message of the real run', async () => {
  const sandbox = await planWithItem(unusualLayout);
  const before = timesIn(sandbox);
  const dryRun = await plan(sandbox, [...update, '--dry-run']);
  expect(dryRun).toMatchObject({ code: 0, stderr: '' });
  expect(timesIn(sandbox)).toEqual(before);

  const patch = dryRun.stdout.slice(dryRun.stdout.indexOf('--- a/'), dryRun.stdout.indexOf('\n    plan: '));
  const applied = await sandbox.run('git', ['apply', '--check', '--verbose', '-'], { input: patch });
  expect(applied.code, applied.stderr).toBe(0);
  await sandbox.run('git', ['apply', '-'], { input: patch });
  const patched = sandbox.read(path);
  sandbox.git('checkout', '--', path);

  expect(await plan(sandbox, update)).toMatchObject({ code: 0 });
  expect(sandbox.read(path)).toBe(patched);
  const message = dryRun.stdout.slice(dryRun.stdout.indexOf('\n    plan: ')).replace(/^ {4}/gm, '').trim();
  expect(sandbox.git('log', '-1', '--format=%B').trim()).toBe(message);
});
