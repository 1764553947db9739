import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { diffArrays } from 'diff';
import { describe, expect, test } from 'vitest';
import { PlanError } from '../../../../../src/errors.ts';
import type { AppendEdit, Edit, RemoveEdit, SetEdit } from '../../../../../src/plan/changes/edit.ts';
import { applyEdits } from '../../../../../src/storage/yaml/edit/apply-edits.ts';
import { keyOrder } from '../../../../../src/storage/yaml/edit/insert-position.ts';
import { parse } from '../../../../../src/storage/yaml/parse.ts';
import { findNode } from '../../../../../src/storage/yaml/syntax-tree.ts';
import fc, { times } from '../../../../support/property.ts';
import { anItem, anUpdate, aStatus, spelled, spelling, words } from '../../../../support/yaml-layouts.ts';

const remove = (...path: (string | number)[]): RemoveEdit => ({ remove: path });
const set = (to: SetEdit['to'], ...path: (string | number)[]): SetEdit => ({ set: path, to });
const agencies = (...to: string[]): SetEdit => set(to, 'agencies');
const first = ['timetable', 'milestones', 0] as const;

const decision = { recorded: '2027-03-01', reason: 'Done elsewhere.', authority: 'Minute 12' };
const amendment = { ...decision, milestone: '5.1', field: 'agencies', from: ['dol'], to: ['dol', 'police'] };

