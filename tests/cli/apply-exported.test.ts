/** `plan apply` reads back what `plan list` exports, unchanged. */
import { expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import fc, { times } from '../support/property.ts';
import { fewItems, shippedPlan } from '../support/shipped.ts';

const runs = times(15);

/** Notes that a spreadsheet would run as formulas, that begin with apostrophes, and that CSV has to quote. */
const note = fc
  .tuple(
    fc.constantFrom('', "'", "''"),
    fc.constantFrom(...'=+-@a"'),
    fc.string({ unit: fc.constantFrom(...'=a\'",;|ā\n ') }),
  )
  .map((parts) => parts.join('').trim());

test('any note in CSV with a byte order mark is read back unchanged', async () => {
  const sandbox = shippedPlan(fewItems, { repository: false });
  await fc.assert(
    fc.asyncProperty(note, async (text) => {
      // From standard input, because a note may be a single dash.
      const recorded = await plan(sandbox.dir, ['update', '7', '-', '--no-commit'], {
        input: text,
      });
      expect(recorded).toMatchObject({ code: 0 });
      const list = ['list', '--fields', 'id,status,note', '--format', 'csv', '--bom'];
      const { stdout } = await plan(sandbox.dir, list);
      expect(stdout).toMatch(/^\ufeffid,status,note\r\n/);
      expect(stdout).not.toMatch(/^7,[^,]*,"?[=+\-@]/m);
      const back = await plan(sandbox.dir, ['apply', '-', '-n'], { input: stdout });
      expect(back).toEqual({ stdout: '3 rows: 0 recorded, 3 unchanged\n', stderr: '', code: 0 });
    }),
    { numRuns: runs },
  );
});

test('a list in YAML is read back unchanged', async () => {
  const sandbox = shippedPlan(fewItems, { repository: false });
  await plan(sandbox.dir, ['update', '7', '--status', 'in-place', '--note', 'No: 2026-06-30', '--no-commit']);
  const { stdout } = await plan(sandbox.dir, ['list', '--format', 'yaml']);
  const back = await plan(sandbox.dir, ['apply', '-', '-n'], { input: stdout });
  expect(back).toEqual({ stdout: '3 rows: 0 recorded, 3 unchanged\n', stderr: '', code: 0 });
});

test.each(['json', 'markdown', 'table'])('`--bom` is refused with %s', async (format) => {
  const sandbox = shippedPlan(fewItems, { repository: false });
  const { code, stdout, stderr } = await plan(sandbox.dir, ['list', '--bom', '--format', format]);
  expect(code).toBe(2);
  expect(stdout + stderr).toContain(`is for CSV and TSV, not for \`${format}\``);
});
