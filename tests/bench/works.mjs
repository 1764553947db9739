/**
 * What the program itself is held to: each work with the most that it may cost beside Node doing nothing, at each size
 * of a plan for which there is such a target.
 */
import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { nothing, program } from './place.mjs';

const list = program('list', '--agency', 'police');

/** Clears away what the program remembers: its next run is a first one. */
const forget = (plan) => rmSync(join(plan.folder, '.git/plantrail'), { recursive: true, force: true });

/** Edits a file of the plan by hand, as far as it goes a comment. */
const edit = (plan, id) => appendFileSync(join(plan.folder, plan.pathOf(id)), '# read again\n');

/** An update of the item whose turn it is; its note alone makes it a change. */
const update = (turn) => {
  const status = turn % 2 === 0 ? 'on-hold' : 'in-progress';
  return program(
    'update',
    String(2 + (turn % 25)),
    '--status',
    status,
    '--note',
    `Report ${turn} of the group`,
  );
};

/**
 * `name` is Markdown. A work is about `plan`, `{ folder, pathOf(id) }`, and a turn, counted from 0: `ours` gives the words of
 * a command, `bare` those of what it is compared with (Node doing nothing, unless given), and `before` makes ready.
 * `explained` says why a target is out of reach, and is printed where one is not reached.
 */
export const works = [
  {
    id: 'help',
    name: '`plan --help`',
    targets: { 28: 1.5 },
    ours: () => program('--help'),
  },
  {
    id: 'list',
    name: '`plan list --agency police`, piped, second run',
    targets: { 28: 1.5, 1000: 1.8, 10000: 2.6, 100000: 15 },
    ours: () => list,
  },
  {
    id: 'table',
    name: 'the same as a table on a terminal ¹',
    targets: { 28: 2.2, 1000: 3, 10000: 5 },
    ours: () => onTerminal([...list, '--no-pager']),
    bare: () => [onTerminal(nothing)],
  },
  {
    id: 'first',
    name: 'first run, nothing remembered',
    targets: { 28: 2, 1000: 3.5, 10000: 12, 100000: 90 },
    before: forget,
    ours: () => list,
  },
  {
    id: 'validate-first',
    name: '`plan validate`, nothing known before',
    targets: { 28: 2.5, 1000: 4.5, 10000: 15, 100000: 120 },
    before: forget,
    ours: () => program('validate'),
  },
  {
    id: 'validate-again',
    name: '`plan validate`, second run after one edit',
    targets: { 28: 2, 1000: 2.2, 10000: 4, 100000: 18 },
    before: (plan) => edit(plan, 1),
    ours: () => program('validate'),
  },
  {
    id: 'update',
    name: '`plan update` ÷ (`node -e 0` + bare `git commit --only`)',
    targets: { 28: 2, 1000: 2, 10000: 1.5, 100000: 1.5 },
    before: (plan) => edit(plan, 1),
    ours: (_, turn) => update(turn),
    bare: (plan) => [
      nothing,
      ['git', 'commit', '--quiet', '--only', '--message', 'An edit', '--', plan.pathOf(1)],
    ],
  },
  {
    id: 'memory',
    name: 'peak memory of a list ÷ that of `node -e 0`',
    targets: { 28: 1.5, 10000: 2, 100000: 4 },
    unit: 'MB',
    ours: () => list,
  },
];

/** The same command at a terminal, which `script` makes. */
function onTerminal(words) {
  return [
    'script',
    '-qefc',
    words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' '),
    '/dev/null',
  ];
}
