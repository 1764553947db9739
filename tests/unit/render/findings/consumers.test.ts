/** The formats of findings, read by the libraries and schemas of their consumers. */
import { createRequire } from 'node:module';
import { issueCommand } from '@actions/core/lib/command.js';
import { DOMParser, type Element } from '@xmldom/xmldom';
import { Ajv } from 'ajv';
import { expect, test, vi } from 'vitest';
import type { Finding } from '../../../../src/errors.ts';
import { githubText, workflowCommand } from '../../../../src/render/findings/github.ts';
import { junitText } from '../../../../src/render/findings/junit.ts';
import { findingsMarkdown } from '../../../../src/render/findings/markdown.ts';
import { sarifText } from '../../../../src/render/findings/sarif.ts';
import { commitAll, rewrite, run } from '../../../support/audit-cases.ts';
import { brokenPlan, inFolder } from '../../../support/broken-plan.ts';
import { plan } from '../../../support/plan.ts';
import fc, { times } from '../../../support/property.ts';
import { fewItems, shippedPlan } from '../../../support/shipped.ts';

const text = fc.string({
  unit: fc.oneof(fc.constantFrom(...'%:,\r\n"\'<>&|[]()@#\\'), fc.string({ unit: 'binary' })),
});

const finding: fc.Arbitrary<Finding> = fc.record({
  ...{ rule: fc.constantFrom('a-rule', 'another'), severity: fc.constantFrom('error', 'warning') },
  ...{ file: text.filter(Boolean), line: fc.nat().map((n) => n + 1) },
  ...{ column: fc.integer({ min: 1, max: 5 }), length: fc.integer({ min: 1, max: 5 }) },
  ...{ source: fc.option(text), message: text, hint: fc.option(text) },
});
const found = fc.array(finding).map((findings) => ({
  command: 'plan validate',
  findings,
  among: '1 file',
  files: ['a'],
  failOn: 'error' as const,
}));

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
    fc.property(text.filter(Boolean), text, (file, message) => {
      expect(`${workflowCommand('error', { file, line: 3 }, message)}\n`).toBe(
        printed('error', { file, line: '3' }, message),
      );
    }),
    runs,
  );
});

