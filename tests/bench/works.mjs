/**
 * What the program itself is held to: each work with the most that it may cost beside Node doing nothing, at each size
 * of a plan for which there is such a target.
 */
import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { nothing, program, root } from './place.mjs';

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

/** A script that does nothing but look at the files of the plan, or read them. */
const floor = (what) => () => [process.execPath, join(root, 'tests/bench/floor.cjs'), what, 'plan'];

/**
 * `name` is Markdown. A work is about `plan`, `{ folder, pathOf(id) }`, and a turn, counted from 0: `ours` gives the words of
 * a command, `bare` those of what it is compared with (Node doing nothing, unless given), `floor` those of the least that
 * any such command has to do, and `before` makes ready. `explained` says why a target is out of reach, and is printed where
 * one is not reached.
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
    floor: floor('look'),
    explained:
      'each file is looked at each time, for only that shows that none was edited; it takes most of the time from 10,000 items on. Git could tell at once, but believes a file by its size and its times alone, which an edit can leave as they were. Below that, most of it is loading the program: commander, and what finds the plan.',
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
    floor: floor('read'),
    explained:
      'every file is read, taken apart as YAML and held to its shape, and the index is written, a quarter of it all. A second thread was tried: it takes longer to start than a thousand items to be read, and of ten thousand would spare a fifth of the time, for the values that it sends back are made twice.',
  },
  {
    id: 'validate-first',
    name: '`plan validate`, nothing known before',
    targets: { 28: 2.5, 1000: 4.5, 10000: 15, 100000: 120 },
    before: forget,
    ours: () => program('validate'),
    floor: floor('read'),
    explained:
      'as a first run, and each of some thirty rules is asked of each item: a third of it all, where the targets were set by a program that only looked at shapes.',
  },
  {
    id: 'validate-again',
    name: '`plan validate`, second run after one edit',
    targets: { 28: 2, 1000: 2.2, 10000: 4, 100000: 18 },
    before: (plan) => edit(plan, 1),
    ours: () => program('validate'),
    floor: floor('look'),
    explained:
      'as a list, and the edited item is read and held to every rule, for which the readers, the rules and what makes SHA-256 are loaded: that is all the difference to a list.',
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
    explained:
      'git is started twice, for it has to be asked whether the file waits for another commit; the change is safely on the disk, in a journal, before a file is touched; and the item is judged before and after. The rest is loading what does so.',
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
