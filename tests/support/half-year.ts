/**
 * Half a year of decisions and updates on the shipped plan, recorded by `plan` commands. The plan is real; the progress is
 * invented, and the plan's title says so.
 */
import { join } from 'node:path';
import { expect } from 'vitest';
import { type PlanResult, plan } from './plan.ts';
import type { Sandbox } from './sandbox.ts';
import { setToday, shippedPlan } from './shipped.ts';

export const title = 'EXAMPLE WITH MADE-UP PROGRESS: Plan of Action to Prevent People Trafficking';

/** Amends a field of an item or, if the id contains a dot, of a milestone. */
const decide = (id: string, change: string, reason: string, authority: string) => {
  const [item = ''] = id.split('.');
  const milestone = item === id ? [] : ['--milestone', id];
  return ['amend', item, ...milestone, '--set', change, '--reason', reason, '--authority', authority];
};
const first = (id: string, change: string) =>
  decide(id, change, 'Agreed with the agencies', 'Working group, minute 1');

/** The agencies' updates of a day, as the secretariat records them. */
const round = (day: string) => ['apply', join(import.meta.dirname, `../fixtures/half-year/${day}.yaml`)];

const days: Record<string, readonly (readonly string[])[]> = {
  '2026-07-06': [
    first('1', 'lead=police'),
    first('1.1', 'due=2026-10-31'),
    first('2.1', 'due=2026-09-30'),
    first('3.1', 'due=2026-08-31'),
    first('4.1', 'due=2026-11-30'),
    first('5.1', 'due=2026-09-15'),
    first('5.2', 'due=2026-10-31'),
    first('9.1', 'due=2026-12-15'),
    first('10.1', 'due=2026-12-31'),
    first('16.1', 'due=2026-11-15'),
    first('17.1', 'due=2026-12-01'),
    first('21.1', 'due=2027-02-28'),
  ],
  '2026-07-31': [round('2026-07-31')],
  '2026-08-31': [round('2026-08-31')],
  '2026-09-30': [
    round('2026-09-30'),
    [
      'note',
      '5',
      'Two officers are at the border.',
      '--agency',
      'customs',
      '--evidence',
      'staffing.txt=Staffing',
    ],
  ],
  '2026-10-30': [
    decide('5.2', 'due=2027-03-31', 'The officers went to the border', 'Working group, minute 4'),
    decide('7', 'measure=Reporting twice a year', 'Nobody knew how often', 'Working group, minute 4'),
    round('2026-10-30'),
  ],
  '2026-11-30': [
    ['retire', '18', '--reason', 'Every claimant is told already', '--authority', 'Working group, minute 5'],
    round('2026-11-30'),
  ],
  '2026-12-18': [round('2026-12-18')],
};

/** The repository on the last day of the half-year. */
export async function halfYear(): Promise<Sandbox> {
  const sandbox = shippedPlan(undefined, { repository: false });
  sandbox.write({
    'plan/plan.yaml': sandbox
      .read('plan/plan.yaml')
      .replace(/^title: .*/m, `title: "${title}"\nreporting: { stale-after: 90 }`),
    'staffing.txt': 'Two officers, from September to November.\n',
    '.gitignore': '/staffing.txt\n',
  });
  sandbox.git('init', '--quiet', '--initial-branch=main', '--template=');
  setToday(sandbox, '2026-06-30');
  sandbox.commit({}, 'The plan as it was published');
  for (const [day, commands] of Object.entries(days)) {
    setToday(sandbox, day);
    for (const argv of commands) {
      const { code, stderr } = await run(sandbox, argv);
      expect(code, `plan ${argv.join(' ')}\n${stderr}`).toBe(0);
    }
  }
  setToday(sandbox, '2026-12-31');
  return sandbox;
}

/** Runs `plan` on a given day. */
export const run = (
  sandbox: Sandbox,
  argv: readonly string[],
  own: Parameters<typeof plan>[2] = {},
): Promise<PlanResult> =>
  plan(sandbox, argv, {
    dayIn: (zone, at) => (at === undefined ? sandbox.env.PLAN_TODAY! : dayOf(zone, at)),
    ...own,
  });

const dayOf = (timeZone: string, at: number) =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at * 1000);
