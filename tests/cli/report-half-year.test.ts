/** The example report in docs/report. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { halfYear, run } from '../support/half-year.ts';

const docs = join(import.meta.dirname, '../../docs/report');
const question = ['report', '--since', '2026-06-30'];

test('docs/report contains the output of `plan report`', async () => {
  const sandbox = await halfYear();
  const ask = async (...words: string[]) => {
    const result = await run(sandbox, [...question, ...words]);
    expect(result.code, result.stderr).toBe(0);
    return result;
  };
  await ask('--audience', 'internal', '-o', 'half-year.md', '--pictures', 'half-year');
  await ask('--audience', 'internal', '-o', 'half-year.html');

  const markdown = sandbox.read('half-year.md');
  const pictures = readdirSync(sandbox.at('half-year')).map((name) => `half-year/${name}`);
  expect(pictures).toHaveLength(4);
  for (const name of ['half-year.md', 'half-year.html', ...pictures])
    await expect(sandbox.read(name)).toMatchFileSnapshot(join(docs, name));
  for (const picture of pictures) expect(markdown).toContain(`(<${picture}>)`);

  // The most urgent items are on the first screen, in order, with their reasons.
  const screen = markdown.split('\n').slice(0, 20);
  const worst = screen.flatMap((line) => /^\| \[(\d+)\].*\*\*(.*)\*\*/.exec(line)?.slice(1).join(': ') ?? []);
  expect(worst.slice(0, 3)).toEqual([
    '3: overdue 122 days: milestone 3.1 was due 2026-08-31',
    '16: overdue 46 days: milestone 16.1 was due 2026-11-15',
    '9: overdue 16 days: milestone 9.1 was due 2026-12-15',
  ]);

  // The public report contains less, and says so.
  const { stdout, stderr } = await ask('--json');
  expect(stderr).toContain('internal updates are omitted');
  const { leftOut, total, attention, items } = JSON.parse(stdout);
  expect(leftOut).toEqual({ reports: 16, own: 0 });
  expect(total).toMatchObject({ reported: 19, offTrack: 2, completed: 2 });
  expect(attention[0]).toMatchObject({
    id: '3',
    reasons: [{ is: 'due-passed', days: 122 }, { is: 'off-track' }, { is: 'on-hold' }],
  });
  expect(items.find(({ id }: { id: string }) => id === '9')).toMatchObject({
    status: 'in-progress',
    rating: 'at-risk',
  });
  expect(stdout).not.toMatch(/Nobody is left|staffing/i);
});
