/** Which findings count: by what the plan says of rules, what a file's comments suppress, and what a person asks for. */

import { describe, expect, test } from 'vitest';
import { changeRuleIds, configurableRuleIds, mandatoryRuleIds } from '../../src/plan/policy/rule-ids.ts';
import { allChangeRules } from '../../src/plan/rules/change/index.ts';
import { commentsOf } from '../../src/storage/yaml/parse.ts';
import { plan } from '../support/plan.ts';
import { base, planFolder } from '../support/plan-folder.ts';
import fc, { times } from '../support/property.ts';
import { catalogue } from '../support/rule-docs.ts';

const first = base('items/01.yaml');
/** Two faults: a rating without its note, and a report from a day that has not come. */
const faulty = `${first}rating: off-track
updates:
  - as-of: 2999-01-01
    recorded: 2999-01-02
    rating: off-track
`;
const severities = (lines: string) => `${base('plan.yaml')}validation:\n  severities:\n${lines}`;

/** "rule severity" of every finding, the rest of what was said, and the exit code. */
async function told(files: Record<string, string>, ...flags: string[]) {
  const { stdout, stderr, code } = await plan(planFolder(files), ['validate', '--json', ...flags]);
  const { findings = [], summary, error } = JSON.parse(stdout);
  const rules = findings.map((each: { rule: string; severity: string }) => `${each.rule} ${each.severity}`);
  return { rules, summary, error, stderr, code };
}

test('the rules that can be named are those of the catalogue, and those that always count keep it from being read', () => {
  expect([...mandatoryRuleIds, ...configurableRuleIds].toSorted()).toEqual([...catalogue.keys()].toSorted());
  expect(changeRuleIds.toSorted()).toEqual(Object.keys(allChangeRules).toSorted());
  const fixed = [...catalogue.values()].filter(({ subject }) => ['file', 'yaml', 'schema'].includes(subject));
  expect(mandatoryRuleIds).toEqual(expect.arrayContaining(fixed.map(({ id }) => id)));
});

describe('the plan', () => {
  test('turns a rule off, softens one and raises one', async () => {
    const files = {
      'items/01.yaml': faulty,
      'evidence/a.txt': 'a',
      'plan.yaml': severities(
        '    rating-without-note: off\n    future-date: warning\n    evidence-unused: error\n',
      ),
    };
    const { rules, code } = await told(files);
    expect(rules).toEqual(['evidence-unused error', 'future-date warning', 'future-date warning']);
    expect(code).toBe(1);
  });

  test('a word that is no severity is told with those that are', async () => {
    const folder = planFolder({ 'plan.yaml': severities('    future-date: warn\n') });
    expect((await plan(folder, ['validate'])).stdout).toContain(
      '`warn` is not a severity: expected `error`, `warning` or `off` [unknown-word]',
    );
  });
});

describe('a person', () => {
  const files = { 'items/01.yaml': faulty };
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
    expect(await told(files, ...flags)).toMatchObject({ rules, code });
  });

  test('can’t have an unreadable file left out', async () => {
    const broken = { ...files, 'items/02.yaml': 'id: [' };
    expect((await told(broken, '--rule', 'rating-without-note')).rules).toEqual([
      'rating-without-note error',
      'yaml-syntax error',
    ]);
    const { error, code } = await told(broken, '--ignore', 'yaml-syntax');
    expect([error.code, code]).toEqual(['usage', 2]);
  });

  test('is told of a rule that there is not, and of a near one', async () => {
    const { error, code } = await told(files, '--rule', 'future-dates');
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

  test('says from which severity on a run fails', async () => {
    const warning = { 'evidence/a.txt': 'a' };
    expect((await told(warning)).code).toBe(0);
    expect((await told(warning, '--fail-on', 'warning')).code).toBe(1);
    expect((await told({}, '--fail-on', 'warning')).code).toBe(0);
  });
});

