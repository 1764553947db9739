/** Malicious text in plan files: output contains no control characters and no forged lines. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { fieldNames } from '../../../src/plan/model/fields.ts';
import { rowFormatNames } from '../../../src/render/table/formats.ts';
import { actsOnTerminal, findingFormats } from '../../support/hostile-output.ts';
import { plan } from '../../support/plan.ts';
import { planFolder } from '../../support/plan-folder.ts';
import fc, { times } from '../../support/property.ts';

const hostile = fc
  .array(
    fc.constantFrom(
      ...['\u001b[2J', '\u001b]0;title\u0007', '\u009b31m', '\r', '\b', '\u007f', '\t', '\u0000', '\u0085'],
      ...[
        '\u202e',
        '\u2066',
        '\u200f',
        '\u061c',
        '\u2028',
        '\ufeff',
        '\nFORGED',
        '\r\nFORGED',
        'FORGED',
        'a',
        ' ',
      ],
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => `x${parts.join('')}x`);

/** Workbooks have their own tests. */
const textFormats = rowFormatNames.filter((format) => format !== 'xlsx');

const commands = [
  ['summary'],
  ['summary', '--json'],
  ...findingFormats.map((format) => ['validate', '--format', format]),
  ...['1', '2', '9'].flatMap((id) => [
    ['show', id],
    ['show', id, '--json'],
  ]),
  ...textFormats.flatMap((format) => [
    ['list', '--format', format],
    ['list', '--format', format, '--fields', fieldNames.join(',')],
    ['agencies', '--format', format],
  ]),
];

/** One command for each way in which text is printed. */
const fewCommands = [
  ['summary'],
  ['validate'],
  ['validate', '--json'],
  ['show', '1'],
  ['list', '--format', 'table', '--fields', fieldNames.join(',')],
  ['list', '--format', 'csv', '--fields', fieldNames.join(',')],
  ['agencies', '--format', 'table'],
];

type Holder = Record<string | number, unknown>;

/** A setter for every text in a value, and one for each mapping that adds a key. */
function* places(value: unknown): Generator<(text: string) => void> {
  if (typeof value !== 'object' || value === null) return;
  const holder = value as Holder;
  if (!Array.isArray(value))
    yield (text) => {
      holder[text] = text;
    };
  for (const key of Object.keys(holder)) {
    if (typeof holder[key] === 'string')
      yield (text) => {
        holder[key] = text;
      };
    yield* places(holder[key]);
  }
}

const names = ['plan.yaml', 'agencies.yaml', 'items/01.yaml', 'items/02.yaml'];

/** An item with every field. */
const full = readFileSync(join(import.meta.dirname, '../../fixtures/schemas/item/valid/full.yaml'), 'utf8');

const attack = fc.record({
  at: fc.nat(),
  text: hostile,
  /** Writes control characters as escapes, raw, or in part, which is invalid YAML. */
  spelling: fc.constantFrom<(json: string) => string>(
    (json) => json,
    (json) =>
      json.replaceAll(/\\u([0-9a-f]{4})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16))),
    (json) => json.replaceAll('\\n', '\n').replaceAll('"', ' '),
  ),
  isTerminal: fc.boolean(),
});

test('random malicious text, in every command and format', async () => {
  const folder = planFolder();
  const original = new Map(names.map((name) => [name, readFileSync(join(folder, 'plan', name), 'utf8')]));
  original.set('items/01.yaml', full);
  await fc.assert(
    fc.asyncProperty(fc.array(attack, { minLength: 1, maxLength: 3 }), async (attacks) => {
      const values = new Map(names.map((name) => [name, parse(original.get(name)!)]));
      for (const { at, text, spelling } of attacks) {
        const all = [...values].flatMap(([name, value]) =>
          [...places(value)].map((put) => [name, put] as const),
        );
        all[at % all.length]![1](text);
        for (const [name, value] of values)
          writeFileSync(join(folder, 'plan', name), `${spelling(JSON.stringify(value, null, 1))}\n`);
      }
      await expectHarmless(folder, attacks[0]!.isTerminal);
    }),
    { numRuns: times(8) },
  );
});

test.each(names)('in each text of %s', async (name) => {
  const folder = planFolder({ 'items/01.yaml': full });
  const path = join(folder, 'plan', name);
  const original = readFileSync(path, 'utf8');
  const count = [...places(parse(original))].length;
  for (let at = 0; at < count; at++) {
    const value = parse(original);
    [...places(value)][at]!('x\u2066x');
    writeFileSync(path, JSON.stringify(value));
    await expectHarmless(folder, false, fewCommands);
  }
});

test.each(['a\u001b[31m\nFORGED.yaml', '01\u202e.yaml', 'b\r\nFORGED.yml', '\u009b.YAML'])(
  'in the name of a file: %j',
  async (name) => {
    const text = readFileSync(join(planFolder(), 'plan/items/01.yaml'), 'utf8');
    await expectHarmless(planFolder({ [`items/${name}`]: text }), true);
    await expectHarmless(planFolder({ [`items/${name}`]: `${text}\nstatus: [` }), false);
  },
);

async function expectHarmless(folder: string, isTerminal: boolean, argvs = commands): Promise<void> {
  for (const argv of argvs) {
    const { stdout, stderr } = await plan(folder, argv, {
      stdoutIsTerminal: isTerminal,
      env: { NO_COLOR: '1' },
    });
    const isCsv = argv.includes('csv');
    const isTsv = argv.includes('tsv');
    const what = `plan ${argv.join(' ')}`;
    const data = isCsv ? stdout.replaceAll(/\r\n|\t/g, '\n') : isTsv ? stdout.replaceAll('\t', '|') : stdout;
    expect(data, what).not.toMatch(actsOnTerminal);
    expect(stderr, what).not.toMatch(actsOnTerminal);
    expect(data + stderr, what).not.toContain('unexpected error');
    // In CSV a line break or a tab within quotes is part of its cell.
    expect(isCsv ? stderr : stdout + stderr, what).not.toMatch(/^FORGED/m);
    const cells = stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => line.split('\t').length);
    if (isTsv) expect(new Set(cells).size, what).toBeLessThan(2);
  }
}
