/** Each JSON document in the golden sessions, and one of each other kind, matches its schema to the last key. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { type OutputKind, outputKinds, outputSchema } from '../../../../schemas/output/index.ts';
import { plan } from '../../../support/plan.ts';
import { fewItems, setToday, shippedPlan } from '../../../support/shipped.ts';

const root = join(import.meta.dirname, '../../../..');

const ajv = new Ajv({
  strict: true,
  strictRequired: false,
  allErrors: true,
  formats: { date: true, 'date-time': true },
  allowUnionTypes: true,
});

const validators = Object.fromEntries(
  outputKinds.map((kind) => [
    kind,
    [outputSchema(kind), closed(outputSchema(kind))].map((each) => ajv.compile(each as object)),
  ]),
);

/** The same schema, but without room for other keys. */
function closed(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(closed);
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in inner && !('additionalProperties' in inner)
    ? { ...inner, additionalProperties: false }
    : inner;
}

/** The errors in a JSON document by its schema. */
function errorsIn(answer: { kind: string }): string[] {
  const [open, strict] = validators[answer.kind] ?? [];
  if (!open || !strict) return [`\`${answer.kind}\` has no schema`];
  return [open, strict].flatMap((validate) =>
    validate(answer)
      ? []
      : validate.errors!.map(
          ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
        ),
  );
}

describe.each(outputKinds)('%s', (kind) => {
  test('its schema allows additional keys and requires the envelope', () => {
    const text = JSON.stringify(outputSchema(kind));
    expect(text).not.toContain('"additionalProperties":false');
    expect(outputSchema(kind)).toMatchObject({ required: expect.arrayContaining(['schemaVersion', 'kind']) });
  });
});

/** The complete JSON documents in the golden sessions. */
const shown = [
  'README.md',
  ...readdirSync(join(root, 'tests/cli'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `tests/cli/${name}`),
].flatMap((page) =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^\{\n {2}"schemaVersion".*(?:\n {2}.*)*\n\}$/gm)].map(
    ([text], at) => ({
      name: `${page} ${at + 1}`,
      answer: JSON.parse(text),
    }),
  ),
);

test.each(shown)('$name matches its schema', ({ answer }) => expect(errorsIn(answer)).toEqual([]));

const report = '--note Begun. --evidence https://example.org/1=Minute';
const decision = ['--reason', 'It was wrong.', '--authority', 'Cabinet'];

/** Commands that together write every kind of JSON document. */
const life: (readonly string[])[] = [
  ...[
    'list',
    'list --fields id,due,as-of',
    'agencies',
    'rules',
    'explain wording-changed',
    'summary',
    'show 5 7',
    'fields',
    'list --group-by agencies --limit 2',
    'list --count-by agencies,status',
    'list --count-by overdue',
    'chart',
    'chart completion',
    'fields',
    'queries',
    'list --count-by agency,overdue',
    'list --group-by horizon --where due<today',
  ],
  ...['doctor', 'setup --check', 'setup --no-commit', 'hook status'],
  ...['validate', 'validate no-such-file', 'list --status done', 'list --where nonsense', 'completion bash'],
  ...[
    `update 5 --milestone 5.1 --status completed ${report}`,
    'update 7 --rating at-risk -n',
    `note 13 ${report}`,
  ],
]
  .map((words) => words.split(' '))
  .concat([
    ['amend', '5', '--milestone', '5.2', '--field', 'due', '--to', '2026-06-30', ...decision],
    ['amend', '5', '--field', 'agencies', '--to', 'dol,police', ...decision],
    [
      'add',
      '--pillar',
      'prevention',
      '--objective',
      'Know',
      '--action',
      'Ask',
      '--measure',
      'Asked',
      '--agencies',
      'dol',
      '--ongoing',
      'Yearly',
      ...decision,
    ],
    ['retire', '7', ...decision],
    ['note', '13', 'Begun.', '--evidence', 'https://example.org/1=Minute'],
    ['undo'],
    ['list', '--overdue'],
    ['summary', '--known', '2026-11-24'],
    ['report'],
    ['calendar'],
    ['report', '--since', '2026-11-23', '--audience', 'internal'],
    ['log'],
    ['blame', '5'],
    ['diff', '2026-11-23'],
    ['changes', '--since', '2026-11-23', '--audience', 'public'],
    ['audit'],
    ['codeowners'],
  ]);

test('every kind of JSON document matches its schema, whatever happens to a plan', async () => {
  const sandbox = shippedPlan(fewItems);
  setToday(sandbox, '2026-11-24');
  sandbox.commit({
    'plan/agencies.yaml': sandbox
      .read('plan/agencies.yaml')
      .replace('id: dol', 'id: dol\n    owners: ["@nz/dol"]'),
  });
  const kinds = new Set<string>();
  const faults: string[] = [];
  const ask = async (words: readonly string[], input = '') => {
    const { stdout } = await plan(sandbox, [...words, '--json'], {
      env: { HOME: sandbox.home },
      readStdin: async () => input,
    });
    const answer = JSON.parse(stdout);
    for (const fault of errorsIn(answer)) faults.push(`plan ${words.join(' ')} (${answer.kind}): ${fault}`);
    kinds.add(answer.kind);
  };
  for (const words of life) await ask(words);
  const [update] = JSON.parse((await plan(sandbox, ['show', '5', '--json'])).stdout).items[0].updates;
  await ask(['correct', '5', update.id, '--note', 'Agreed.', '-n']);
  await ask(['publish', `${sandbox.home}/public`]);
  await ask(['release', '5', '--authority', 'Minute 12']);
  await ask(['withdraw', '5', update.id, '--reason', 'Not so.']);
  const rows = '- {id: 13, status: in-place}\n- {id: 5, note: Paid.}\n';
  await ask(['apply', '-', '-n'], rows);
  await ask(['apply', '-', '--commit-each'], rows);
  sandbox.commit(
    { 'plan/items/13.yaml': sandbox.read('plan/items/13.yaml').replace('in-place', 'on-hold') },
    'By hand',
  );
  await ask(['audit']);
  await ask(['acknowledge', 'HEAD', '--note', 'It may stand.', '--authority', 'The group']);
  sandbox.write({ 'plan/items/13.yaml': 'not: an item\n' });
  for (const words of ['list', 'validate', 'changes --since 2026-11-23', 'show 13'])
    await ask(words.split(' '));
  sandbox.git('restore', '.');
  sandbox.git('clone', '--quiet', '--bare', '.', '../bare');
  sandbox.git('remote', 'add', 'origin', '../bare');
  sandbox.git('fetch', '--quiet');
  sandbox.git('branch', '--set-upstream-to', 'origin/main');
  await ask(['sync']);
  const missing = outputKinds.filter((kind: OutputKind) => !kinds.has(kind));
  expect({ faults, missing }).toEqual({ faults: [], missing: [] });
});
