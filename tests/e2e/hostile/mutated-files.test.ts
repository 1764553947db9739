/** Randomly corrupted plan files: `plan validate` never fails, and findings have valid positions. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Finding } from '../../../src/errors.ts';
import { plan } from '../../support/plan.ts';
import { fixtures, planFolder } from '../../support/plan-folder.ts';
import fc, { times } from '../../support/property.ts';

const shipped = join(import.meta.dirname, '../../../plan');

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => readFileSync(join(folder, name)));

const texts = [...filesIn(shipped), ...filesIn(fixtures)];

/** Texts with a meaning to YAML, terminals, JavaScript or plans. */
const tokens = [
  ...[
    '[',
    ']',
    '{',
    '}',
    ': ',
    '- ',
    '? ',
    ', ',
    ' #',
    '&a ',
    '*a',
    '!!str ',
    '!x ',
    '|',
    '>',
    '>-2',
    '%YAML 1.1\n',
  ],
  ...[
    '"',
    "'",
    '\\',
    '\\u',
    '\\ud800',
    '\n',
    '\r',
    '\t',
    '  ',
    '\n\n',
    '---\n',
    '...\n',
    '<<: ',
    '<<<<<<< a\n',
  ],
  ...[
    '__proto__: ',
    'constructor: ',
    'null',
    '~',
    '.nan',
    '-0',
    '1e999',
    '0x',
    'true',
    '2026-13-40',
    '=======\n',
  ],
  ...[
    '\0',
    '\u001b[2J',
    '\u009b',
    '\u202e',
    '\u2028',
    '\u0085',
    '\ufeff',
    '😀',
    'e\u0301',
    'sha256:',
    'updates:\n',
  ],
];

const position = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

/** A change to bytes. `splice` inserts bytes of another file. */
const mutation = fc.oneof(
  fc.record({ what: fc.constant('flip' as const), at: position, bit: fc.nat(7) }),
  fc.record({ what: fc.constant('put' as const), at: position, token: fc.constantFrom(...tokens) }),
  fc.record({ what: fc.constant('cut' as const), at: position, length: fc.nat(40) }),
  fc.record({ what: fc.constant('repeat' as const), at: position, times: fc.integer({ min: 1, max: 300 }) }),
  fc.record({
    what: fc.constant('splice' as const),
    at: position,
    from: fc.nat(texts.length - 1),
    to: position,
    length: fc.nat(400),
  }),
);
type Mutation = typeof mutation extends fc.Arbitrary<infer Value> ? Value : never;

function mutated(bytes: Buffer, change: Mutation): Buffer {
  const at = Math.floor(change.at * bytes.length);
  const around = (middle: Buffer, removed = 0) =>
    Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(at + removed)]);
  switch (change.what) {
    case 'flip':
      return around(Buffer.from([(bytes[at] ?? 0) ^ (1 << change.bit)]), 1);
    case 'put':
      return around(Buffer.from(change.token));
    case 'cut':
      return around(Buffer.alloc(0), change.length);
    case 'repeat': {
      const start = bytes.lastIndexOf(0x0a, at) + 1;
      const end = bytes.indexOf(0x0a, at) + 1 || bytes.length;
      return around(Buffer.concat(Array(change.times).fill(bytes.subarray(start, end))));
    }
    case 'splice': {
      const other = texts[change.from]!;
      const from = Math.floor(change.to * other.length);
      return around(other.subarray(from, from + change.length));
    }
  }
}

test('findings of a corrupted file have valid positions', async () => {
  const folder = planFolder();
  const names = ['plan.yaml', 'agencies.yaml', 'items/01.yaml'];
  const originals = new Map(names.map((name) => [name, readFileSync(join(folder, 'plan', name))]));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names, ...names.slice(2)),
      fc.option(fc.constantFrom(...texts), { freq: 3 }),
      fc.array(mutation, { minLength: 1, maxLength: 4 }),
      async (name, text, mutations) => {
        const bytes = mutations.reduce(mutated, text ?? originals.get(name)!);
        for (const [each, original] of originals)
          writeFileSync(join(folder, 'plan', each), each === name ? bytes : original);
        const { stdout, stderr, code } = await plan(folder, ['validate', '--json']);
        expect([0, 1]).toContain(code);
        expect(stdout + stderr).not.toMatch(/unexpected error|[\0-\u0009\u000b-\u001f\u007f-\u009f]/);
        const { kind, findings } = JSON.parse(stdout) as { kind: string; findings: Finding[] };
        expect(kind).toBe('findings');
        for (const finding of findings)
          if (finding.file === `plan/${name}`) expectWithin(finding, bytes.toString());
        const printed = await plan(folder, ['validate']);
        expect(printed.code).toBe(code);
        expect(printed.stdout).not.toMatch(/[\0-\u0009\u000b-\u001f\u007f-\u009f]/);
      },
    ),
    { numRuns: times(25) },
  );
});

/** Checks that the position is within the text, and that the source is a part of its line. */
function expectWithin({ line, column, length, source, sourceColumn = 1 }: Finding, text: string): void {
  const actual = text
    .replace(/^\ufeff/, '')
    .split('\n')
    [line - 1]?.replace(/\r$/, '');
  expect(actual).toBeDefined();
  expect(column).toBeGreaterThanOrEqual(1);
  expect(column).toBeLessThanOrEqual(actual!.length + 2);
  expect(length).toBeGreaterThanOrEqual(1);
  expect(column + length).toBeLessThanOrEqual(Math.max(column + 1, actual!.length + 1));
  if (source !== null) expect(actual!.slice(sourceColumn - 1, sourceColumn - 1 + source.length)).toBe(source);
}
