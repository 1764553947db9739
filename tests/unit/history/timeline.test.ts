/** How many items stood where on each day: what `plan list --as-of` tells of each of them. */
import { expect, test } from 'vitest';
import { statusTimeline } from '../../../src/history/timeline.ts';
import { openWorkspace } from '../../../src/workspace.ts';
import { plan } from '../../support/plan.ts';
import type { Sandbox } from '../../support/sandbox.ts';
import { few, onDay, shippedPlan } from '../../support/shipped.ts';

/** Commits that an item stands there, on a day. */
const report = (box: Sandbox, day: string, id: string, status: string) => {
  onDay(box, day);
  const path = `plan/items/${id}.yaml`;
  box.commit({ [path]: `${box.read(path).replace(/^status: .*\n/m, '')}status: ${status}\n` });
};

const pointsOf = (box: Sandbox, ids: readonly string[] | null = null) =>
  statusTimeline(
    openWorkspace(box.at('plan'), { env: box.env, cwd: box.dir }),
    {
      ...{ out: () => {}, err: () => {}, readStdin: async () => '', stdoutIsTerminal: false },
      ...{ program: [], showInPager: async () => false },
      ...{ stderrIsTerminal: false, stdinIsTerminal: false, width: 80, height: 24, cwd: box.dir },
      env: box.env,
      dayIn: (timeZone, at = 0) => new Date(at * 1000).toLocaleDateString('sv-SE', { timeZone }),
      deferSignals: async (work) => ({ result: await work(), interrupted: false }),
    },
    { tip: null, ids: ids && new Set(ids), timeZone: 'Pacific/Auckland' },
  );

/** A branch and a merge of it, an item under a new file name, one that is gone, one that can't be read for a day. */
function eventful(): Sandbox {
  const box = shippedPlan(few);
  report(box, '2026-11-24', '05', 'in-progress');
  box.git('switch', '--quiet', '--create', 'aside');
  report(box, '2026-11-25', '07', 'in-place');
  box.git('switch', '--quiet', 'main');
  report(box, '2026-11-26', '13', 'in-progress');
  onDay(box, '2026-11-28');
  box.git('merge', '--quiet', '--no-edit', 'aside');
  report(box, '2026-11-30', '05', 'completed');
  onDay(box, '2026-12-01');
  box.git('mv', 'plan/items/07.yaml', 'plan/items/007.yaml');
  box.commit({});
  onDay(box, '2026-12-02');
  box.git('mv', 'plan/items/007.yaml', 'plan/items/07.yaml');
  box.commit({});
  return box;
}

test('counts the items at the end of each day', async () => {
  const box = eventful();
  const { points, unreadable } = (await pointsOf(box))!;
  expect(unreadable).toBe(0);
  expect(points.map(({ day, ...numbers }) => [day.slice(5), ...Object.values(numbers)])).toEqual([
    ['11-23', 3, 0, 0, 0],
    ['11-24', 3, 1, 0, 0],
    ['11-26', 3, 2, 0, 0],
    ['11-28', 3, 3, 0, 1],
    ['11-30', 3, 3, 1, 1],
    ['12-01', 3, 3, 1, 1],
    ['12-02', 3, 3, 1, 1],
  ]);
  for (const { day, reported, completed, inPlace } of [points[2]!, points[4]!]) {
    const words = ['list', '--as-of', day, '--json'];
    const { items } = JSON.parse((await plan(box.dir, words, { env: { ...box.env } })).stdout);
    const count = (test: (status: string | null) => boolean) =>
      items.filter(({ status }: { status: string | null }) => test(status)).length;
    expect(
      [count(Boolean), count((it) => it === 'completed'), count((it) => it === 'in-place')],
      day,
    ).toEqual([reported, completed, inPlace]);
  }
});

test('counts only the items that are given, and follows a plan that was moved', async () => {
  const box = eventful();
  box.git('mv', 'plan', 'scheme');
  box.commit({});
  box.git('mv', 'scheme', 'plan');
  box.commit({});
  const { points } = (await pointsOf(box, ['5']))!;
  expect(points[0]).toEqual({ day: '2026-11-23', items: 1, reported: 0, completed: 0, inPlace: 0 });
  expect(points.at(-1)).toMatchObject({ items: 1, reported: 1, completed: 1, inPlace: 0 });
});

test('an unreadable version counts as the one before', async () => {
  const box = shippedPlan(few);
  report(box, '2026-11-24', '07', 'in-place');
  const good = box.read('plan/items/07.yaml');
  onDay(box, '2026-11-25');
  box.commit({ 'plan/items/07.yaml': 'id: [\n' });
  onDay(box, '2026-11-26');
  box.commit({ 'plan/items/07.yaml': good });
  const { points, unreadable } = (await pointsOf(box))!;
  expect(unreadable).toBe(1);
  expect(points.slice(1).map(({ inPlace }) => inPlace)).toEqual([1, 1, 1]);
});

test('is null without git', async () => {
  expect(await pointsOf(shippedPlan(few, { repository: false }))).toBeNull();
});
