/** Which findings are reported: severities in plan.yaml, suppressions in files, and options. */
import { describe, expect, test } from 'vitest';
import { changeRuleIds, configurableRuleIds, mandatoryRuleIds } from '../../src/plan/policy/rule-ids.ts';
import { allChangeRules } from '../../src/plan/rules/change/index.ts';
import { commentsOf } from '../../src/storage/yaml/parse.ts';
import { plan } from '../support/plan.ts';
import { base, planFolder } from '../support/plan-folder.ts';
import fc, { times } from '../support/property.ts';
import { fileRules } from '../support/rule-docs.ts';

const first = base('items/01.yaml');
/** Three errors: a rating without a note, and two dates in the future. */
const invalid = `${first}rating: off-track
updates:
  - as-of: 2999-01-01
    recorded: 2999-01-02
    rating: off-track
`;
const severities = (lines: string) => `${base('plan.yaml')}validation:\n  severities:\n${lines}`;

/** Each finding as "rule severity", and the rest of the output. */
async function validate(files: Record<string, string>, ...flags: string[]) {
  const { stdout, stderr, code } = await plan(planFolder(files), ['validate', '--json', ...flags]);
  const { findings = [], summary, error } = JSON.parse(stdout);
  const rules = findings.map((each: { rule: string; severity: string }) => `${each.rule} ${each.severity}`);
  return { rules, summary, error, stderr, code };
}

test('every documented rule can be configured or is mandatory, and rules about reading files are mandatory', () => {
  expect([...mandatoryRuleIds, ...configurableRuleIds].toSorted()).toEqual([...fileRules.keys()].toSorted());
  expect(changeRuleIds.toSorted()).toEqual(Object.keys(allChangeRules).toSorted());
  const readingRules = [...fileRules.values()].filter(({ subject }) =>
    ['file', 'yaml', 'schema'].includes(subject),
  );
  expect(mandatoryRuleIds).toEqual(expect.arrayContaining(readingRules.map(({ id }) => id)));
});

describe('severities in plan.yaml', () => {
  test('turn a rule off, lower one and raise one', async () => {
    const files = {
      'items/01.yaml': invalid,
      'evidence/a.txt': 'a',
      'plan.yaml': severities(
        '    rating-without-note: off\n    future-date: warning\n    evidence-unused: error\n',
      ),
    };
    const { rules, code } = await validate(files);
    expect(rules).toEqual(['evidence-unused error', 'future-date warning', 'future-date warning']);
    expect(code).toBe(1);
  });

  test('with an unknown value are an error that lists the values', async () => {
    const folder = planFolder({ 'plan.yaml': severities('    future-date: warn\n') });
    expect((await plan(folder, ['validate'])).stdout).toContain(
      '`warn` is not a severity: expected `error`, `warning` or `off` [unknown-word]',
    );
  });
});

describe('options', () => {
  const files = { 'items/01.yaml': invalid };
  test.each([
    [['--rule', 'rating-without-note'], ['rating-without-note error'], 1],
    [
      ['--rule', 'rating-without-note,future-date', '--ignore', 'future-date'],
      ['rating-without-note error'],
      1,
    ],
    [['--ignore', 'future-date', '--ignore', 'rating-without-note'], [], 0],
    [['--rule', 'wording-changed'], [], 0],
  ])('%j', async (flags, rules, code) => {
    expect(await validate(files, ...flags)).toMatchObject({ rules, code });
  });

  test('cannot hide an unreadable file', async () => {
    const broken = { ...files, 'items/02.yaml': 'id: [' };
    expect((await validate(broken, '--rule', 'rating-without-note')).rules).toEqual([
      'rating-without-note error',
      'yaml-syntax error',
    ]);
    const { error, code } = await validate(broken, '--ignore', 'yaml-syntax');
    expect([error.code, code]).toEqual(['usage', 2]);
  });

  test('with an unknown rule are an error with a suggestion', async () => {
    const { error, code } = await validate(files, '--rule', 'future-dates');
    expect([error, code]).toEqual([
      {
        code: 'unknown-word',
        message: '`future-dates` is not a rule',
        hint: 'did you mean `future-date`?',
        findings: [],
      },
      2,
    ]);
  });

  test('select the severity that makes the run fail', async () => {
    const warning = { 'evidence/a.txt': 'a' };
    expect((await validate(warning)).code).toBe(0);
    expect((await validate(warning, '--fail-on', 'warning')).code).toBe(1);
    expect((await validate({}, '--fail-on', 'warning')).code).toBe(0);
  });
});

