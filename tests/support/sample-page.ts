/** A document like a report: every kind of block, a wide table and a long one. */
import type { Chart } from '../../src/plan/chart/types.ts';
import type { Block, Cell, Document } from '../../src/render/document/document.ts';

export const chart: Chart = {
  name: 'status',
  title: 'Items by pillar and status',
  description: 'Of three items of prevention, two are in progress and one is not reported.',
  columns: ['pillar', 'in progress', 'not reported'],
  rows: [
    ['prevention', 2, 1],
    ['protection', 0, 2],
  ],
  notes: ['Milestones are not counted.'],
  nothing: null,
  matrix: { across: [], down: [], items: 5 },
};

export const svg = `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 60" width="400" height="60" font-size="14">
<rect x="100" y="5" width="200" height="20" fill="#1f4e79"/><text x="106" y="20" fill="#ffffff">2 in progress</text>
<rect x="300" y="5" width="100" height="20" fill="#e9e9e9"/><text x="306" y="20" fill="#000000">1</text>
<rect x="100" y="32" width="200" height="20" fill="#e9e9e9"/><text x="106" y="47" fill="#000000">2 not reported</text>
</svg>
`;

const actions = [
  'Train operational staff on people trafficking indicators and appropriate responses',
  'Collect information related to people trafficking activity on an on-going basis',
  'Develop risk profiles and alerts',
  'Te whakapiki i te mōhiotanga o ngā kaimahi ki ngā tohu o te hokohoko tāngata',
];
const statuses = ['in progress', 'not reported', 'completed', 'on hold'];
const agencies = [
  'Police',
  'Department of Labour, Customs',
  'Ministry of Foreign Affairs and Trade',
  'Māori Affairs',
];

/** A table of `count` items, one in five with a due date, and sections for the first ones. */
export function sample(count: number, sections = 10): Document {
  const ids = Array.from({ length: count }, (_, at) => at + 1);
  const dueOf = (id: number) =>
    id % 5
      ? null
      : `20${27 + (id % 3)}-${String(1 + (id % 12)).padStart(2, '0')}-${String(1 + (id % 28)).padStart(2, '0')}`;
  const row = (id: number): Cell[] => {
    const due = dueOf(id);
    return [
      { text: [{ text: String(id), href: `#item-${id}` }], value: id },
      { text: agencies[id % 4]! },
      { text: statuses[(id * 3) % 4]! },
      { text: due ?? 'no date set', value: due },
      { text: due ? String((id * 37) % 400) : 'unknown', value: due ? (id * 37) % 400 : null },
      { text: actions[id % 4]! },
    ];
  };
  const parts = ids.slice(0, sections).flatMap((id): Block[] => [
    { is: 'heading', level: 3, text: `${id}. ${actions[id % 4]}`, id: `item-${id}` },
    {
      is: 'facts',
      facts: [
        { name: 'objective', text: 'Officials who meet victims know them for what they are' },
        { name: 'status', text: [{ strong: statuses[(id * 3) % 4]! }, ', on track'] },
      ],
    },
    {
      is: 'table',
      table: {
        title: `Milestones of ${id}`,
        columns: [{ name: 'milestone' }, { name: 'status' }, { name: 'due', kind: 'date' }],
        rows: [
          [
            { text: `${id}.1 Undertake a collection plan` },
            { text: 'completed' },
            { text: dueOf(id) ?? 'no date set', value: dueOf(id) },
          ],
          [
            { text: `${id}.2 Redraft the targeting profile` },
            { text: 'not reported' },
            { text: 'no date set', value: null },
          ],
        ],
      },
    },
    { is: 'heading', level: 4, text: 'Updates', id: `item-${id}-updates` },
    {
      is: 'list',
      items: [
        [
          { strong: '2026-09-30' },
          ' Police: Collection plan agreed.\nCustoms join in March. ',
          { text: 'Minute of the working group', href: `https://example.org/minutes/${id}` },
        ],
      ],
    },
  ]);
  return {
    title: 'Plan of Action to Prevent People Trafficking: report',
    facts: [
      { name: 'period', text: '1 July 2026 to 31 December 2026' },
      { name: 'as of', text: '31 December 2026' },
      {
        name: 'source',
        text: [{ text: 'Plan of Action, Department of Labour, 2009', href: 'https://example.org/plan' }],
      },
      { name: 'copyright', text: '© Crown copyright, CC BY 3.0 NZ' },
    ],
    blocks: [
      { is: 'heading', level: 2, text: 'In short', id: 'in-short' },
      {
        is: 'paragraph',
        text: [
          { strong: 'Three items need attention: ' },
          { text: '1', href: '#item-1' },
          ' is off track, 2 and 3 are overdue.',
        ],
      },
      { is: 'paragraph', text: 'An item with three agencies counts once.', quiet: true },
      { is: 'picture', chart },
      {
        is: 'table',
        table: {
          title: 'Items by status',
          columns: [
            { name: 'status' },
            { name: 'now', kind: 'number' },
            { name: 'last period', kind: 'number' },
          ],
          rows: statuses.map((status, at) => [
            { text: status },
            { text: String(at + 3), value: at + 3 },
            { text: at ? 'unknown' : '2', value: at ? null : 2 },
          ]),
          notes: ['Retired items are counted apart.'],
        },
      },
      { is: 'heading', level: 2, text: 'Exceptions', id: 'exceptions' },
      {
        is: 'table',
        table: { title: 'Overdue', columns: [{ name: 'id' }, { name: 'due', kind: 'date' }], rows: [] },
      },
      { is: 'heading', level: 2, text: 'All items', id: 'all' },
      {
        is: 'table',
        table: {
          title: 'All items',
          columns: [
            { name: 'id', kind: 'number' },
            { name: 'agencies' },
            { name: 'status' },
            { name: 'due', kind: 'date' },
            { name: 'days', kind: 'number' },
            { name: 'action' },
          ],
          rows: ids.map(row),
        },
      },
      { is: 'heading', level: 2, text: 'Items', id: 'items' },
      ...parts,
      { is: 'heading', level: 2, text: 'Definitions', id: 'definitions' },
      {
        is: 'list',
        items: [
          'Overdue: an open milestone is due before today.',
          'Stale: nothing was reported for six months.',
        ],
      },
    ],
  };
}
