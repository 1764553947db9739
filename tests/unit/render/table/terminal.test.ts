import { expect, test } from 'vitest';
import { plainTheme } from '../../../../src/render/common/colors.ts';
import type { DataTable } from '../../../../src/render/common/data-table.ts';
import { terminalTable } from '../../../../src/render/table/terminal.ts';
import fc, { times } from '../../../support/property.ts';

/** A table of texts, one column for each name. */
const tableOf = (
  names: readonly string[],
  rows: readonly (readonly string[])[],
): DataTable<readonly string[]> => ({
  title: 'Test',
  kind: 'test',
  key: 'rows',
  columns: names.map((name, at) => ({ name, value: (row) => row[at]!, text: (row) => row[at]! })),
  rows,
  summary: () => ({}),
});

test('a long table has the same lines as the short ones it is made of', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', 'ū', ' ', '…', '→', '’', 'w'), maxLength: 60 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 90 }),
      fc.integer({ min: 30, max: 120 }),
      (rows, width) => {
        const layout = { width, theme: plainTheme };
        const short = terminalTable(tableOf(['one', 'two', 'three'], rows), layout);
        // The same rows again change no width, and make the table too long for the library.
        const long = terminalTable(
          tableOf(['one', 'two', 'three'], [...rows, ...Array(101).fill(rows[0])]),
          layout,
        );
        expect(long.split('\n').slice(0, rows.length + 1)).toEqual(
          short.split('\n').slice(0, rows.length + 1),
        );
      },
    ),
    { numRuns: times(100) },
  );
});

test('columns stay aligned where the library counts columns differently', () => {
  const shown = terminalTable(
    tableOf(
      ['name', 'status'],
      [
        ['ที่', 'open'],
        ['plain', 'open'],
      ],
    ),
    { width: 80, theme: plainTheme },
  );
  expect(shown).toBe('name   status\nที่      open\nplain  open\n');
});