/** The effects of edits: title, edits, before, after. */
const golden: [string, Edit[], string, string][] = [
  // Keys.
  [
    'a key goes with the comment behind it, and those above it stay',
    [remove('status'), remove('rating')],
    '# a\nid: 5\n# b\nstatus: on-hold  # c\n# d\nrating: on-track\n  # e\nupdates: []\n',
    '# a\nid: 5\n# b\n# d\nupdates: []\n',
  ],
  ['the last key goes', [remove('status')], 'id: 5\nstatus: on-hold\n', 'id: 5\n'],
  ['and at the end of a file without a last break', [remove('status')], 'id: 5\nstatus: on-hold', 'id: 5'],
  ['the first key goes', [remove('id')], '# a\nid: 5 # b\nstatus: on-hold\n', '# a\nstatus: on-hold\n'],
  ['an absent key is gone already', [remove('lead')], 'id: 5\n', 'id: 5\n'],
  [
    'of the blank lines on both sides, those above stay',
    [remove('status')],
    'id: 5\n\nstatus: on-hold\n\n\nrating: on-track\n',
    'id: 5\n\nrating: on-track\n',
  ],
  [
    'the blank lines that block text keeps stay',
    [remove('status')],
    'wording: |+\n  text\n\nstatus: on-hold\nupdates: []\n',
    'wording: |+\n  text\n\nupdates: []\n',
  ],
  ['block text goes', [remove('lead')], 'id: 5\nlead: >-\n  a\n\n  # b\nkind: c\n', 'id: 5\nkind: c\n'],
  [
    'a file with Windows line breaks keeps them',
    [remove('status'), remove('updates', 0)],
    'id: 5\r\nstatus: on-hold # a\r\nupdates:\r\n- note: |\r\n    text\r\n\r\n- note: b\r\n',
    'id: 5\r\nupdates:\r\n- note: b\r\n',
  ],
  [
    'a milestone’s key goes from below its dash, from behind it and from its braces',
    [0, 1, 2, 3].map((index) => remove('timetable', 'milestones', index, 'due')),
    `
timetable:
  milestones:
  - id: "5.1"
    due: 2027-01-01 # a
    task: A
  - due: 2027-01-01 # b
    task: B
  - { id: "5.3", due: 2027-01-01, task: C } # c
  - due: 2027-01-01
    # d
    task: D
`,
    `
timetable:
  milestones:
  - id: "5.1"
    task: A
  - task: B
  - { id: "5.3", task: C } # c
  -
    # d
    task: D
`,
  ],
  [
    'a key goes from braces over several lines',
    [0, 1, 2].flatMap((index) => [
      remove('timetable', 'milestones', index, 'status'),
      remove('timetable', 'milestones', index, 'due'),
    ]),
    `
timetable:
  milestones: [
    {
      id: "5.1",
      due: 2027-01-01,  # a
      status: on-hold # b
    },
    { id: "5.2", # c
      due: 2027-01-01, status: on-hold, # d
    },
    { due: 2027-01-01,
      id: "5.3",
      status: on-hold }
  ]
`,
    `
timetable:
  milestones: [
    {
      id: "5.1"
    },
    { id: "5.2", # c
    },
    { id: "5.3" }
  ]
`,
  ],
  ['the only key leaves its braces empty', [remove('source', 'a')], 'source: { a: b }\n', 'source: {}\n'],

  // Entries.
  [
    'an entry goes with its comments; one at the list’s level stays',
    [remove('updates', 1)],
    `
updates:
  - as-of: 2026-06-30
    # a
  # b
  - as-of: 2026-07-31 # c
    note: |
      # text

      text
    # d
  # e
  - as-of: 2026-08-31
x-a: 1
`,
    `
updates:
  - as-of: 2026-06-30
    # a
  # b
  # e
  - as-of: 2026-08-31
x-a: 1
`,
  ],
  [
    'the first entry goes',
    [remove('updates', 0)],
    'updates: # newest last\n  # a\n  - note: a\n    # b\n  - note: c\n',
    'updates: # newest last\n  # a\n  - note: c\n',
  ],
  ['the last entry goes', [remove('updates', 1)], 'updates:\n- a: 1\n- b: 2', 'updates:\n- a: 1'],
  [
    'an entry in braces goes',
    [remove('updates', 0)],
    'updates:\n  - { a: 1 }\n  - { b: 2,\n      c: 3 }\n',
    'updates:\n  - { b: 2,\n      c: 3 }\n',
  ],
  [
    'an entry goes from below a dash of its own',
    [remove('updates', 1)],
    'updates:\n  - # a\n    a: 1\n  -\n    # b\n    b: 2\n  - # c\n    c: 3\n',
    'updates:\n  - # a\n    a: 1\n  - # c\n    c: 3\n',
  ],
  [
    'the distance of the others stays',
    [remove('updates', 1), remove('updates', 1)],
    'updates:\n  - a: 1\n\n  - b: 2\n\n  - c: 3\n\nx-a: 1\n',
    'updates:\n  - a: 1\n\nx-a: 1\n',
  ],
  [
    'an entry goes from brackets',
    [remove('updates', 1), remove('updates', 0)],
    'updates: [{ a: 1 }, { b: 2 }, { c: 3 }]  # so\n',
    'updates: [{ c: 3 }]  # so\n',
  ],
  [
    'an entry goes from brackets over several lines',
    [remove('updates', 2), remove('updates', 0)],
    'updates: [\n  { a: 1 },  # a\n  { b: 2 },  # b\n  { c: 3 }   # c\n]\n',
    'updates: [\n  { b: 2 }  # b\n]\n',
  ],
  [
    'the only entry goes with its key',
    [remove('updates', 0), remove('amendments', 0)],
    'id: 5\namendments: [{ a: 1 }] # a\nupdates: # b\n  # c\n  - a: 1\n# d\n',
    'id: 5\n# d\n',
  ],
  ['and from braces', [remove('source', 'a', 0)], 'source: { b: 1, a: [{ c: 2 }] }', 'source: { b: 1 }'],

  // Lists of words.
  [
    'brackets keep their line',
    [agencies('a', 'c')],
    `agencies: [ a, 'b' ] # as\n`,
    'agencies: [ a, c ] # as\n',
  ],
  ['words keep their spelling', [agencies('x', 'a')], `agencies: ["a",b]\n`, `agencies: [x, "a"]\n`],
  [
    'brackets over several lines keep the comments of those that stay',
    [agencies('a', 'x', 'c', 'd')],
    'agencies: [\n  a, # 1\n  b, # 2\n  c # 3\n]\n',
    'agencies: [\n  a, # 1\n  x,\n  c, # 3\n  d\n]\n',
  ],
  [
    'a block list keeps its indentation and the comments of those that stay',
    [agencies('x', 'a', 'c', 'yes')],
    'agencies:\n-   a  # 1\n    # 2\n-   b  # 3\n# 4\n-   c # 5\nkind: action\n',
    'agencies:\n-   x\n-   a  # 1\n    # 2\n# 4\n-   c # 5\n-   "yes"\nkind: action\n',
  ],
  ['all of it may change', [agencies('x')], 'agencies:\n  - a # 1\n  - b\n', 'agencies:\n  - x\n'],
  ['the order may change', [agencies('b', 'a')], 'agencies:\n  - a\n  - b\n', 'agencies:\n  - b\n  - a\n'],
  ['the same words change nothing', [agencies('a')], `agencies: ['a']\n`, `agencies: ['a']\n`],
  ['empty brackets are filled', [agencies('a')], 'agencies: []   # as\n', 'agencies: [a]  # as\n'],
  ['nothing is filled', [agencies('a', 'b')], 'agencies: # as\n', 'agencies: [a, b] # as\n'],
  [
    'an absent list comes in its place',
    [set(['dol'], ...first, 'agencies'), set(['dol'], 'timetable', 'milestones', 1, 'agencies')],
    'timetable:\n  milestones:\n    - task: a\n      status: b\n    - { task: a, status: b }\n',
    'timetable:\n  milestones:\n    - task: a\n      agencies: [dol]\n      status: b\n    - { task: a, agencies: [dol], status: b }\n',
  ],

  // Mappings and lists of decisions.
  [
    'a decision comes in its place, below its key',
    [set(decision, 'retired'), { append: ['amendments'], entry: amendment }],
    'id: 5\nrating: on-track # a\nupdates: []\n',
    `id: 5
rating: on-track # a
retired:
  recorded: 2027-03-01
  reason: Done elsewhere.
  authority: Minute 12
amendments:
  - recorded: 2027-03-01
    reason: Done elsewhere.
    authority: Minute 12
    milestone: "5.1"
    field: agencies
    from: [dol]
    to: [dol, police]
updates: []
`,
  ],
  [
    'a decision takes the place of nothing',
    [set({ reason: undefined, recorded: 'x' }, 'retired')],
    'retired: ~ # a\nid: 5\n',
    'retired:   # a\n  recorded: x\nid: 5\n',
  ],
  [
    'a decision goes into braces',
    [set(decision, 'retired')],
    '{ id: 5, updates: [] }\n',
    '{ id: 5, retired: { recorded: 2027-03-01, reason: Done elsewhere., authority: Minute 12 }, updates: [] }\n',
  ],
  ['a decision goes', [remove('retired')], 'id: 5\nretired:\n  # a\n  recorded: x\n  # b\n', 'id: 5\n'],
  ['block text is set', [set('A', 'action')], 'action: |  # a\n  b\n\nid: 5\n', 'action: A  # a\n\nid: 5\n'],
];

