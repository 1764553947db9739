/** CEL expressions: what they match, their errors, and missing values. */
import { describe, expect, test } from 'vitest';
import { compileExpression } from '../../../src/cli/compile-expression.ts';
import { selectionOf } from '../../../src/cli/filter-options.ts';
import helpTopic from '../../../src/help-topics/expressions.txt?raw';
import { fieldNames, fields } from '../../../src/plan/model/fields.ts';
import { idOf } from '../../../src/plan/model/plan.ts';
import { type FilterFieldName, filterFieldNames, filterFields } from '../../../src/plan/query/filters.ts';
import { agencies, anItem, planOf, settings, somePlan } from '../../support/items.ts';
import { plan } from '../../support/plan.ts';
import { planFolder } from '../../support/plan-folder.ts';
import fc, { times } from '../../support/property.ts';
import { shippedPlan } from '../../support/shipped.ts';

const runs = { numRuns: times(40) };
const clock = { today: '2026-11-14', yearStart: '07-01' };
const known = { settings, agencies };

/** The ids of those of which an expression is true, and of those of which nobody can say. */
function found(of: ReturnType<typeof planOf>, where: string) {
  const { items, undecided } = selectionOf(of, [], { where: [where] }, clock, [
    compileExpression(where, '--where', known, clock),
  ]);
  return { items: items.map(idOf), undecided };
}

/** How an expression says that a field has one of these words. */
function says(name: FilterFieldName, words: readonly string[]): string {
  const field = name === 'agency' ? 'agencies' : name;
  const isList = name === 'agency' || name === 'horizon';
  return isList
    ? `(${words.map((word) => `"${word}" in ${field}`).join(' || ')})`
    : `${field} in [${words.map((word) => `"${word}"`).join(', ')}]`;
}

const filters = fc.record({
  words: fc.record(
    Object.fromEntries(
      filterFieldNames.map((name) => [
        name,
        fc.subarray(
          filterFields[name].values(planOf([])).map(({ value }) => value),
          { minLength: 1 },
        ),
      ]),
    ) as Record<FilterFieldName, fc.Arbitrary<string[]>>,
    { requiredKeys: [] },
  ),
  flags: fc.record({
    overdue: fc.boolean(),
    unreported: fc.boolean(),
    stale: fc.boolean(),
    undated: fc.boolean(),
  }),
  due: fc.option(fc.constantFrom('2026-11', '2026-Q4', 'fy2027', '-2w', 'today', '2026-11-07'), {
    nil: undefined,
  }),
});

test('an expression finds what the filters find', () => {
  fc.assert(
    fc.property(somePlan, filters, (of, { words, flags, due }) => {
      const byFlags = selectionOf(of, [], { ...words, ...flags, ...(due !== undefined && { due }) }, clock);
      const parts = [
        ...Object.entries(words).map(([name, each]) => says(name as FilterFieldName, each)),
        ...Object.entries(flags).flatMap(([name, on]) => (on ? [name] : [])),
        ...(due === undefined ? [] : [`dueDates.exists(day, day.within("${due}"))`]),
      ];
      expect(found(of, parts.join(' && ') || 'true').items).toEqual(byFlags.items.map(idOf));
    }),
    runs,
  );
});

test('an item matches, does not match, or is undecided', () => {
  const facts = ['due', 'asOf', 'daysSinceUpdate', 'note'];
  const part = fc.oneof(
    fc.constantFrom(...facts).map((fact) => `has(${fact})`),
    fc.constantFrom(
      'due < today',
      'due > date("2026-11-07")',
      'daysSinceUpdate > 3',
      'overdue',
      'status == "completed"',
    ),
  );
  const expression = fc.letrec<{ any: string }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      part,
      tie('any').map((one) => `!(${one})`),
      fc.tuple(tie('any'), fc.constantFrom('&&', '||'), tie('any')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    ),
  })).any;
  fc.assert(
    fc.property(somePlan, expression, (of, text) => {
      const [yes, no] = [found(of, text), found(of, `!(${text})`)];
      const open = (found: typeof yes) => found.undecided.flatMap(({ ids }) => ids).sort();
      expect(open(no)).toEqual(open(yes));
      expect([...yes.items, ...no.items, ...open(yes)].sort()).toEqual(of.items.map(idOf).sort());
    }),
    runs,
  );
});