describe('suppressions', () => {
  const why = 'rating-without-note, future-date: Decided in June.';
  test('apply to the next line, to their own line, or at the top to the whole file', async () => {
    const below = invalid.replace(
      '    rating: off',
      '    # plan-ignore rating-without-note: Decided in June.\n    # see the minute\n    rating: off',
    );
    expect((await validate({ 'items/01.yaml': below })).rules).toEqual([
      'future-date error',
      'future-date error',
    ]);
    const { rules, summary, code } = await validate({
      'items/01.yaml': `# Ours.\n# plan-ignore ${why}\n${invalid}`,
    });
    expect([rules, summary, code]).toEqual([[], { files: 5, errors: 0, warnings: 0, suppressed: 3 }, 0]);
    const end = invalid.replaceAll(/(2999-01-0.)/g, '$1 # plan-ignore future-date: A test.');
    expect(await validate({ 'items/01.yaml': end })).toMatchObject({
      rules: ['rating-without-note error'],
      summary: { suppressed: 2 },
    });
  });

  test('are used even if options exclude the rule, and counted for the given files', async () => {
    const files = { 'items/01.yaml': `# plan-ignore ${why}\n${invalid}` };
    const flags = ['--fail-on', 'warning'];
    expect(await validate(files, ...flags, '--ignore', 'future-date')).toMatchObject({
      code: 0,
      summary: { suppressed: 1 },
    });
    expect(await validate(files, ...flags, '--rule', 'wording-changed')).toMatchObject({
      code: 0,
      summary: { suppressed: 0 },
    });
    expect(await validate(files, ...flags, 'plan/items/02.yaml')).toMatchObject({
      code: 0,
      summary: { suppressed: 0 },
    });
  });

  test('must be comments', async () => {
    const words = '# plan-ignore rating-without-note: no';
    const note = `x-a: "${words}"\nx-b: |\n  ${words}\nx-c: >-\n  a\n  ${words}\nx-d: a# plan-ignore rating-without-note\n`;
    expect((await validate({ 'items/01.yaml': note + invalid })).rules).toContain(
      'rating-without-note error',
    );
    const mention = '# To plan-ignore a rule, see below.\n# plan-ignored rules: none\n';
    expect((await validate({ 'items/01.yaml': mention + first })).rules).toEqual([]);
  });

  test('are not reported as unused while a file cannot be read', async () => {
    const files = {
      'items/01.yaml': first.replace('wording:', '# plan-ignore duplicate-id: Two sheets.\nwording:'),
    };
    expect((await validate(files)).rules).toEqual(['suppression-unused warning']);
    expect((await validate({ ...files, 'items/02.yaml': 'id: [' })).rules).toEqual(['yaml-syntax error']);
  });

  test('have rules of their own, and cannot suppress a mandatory rule', async () => {
    const files = { 'items/01.yaml': `# plan-ignore future-date: So.\n${first}` };
    expect(
      (await validate({ ...files, 'plan.yaml': severities('    suppression-unused: error\n') })).rules,
    ).toEqual(['suppression-unused error']);
    expect((await validate({ 'items/01.yaml': `# plan-ignore wrong-type: So.\n${first}` })).rules).toEqual([
      'fixed-rule error',
    ]);
    expect((await validate({ 'items/01.yaml': `${first}# plan-ignore\n` })).rules).toEqual([
      'suppression-unknown-rule error',
    ]);
  });

  test('are found in any text, at the right position', () => {
    const piece = fc.constantFrom(
      '# c',
      '#',
      ' ',
      '\n',
      '\r\n',
      'a: ',
      '|\n',
      '"',
      "'",
      '- ',
      '[',
      ']',
      '\u001f',
      '\u0002',
      '\ufeff',
      '---\n',
      '  b',
      ', ',
      '%Y\n',
      '{',
      '}',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
        const text = pieces.join('');
        for (const comment of commentsOf(text))
          expect(text.slice(comment.offset, comment.offset + comment.text.length)).toBe(comment.text);
      }),
      { numRuns: times(200) },
    );
  });
});

describe('an update', () => {
  const update = ['update', '1', '--rating', 'off-track', '--no-commit'];
  test('is not refused by a rule that is off or a warning', async () => {
    expect((await plan(planFolder(), update)).code).toBe(3);
    for (const severity of ['off', 'warning']) {
      const folder = planFolder({ 'plan.yaml': severities(`    rating-without-note: ${severity}\n`) });
      expect((await plan(folder, update)).code).toBe(0);
    }
  });
});
