/** The job summary of GitHub: within its size limit, and never the reason that a check fails. */
import { expect, test } from 'vitest';
import type { Finding } from '../../../../src/errors.ts';
import { findingsMarkdown } from '../../../../src/render/findings/markdown.ts';
import { brokenPlan, inFolder } from '../../../support/broken-plan.ts';
import fc, { times } from '../../../support/property.ts';
import { someFindings } from '../../../support/random-findings.ts';

test('findings that do not fit are counted', () => {
  const findings = Array.from(
    { length: 90 },
    (_, at): Finding => ({
      ...{ rule: 'a-rule', severity: 'error', file: `plan/items/${at}.yaml`, line: 1, column: 1, length: 1 },
      ...{ source: null, message: 'ā'.repeat(100), hint: null },
    }),
  );
  const most = 10_000;
  const output = findingsMarkdown(
    { command: 'plan validate', findings, among: '', files: [], failOn: 'error' },
    most,
  );
  const bytes = Buffer.byteLength(output);
  expect(bytes).toBeLessThanOrEqual(most);
  expect(bytes).toBeGreaterThan(most - 400);
  const [, more] = /\n\n(\d+) more did not fit here: the log has all of them\.\n$/.exec(output)!;
  expect(output.match(/^\| error /gm)).toHaveLength(90 - Number(more));
});

test('a summary that cannot be written is reported, and changes nothing else', async () => {
  const sandbox = brokenPlan();
  const there = await inFolder(sandbox, 'validate --format github', {
    GITHUB_STEP_SUMMARY: sandbox.at('summary'),
  });
  const { stdout, stderr, code } = await inFolder(sandbox, 'validate --format github', {
    GITHUB_STEP_SUMMARY: sandbox.dir,
  });
  expect({ stdout, code }).toEqual({ stdout: there.stdout, code: 1 });
  expect(stderr).toMatch(/^plan: can’t write the job summary `.*`: EISDIR/);
});

test('has a row for each finding, without mentions and links', () => {
  fc.assert(
    fc.property(someFindings, (found) => {
      const [, , , , ...rows] = findingsMarkdown(found).trimEnd().split('\n');
      expect(rows).toHaveLength(found.findings.length);
      for (const row of rows) {
        expect(row.match(/(?<!\\)(?:\\\\)*\|/g)).toHaveLength(5);
        expect(row).not.toMatch(/@\w|#\d|:\/\/|(?<!\\)\]\(/);
      }
    }),
    { numRuns: times(40) },
  );
});
