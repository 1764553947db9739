/** Renders findings as JUnit XML for CI servers: a suite for each file, a test case for each rule that it breaks. */
import type { Finding } from '../../errors.ts';
import { plainTheme } from '../common/colors.ts';
import { escapeControls, escapeXml, oneLine, xmlDeclaration } from '../common/escape.ts';
import { messageOf } from './messages.ts';
import { type FindingsReport, isFailure } from './result.ts';
import { findingsText } from './text.ts';

export function junitText({ command, findings, files, failOn }: FindingsReport): string {
  const names = [...new Set([...files, ...findings.map(({ file }) => file)])];
  const suites = names.map((file) =>
    suite(
      file,
      groupByRule(
        findings.filter((each) => each.file === file),
        failOn,
      ),
    ),
  );
  const tests = suites.reduce((sum, { tests }) => sum + tests, 0);
  const failures = suites.reduce((sum, { failures }) => sum + failures, 0);
  const head = `<testsuites${attributes({ name: command, tests, failures, errors: 0 })}>`;
  return `${xmlDeclaration}${head}\n${suites.map(({ xml }) => xml).join('')}</testsuites>\n`;
}

interface BrokenRule {
  rule: string;
  findings: Finding[];
  failed: boolean;
}

/** Groups findings by rule, and by whether they make the command fail. */
function groupByRule(findings: readonly Finding[], failOn: FindingsReport['failOn']): BrokenRule[] {
  const broken = new Map<string, BrokenRule>();
  for (const finding of findings) {
    const failed = isFailure(finding, failOn);
    const key = `${failed} ${finding.rule}`;
    const known = broken.get(key);
    if (known) known.findings.push(finding);
    else broken.set(key, { rule: finding.rule, findings: [finding], failed });
  }
  return [...broken.values()];
}

function suite(file: string, broken: readonly BrokenRule[]) {
  const failures = broken.filter(({ failed }) => failed).length;
  const counts = {
    tests: Math.max(1, broken.length),
    failures,
    errors: 0,
    skipped: broken.length - failures,
  };
  const cases =
    broken.length > 0
      ? broken.map((each) => testcase(file, each))
      : [`    <testcase${attributes({ name: 'no findings', classname: file })}/>\n`];
  const head = `  <testsuite${attributes({ name: file, ...counts, file })}>`;
  return { ...counts, xml: `${head}\n${cases.join('')}  </testsuite>\n` };
}

/** JUnit has no warnings, so a finding that does not make the command fail is a skipped test, which CI servers show. */
function testcase(file: string, { rule, findings, failed }: BrokenRule): string {
  const [first] = findings as [Finding];
  const { severity, acknowledged } = first;
  const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : '';
  const message = `${messageOf(first)}${more}`;
  const head = `    <testcase${attributes({ name: rule, classname: file })}>`;
  const type = acknowledged ? 'acknowledged' : severity;
  const body = escapeXml(escapeControls(findingsText(findings, plainTheme), '\n'));
  const result = failed
    ? `<failure${attributes({ type, message })}>${body}</failure>`
    : `<skipped${attributes({ type, message })}>${body}</skipped>`;
  return `${head}\n      ${result}\n    </testcase>\n`;
}

const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(oneLine(String(value)))}"`)
    .join('');