describe('a missing value', () => {
  const dated = anItem({
    id: 2,
    timetable: { milestones: [{ id: '2.1', due: '2026-11-01', task: 'Write' }] },
  });
  const both = planOf([anItem(), dated]);

  test('leaves an item undecided, unless something else decides', () => {
    expect(found(both, 'due < today')).toMatchObject({
      items: ['2'],
      undecided: [{ reason: '`due` is not known', ids: ['1'] }],
    });
    expect(found(both, 'id == "2" && due < today')).toEqual({ items: ['2'], undecided: [] });
    expect(found(both, 'due < today || undated')).toEqual({ items: ['1', '2'], undecided: [] });
  });

  test('can be tested with has()', () => {
    expect(found(both, 'has(due)')).toEqual({ items: ['2'], undecided: [] });
    expect(found(both, '!has(due)')).toEqual({ items: ['1'], undecided: [] });
  });

  test('has a name, as in filters', () => {
    expect(found(both, 'status == "not-reported" && lead == "unknown"').items).toEqual(['1', '2']);
    expect(found(both, 'rating in ["not-rated"] && kind != "action"').items).toEqual(['1', '2']);
  });

  test('is reported with its items', async () => {
    const folder = planFolder();
    const { stdout, stderr, code } = await plan(folder, ['list', '--where', 'due < today', '--fields', 'id']);
    expect({ stdout, code }).toEqual({ stdout: 'id\n', code: 0 });
    expect(stderr).toMatch(
      /^\d of 3 items (is|are) undecided, because `due` is not known: [\d, ]+\n {2}test it first: `has\(due\) && …`\n$/,
    );
    const json = JSON.parse((await plan(folder, ['list', '--where', 'due < today', '--json'])).stdout);
    expect(json.summary.undecided[0]).toMatchObject({
      reason: '`due` is not known',
      hint: 'test it first: `has(due) && …`',
    });
  });
});

test('agencies can be given by any of their names', () => {
  const one = planOf([anItem({ agencies: ['hnzc', 'police'] })]);
  for (const text of [
    '"Kāinga Ora" in agencies',
    'agencies.exists(a, a == "New Zealand Police")',
    'agencies[0] == "housing new zealand corporation"',
    'agencies == ["hnzc", "Police"]',
    '"DoL" in ["x"] || "POLICE" in agencies',
  ])
    expect(found(one, text).items, text).toEqual(['1']);
});

test('the names of custom rules work too', () => {
  const one = planOf([anItem({ 'x-cost': 5 } as object), anItem({ id: 2 })]);
  expect(found(one, 'has(item.x.cost) && item.x.cost > 3 && plan.items.size() == 2').items).toEqual(['1']);
  expect(found(one, 'agencies.exists(due, due == "dol") && today == date("2026-11-14")').items).toEqual([
    '1',
    '2',
  ]);
});

/** The error for a bad expression: its message, the marked part, its hint. */
async function errorOf(expression: string) {
  const { stdout, code } = await plan(planFolder(), [
    'list',
    '--json',
    '--where',
    expression,
    '--today',
    '2026-11-24',
  ]);
  const { message, hint, at } = JSON.parse(stdout).error;
  expect(code).toBe(2);
  return [message.replace('--where: ', ''), at.text.slice(at.start, at.end), hint];
}

test.each([
  ['"police" in agencie', '`agencie` is not a field', 'agencie', 'did you mean `agencies`?'],
  ['has(duue)', '`duue` is not a field', 'duue', 'did you mean `due`?'],
  ['has("due")', '`has` takes a field', '"due"', 'such as `has(due)`'],
  ['stale()', '`stale` is a field, not a function', 'stale()', 'remove the parentheses'],
  [
    'agencies.contains("police")',
    '`contains` cannot be used like this',
    'agencies.contains("police")',
    'to search a list, write `"police" in agencies`',
  ],
  [
    'status == "not-reported" && lead == "poice"',
    /^`poice` is not an agency/,
    '"poice"',
    'did you mean `police`?',
  ],
  ['has(rating)', '`rating` is never absent', 'rating', 'write `rating != "not-rated"`'],
  [
    'due == null',
    '`==` does not work with a day and `null`',
    'due == null',
    'to test whether a field is known, write `has(due)`',
  ],
  [
    'due < "2026-12-31"',
    '`<` does not work with a day and text',
    'due < "2026-12-31"',
    'for a day, write `date("2026-12-31")`',
  ],
  [
    'due < date("2026-13-01")',
    '`2026-13-01` is not a day',
    '"2026-13-01"',
    /^give it as `2026-09-30`, `today`/,
  ],
  [
    'due < date("2026-Q4")',
    '`2026-Q4` is not a day: it runs from 2026-10-01 to 2026-12-31',
    '"2026-Q4"',
    'use `start("2026-Q4")` or `end("2026-Q4")`',
  ],
  [
    'due < date("fy2027")',
    '`fy2027` needs the start of the financial year, which plan.yaml does not have',
    '"fy2027"',
    /year-start/,
  ],
  [
    'agencies == "dol"',
    '`==` does not work with a list and text',
    'agencies == "dol"',
    'to search a list, write `"police" in agencies`',
  ],
  ['overdue = true', 'this is not allowed here', '=', 'for equal, write `==`'],
  ['overdue and stale', 'this is not allowed here', 'and', 'for and, write `&&`'],
  ['overdue || (', 'the expression is incomplete', '', 'a word, a quote or a parenthesis is missing'],
  ['agencies', 'the result is a list, not true or false', 'agencies', 'compare it with a value'],
  [
    'action.contain("x")',
    'there is no function `contain`',
    'action.contain("x")',
    'did you mean `contains`?',
  ],
  ['asof < today', '`asof` is not a field', 'asof', 'did you mean `asOf`?'],
  [
    'report-count > 1',
    '`report` is not a field',
    'report',
    'write names in camel case, without dashes: `asOf`',
  ],
])('%s', async (expression, message, part, hint) => {
  const [actualMessage, actualPart, actualHint] = await errorOf(expression);
  expect(actualMessage).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  expect(actualPart).toBe(part);
  expect(actualHint).toEqual(hint instanceof RegExp ? expect.stringMatching(hint) : hint);
});

