/** `plan amend`: the lines that it changes. */
import { expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import { fewItems, setToday, shippedPlan } from '../support/shipped.ts';

const decision = ['--reason', 'Asked for', '--authority', 'Minute 12'];

test('changes its own lines only, and records the old value', async () => {
  const sandbox = shippedPlan(fewItems);
  await plan(sandbox, ['amend', '5', '-m', '5.1', '--field', 'due', '--to', '2026-06-30', ...decision]);
  setToday(sandbox, '2026-11-25');
  await plan(sandbox, ['amend', '5', '-m', '5.1', '--field', 'due', '--to', '2026-12-31', ...decision]);
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
  const [item] = JSON.parse(stdout).items;
  expect(item.timetable.milestones[0]).toMatchObject({ due: '2026-12-31', firstDue: '2026-06-30' });
  expect(item.amendments.map(({ from, to }: { from: string; to: string }) => [from, to])).toEqual([
    [null, '2026-06-30'],
    ['2026-06-30', '2026-12-31'],
  ]);
});
