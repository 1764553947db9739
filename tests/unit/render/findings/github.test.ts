/** Workflow commands of GitHub, escaped as GitHub's own library escapes them. */
import { issueCommand } from '@actions/core/lib/command.js';
import { expect, test, vi } from 'vitest';
import type { Finding } from '../../../../src/errors.ts';
import { githubText, workflowCommand } from '../../../../src/render/findings/github.ts';
import { auditAcknowledged } from '../../../support/audit-cases.ts';
import fc, { times } from '../../../support/property.ts';
import { someFindings, someText } from '../../../support/random-findings.ts';

const runs = { numRuns: times(40) };

/** What `@actions/core` prints. */
function printed(name: string, properties: Record<string, string>, message: string): string {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    issueCommand(name, properties, message);
    return write.mock.calls.map(([chunk]) => chunk).join('');
  } finally {
    write.mockRestore();
  }
}

test('workflow commands are escaped as `@actions/core` escapes them', () => {
  fc.assert(
    fc.property(someText.filter(Boolean), someText, (file, message) => {
      expect(`${workflowCommand('error', { file, line: 3 }, message)}\n`).toBe(
        printed('error', { file, line: '3' }, message),
      );
    }),
    runs,
  );
});

test('a runner sees one command for each line, for any plan', () => {
  fc.assert(
    fc.property(someFindings, (found) => {
      const lines = githubText(found).split(/\r\n|\r|\n/);
      expect(lines.pop()).toBe('');
      for (const line of lines) expect(line).toMatch(/^::(error|warning|notice) [^:]*::/);
    }),
    runs,
  );
});

test('errors come first, and a notice counts what GitHub does not show', async () => {
  const errors = Array.from({ length: 37 }, (_, at) => ({ severity: 'error', line: at + 1 }));
  const findings = [{ severity: 'warning', line: 1 }, ...errors].map((own) => ({
    ...{ rule: 'a-rule', file: 'a.yaml', column: 1, length: 1, source: null, message: 'm', hint: null },
    ...(own as Pick<Finding, 'severity' | 'line'>),
  }));
  const lines = githubText({ command: '', findings, among: '', files: [], failOn: 'error' }).split('\n');
  expect(lines).toHaveLength(40);
  expect(lines[0]).toBe(
    '::error title=a-rule,file=a.yaml,line=1,endLine=1,col=1,endColumn=1::m%0Aa.yaml:1:1',
  );
  expect(lines[37]).toMatch(/^::warning /);
  expect(lines[38]).toBe(
    '::notice::GitHub shows 10 of 37 errors here; the log and the job summary have all of them',
  );
});

test('acknowledged findings are notices', async () => {
  expect((await auditAcknowledged('github')).stdout).toMatch(/^(::notice .*\n)+$/);
});
