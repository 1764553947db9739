/** A document with every kind of block, and with text that has to be escaped. */
import type { Document } from '../../src/render/document/document.ts';

export const hostile =
  '<script>alert(1)</script> & *bold* |cell| \u001b[31mred\u202e [link](javascript:x) \ud800half';

export const sample: Document = {
  title: `A plan ${hostile}`,
  facts: [
    { name: 'Period', text: 'none' },
    { name: 'Source', text: [{ text: 'The source', href: 'https://example.org/a?b=c&d="e"' }] },
  ],
  blocks: [
    { is: 'heading', level: 2, text: `Numbers ${hostile}`, id: 'numbers' },
    {
      is: 'paragraph',
      text: [
        'A sentence of ',
        { strong: 'strong words' },
        ', and a ',
        { text: 'section', href: '#items' },
        '.',
      ],
    },
    {
      is: 'table',
      table: {
        title: 'Items by status',
        columns: [{ name: 'status' }, { name: 'items', kind: 'number' }, { name: 'due', kind: 'date' }],
        rows: [
          [{ text: hostile }, { text: '3 of 5', value: 3 }, { text: 'no date set', value: null }],
          [{ text: '=1+1' }, { text: '2 of 5', value: 2 }, { text: '2026-12-31', value: '2026-12-31' }],
        ],
        notes: ['An item counts once.'],
      },
    },
    { is: 'heading', level: 3, text: 'Items', id: 'items' },
    {
      is: 'list',
      items: [
        'one',
        [{ strong: '2' }, ' two ', { text: 'minute', href: 'https://example.org/ü' }],
        '- 3. three',
      ],
    },
    { is: 'heading', level: 4, text: 'Last', id: 'last' },
    { is: 'paragraph', text: 'Quietly.', quiet: true },
  ],
};