describe('applyEdits', () => {
  test.each(golden)('%s', (_title, edits, before, after) => {
    expect(applyEdits(before, edits, keyOrder)).toBe(after);
  });

  test.each<[string, string, Edit]>([
    ['a key in a list', 'a: [1]\n', remove('a', 'b')],
    ['an entry that is not there', 'updates: [{ a: 1 }]\n', remove('updates', 1)],
    ['a key of nothing', 'a: 1\n', remove('b', 'c')],
    ['the only key of a block', 'source:\n  a: 1\n', remove('source', 'a')],
    ['a key spelled out', 'id: 5\n? status\n: on-hold\n', remove('status')],
    ['a list in a list that would be empty', 'a: [[b], [c]]\n', remove('a', 0, 0)],
    [
      'blank lines that would come into block text',
      'updates:\n- note: |+\n    text\n- b: 1\n\nid: 5\n',
      remove('updates', 1),
    ],
    ['comments in another order', 'agencies:\n  - a # 1\n  - b\n', agencies('b', 'a')],
    ['a list that would be empty', 'agencies: [a]\n', agencies()],
    ['a comment between an entry and its comma', 'a: [{ b: 1 } # c\n  , { d: 2 }]\n', remove('a', 0)],
    ['a mapping over another', 'retired: { recorded: x }\n', set(decision, 'retired')],
    ['a list over a mapping', 'agencies: { a: b }\n', agencies('a')],
  ])('refuses %s', (_title, text, edit) => {
    expect(() => applyEdits(text, [edit], keyOrder)).toThrow(PlanError);
  });
});

