/** The picture in the README is what the program prints. `npm run sessions` draws it again. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planProcess } from '../support/plan.ts';
import { setToday, shippedPlan } from '../support/shipped.ts';
import { terminal } from '../support/terminal.ts';
import { terminalPicture } from '../support/terminal-picture.ts';

test('docs/terminal.svg shows what the program prints', async () => {
  const sandbox = shippedPlan();
  for (const words of [
    [
      'amend',
      '5',
      '--milestone',
      '5.1',
      '--field',
      'due',
      '--to',
      '2026-10-31',
      '--reason',
      'Set',
      '--authority',
      'IAWG',
    ],
    ['update', '1', '10', '--status', 'in-progress', '--rating', 'on-track'],
    ['update', '23', '--status', 'on-hold', '--rating', 'at-risk', '--note', 'Staff were reassigned.'],
    ['update', '5', '--status', 'in-progress', '--rating', 'off-track', '--note', 'No agreement yet.'],
  ])
    expect((await planProcess(sandbox, words)).code).toBe(0);
  setToday(sandbox, '2026-11-30');
  let shown = '';
  for (const command of [
    'plan list --agency customs --fields id,agencies,due,status,rating,action',
    'plan list --overdue --fields id,agencies,due,status,action',
  ]) {
    const screen = terminal(sandbox, command);
    expect(await screen.ended()).toBe(0);
    shown += `\x1b[32m$\x1b[39m ${command}\n${screen.shown().replaceAll('\r', '')}\n`;
  }
  // A terminal of a test has 100 columns.
  await expect(terminalPicture(shown, 100)).toMatchFileSnapshot(
    join(import.meta.dirname, '../../docs/terminal.svg'),
  );
});
