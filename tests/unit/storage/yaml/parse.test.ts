import { describe, expect, test } from 'vitest';
import { parse } from '../../../../src/storage/yaml/parse.ts';
import { position } from '../../../../src/storage/yaml/text-position.ts';
import fc, { times } from '../../../support/property.ts';

const text = `id: 5
timetable:
  milestones:
    - { id: "5.1", task: A task }
    - id: "5.2"
      due:
      note: |
        Two
        lines

status:   # none
# the end
`;
const at = (path: (string | number)[], atKey?: boolean) => {
  const { offset, length } = parse(text).locate(path, atKey);
  return text.slice(offset, offset + length);
};

describe('locate', () => {
  test.each([
    [['id'], '5'],
    [['timetable', 'milestones', 0, 'task'], 'A task'],
    [['timetable', 'milestones', 0], '{ id: "5.1", task: A task }'],
    [['timetable', 'milestones', 1], 'id: "5.2"'],
    [['timetable', 'milestones', 1, 'note'], '|'],
  ])('points at %j', (path, expected) => expect(at(path)).toBe(expected));

  test('returns the position of the key if asked to, or if the value is empty', () => {
    expect(at(['timetable', 'milestones', 0, 'task'], true)).toBe('task');
    expect(at(['timetable'], true)).toBe('timetable');
    expect(at(['timetable', 'milestones', 1, 'due'])).toBe('due');
    expect(at(['status'])).toBe('status');
  });

  test('returns the position of the nearest parent of a missing value', () => {
    expect(at(['timetable', 'milestones', 0, 'due'])).toBe('{ id: "5.1", task: A task }');
    expect(at(['timetable', 'milestones', 7, 'due'])).toBe('- { id: "5.1", task: A task }');
    expect(at(['lead', 'name'], true)).toBe('id: 5');
    expect(parse('').locate(['a'])).toEqual({ offset: 0, length: 1 });
  });
});

test('position counts lines and columns from 1, with either line ending', () => {
  expect(position('ab\r\ncd', 5)).toEqual({ line: 2, column: 2, source: 'cd' });
  expect(position('ab\r\ncd', 1)).toEqual({ line: 1, column: 2, source: 'ab' });
  expect(position('\n', 0)).toEqual({ line: 1, column: 1, source: '' });
  expect(position('a\n', 2)).toEqual({ line: 2, column: 1, source: '' });
  expect(position('', 0)).toEqual({ line: 1, column: 1, source: '' });
});

describe('parse', () => {
  test('reads values as plain data', () => {
    expect(parse(text).value).toMatchObject({ id: 5, status: null });
    expect(parse('').value).toBeNull();
    expect(parse('# only a comment\n').value).toBeNull();
    expect(parse('a: 2026-09-30\nb: 0o7\nc: yes\n').value).toEqual({ a: '2026-09-30', b: 7, c: 'yes' });
    const { value } = parse('__proto__: { a: 1 }\n') as { value: object };
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  test.each([
    ['a: b\na: c\n', 'duplicate-key', 'a'],
    ['1: b\n"1": c\n', 'duplicate-key', '"1"'],
    ['a: b\n---\nc: d\n', 'several-documents', '---'],
    ['a: *b\n', 'yaml-feature', '*b'],
    ['a: &b c\n', 'yaml-feature', '&b c'],
    ['a: !!str 5\n', 'yaml-feature', '!!str 5'],
    ['<<: { a: b }\n', 'yaml-feature', '<<'],
    ['? [a, b]\n: c\n', 'yaml-feature', '[a, b]'],
    ['a: [b\nc: d\n', 'yaml-syntax', '[b'],
    ['a: { b: c, d: [e }\nf: g\n', 'yaml-syntax', '[e'],
    ['a: [b, c\n  d: e\n  f: g\nh: [i]\n', 'yaml-syntax', '[b, c'],
    ['a:\n\tb: c\n', 'tab-as-indent', '\t'],
    ['a: "\n', 'yaml-syntax', '"'],
    ["a: b\nc: [{ d: 'e\n}]\n", 'yaml-syntax', "'e"],
    ['a: "b\nc: "d"\n', 'yaml-syntax', '"b'],
    ['a:\n  b: c\n\td: e\n  f: g\na:\n', 'tab-as-indent', ''],
    ['a: b: c\n', 'yaml-syntax', 'b'],
    ['a: - b\n', 'yaml-syntax', '-'],
    ['a: "b" c\n', 'yaml-syntax', 'c'],
    ['a: `b`\n', 'yaml-syntax', '`'],
    ['a:\n  - b\n - c\n', 'yaml-syntax', ''],
    ['a b\nc: d\n', 'yaml-syntax', 'a b'],
  ])('reports %j as %s, and nothing that only follows from it', (broken, rule, where) => {
    const { errors } = parse(broken);
    expect(errors.map((each) => each.rule)).toEqual([rule]);
    const [error] = errors;
    expect(broken.slice(error!.offset, error!.offset + error!.length).trim()).toBe(where.trim());
    expect(error!.message).toMatch(/^[^A-Z]/);
  });

  test('reports each conflict marker, and nothing else', () => {
    const { errors, value } = parse('a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> theirs\n');
    expect(errors.map(({ rule, offset }) => [rule, offset])).toEqual([
      ['conflict-marker', 5],
      ['conflict-marker', 23],
      ['conflict-marker', 36],
    ]);
    expect(value).toBeNull();
  });

  test('reports errors of malicious texts, instead of failing', () => {
    const bomb = `a0: &a0 [x, x]\n${Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]\n`).join('')}`;
    expect(parse(bomb).value).toBeNull();
    expect(parse('a: &a [*a]\n').value).toBeNull();
    expect(parse('['.repeat(20_000)).errors).not.toEqual([]);
    expect(parse('- '.repeat(20_000)).errors).not.toEqual([]);
  });

  test('never throws, and keeps errors and positions within the text and on one line', () => {
    const shapes = fc.array(fc.constantFrom(...':-?[]{},#&*!|>\'"%@` \n\ta1', 'a: ', '- ', '\r\n', '\n  '));
    fc.assert(
      fc.property(
        fc.oneof(
          shapes.map((all) => all.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (any) => {
          const { errors, locate } = parse(any);
          for (const { offset, length } of [...errors, locate(['a', 0]), locate(['a'], true)]) {
            expect(offset).toBeLessThanOrEqual(any.length);
            expect(length).toBeGreaterThan(0);
            expect(any.slice(offset, offset + length).slice(1)).not.toContain('\n');
            expect(position(any, offset).line).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: times(500) },
    );
  });
});
