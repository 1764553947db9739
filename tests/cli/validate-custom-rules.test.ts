/** Custom rules in plan.yaml: their expressions, their findings, and limits against malicious ones. */
import { describe, expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import { base, planFolder } from '../support/plan-folder.ts';

const first = base('items/01.yaml');
const withUpdate = `${first}x-cost: 1200
rating: on-track
updates:
  - as-of: 2026-06-30
    recorded: 2026-07-02
    rating: on-track
`;

/** The small plan with the rules `own-0`, `own-1` …, one for each expression. */
const planWith = (...expressions: string[]) =>
  `${base('plan.yaml')}validation:\n  rules:\n${expressions
    .map(
      (text, index) => `    - { id: own-${index}, expression: ${JSON.stringify(text)}, message: Not so }\n`,
    )
    .join('')}`;

async function findings(files: Record<string, string>, ...flags: string[]) {
  const { stdout } = await plan(planFolder(files), ['validate', '--json', '--today', '2026-11-24', ...flags]);
  return JSON.parse(stdout).findings as {
    rule: string;
    file: string;
    line: number;
    message: string;
    hint: string;
  }[];
}

/** Whether item 1 satisfies an expression, or the error. */
async function resultOf(expression: string): Promise<boolean | string> {
  const found = await findings({ 'items/01.yaml': withUpdate, 'plan.yaml': planWith(expression) });
  const invalid = found.find(({ rule }) => rule === 'bad-expression');
  return invalid ? invalid.message : !found.some(({ file }) => file === 'plan/items/01.yaml');
}

test.each([
  ['has(item.updates) ? item.updates.exists(u, today - u.asOf < days(180)) : true', true],
  ['has(item.updates) ? item.updates.exists(u, today - u.asOf < days(30)) : true', false],
  ['!has(item.updates) || item.updates[0].recorded == date("2026-07-02")', true],
  ['item.id in ["1", "2", "3"] && item.agencies.size() < 3', true],
  ['item.?rating.orValue("on-track") == "on-track"', true],
  ['!has(item.x.cost) || item.x.cost <= 1000', false],
  ['!item.overdue', true],
  ['plan.timeZone == "Pacific/Auckland" && plan.idWidth == 2', true],
  ['item.agencies.all(a, plan.agencies.exists(b, b.id == a))', true],
  ['plan.items.exists(other, other.id != item.id && other.agencies == item.agencies)', false],
])('%s', async (expression, holds) => {
  expect(await resultOf(expression)).toBe(holds);
});

describe('an invalid expression is found in plan.yaml', () => {
  test.each([
    ['item.lead == "dol"', 'no result for item 1 and 2 others: no such key: lead'],
    ['has(item.leed)', 'no such key: leed'],
    ['item.constructor == 1', 'no such key: constructor'],
    ['dyn(item).constructor == 1', 'no result for item 1 and 2 others: no such key: constructor'],
    ['item["__proto__"] == 1', 'no such key: __proto__'],
    ['process.exit() == 1', 'unknown variable: process'],
    ['cel.bind(a, "x", true)', '`cel` is not available'],
    ['plan.items.all(a, plan.items.all(b, plan.items.all(c, true)))', 'loops are nested more than 2 deep'],
    [`${'('.repeat(5000)}true`, 'exceeded maxDepth (50)'],
    [Array(2000).fill('true').join(' && '), expect.stringContaining('exceeded max')],
  ])('%s', async (expression, error) => {
    expect(await resultOf(expression)).toEqual(error);
  });

  test('at its line', async () => {
    const text = `${base('plan.yaml')}validation:
  rules:
    - id: own
      expression: >-
        item.id != "" &&
        item.leed != ""
      message: Not so
`;
    const [found] = await findings({ 'plan.yaml': text });
    expect(found).toMatchObject({ rule: 'bad-expression', file: 'plan/plan.yaml', line: 21 });
  });
});

test('a pattern can start with flags, and an invalid one is found at its rule', async () => {
  const found = await findings({
    'plan.yaml': planWith(
      'item.action.matches("(?i)TRAIN|TALK|HOUSING")',
      'item.action.matches("(?i)talk(")',
    ),
  });
  expect(found.map(({ rule, file, message }) => [rule, file, message])).toEqual([
    ['bad-expression', 'plan/plan.yaml', 'the pattern is invalid: unterminated group'],
  ]);
});

test('a pattern that takes too long is stopped, and later rules are not run', async () => {
  const slow = `"${'a'.repeat(40)}b".matches("^(a+)+$")`;
  const found = await findings({ 'plan.yaml': planWith(slow, 'true') });
  expect(found.map(({ rule, message }) => [rule, message])).toEqual([
    ['bad-expression', 'this takes too long'],
    ['bad-expression', 'not run, because `own-0` took too long'],
  ]);
});

test('a finding has the message and the severity of the rule, and the position of the first field in the expression', async () => {
  const text = `${base('plan.yaml')}validation:
  severities: { two-agencies: error }
  rules:
    - { id: two-agencies, expression: item.agencies.size() >= 2, message: Two agencies answer for each item, severity: warning }
    - { id: named, expression: 'item.id != "2" || item.pillar == "prevention"', message: Item 2 prevents, severity: warning }
`;
  expect(await findings({ 'plan.yaml': text })).toEqual([
    expect.objectContaining({ rule: 'named', file: 'plan/items/02.yaml', line: 1, severity: 'warning' }),
    expect.objectContaining({
      rule: 'two-agencies',
      severity: 'error',
      file: 'plan/items/02.yaml',
      line: 6,
      message: 'Two agencies answer for each item',
      hint: 'expected: `item.agencies.size() >= 2`',
    }),
  ]);
  expect(await findings({ 'plan.yaml': text }, '--rule', 'named')).toHaveLength(1);
  const ignored = base('items/02.yaml').replace(
    'agencies:',
    '# plan-ignore two-agencies: Customs alone.\nagencies:',
  );
  expect(await findings({ 'plan.yaml': text, 'items/02.yaml': ignored }, '--ignore', 'named')).toEqual([]);
});

test('retired items are not checked', async () => {
  const retired = `${first}retired: { recorded: 2026-07-02, reason: Merged, authority: The group }\n`;
  const found = await findings({ 'items/01.yaml': retired, 'plan.yaml': planWith('item.id != "1"') });
  expect(found).toEqual([]);
});
