import { diffArrays } from 'diff';
import { describe, expect, test } from 'vitest';
import { PlanError } from '../../../../../src/errors.ts';
import type { AppendEdit, Edit, SetEdit } from '../../../../../src/plan/changes/edit.ts';
import { applyEdits } from '../../../../../src/storage/yaml/edit/apply-edits.ts';
import { parse } from '../../../../../src/storage/yaml/parse.ts';
import { findNode } from '../../../../../src/storage/yaml/syntax-tree.ts';
import fc, { times } from '../../../../support/property.ts';
import { anItem, anUpdate, aStatus, spelled, spelling, words } from '../../../../support/yaml-layouts.ts';

const itemKeys = ['id', 'timetable', 'wording', 'status', 'rating', 'updates'];
const milestoneKeys = ['id', 'horizon', 'due', 'task', 'agencies', 'status'];
const order = (path: readonly unknown[]) => (path.length === 0 ? itemKeys : milestoneKeys);

const status = (to: string, ...path: (string | number)[]): SetEdit => ({ set: [...path, 'status'], to });
const milestone = (index: number) => status('completed', 'timetable', 'milestones', index);
const update: AppendEdit = { append: ['updates'], entry: { 'as-of': '2026-09-30', agency: 'dol' } };
const append = (entry: Record<string, unknown>): AppendEdit => ({ append: ['updates'], entry });

