/** `plan calendar` */
import { expect, test } from 'vitest';
import { readCalendar } from '../support/calendar-reader.ts';
import { plan } from '../support/plan.ts';
import { fewItems, shippedPlan } from '../support/shipped.ts';

test('is empty for a plan without dates, and says so', async () => {
  const sandbox = shippedPlan(fewItems);
  const { stdout, stderr, code } = await plan(sandbox, ['calendar']);
  expect([code, stderr]).toEqual([
    0,
    'no dates: no open milestone has a due date, and there are no updates\n',
  ]);
  expect(readCalendar(stdout)).toMatchObject({
    name: 'Plan of Action to Prevent People Trafficking',
    events: [],
  });
});

test('writes a file, with filters', async () => {
  const sandbox = shippedPlan(fewItems);
  const path = 'plan/items/05.yaml';
  sandbox.write({ [path]: sandbox.read(path).replace(/(id: "5\.1"\n)( +)/, '$1$2due: 2027-03-31\n$2') });
  const run = (...words: string[]) => plan(sandbox, ['calendar', ...words]);
  expect(await run('-o', 'plan.ics')).toMatchObject({ code: 0, stdout: '' });
  expect(readCalendar(sandbox.read('plan.ics')).events).toMatchObject([{ start: '2027-03-31' }]);
  const { events } = JSON.parse((await run('--agency', 'mfat', '--json')).stdout);
  expect(events).toEqual([]);
});
