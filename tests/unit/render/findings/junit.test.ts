/** JUnit XML, parsed and checked with the rules of Jenkins. */
import { DOMParser, type Element } from '@xmldom/xmldom';
import { expect, test } from 'vitest';
import { junitText } from '../../../../src/render/findings/junit.ts';
import { auditAcknowledged } from '../../../support/audit-cases.ts';
import { brokenPlan, inFolder } from '../../../support/broken-plan.ts';
import fc, { times } from '../../../support/property.ts';
import { someFindings } from '../../../support/random-findings.ts';

const runs = { numRuns: times(40) };

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

test('is well-formed XML that Jenkins accepts, for any plan', () => {
  fc.assert(
    fc.property(someFindings, (found) => {
      const xml = junitText(found);
      // Not allowed in XML 1.0.
      expect(xml).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
      junitOf(xml);
    }),
    runs,
  );
});

test('has a suite for each file, and a test for each rule that it breaks', async () => {
  const { suites, top, ...numbers } = junitOf(
    (await inFolder(brokenPlan(), 'validate --format junit')).stdout,
  );
  expect(numbers).toEqual({ tests: 8, failures: 7 });
  expect(suites).toHaveLength(7);
  const clean = [...top.getElementsByTagName('testcase')].filter((each) => !each.childNodes.length);
  expect(clean.map((each) => each.getAttribute('name'))).toEqual(['no findings']);
});

test('acknowledged findings are not failures', async () => {
  expect(junitOf((await auditAcknowledged('junit')).stdout)).toMatchObject({ failures: 0 });
});