/** The effects of edits: title, edits, before, after. */
const golden: [string, Edit[], string, string][] = [
  [
    'a plain value keeps the comment behind it, and the comment its column',
    [status('completed')],
    `
id: 5
status: in-progress   # as the group said
rating: on-track      # as well
`,
    `
id: 5
status: completed     # as the group said
rating: on-track      # as well
`,
  ],
  [
    'a longer value pushes the comment only as far as it must',
    [status('in-progress')],
    'status: on-hold  # so\n',
    'status: in-progress # so\n',
  ],
  ['a quoted value becomes plain', [status('completed')], `status: "on-hold"\n`, 'status: completed\n'],
  [
    'a value is quoted where it must be',
    [{ set: ['lead'], to: 'yes: no' }],
    'lead: a\n',
    'lead: "yes: no"\n',
  ],
  [
    'an empty value is filled in',
    [status('completed')],
    'status:     # not reported\nx-a: 1\n',
    'status: completed # not reported\nx-a: 1\n',
  ],
  ['a null is filled in', [status('completed')], 'status: ~\n', 'status: completed\n'],
  [
    'block text becomes one line',
    [{ set: ['task'], to: 'One line' }],
    `
task: >-  # long
  Several
  lines

status: on-hold
`,
    `
task: One line  # long

status: on-hold
`,
  ],
  [
    'block text that looks like a comment becomes one line',
    [{ set: ['task'], to: 'One line' }],
    'task: |\n  # not a comment\nstatus: on-hold\n',
    'task: One line\nstatus: on-hold\n',
  ],
  [
    'text over several lines becomes one line',
    [{ set: ['task'], to: 'One, line' }],
    'task: Several\n  lines # so\nstatus: on-hold\n',
    'task: One, line # so\nstatus: on-hold\n',
  ],
  ['the same value changes nothing', [status('on-hold')], `status: 'on-hold'\n`, `status: 'on-hold'\n`],
  [
    'an absent key comes after the last that precedes it',
    [status('completed'), { set: ['rating'], to: 'on-track' }],
    `
# the header
id: 5
wording: sha256:abc  # moves with an amendment
# what was reported
updates: []
x-note: mine
`,
    `
# the header
id: 5
wording: sha256:abc  # moves with an amendment
status: completed
rating: on-track
# what was reported
updates: []
x-note: mine
`,
  ],
  [
    'an absent key comes first where none precedes it',
    [{ set: ['id'], to: 'a' }],
    '# the header\nstatus: on-hold\n',
    '# the header\nid: a\nstatus: on-hold\n',
  ],
  [
    'an absent key comes after block text and leaves the blank line below it',
    [status('completed')],
    'wording: |\n  text\n  # no comment\n\n\nupdates: []\n',
    'wording: |\n  text\n  # no comment\nstatus: completed\n\n\nupdates: []\n',
  ],
  [
    'an absent key comes after the blank lines that block text keeps',
    [status('completed')],
    'wording: |+\n  text\n\nupdates: []\n',
    'wording: |+\n  text\n\nstatus: completed\nupdates: []\n',
  ],
  [
    'an absent key goes into braces',
    [milestone(0), milestone(1)],
    `
timetable:
  milestones:
    - { id: "5.1", horizon: short }   # first
    - { id: "5.2",
        task: A task
      }
`,
    `
timetable:
  milestones:
    - { id: "5.1", horizon: short, status: completed }   # first
    - { id: "5.2",
        task: A task,
        status: completed
      }
`,
  ],
  [
    'an absent key follows the spelling of braces over several lines',
    [milestone(0)],
    `
timetable:
  milestones: [
    {
      id: "5.1",
      horizon: short,  # soon
    },
  ]
`,
    `
timetable:
  milestones: [
    {
      id: "5.1",
      horizon: short,  # soon
      status: completed,
    },
  ]
`,
  ],
  [
    'an absent key goes below a dash',
    [milestone(0), milestone(1)],
    `
timetable:
  milestones:
  - id: "5.1"
  - task: A task
    agencies:
    - dol
      # only them
`,
    `
timetable:
  milestones:
  - id: "5.1"
    status: completed
  - task: A task
    agencies:
    - dol
      # only them
    status: completed
`,
  ],
  [
    'empty braces are filled in',
    [status('on-hold', 'source')],
    'source: {}\n',
    'source: { status: on-hold }\n',
  ],
  [
    'an entry goes below the last, before what follows',
    [update],
    `
updates:  # newest last
  - as-of: 2026-06-30
    note: Agreed.  # by phone
    # reviewed by the group

  # the end

x-a: 1
`,
    `
updates:  # newest last
  - as-of: 2026-06-30
    note: Agreed.  # by phone
    # reviewed by the group
  - as-of: 2026-09-30
    agency: dol

  # the end

x-a: 1
`,
  ],
  [
    'an entry follows a list without indentation',
    [update],
    'updates:\n- as-of: 2026-06-30\n# the end\nx-a: 1\n',
    'updates:\n- as-of: 2026-06-30\n- as-of: 2026-09-30\n  agency: dol\n# the end\nx-a: 1\n',
  ],
  [
    'an entry follows the indentation of its siblings',
    [update],
    'updates:\n    -   as-of: 2026-06-30\n        status: on-hold\n',
    `updates:
    -   as-of: 2026-06-30
        status: on-hold
    -   as-of: 2026-09-30
        agency: dol
`,
  ],
  [
    'an entry keeps the distance of its siblings',
    [update],
    'updates:\n  - as-of: 2026-05-31\n\n  - as-of: 2026-06-30\n\nx-a: 1\n',
    'updates:\n  - as-of: 2026-05-31\n\n  - as-of: 2026-06-30\n\n  - as-of: 2026-09-30\n    agency: dol\n\nx-a: 1\n',
  ],
  [
    'an entry follows siblings in braces',
    [update],
    'updates:\n  - { as-of: 2026-06-30 }\n',
    'updates:\n  - { as-of: 2026-06-30 }\n  - { as-of: 2026-09-30, agency: dol }\n',
  ],
  [
    'an entry goes into brackets',
    [update],
    'updates: [{ as-of: 2026-06-30 }]  # so\n',
    'updates: [{ as-of: 2026-06-30 }, { as-of: 2026-09-30, agency: dol }]  # so\n',
  ],
  [
    'an entry goes into brackets over several lines',
    [update],
    'updates: [\n  { as-of: 2026-06-30 }  # so\n]\n',
    'updates: [\n  { as-of: 2026-06-30 },  # so\n  { as-of: 2026-09-30, agency: dol }\n]\n',
  ],
  [
    'empty brackets open',
    [update],
    'updates: []     # newest last\nx-a: 1\n',
    'updates:        # newest last\n  - as-of: 2026-09-30\n    agency: dol\nx-a: 1\n',
  ],
  [
    'empty brackets open at the end',
    [update],
    'updates: [ ]',
    'updates:\n  - as-of: 2026-09-30\n    agency: dol',
  ],
  [
    'an empty key opens below its comments',
    [update],
    'updates: # none yet\n  # newest last\nx-a: 1\n',
    'updates: # none yet\n  # newest last\n  - as-of: 2026-09-30\n    agency: dol\nx-a: 1\n',
  ],
  ['a null opens', [update], 'updates: null\n', 'updates:\n  - as-of: 2026-09-30\n    agency: dol\n'],
  [
    'an absent list comes in its place',
    [update],
    'id: 5\nx-a: 1\n',
    'id: 5\nupdates:\n  - as-of: 2026-09-30\n    agency: dol\nx-a: 1\n',
  ],
  [
    'a file within its marks stays within them',
    [status('on-hold'), update],
    '---\nid: 5\nupdates:\n  - as-of: 2026-06-30\n...\n',
    '---\nid: 5\nstatus: on-hold\nupdates:\n  - as-of: 2026-06-30\n  - as-of: 2026-09-30\n    agency: dol\n...\n',
  ],
  [
    'a file without a last line break keeps having none',
    [update],
    'updates:\n  - as-of: 2026-06-30',
    'updates:\n  - as-of: 2026-06-30\n  - as-of: 2026-09-30\n    agency: dol',
  ],
  [
    'blank lines and comments at the end stay at the end',
    [update],
    'updates:\n  - as-of: 2026-06-30\n\n\n# the end\n',
    'updates:\n  - as-of: 2026-06-30\n  - as-of: 2026-09-30\n    agency: dol\n\n\n# the end\n',
  ],
  [
    'a file with Windows line breaks keeps them',
    [status('completed'), update],
    'id: 5 # a\r\nupdates:\r\n  - note: |\r\n      text\r\n\r\n',
    'id: 5 # a\r\nstatus: completed\r\nupdates:\r\n  - note: |\r\n      text\r\n  - as-of: 2026-09-30\r\n    agency: dol\r\n\r\n',
  ],
  [
    'notes of several lines are block text, long ones stay on their line',
    [
      append({ note: `First.\n\n  Second: "a"`, reason: 'long '.repeat(40).trim() }),
      append({ note: 'a 🌿\nb\n' }),
    ],
    'updates: []\n',
    `updates:
  - note: |-
      First.

        Second: "a"
    reason: ${'long '.repeat(40).trim()}
  - note: |
      a 🌿
      b
`,
  ],
  [
    'evidence stands in braces where that is short',
    [
      append({
        evidence: [
          { title: 'Minutes, with annex', url: 'https://example.org/a?b=c#d' },
          { title: 'A report '.repeat(12).trim(), url: 'https://example.org/' },
        ],
        visibility: undefined,
      }),
    ],
    'updates:\n  - note: a\n',
    `updates:
  - note: a
  - evidence:
      - { title: "Minutes, with annex", url: https://example.org/a?b=c#d }
      - title: ${'A report '.repeat(12).trim()}
        url: https://example.org/
`,
  ],
];