test('an error is found before any item is read', async () => {
  const folder = planFolder({ 'items/01.yaml': '\t- not yaml' });
  const { stdout, stderr, code } = await plan(folder, ['list', '--where', 'statu == "x"']);
  expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
  expect(stderr).toBe(
    'plan: --where: `statu` is not a field\n  statu == "x"\n  ^^^^^\n  did you mean `status`?\n',
  );
});

test('an error points to the right line, and to the right column after wide characters', async () => {
  const { stderr } = await plan(planFolder(), [
    'list',
    '--where',
    'overdue ||\n  action == "日本" && du < today\n  || stale',
  ]);
  expect(stderr).toBe(
    'plan: --where: `du` is not a field\n    action == "日本" && du < today\n                        ^^\n  did you mean `due`?\n',
  );
});

test('a hostile expression does not hang', async () => {
  const hostile = `"${'a'.repeat(40)}".matches("(a+)+$x|(a|aa)+$y|(.*a){25}z")`;
  const { stderr, code } = await plan(planFolder(), ['list', '--where', hostile]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/takes too long/);
});

test.each([
  ['action.matches("(?i)TRAIN|housing")', ['1', '3']],
  ['item.action.matches("(?i)TALK")', ['2']],
  ['agencies.exists(each, each.matches("(?i)^POL"))', ['1', '3']],
  ['action.matches("TRAIN")', []],
])('a pattern can start with flags: %s', async (where, ids) => {
  const args = ['list', '--format', 'csv', '--fields', 'id', '--where', where];
  const { stdout, stderr, code } = await plan(planFolder(), args);
  expect({ stdout: stdout.split('\r\n').slice(1, -1), stderr, code }).toEqual({
    stdout: ids,
    stderr: '',
    code: 0,
  });
});

test('an invalid pattern is found before any item is read', async () => {
  const folder = planFolder({ 'items/01.yaml': '\t- not yaml' });
  const { stdout, stderr, code } = await plan(folder, ['list', '--where', 'action.matches("(?i)visa(")']);
  expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
  expect(stderr).toBe(
    'plan: --where: the pattern is invalid: unterminated group\n  action.matches("(?i)visa(")\n                 ^^^^^^^^^^^\n',
  );
});

test('a pattern that is only known for each item is an error too if it is invalid', async () => {
  const { stdout, stderr, code } = await plan(planFolder(), [
    'list',
    '--where',
    'action.matches(objective + "(")',
  ]);
  expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
  expect(stderr).toMatch(/^plan: --where: the pattern is invalid: unterminated group\n/);
});

test('the documented examples with patterns find items of the plan that ships', async () => {
  const sandbox = shippedPlan();
  for (const where of [fields.action.example, 'action.matches("(?i)visa|immigration")']) {
    expect(helpTopic + fields.action.example).toContain(where);
    const { stdout, stderr } = await plan(sandbox, [
      'list',
      '--format',
      'csv',
      '--fields',
      'id',
      '--where',
      where,
    ]);
    expect(stdout.split('\r\n').length, where).toBeGreaterThan(2);
    expect(stderr).toBe('');
  }
});

test('every field has an example that is an expression', () => {
  const [one] = [planOf([anItem()])];
  for (const name of fieldNames) {
    const example = fields[name].example.replace('PILLAR', 'first').replace('AGENCY', 'dol');
    expect(() => found(one!, example), example).not.toThrow();
  }
});

test.each([0, 1, 10_000])('works over %i items', (count) => {
  const many = planOf(Array.from({ length: count }, (_, at) => anItem({ id: at + 1 })));
  expect(found(many, '"dol" in agencies && !overdue').items).toHaveLength(count);
  expect(found(many, 'due < today').undecided.flatMap(({ ids }) => ids)).toHaveLength(count);
});
