/** The number of items with each status on each day, the same as `plan list --known` gives. */
import { expect, test } from 'vitest';
import { statusTimeline } from '../../../src/history/timeline.ts';
import { openWorkspace } from '../../../src/workspace.ts';
import { plan } from '../../support/plan.ts';
import type { Sandbox } from '../../support/sandbox.ts';
import { fewItems, setToday, shippedPlan } from '../../support/shipped.ts';

/** Commits a status of an item, on a day. */
const report = (sandbox: Sandbox, day: string, id: string, status: string) => {
  setToday(sandbox, day);
  const path = `plan/items/${id}.yaml`;
  const before = sandbox.read(path).replace(/^status: [\s\S]*/m, '');
  const update = `updates:\n  - as-of: ${day}\n    recorded: ${day}\n    status: ${status}\n`;
  sandbox.commit({ [path]: `${before}status: ${status}\n${update}` });
};

const pointsOf = (sandbox: Sandbox, ids: readonly string[] | null = null) =>
  statusTimeline(
    openWorkspace(sandbox.at('plan'), { env: sandbox.env, cwd: sandbox.dir }),
    {
      ...{ out: () => {}, err: () => {}, readStdin: async () => '', stdoutIsTerminal: false },
      ...{ program: [], showInPager: async () => false },
      ...{ stderrIsTerminal: false, stdinIsTerminal: false, width: 80, height: 24, cwd: sandbox.dir },
      env: sandbox.env,
      dayIn: (timeZone, at = 0) => new Date(at * 1000).toLocaleDateString('sv-SE', { timeZone }),
      deferSignals: async (work) => ({ result: await work(), interrupted: false }),
    },
    { tip: null, ids: ids && new Set(ids), redact: (item) => item, timeZone: 'Pacific/Auckland' },
  );

/** A branch and a merge of it, an item under a new file name, one that is gone, one that can't be read for a day. */
function eventful(): Sandbox {
  const sandbox = shippedPlan(fewItems);
  report(sandbox, '2026-11-24', '05', 'in-progress');
  sandbox.git('switch', '--quiet', '--create', 'aside');
  report(sandbox, '2026-11-25', '07', 'in-place');
  sandbox.git('switch', '--quiet', 'main');
  report(sandbox, '2026-11-26', '13', 'in-progress');
  setToday(sandbox, '2026-11-28');
  sandbox.git('merge', '--quiet', '--no-edit', 'aside');
  report(sandbox, '2026-11-30', '05', 'completed');
  setToday(sandbox, '2026-12-01');
  sandbox.git('mv', 'plan/items/07.yaml', 'plan/items/007.yaml');
  sandbox.commit({});
  setToday(sandbox, '2026-12-02');
  sandbox.git('mv', 'plan/items/007.yaml', 'plan/items/07.yaml');
  sandbox.commit({});
  return sandbox;
}

test('counts the items at the end of each day', async () => {
  const sandbox = eventful();
  const { points, unreadable } = (await pointsOf(sandbox))!;
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
    const words = ['list', '--known', day, '--json'];
    const { items } = JSON.parse((await plan(sandbox, words)).stdout);
    const count = (test: (status: string | null) => boolean) =>
      items.filter(({ status }: { status: string | null }) => test(status)).length;
    expect(
      [count(Boolean), count((it) => it === 'completed'), count((it) => it === 'in-place')],
      day,
    ).toEqual([reported, completed, inPlace]);
  }
});

test('counts only the items that are given, and follows a plan that was moved', async () => {
  const sandbox = eventful();
  sandbox.git('mv', 'plan', 'scheme');
  sandbox.commit({});
  sandbox.git('mv', 'scheme', 'plan');
  sandbox.commit({});
  const { points } = (await pointsOf(sandbox, ['5']))!;
  expect(points[0]).toEqual({ day: '2026-11-23', items: 1, reported: 0, completed: 0, inPlace: 0 });
  expect(points.at(-1)).toMatchObject({ items: 1, reported: 1, completed: 1, inPlace: 0 });
});

test('an unreadable version counts as the one before', async () => {
  const sandbox = shippedPlan(fewItems);
  report(sandbox, '2026-11-24', '07', 'in-place');
  const good = sandbox.read('plan/items/07.yaml');
  setToday(sandbox, '2026-11-25');
  sandbox.commit({ 'plan/items/07.yaml': 'id: [\n' });
  setToday(sandbox, '2026-11-26');
  sandbox.commit({ 'plan/items/07.yaml': good });
  const { points, unreadable } = (await pointsOf(sandbox))!;
  expect(unreadable).toBe(1);
  expect(points.slice(1).map(({ inPlace }) => inPlace)).toEqual([1, 1, 1]);
});

test('is null without git', async () => {
  expect(await pointsOf(shippedPlan(fewItems, { repository: false }))).toBeNull();
});