const folder = join(import.meta.dirname, '../../../../../plan/items');
const shipped = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);

test.each(shipped)('%s takes every edit and gives it back to the byte', (_name, text) => {
  const crlf = text.replaceAll('\n', '\r\n');
  for (const source of [text, crlf, text.trimEnd(), `\ufeff${text}`]) {
    const item = parse(source).value as { agencies: string[]; timetable: { milestones?: object[] } };
    const once = applyEdits(source, [{ append: ['updates'], entry: { note: 'a\n\nb' } }], keyOrder);
    const rounds: [string, Edit, Edit][] = [
      [source, { append: ['updates'], entry: { note: 'a\n\nb\n' } }, remove('updates', 0)],
      [once, { append: ['updates'], entry: { note: 'a' } }, remove('updates', 1)],
      [once, { append: ['amendments'], entry: amendment }, remove('amendments', 0)],
      ...['status', 'rating', 'retired', 'added', 'x-a'].map((key): [string, Edit, Edit] => [
        once,
        set(key === 'retired' ? decision : 'a', key),
        remove(key),
      ]),
      ...(item.timetable.milestones ?? []).flatMap((_, index) =>
        ['status', 'due', 'agencies'].map((key): [string, Edit, Edit] => {
          const path = ['timetable', 'milestones', index, key];
          const had = parse(source).locate(path, true).offset;
          return source.startsWith(`${key}:`, had)
            ? [once, set('A', ...path.slice(0, -1), 'x-a'), remove(...path.slice(0, -1), 'x-a')]
            : [once, set(key === 'agencies' ? ['dol', 'dia'] : 'a', ...path), remove(...path)];
        }),
      ),
      ...[['new'], ['new', ...item.agencies], item.agencies.slice(1), [...item.agencies, 'new']]
        .filter((to) => to.length > 0)
        .map((to): [string, Edit, Edit] => [source, agencies(...to), agencies(...item.agencies)]),
      ...['action', 'pillar'].map((key): [string, Edit, Edit] => {
        const was = (item as unknown as Record<string, string>)[key]!;
        return [source, set('yes', key), set(was, key)];
      }),
    ];
    for (const [before, there, back] of rounds) {
      const changed = applyEdits(before, [there], keyOrder);
      expect(changed).not.toBe(before);
      expect(applyEdits(changed, [back], keyOrder)).toBe(before);
    }
  }
});

test.each<[string, string, Edit, Edit]>([
  [
    'an entry at the distance of its siblings',
    'updates:\n  - a: 1\n\n  - b: 2\nx-a: 1\n',
    { append: ['updates'], entry: amendment },
    remove('updates', 2),
  ],
  ['a first key where line breaks differ', '# a\nstatus: on-hold\r\n', set('5', 'id'), remove('id')],
  ['a key where line breaks differ', 'id: 5\nupdates: []\r\n', set('on-hold', 'status'), remove('status')],
  ['a key below blank lines that block text keeps', 'id: |+\n  a\n\n', set('b', 'lead'), remove('lead')],
  ['a word before the first', 'agencies: # a\n  - b # c\n', agencies('d', 'b'), agencies('b')],
])('%s comes and goes', (_title, text, there, back) => {
  const changed = applyEdits(text, [there], keyOrder);
  expect(changed).not.toBe(text);
  expect(applyEdits(changed, [back], keyOrder)).toBe(text);
});

