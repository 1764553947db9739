/** SARIF, checked with its published JSON Schema. */
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { sarifText } from '../../../../src/render/findings/sarif.ts';
import { auditAcknowledged } from '../../../support/audit-cases.ts';
import { brokenPlan, inFolder } from '../../../support/broken-plan.ts';
import fc, { times } from '../../../support/property.ts';
import { someFindings } from '../../../support/random-findings.ts';

const runs = { numRuns: times(40) };

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

test('matches its published schema, for any plan', () => {
  fc.assert(
    fc.property(someFindings, (found) => {
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

test('the fingerprint of a finding does not change when lines move', async () => {
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

test('acknowledged findings are suppressed', async () => {
  const { stdout, commit } = await auditAcknowledged('sarif');
  const { results } = sarifOf(stdout);
  expect(results.length).toBeGreaterThan(0);
  for (const { suppressions, properties } of results) {
    expect(suppressions).toEqual([{ kind: 'external', status: 'accepted', justification: 'It is right.' }]);
    expect(properties.commit).toBe(commit);
  }
});
