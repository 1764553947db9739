/** Random updates, valid and invalid: the plan stays valid, and each change is one commit. */
import { expect, test } from 'vitest';
import { ratings, statuses } from '../../schemas/enums.ts';
import { plan } from '../support/plan.ts';
import fc, { times } from '../support/property.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { fewItems, shippedPlan } from '../support/shipped.ts';

/** The option, or more often nothing. */
const maybe = (flag: string, words: fc.Arbitrary<string>) =>
  fc.oneof(
    { arbitrary: fc.constant([]), weight: 2 },
    { arbitrary: words.map((word) => [`${flag}=${word}`]), weight: 1 },
  );

/** A valid value, or seldom an invalid one. */
const mostly = (good: readonly string[], bad: readonly string[]) =>
  fc.oneof(
    { arbitrary: fc.constantFrom(...good), weight: 15 },
    { arbitrary: fc.constantFrom(...bad), weight: 1 },
  );

/** Texts with a meaning to YAML, git or shells. */
const texts = fc.oneof(
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

const ids = fc.oneof(
  { arbitrary: mostly(fewItems, ['99']).map((id) => [id]), weight: 3 },
  { arbitrary: fc.shuffledSubarray(fewItems, { minLength: 2 }), weight: 1 },
);

const itemUpdate = fc
  .tuple(
    ids,
    mostly(statuses, ['done']).map((status) => [`--status=${status}`]),
    maybe('--rating', fc.constantFrom(...ratings)),
    maybe('--note', texts),
    maybe('--reason', texts),
    maybe('--agency', fc.constantFrom('dol', 'Police', 'nobody')),
    maybe('--as-of', mostly(['2026-11-24'], ['2026-11-20', '2027-01-01', '2026-02-30'])),
    maybe('--evidence', mostly(['https://example.org/a=Minute'], ['ftp://nowhere'])),
    fc.constantFrom([], ['--public']),
  )
  .map((parts) => ['update', ...parts.flat(), '--json']);

const milestoneUpdate = fc
  .tuple(
    fc.constantFrom('5.1', '5.2'),
    mostly(['in-progress', 'completed', 'cancelled'], ['in-place']),
    maybe('--note', texts),
    maybe('--reason', texts),
  )
  .map(([id, status, ...rest]) => [
    'update',
    '5',
    `--milestone=${id}`,
    `--status=${status}`,
    ...rest.flat(),
    '--json',
  ]);

interface UpdateJson {
  items: { id: string; changed: boolean }[];
}

/** An item file without statuses, ratings and updates. */
const withoutProgress = (text: string) =>
  text.replace(/^ *(status|rating): .*\n/gm, '').replace(/^updates:\n(?:[ \n].*\n?)*/m, '');

test('random updates', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(itemUpdate, itemUpdate, milestoneUpdate), { minLength: 2, maxLength: 4 }),
      async (updates) => {
        const sandbox = shippedPlan(fewItems);
        const original = fewItems.map((id) => sandbox.read(`plan/items/${id}.yaml`));
        for (const words of updates) await step(sandbox, words);
        expect(fewItems.map((id) => withoutProgress(sandbox.read(`plan/items/${id}.yaml`)))).toEqual(
          original,
        );
      },
    ),
    { numRuns: times(6) },
  );
});

async function step(sandbox: Sandbox, words: readonly string[]) {
  const head = sandbox.git('rev-parse', 'HEAD');
  const { stdout, stderr, code } = await plan(sandbox, words);
  const json = JSON.parse(stdout);
  const changed =
    code === 0 ? (json as UpdateJson).items.filter(({ changed }) => changed).map(({ id }) => id) : [];
  expect([0, 2, 3], stdout).toContain(code);
  expect(stderr).toBe('');
  expect(sandbox.git('rev-list', '--count', `${head}..HEAD`)).toBe(changed.length > 0 ? '1' : '0');
  const files = sandbox.git('diff', '--name-only', head).split('\n').filter(Boolean);
  expect(files).toEqual(changed.map((id) => `plan/items/${id.padStart(2, '0')}.yaml`).sort());
  expect(sandbox.git('status', '--porcelain')).toBe('');
  if (changed.length === 0) return;
  const check = await plan(sandbox, 'validate');
  expect(check, `${words}: ${check.stderr}`).toMatchObject({ code: 0 });
}