const agency = fc.constantFrom('dol', 'police', 'yes', '5', 'a, b', "the group's");
const more = fc.record(
  {
    agencies: fc.uniqueArray(agency, { minLength: 1, maxLength: 4 }),
    lead: words,
    source: fc.record({ agencies: words, timetable: words }, { requiredKeys: ['timetable'] }),
    amendments: fc.array(fc.record({ recorded: fc.constant('2027-03-01'), to: fc.array(agency) }), {
      maxLength: 3,
    }),
  },
  { requiredKeys: ['agencies'] },
);
type Value = Record<string, unknown> & { agencies: string[]; timetable: { milestones: object[] } };
const anyItem = fc.tuple(anItem, more).map(([item, rest]) => ({ ...item, ...rest }) as unknown as Value);

const keyed = fc.constantFrom<(string | number)[]>(
  ['status'],
  ['lead'],
  ['retired'],
  ['x-a'],
  [...first, 'status'],
  [...first, 'due'],
  [...first, 'x-a'],
  ['source', 'agencies'],
);
const aSetting = fc
  .tuple(keyed, fc.oneof(aStatus, words, fc.uniqueArray(agency), fc.constant(decision)))
  .map(([path, to]) => set(to, ...path));
const anAppending = fc.oneof(
  anUpdate.map((entry): AppendEdit => ({ append: ['updates'], entry: { recorded: '2026-11-23', ...entry } })),
  fc.constant<AppendEdit>({ append: ['amendments'], entry: amendment }),
);
const aRemoving = fc.oneof(
  keyed.map((path) => remove(...path)),
  fc.tuple(fc.constantFrom('updates', 'amendments'), fc.nat(2)).map((path) => remove(...path)),
);
const regrouped = fc.uniqueArray(agency, { minLength: 1, maxLength: 5 }).map((to) => agencies(...to));