test('a runner sees one command for each line, for any plan', () => {
  fc.assert(
    fc.property(found, (found) => {
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

const schema = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
// The schema is for draft 4 of JSON Schema, but uses only what newer drafts have too.
const { $schema, id, ...today } = schema;
const isSarif = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(today);

function sarifOf(stdout: string) {
  const log = JSON.parse(stdout);
  isSarif(log);
  expect(isSarif.errors).toBe(null);
  return log.runs[0];
}

test('SARIF matches its published schema, for any plan', () => {
  fc.assert(
    fc.property(found, (found) => {
      const run = sarifOf(sarifText(found, new Map([['a-rule', 'It holds.']]), '1.2.3'));
      for (const [at, { ruleId, ruleIndex, locations }] of run.results.entries()) {
        expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
        const { uri } = locations[0].physicalLocation.artifactLocation;
        expect(decodeURIComponent(uri)).toBe(found.findings[at]!.file.replace(/\p{Surrogate}/gu, '\ufffd'));
      }
    }),
    runs,
  );
});

test('in SARIF, the fingerprint of a finding does not change when lines move', async () => {
  const sandbox = brokenPlan();
  const prints = async () =>
    sarifOf((await inFolder(sandbox, 'validate --format sarif')).stdout).results.map(
      (each: { partialFingerprints: object }) => JSON.stringify(each.partialFingerprints),
    );
  const before = await prints();
  const path = sandbox.git('ls-files', '-zo', '*/01.yaml').replace('\0', '');
  sandbox.write({ [path]: `# A line\n# and another.\n${sandbox.read(path)}` });
  expect(await prints()).toEqual(before);
  expect(new Set(before).size).toBe(before.length);
});

test('in SARIF and JUnit, acknowledged findings are not failures', async () => {
  const sandbox = shippedPlan(fewItems);
  rewrite(sandbox, '05', 'action: Collect', 'action: Gather');
  const hash = commitAll(sandbox, 'A better word');
  await run(sandbox, 'acknowledge', hash, '--note', 'It is right.');
  const output = async (format: string) => (await plan(sandbox, ['audit', '--format', format])).stdout;
  const { results } = sarifOf(await output('sarif'));
  expect(results.length).toBeGreaterThan(0);
  for (const { suppressions, properties } of results) {
    expect(suppressions).toEqual([{ kind: 'external', status: 'accepted', justification: 'It is right.' }]);
    expect(properties.commit).toBe(hash);
  }
  expect(junitOf(await output('junit'))).toMatchObject({ failures: 0 });
  expect(await output('github')).toMatch(/^(::notice .*\n)+$/);
});

/** The attributes and elements that the XML Schema of Jenkins' xUnit plugin allows. */
const shape: Record<string, { required: string[]; optional: string[]; children: string[] }> = {
  testsuites: { required: [], optional: ['name', 'tests', 'failures', 'errors'], children: ['testsuite'] },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors'],
    optional: ['skipped', 'file'],
    children: ['testcase'],
  },
  testcase: { required: ['name'], optional: ['classname'], children: ['skipped', 'failure'] },
  failure: { required: [], optional: ['type', 'message'], children: [] },
  skipped: { required: [], optional: ['type', 'message'], children: [] },
};

/** Parses JUnit XML, checks every element and the sums of the counts, and returns the counts of the root. */
function junitOf(xml: string) {
  const refuse = (level: string, message: string) => {
    throw new Error(`${level}: ${message}`);
  };
  const top = new DOMParser({ onError: refuse }).parseFromString(xml, 'text/xml').documentElement!;
  const elements = (of: Element) => [...of.childNodes].filter((node): node is Element => node.nodeType === 1);
  const visit = (element: Element): void => {
    const { required, optional, children } = shape[element.tagName]!;
    const names = [...element.attributes].map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(required));
    expect([...required, ...optional]).toEqual(expect.arrayContaining(names));
    for (const child of elements(element)) {
      expect(children).toContain(child.tagName);
      visit(child);
    }
  };
  visit(top);
  const count = (of: Element, tag: string) => of.getElementsByTagName(tag).length;
  const numbers = (of: Element) => ({
    tests: Number(of.getAttribute('tests')),
    failures: Number(of.getAttribute('failures')),
  });
  for (const each of [top, ...elements(top)])
    expect(numbers(each)).toEqual({ tests: count(each, 'testcase'), failures: count(each, 'failure') });
  return { ...numbers(top), suites: elements(top).map((each) => each.getAttribute('name')), top };
}

test('JUnit is well-formed XML that Jenkins accepts, for any plan', () => {
  fc.assert(
    fc.property(found, (found) => {
      const xml = junitText(found);
      // Not allowed in XML 1.0.
      expect(xml).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
      junitOf(xml);
    }),
    runs,
  );
});

test('JUnit has a suite for each file, and a test for each rule that it breaks', async () => {
  const { suites, top, ...numbers } = junitOf(
    (await inFolder(brokenPlan(), 'validate --format junit')).stdout,
  );
  expect(numbers).toEqual({ tests: 8, failures: 7 });
  expect(suites).toHaveLength(7);
  const clean = [...top.getElementsByTagName('testcase')].filter((each) => !each.childNodes.length);
  expect(clean.map((each) => each.getAttribute('name'))).toEqual(['no findings']);
});

test('Markdown has a row for each finding, without mentions and links', () => {
  fc.assert(
    fc.property(found, (found) => {
      const [, , , , ...rows] = findingsMarkdown(found).trimEnd().split('\n');
      expect(rows).toHaveLength(found.findings.length);
      for (const row of rows) {
        expect(row.match(/(?<!\\)(?:\\\\)*\|/g)).toHaveLength(5);
        expect(row).not.toMatch(/@\w|#\d|:\/\/|(?<!\\)\]\(/);
      }
    }),
    runs,
  );
});
