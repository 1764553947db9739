/** Progress is shown on a terminal, and only for a long task. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { filesOf, itemsOf } from '../bench/plans.mjs';
import { plan } from '../support/plan.ts';
import { createSandbox } from '../support/sandbox.ts';

/** Judges 250 items, where each look at the clock is so many milliseconds after the last. */
async function slowly(milliseconds: number, stderrIsTerminal: boolean): Promise<string> {
  const sandbox = createSandbox();
  sandbox.write(Object.fromEntries(filesOf(itemsOf(250, 2009))));
  let now = 0;
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => {
    now += milliseconds;
    return now;
  });
  onTestFinished(() => clock.mockRestore());
  return (await plan(sandbox.dir, ['validate', '--no-index'], { stderrIsTerminal })).stderr;
}

const cleared = (text: string) => `\r${' '.repeat(text.length)}\r`;

test('shows the progress and clears it at the end', async () => {
  const [first, last] = ['100', '200'].map((at) => `reading: ${at} of 250 items`);
  const [begun, done] = ['100', '200'].map((at) => `checking: ${at} of 250 items`);
  expect(await slowly(600, true)).toBe(
    `\r${first}\r${last}${cleared(last!)}\r${begun}\r${done}${cleared(done!)}no findings in 252 files\n`,
  );
});

test.each([
  ['what is read in a second', 10, true],
  ['a pipe', 600, false],
])('%s: shows nothing', async (_, milliseconds, stderrIsTerminal) => {
  expect(await slowly(milliseconds, stderrIsTerminal)).toBe('no findings in 252 files\n');
});