describe('applyEdits', () => {
  test.each(golden)('%s', (_title, edits, before, after) => {
    expect(applyEdits(before, edits, order)).toBe(after);
  });

  test.each([
    ['faults', 'a: [\n', status('on-hold')],
    ['no such mapping', 'a: 1\n', status('on-hold', 'timetable', 'milestones', 0)],
    ['a list where a word was meant', 'status: [a]\n', status('on-hold')],
    ['a word where a list was meant', 'updates: a\n', update],
    ['a key spelled out', '? status\n', status('on-hold')],
    ['a value below its key', 'updates:\n  # none\n  []\n', status('on-hold', 'updates')],
  ] as const)('refuses %s', (_title, text, edit) => {
    expect(() => applyEdits(text, [edit], order)).toThrow(PlanError);
  });
});

const anEdit: fc.Arbitrary<SetEdit | AppendEdit> = fc.oneof(
  aStatus.map((to) => status(to)),
  aStatus.map((to) => status(to, 'timetable', 'milestones', 0)),
  words.map((to) => ({ set: ['objective'], to })),
  words.map((to) => ({ set: ['timetable', 'milestones', 0, 'task'], to })),
  anUpdate.map((entry) => append({ recorded: '2026-11-23', ...entry })),
);
test('applyEdits changes only the lines of an edit, in any style of YAML', () => {
  fc.assert(
    fc.property(anItem, spelling, fc.array(anEdit, { minLength: 1, maxLength: 3 }), (item, how, edits) => {
      let text = spelled(item, how);
      for (const edit of edits) {
        const path = 'set' in edit ? edit.set : edit.append;
        const after = applyEdits(text, [edit], order);
        const comments = text.match(/# comment \d/g);
        expect(after.match(/# comment \d/g)).toEqual(comments);
        const { root, value } = parse(text);
        const meant = structuredClone(value);
        const parent = path.slice(0, -1).reduce(step, meant) as Record<string, unknown>;
        const name = String(path.at(-1));
        parent[name] = 'set' in edit ? edit.to : [...((parent[name] ?? []) as unknown[]), edit.entry];
        expect(parse(after)).toMatchObject({ value: meant, errors: [] });

        const node = findNode(root, path);
        const around = findNode(root, path.slice(0, -1));
        const inFlow = path.some(
          (_, length) => (findNode(root, path.slice(0, length)) as { flow?: boolean }).flow,
        );
        const rewritten =
          node?.kind === 'scalar'
            ? text.slice(node.start, node.end).split('\n').length
            : node?.kind === 'list'
              ? Number(node.flow)
              : Number(inFlow);
        expect(around).not.toBeNull();
        expect(linesLost(text, after)).toBeLessThanOrEqual(rewritten);
        text = after;
      }
    }),
    { numRuns: times(50) },
  );
});

test('appending many updates gives the same text as appending one by one, in any style of YAML', () => {
  const reports = fc.array(
    anUpdate.map((entry) => append({ recorded: '2026-11-23', ...entry })),
    { minLength: 3, maxLength: 6 },
  );
  fc.assert(
    fc.property(anItem, spelling, reports, (item, how, edits) => {
      const text = spelled(item, how);
      const oneByOne = edits.reduce((now, edit) => applyEdits(now, [edit], order), text);
      expect(applyEdits(text, edits, order)).toBe(oneByOne);
    }),
    { numRuns: times(30) },
  );
});

const step = (value: unknown, name: string | number) => (value as Record<string | number, unknown>)[name];

function linesLost(before: string, after: string): number {
  const parts = diffArrays(before.split(/\r?\n/), after.split(/\r?\n/));
  return parts.reduce((sum, { removed, count }) => sum + (removed ? count : 0), 0);
}
