/** Random items and random YAML texts for them, for property tests. */
import { Document, visit } from 'yaml';
import { parse } from '../../src/storage/yaml/parse.ts';
import fc from './property.ts';

const word = fc.constantFrom(
  'dol',
  'Customs, Police',
  "the group's",
  'a: b',
  '# c',
  '- d',
  'Māori',
  '5.1',
  'yes',
  '{x}',
  'x [y]',
  '',
);
export const words = fc.oneof(
  fc.array(word, { minLength: 1, maxLength: 12 }).map((all) => all.join(' ')),
  fc.array(word, { minLength: 2, maxLength: 4 }).map((all) => all.join('\n')),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
export const aStatus = fc.constantFrom('in-progress', 'completed', 'on-hold');
const given = { requiredKeys: [] };
export const anUpdate = fc.record(
  {
    'as-of': fc.constant('2026-06-30'),
    note: words,
    status: aStatus,
    evidence: fc.array(fc.record({ title: words, url: fc.constant('https://example.org/a?b=1,2#c') })),
  },
  given,
);
export const anItem = fc.record(
  {
    id: fc.nat(),
    objective: words,
    timetable: fc.record({
      milestones: fc.array(fc.record({ id: fc.constant('5.1'), task: words, status: aStatus }, given), {
        minLength: 1,
      }),
    }),
    status: fc.option(aStatus),
    updates: fc.option(fc.array(anUpdate)),
    'x-note': words,
  },
  { requiredKeys: ['id', 'objective', 'timetable'] },
);
export const spelling = fc.record({
  indent: fc.constantFrom(2, 4),
  indentSeq: fc.boolean(),
  lineWidth: fc.constantFrom(0, 40),
  defaultStringType: fc.constantFrom('PLAIN' as const, 'QUOTE_SINGLE' as const, 'QUOTE_DOUBLE' as const),
  flow: fc.array(fc.nat(3), { minLength: 1 }),
  additions: fc.array(
    fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      add: fc.constantFrom('\n', '\n\n', '  # c', ' # c', '\n# c', '\n  # c', '\n    # c', '\n      # c'),
    }),
    { maxLength: 8 },
  ),
  windows: fc.boolean(),
  lastBreak: fc.boolean(),
});

/** A value as YAML text in a random style, with empty lines and comments where they do not change it. */
export function spelled(
  value: unknown,
  how: typeof spelling extends fc.Arbitrary<infer How> ? How : never,
): string {
  const { flow, additions, windows, lastBreak, ...options } = how;
  const doc = new Document(value);
  let nodes = 0;
  visit(doc, {
    Collection(_key, node) {
      node.flow = node.items.length === 0 || flow[nodes++ % flow.length] === 0;
    },
  });
  let text = doc.toString(options);
  for (const [index, { at, add }] of additions.entries()) {
    const lines = text.split('\n');
    lines[Math.floor(at * (lines.length - 1))] += add.replace('c', `comment ${index}`);
    const more = lines.join('\n');
    const { value: same, errors } = parse(more);
    if (errors.length === 0 && JSON.stringify(same) === JSON.stringify(value)) text = more;
  }
  const whole = lastBreak ? text : text.trimEnd();
  const other = windows ? whole.replaceAll('\n', '\r\n') : whole;
  return JSON.stringify(parse(other).value) === JSON.stringify(value) ? other : text;
}
