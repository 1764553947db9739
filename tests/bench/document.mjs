/** What was measured -> the page of it, in Markdown: `docs/benchmarks.md`, and what a terminal shows. Pure. */
import { contestWorks } from './contest.mjs';
import { contestants } from './peers/index.mjs';
import { grouped, ratio, table } from './table.mjs';
import { works } from './works.mjs';

/** @param result what `bench.mjs` measured, as `docs/benchmarks.json` holds it */
export function documentOf(result) {
  return [
    '# What it costs, measured\n',
    introduction(result),
    ...(result.works.length > 0 ? ['## The program itself\n', worksTable(result), worksNotes(result)] : []),
    ...(result.contest.length > 0 ? contestPart(result) : []),
    ...absences(result),
  ].join('\n');
}

const introduction = ({ date, seed, sharded, pairs, machine }) =>
  `Printed by \`npm run bench -- --write\` on ${date}; no figure is typed by hand (\`docs/benchmarks.json\` has them all).
\`npm run bench -- --install\` runs it again. It makes plans with the seed ${seed}, of about 0.9 KB an item, a file each, in
${sharded ? 'folders of a hundred' : 'one folder'}. Everything is measured in turn with Node doing nothing (\`node -e 0\`), the built \`bin/plan.js\`
run by \`node\` itself. What counts is the ratio within each of ${pairs} pairs (fewer where a turn is slow: then the tables say
how many); ratios are medians, with the least and the most.

- ${machine.cpu}, ${machine.cores} cores, ${machine.memory}; ${machine.system}
- Node ${machine.node}, git ${machine.git}
- processes that wanted a core: ${machine.load.map(ratio).join(' before, ')} at the end\n`;

function worksTable({ works: measured, pairs }) {
  const rows = works.flatMap((work) =>
    measured
      .filter(({ id }) => id === work.id)
      .map((row) => [
        work.name,
        grouped(row.size),
        row.over ? `> ${ratio(row.over)}` : ratio(row.median),
        row.over ? '' : `${ratio(row.min)}–${ratio(row.max)}`,
        `≤ ${work.targets[row.size]}`,
        row.floor ? ratio(row.floor) : '',
        isReached(work, row) ? 'yes' : 'no',
        row.over ? '' : amounts(row, work.unit ?? 'ms'),
        row.over || row.pairs >= pairs ? '' : String(row.pairs),
      ]),
  );
  const heading = [
    ...['work', 'items', '×', 'least–most', 'target', 'floor ²', 'reached'],
    ...['ours beside the bare', 'pairs'],
  ];
  return table([heading, ...rows], 'lrrrrrlrr');
}

const isReached = (work, { size, median }) => median !== undefined && median <= work.targets[size];

const amounts = ({ ours, bare }, unit) => `${Math.round(ours)} beside ${Math.round(bare)} ${unit}`;

function worksNotes({ works: measured }) {
  const missed = works.filter(
    (work) => work.explained && measured.some((row) => row.id === work.id && !isReached(work, row)),
  );
  return [
    '¹ On both sides `script` makes the terminal; the table is not paged.\n',
    `² What a script costs beside Node doing nothing that only looks at each file's entry, where the index is at hand, or
reads each file, and makes nothing of them.\n`,
    ...(missed.length > 0 ? ['Where a target is not reached:\n'] : []),
    ...missed.map(({ name, explained }) => `- ${name}: ${explained}\n`),
  ].join('\n');
}

const contestPart = (result) => [
  '## Beside its peers\n',
  `Each holds the same items in its own form, and first had to give the same answers. × is the ratio to \`node -e 0\`,
median (least–most). “Behind us” and “ahead” compare medians. Whoever is ahead keeps all items in one file, which is opened
once and committed alone, and most are done before Node has begun; ours is a file an item, so that two agencies never edit
the same one, and all its readers look at each.\n`,
  ...Object.keys(contestWorks).map((work) => contestSection(result, work)),
  '### Who they are\n',
  whoTable(result),
];

function contestSection({ contest, pairs }, work) {
  const rows = contest.filter((row) => row.work === work);
  const sizes = [...new Set(rows.map(({ size }) => size))];
  const names = contestants.map(({ name }) => name).filter((name) => rows.some((row) => row.name === name));
  const cells = names.map((name) => [
    name,
    ...sizes.map((size) =>
      cell(
        rows.find((row) => row.name === name && row.size === size),
        pairs,
      ),
    ),
  ]);
  return [
    `### ${contestWorks[work]}\n`,
    table(
      [['×', ...sizes.map((size) => `${grouped(size)} items`)], ...cells],
      `l${'r'.repeat(sizes.length)}`,
    ),
    ...sizes.map((size) => verdict(rows.filter((row) => row.size === size))),
    '',
  ].join('\n');
}

function cell(row, pairs) {
  if (!row) return '';
  if (row.over) return `> ${ratio(row.over)}, then stopped`;
  const few = row.pairs < pairs ? `, ${row.pairs} pairs` : '';
  return `${ratio(row.median)} (${ratio(row.min)}–${ratio(row.max)}${few})`;
}

/** Who is ahead of us at one size, by medians. */
function verdict(rows) {
  const [ours] = rows.filter(({ name }) => name === 'plan');
  if (!ours) return '';
  const others = rows.filter(({ name }) => name !== 'plan');
  const ahead = others.filter(({ median }) => median !== undefined && median < (ours.median ?? Infinity));
  const size = `At ${grouped(ours.size)}`;
  if (ahead.length === 0) return `- ${size}: all are behind us.`;
  const names = ahead.map(({ name, median }) =>
    ours.median === undefined ? name : `${name} (${ratio(ours.median / median)} times)`,
  );
  return `- ${size}: ahead of us ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}; behind us ${others.length - names.length} of ${others.length}.`;
}

const whoTable = ({ peers }) =>
  table(
    [
      ['', 'version', 'the plan in its form'],
      ...contestants
        .map((each) => [each, peers.find(({ name }) => name === each.name)])
        .filter(([, peer]) => peer)
        .map(([{ name, about }, { version }]) => [name, version ?? 'not told', about]),
    ],
    'lll',
  );

function absences({ missing, faults, contest }) {
  const left = [
    ...missing.map(({ name, why }) => `- ${name} was not measured: ${why}`),
    ...faults.map((fault) => `- Not measured: ${fault}`),
  ];
  if (left.length > 0) return [`### Left out\n\n${left.join('\n')}\n`];
  return contest.length > 0 ? ['Nobody was left out.\n'] : [];
}