const at = (value: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce((inner, step) => (inner as Record<string | number, unknown> | undefined)?.[step], value);

const runs = { numRuns: times(25) };

test('removing what was inserted restores the text byte for byte, in any style of YAML', () => {
  fc.assert(
    fc.property(
      anyItem,
      spelling,
      fc.oneof(aSetting, anAppending),
      agency,
      fc.nat(4),
      (item, how, edit, word, workspace) => {
        const text = spelled(item, how);
        const { value } = parse(text);
        const path = 'set' in edit ? edit.set : edit.append;
        const old = at(value, path);
        if (
          at(value, path.slice(0, -1)) !== undefined &&
          (old === undefined || ('append' in edit && (old as unknown[])?.length > 0))
        ) {
          const back = 'set' in edit ? remove(...path) : remove(...path, ((old as unknown[]) ?? []).length);
          expect(applyEdits(applyEdits(text, [edit], keyOrder), [back], keyOrder)).toBe(text);
        }
        if (!item.agencies.includes(word)) {
          const joined = agencies(...item.agencies.toSpliced(workspace, 0, word));
          expect(
            applyEdits(applyEdits(text, [joined], keyOrder), [agencies(...item.agencies)], keyOrder),
          ).toBe(text);
        }
      },
    ),
    runs,
  );
});

test('several edits give the expected value and leave every other line, in any style of YAML', () => {
  const edits = fc.array(fc.oneof(aSetting, anAppending, aRemoving, regrouped), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(anyItem, spelling, edits, (item, how, edits) => {
      let text = spelled(item, how);
      for (const edit of edits) {
        const meant = meaning(parse(text).value, edit);
        if (meant === undefined || isAsking(text, edit)) {
          expect(() => applyEdits(text, [edit], keyOrder)).toThrow(PlanError);
          continue;
        }
        const after = applyEdits(text, [edit], keyOrder);
        expect(parse(after)).toMatchObject({ value: meant, errors: [] });
        const comments = (of: string) => of.match(/# comment \d/g) ?? [];
        const { lost, added } = difference(comments(text), comments(after));
        expect(added).toEqual([]);
        if ('append' in edit || ('set' in edit && !Array.isArray(edit.to))) expect(lost).toEqual([]);
        if ('remove' in edit) expectLittleGone(text, after, edit);
        text = after;
      }
    }),
    runs,
  );
});

/** The value after an edit, or undefined if the edit is impossible in that value. */
function meaning(before: unknown, edit: Edit): unknown {
  const value = structuredClone(before);
  const path = 'set' in edit ? edit.set : 'append' in edit ? edit.append : edit.remove;
  const parent = at(value, path.slice(0, -1)) as Record<string | number, unknown> | unknown[] | undefined;
  const name = path.at(-1)!;
  const old = at(value, path);
  if (parent === undefined) return undefined;
  if (Array.isArray(parent)) {
    if (old === undefined) return undefined;
    parent.splice(Number(name), 1);
    if (parent.length === 0) delete (value as Record<string, unknown>)[String(path[0])];
    return value;
  }
  if (parent === null) return undefined;
  if ('append' in edit) parent[name] = [...((old ?? []) as unknown[]), edit.entry];
  else if ('set' in edit) parent[name] = edit.to;
  else delete parent[name];
  if (!('set' in edit) || isDeepStrictEqual(old, edit.to) || typeof old !== 'object' || old === null)
    return value;
  // A list of words replaces a list of words; nothing replaces a mapping.
  return Array.isArray(old) && Array.isArray(edit.to) && (old.length === 0 || edit.to.length > 0)
    ? value
    : undefined;
}

/** Whether the text cannot be edited: the only key of a block, or words moved past comments. */
function isAsking(text: string, edit: Edit): boolean {
  const { root, value } = parse(text);
  if ('append' in edit) return false;
  if ('remove' in edit) {
    const parent = findNode(root, edit.remove.slice(0, -1));
    return (
      parent?.kind === 'mapping' &&
      !parent.flow &&
      parent.pairs.length === 1 &&
      at(value, edit.remove) !== undefined
    );
  }
  const [old, to] = [at(value, edit.set), edit.to];
  if (!Array.isArray(old) || !Array.isArray(to) || old.length === 0) return false;
  const { start, end } = findNode(root, edit.set)!;
  const [lines] = /^[^\r\n]*/.exec(text.slice(end))!;
  const isMoved = !isDeepStrictEqual(
    old.filter((word) => to.includes(word)),
    to.filter((word) => old.includes(word)),
  );
  return isMoved && (text.slice(start, end) + lines).includes('#');
}

/** Whole lines are removed without a trace; in braces and brackets the neighbouring lines may change. */
function expectLittleGone(text: string, after: string, { remove: path }: RemoveEdit): void {
  const { root } = parse(text);
  const parent = findNode(root, path.slice(0, -1));
  const isOnly = parent?.kind === 'list' && parent.items.length === 1;
  const node = isOnly ? parent : findNode(root, path);
  const inFlow = path.some((_, length) => (findNode(root, path.slice(0, length)) as { flow?: boolean }).flow);
  const { lost, added } = difference(text.split(/\r?\n/), after.split(/\r?\n/));
  if (node === null) expect(after).toBe(text);
  else {
    const said = lost.filter((line) => !/^\s*(?:#.*)?$/.test(line)).length;
    const extent =
      text.slice(node.start, node.end).split('\n').length + Number(isOnly || node.kind !== 'scalar');
    expect(said).toBeLessThanOrEqual(extent + 2 * Number(inFlow));
    // After a dash, the next key moves up.
    expect(added.length).toBeLessThanOrEqual(inFlow ? 2 : 1);
  }
}

function difference(before: readonly string[], after: readonly string[]) {
  const parts = diffArrays([...before], [...after]);
  return {
    lost: parts.flatMap(({ removed, value }) => (removed ? value : [])),
    added: parts.flatMap(({ added, value }) => (added ? value : [])),
  };
}
