/** The version reader gives the same items as parsing whole texts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseItem } from '../../../../src/storage/yaml/read-value.ts';
import { createVersionReader } from '../../../../src/storage/yaml/version-reader.ts';
import fc, { times } from '../../../support/property.ts';

const folder = join(import.meta.dirname, '../../../fixtures/schemas/item');
const texts = ['valid', 'invalid'].flatMap((kind) =>
  readdirSync(join(folder, kind)).map((name) => readFileSync(join(folder, kind, name), 'utf8')),
);
const base = readFileSync(join(import.meta.dirname, '../../../../plan/items/05.yaml'), 'utf8');

const lines = fc.constantFrom(
  ...[
    'updates:',
    'updates: # all',
    'updates: []',
    '"updates":',
    'status: in-progress',
    'status: done',
    '# said',
  ],
  ...[
    '  - as-of: 2026-11-01',
    '    recorded: 2026-11-01',
    '    note: Begun.',
    '    note: |',
    '      Text',
    '',
  ],
  ...[
    '- as-of: 2026-11-02',
    '  recorded: 2026-11-02',
    '  note: "Open',
    '  Closed"',
    '  note: >-',
    '     - as-of: x',
  ],
  ...['  - { as-of: 2026-11-03, recorded: 2026-11-03, rating: on-track }', '  -', '    - as-of: 2026-11-04'],
  ...[
    'x-note: "a',
    'updates:"',
    'x-list: [',
    ']',
    'x-more:',
    '  deep: true',
    '    evidence:',
    '---',
    '\t- tab',
  ],
  ...[
    '      - { title: Minute, url: https://example.org/1 }',
    '    as-of: 2026-11-05',
    '  note: Twice',
    'rating: at-risk',
  ],
);

test('reads any text as parseItem does', async () => {
  const read = createVersionReader();
  for (const text of texts) expect(await read(text)).toEqual(await parseItem(text));
  await fc.assert(
    fc.asyncProperty(fc.array(lines, { maxLength: 14 }), fc.boolean(), async (more, crlf) => {
      const text = `${base}${more.join('\n')}\n`;
      const spelled = crlf ? text.replaceAll('\n', '\r\n') : text;
      expect(await read(spelled)).toEqual(await parseItem(spelled));
    }),
    { numRuns: times(100) },
  );
});

test('reads any number of valid updates', async () => {
  const read = createVersionReader();
  const report = fc.constantFrom(
    '  - as-of: 2026-11-01\n    recorded: 2026-11-01\n    note: Begun.\n',
    '  - as-of: 2026-11-02\n    recorded: 2026-11-02\n    note: |\n      One.\n\n      - as-of: Two.\n',
    '  # why\n  - { as-of: 2026-11-03, recorded: 2026-11-03, rating: on-track }\n',
    '  - as-of: 2026-11-04\n    recorded: 2026-11-04\n    evidence:\n      - url: https://example.org/1\n      - url: https://example.org/2\n',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(report, { minLength: 1, maxLength: 8 }),
      fc.boolean(),
      async (reports, below) => {
        const text = `${base}updates:\n${reports.join('')}${below ? 'x-own:\n  - kept\n' : ''}`;
        const item = await read(text);
        expect(item).toEqual(await parseItem(text));
        expect(item?.updates).toHaveLength(reports.length);
      },
    ),
  );
});
