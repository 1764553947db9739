/** Reports at random, good ones and bad ones: whatever comes, the plan stays whole and each change is one commit. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ratings, statuses } from '../../schemas/update.ts';
import type { Sandbox } from '../sandbox.ts';
import { few, plan, shippedPlan } from '../shipped.ts';

const maybe = (flag: string, words: fc.Arbitrary<string>) =>
  fc.option(words, { nil: undefined }).map((word) => (word === undefined ? [] : [`${flag}=${word}`]));

/** Words that have led YAML, git or shells astray. */
const words = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
  fc.constantFrom(
    '# no comment',
    'a: b',
    'it\'s "quoted"',
    ' padded ',
    'two\n\nparagraphs\n  indented\n',
    '- list\n- of',
    'Plan-Item: 7\nPlan-Change: update',
    '---',
    '`rm -rf .` $(false)',
    'null',
    'ngā mahi tūturu',
    '\u200fעברית\u200e',
    'bell\u0007',
  ),
);

const report = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom('5', '7', '13', '99'), { minLength: 1, maxLength: 2 }),
    maybe('--status', fc.constantFrom(...statuses, 'done')),
    maybe('--milestone', fc.constantFrom('5.1', '5.2', '5.9')),
    maybe('--rating', fc.constantFrom(...ratings)),
    maybe('--note', words),
    maybe('--reason', words),
    maybe('--agency', fc.constantFrom('dol', 'Police', 'customs', 'nobody')),
    maybe('--as-of', fc.constantFrom('2026-11-20', '2026-11-24', '2027-01-01', '2026-02-30')),
    maybe('--evidence', fc.constantFrom('https://example.org/a=Minute', 'ftp://nowhere')),
    fc.constantFrom([], ['--public']),
  )
  .map((parts) => ['update', ...parts.flat(), '--json']);

interface Json {
  items: { id: string; changed: boolean }[];
}

/** An item's file without what reports add: its first status and rating, and everything from `updates` on. */
const unreported = (text: string) =>
  text.replace(/^ *(status|rating): .*\n/gm, '').replace(/^updates:\n(?:[ \n].*\n?)*/m, '');

test('reports at random', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(report, { minLength: 1, maxLength: 5 }), async (reports) => {
      const box = shippedPlan(few);
      const original = few.map((id) => box.read(`plan/items/${id}.yaml`));
      for (const words of reports) await step(box, words);
      expect(few.map((id) => unreported(box.read(`plan/items/${id}.yaml`)))).toEqual(original);
    }),
    { numRuns: 15 },
  );
});

async function step(box: Sandbox, words: readonly string[]) {
  const head = box.git('rev-parse', 'HEAD');
  const { stdout, stderr, code } = await plan(box, words);
  const answer = JSON.parse(stdout);
  const changed =
    code === 0 ? (answer as Json).items.filter(({ changed }) => changed).map(({ id }) => id) : [];
  expect([0, 2, 3], stdout).toContain(code);
  expect(stderr).toBe('');
  expect(box.git('rev-list', '--count', `${head}..HEAD`)).toBe(changed.length > 0 ? '1' : '0');
  const files = box.git('diff', '--name-only', head).split('\n').filter(Boolean);
  expect(files).toEqual(changed.map((id) => `plan/items/${id.padStart(2, '0')}.yaml`).sort());
  expect(box.git('status', '--porcelain')).toBe('');
  const check = await plan(box, 'validate');
  expect(check, `${words}: ${check.stderr}`).toMatchObject({ code: 0 });
}
