import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnLine, columnWidths } from '../../../../src/render/common/columns.ts';

const rows = [
  ['id', 'action', 'note'],
  ['1', 'a'.repeat(30), 'b'.repeat(20)],
];

test('columns are as wide as their widest cell', () => {
  expect(columnWidths(rows)).toEqual([2, 30, 20]);
});

test('the widest columns are shortened first, to their least width at most', () => {
  expect(columnWidths(rows, 50)).toEqual([2, 24, 20]);
  expect(columnWidths(rows, 10, () => 15)).toEqual([2, 15, 15]);
});

test('the widths fit the line, for any cells', () => {
  const cells = fc.array(fc.tuple(fc.string(), fc.string(), fc.string()), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(cells, fc.integer({ min: 20, max: 80 }), (table, width) => {
      const widths = columnWidths(table, width);
      expect(widths.reduce((sum, each) => sum + each, 4)).toBeLessThanOrEqual(width);
    }),
  );
});

test('cells are padded to the widths, and a line has no spaces at its end', () => {
  expect(columnLine(['1', '会', 'x'], [2, 4, 8])).toBe('1   会    x');
});
