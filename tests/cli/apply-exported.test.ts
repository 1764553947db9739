/** What a list is written to goes back in by `plan apply`, to the letter. */

import { expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import fc, { times } from '../support/property.ts';
import { fewItems, shippedPlan } from '../support/shipped.ts';

const runs = times(15);

/** Notes that a spreadsheet would run, that look guarded already, and that CSV has to quote. */
const note = fc
  .tuple(
    fc.constantFrom('', "'", "''"),
    fc.constantFrom(...'=+-@a"'),
    fc.string({ unit: fc.constantFrom(...'=a\'",;|ā\n ') }),
  )
  .map((parts) => parts.join('').trim());

test('a note goes out as CSV with a byte order mark, guarded, and comes back as it was', async () => {
  const sandbox = shippedPlan(fewItems, { repository: false });
  await fc.assert(
    fc.asyncProperty(note, async (text) => {
      // By standard input, where a note may be a lone dash too.
      const recorded = await plan(sandbox.dir, ['update', '7', '-', '--no-commit'], {
        readStdin: async () => text,
      });
      expect(recorded).toMatchObject({ code: 0 });
      const list = ['list', '--fields', 'id,status,note', '--format', 'csv', '--bom'];
      const { stdout } = await plan(sandbox.dir, list);
      expect(stdout).toMatch(/^\ufeffid,status,note\r\n/);
      expect(stdout).not.toMatch(/^7,[^,]*,"?[=+\-@]/m);
      const back = await plan(sandbox.dir, ['apply', '-', '-n'], { readStdin: async () => stdout });
      expect(back).toEqual({ stdout: '3 rows: 0 recorded, 3 unchanged\n', stderr: '', code: 0 });
    }),
    { numRuns: runs },
  );
});

test('a list in YAML goes back in too', async () => {
  const sandbox = shippedPlan(fewItems, { repository: false });
  await plan(sandbox.dir, ['update', '7', '--status', 'in-place', '--note', 'No: 2026-06-30', '--no-commit']);
  const { stdout } = await plan(sandbox.dir, ['list', '--format', 'yaml']);
  const back = await plan(sandbox.dir, ['apply', '-', '-n'], { readStdin: async () => stdout });
  expect(back).toEqual({ stdout: '3 rows: 0 recorded, 3 unchanged\n', stderr: '', code: 0 });
});

test.each(['json', 'markdown', 'table'])('a byte order mark is refused in %s', async (format) => {
  const sandbox = shippedPlan(fewItems, { repository: false });
  const { code, stdout, stderr } = await plan(sandbox.dir, ['list', '--bom', '--format', format]);
  expect(code).toBe(2);
  expect(stdout + stderr).toContain(`is for CSV and TSV, not for \`${format}\``);
});
