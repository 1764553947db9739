import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quick } from '../../src/store/quick.ts';
import { parse } from '../../src/store/yaml.ts';

const item = `# yaml-language-server: $schema=../../schemas/item.schema.json
id: 5
objective: The government's bank (of intelligence) – on-going; see https://example.org/a?b=1#c
action: "Short: collect"
agencies: [dol, customs]                # ids of the register

timetable:
  # exactly one of three
  milestones:
    - { id: "5.1", horizon: short, task: Undertake Collection Plan (DoL), agencies: [dol] }
    - { id: '5.2', due: 2026-09-30, task: "Redraft: it" }
    - id: "5.3"
      task: It's done
wording: sha256:0123
status: in-progress                     # absent = not reported
x-count: -1.50
updates:
  - as-of: 2026-09-30
    agency:
    note: >
      Collection plan agreed
      with Māori Police.

        Second paragraph.
    evidence: [{ title: Minutes, url: https://example.org/x }, { url: https://example.org/y }]
  - note: |-
      One
      two
    reason: plain text
      over two lines
    by: 'it''s
      quoted'
`;

/** What has a meaning somewhere in YAML, or looks as if it had. */
const nasty = [
  ...' :#-\n"\'\\{}[],|>?&*!%@`~_.+=01eax\t\r\u00a0\ufeff\u2028\u0085\u0000\ud800é',
  ...[
    '  ',
    ': ',
    ' #',
    '- ',
    '\n- ',
    '\n  ',
    '\n\n',
    '\r\n',
    "''",
    '|-',
    '>+',
    '|2',
    '? ',
    '!!str ',
    '---',
    '...',
  ],
  ...[
    'null',
    '0x1',
    '0o7',
    '0b1',
    '1_0',
    'yes',
    '<<: ',
    '__proto__: ',
    '-0',
    '.inf',
    '.nan',
    '2026-01-01',
    '{a}',
    '[a]: ',
  ],
];

const lines = item.split('\n');
const part = fc
  .tuple(fc.nat(lines.length - 1), fc.integer({ min: 1, max: 12 }))
  .map(([from, count]) => `${lines.slice(from, from + count).join('\n')}\n`);
const soup = fc.array(fc.constantFrom(...nasty), { maxLength: 10 }).map((all) => all.join(''));
const place = fc.double({ min: 0, max: 1, noNaN: true });
const slip = fc.record({ at: place, to: place, remove: fc.nat(2), add: fc.constantFrom('', ...nasty) });

/** A text after slips of the pen: characters put in, left out or replaced, and lines that changed places. */
const slipped = fc
  .tuple(
    fc.oneof(
      { weight: 5, arbitrary: part },
      soup,
      soup.map((all) => `a: ${all}\nb: 1\n`),
      fc.constant(item),
    ),
    fc.array(slip, { maxLength: 3 }),
    fc.boolean(),
    fc.nat(7),
  )
  .map(([text, slips, shuffle, windows]) => {
    let now = text;
    for (const { at, to, remove, add } of slips) {
      const offset = Math.floor(at * now.length);
      now = now.slice(0, offset) + add + now.slice(offset + remove);
      if (!shuffle) continue;
      const all = now.split('\n');
      all.splice(Math.floor(to * all.length), 0, ...all.splice(Math.floor(at * all.length), 1));
      now = all.join('\n');
    }
    return windows === 0 ? now.replace(/\r?\n/g, '\r\n') : now;
  });

describe('quick', () => {
  test('reads an ordinary item, with either line ending, as yaml does', () => {
    for (const text of [item, item.replaceAll('\n', '\r\n'), item.trimEnd()]) {
      expect(quick(text)).toStrictEqual(parse(text).value);
      expect(parse(text).faults).toEqual([]);
    }
  });

  test('gives the answer of yaml or none', () => {
    let answers = 0;
    fc.assert(
      fc.property(slipped, (text) => {
        const value = quick(text);
        if (value === undefined) return;
        answers++;
        const exact = parse(text);
        expect(exact.faults).toEqual([]);
        expect(value).toStrictEqual(exact.value);
        expect(JSON.stringify(value)).toBe(JSON.stringify(exact.value));
      }),
      { numRuns: Number(process.env.RUNS ?? 5000) },
    );
    expect(answers).toBeGreaterThan(500);
  }, 600_000);

  // Each was found to be read otherwise by the two.
  test.each([
    ['empty keys', ': a\n'],
    ['lists as keys', '{[]}\n'],
    ['mappings as keys', 'a: [{ b, {} }]\n'],
    ['merge keys', '<<: a\n'],
    ['keys spelled out', '? a\n'],
    ['empty list entries', 'a:\n -\n-\n'],
    ['escaped line breaks', 'a: " \\\n\n b"\n'],
    ['comments that touch', 'a: []#\n'],
    ['kept blank lines', 'a: >+\n\n \n'],
    ['blank lines that are indented more', 'a: |\n   \n b\n'],
    ['words below a comment', 'a:\n#\n b\nc: 1\n'],
    ['keys of 1,024 letters', `${'a'.repeat(1030)}: b\n`],
    ['null', 'a: null\n'],
    ['a lone carriage return', 'a: b\rc: d\n'],
    ['several documents', 'a: b\n---\nc: d\n'],
    ['anchors', 'a: &b c\n'],
    ['tags', 'a: ! 1\n'],
    ['words for numbers', 'a: 0x1F\n'],
    ['keys given twice', 'a: b\na: c\n'],
    ['conflict markers', 'a: b\n=======\na: c\n'],
    ['no mapping', '- a\n'],
    ['nothing', '\n'],
  ])('steps aside for %s', (_what, text) => {
    expect(quick(text)).toBeUndefined();
  });
});