describe('a file', () => {
  const why = 'rating-without-note, future-date: Decided in June.';
  test('suppresses findings: on the line below, at the line’s end, and in all of it', async () => {
    const below = faulty.replace(
      '    rating: off',
      '    # plan-ignore rating-without-note: Decided in June.\n    # of which the minute tells\n    rating: off',
    );
    expect((await told({ 'items/01.yaml': below })).rules).toEqual([
      'future-date error',
      'future-date error',
    ]);
    const { rules, summary, code } = await told({
      'items/01.yaml': `# Ours.\n# plan-ignore ${why}\n${faulty}`,
    });
    expect([rules, summary, code]).toEqual([[], { files: 5, errors: 0, warnings: 0, suppressed: 3 }, 0]);
    const end = faulty.replaceAll(/(2999-01-0.)/g, '$1 # plan-ignore future-date: A test.');
    expect(await told({ 'items/01.yaml': end })).toMatchObject({
      rules: ['rating-without-note error'],
      summary: { suppressed: 2 },
    });
  });

  test('a suppression is used though flags leave its rule out, and counted for the files asked about', async () => {
    const files = { 'items/01.yaml': `# plan-ignore ${why}\n${faulty}` };
    const flags = ['--fail-on', 'warning'];
    expect(await told(files, ...flags, '--ignore', 'future-date')).toMatchObject({
      code: 0,
      summary: { suppressed: 1 },
    });
    expect(await told(files, ...flags, '--rule', 'wording-changed')).toMatchObject({
      code: 0,
      summary: { suppressed: 0 },
    });
    expect(await told(files, ...flags, 'plan/items/02.yaml')).toMatchObject({
      code: 0,
      summary: { suppressed: 0 },
    });
  });

  test('what only looks like a comment suppresses nothing', async () => {
    const words = '# plan-ignore rating-without-note: no';
    const note = `x-a: "${words}"\nx-b: |\n  ${words}\nx-c: >-\n  a\n  ${words}\nx-d: a# plan-ignore rating-without-note\n`;
    expect((await told({ 'items/01.yaml': note + faulty })).rules).toContain('rating-without-note error');
    const mention = '# To plan-ignore a rule, see below.\n# plan-ignored rules: none\n';
    expect((await told({ 'items/01.yaml': mention + first })).rules).toEqual([]);
  });

  test('nothing is called unused while something can’t be read', async () => {
    const files = {
      'items/01.yaml': first.replace('wording:', '# plan-ignore duplicate-id: Two sheets.\nwording:'),
    };
    expect((await told(files)).rules).toEqual(['suppression-unused warning']);
    expect((await told({ ...files, 'items/02.yaml': 'id: [' })).rules).toEqual(['yaml-syntax error']);
  });

  test('its suppressions can be weighed too, and a rule by which files are read can’t be suppressed', async () => {
    const files = { 'items/01.yaml': `# plan-ignore future-date: So.\n${first}` };
    expect(
      (await told({ ...files, 'plan.yaml': severities('    suppression-unused: error\n') })).rules,
    ).toEqual(['suppression-unused error']);
    expect((await told({ 'items/01.yaml': `# plan-ignore wrong-type: So.\n${first}` })).rules).toEqual([
      'fixed-rule error',
    ]);
    expect((await told({ 'items/01.yaml': `${first}# plan-ignore\n` })).rules).toEqual([
      'suppression-unknown-rule error',
    ]);
  });

  test('every comment is found where it stands, whatever the text', () => {
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

describe('a change', () => {
  const update = ['update', '1', '--rating', 'off-track', '--no-commit'];
  test('follows the plan: a rule turned off refuses nothing', async () => {
    expect((await plan(planFolder(), update)).code).toBe(3);
    for (const severity of ['off', 'warning']) {
      const folder = planFolder({ 'plan.yaml': severities(`    rating-without-note: ${severity}\n`) });
      expect((await plan(folder, update)).code).toBe(0);
    }
  });
});
