/** The results of `bench.mjs` as a page in Markdown, `docs/benchmarks.md`. */

export const page = ({ date, machine, versions, load, pairs, commands, peers, missing }) =>
  [
    '# Benchmarks',
    `Written by \`npm run bench -- --write\` on ${date}; see [tests/bench](../tests/bench/README.md) for how it measures.
A ratio is the time of a command divided by that of a baseline, by default an empty Node process (\`node -e 0\`), which ran just
before it. Ratios are medians of ${pairs} such pairs, or fewer for slow commands.`,
    `- ${machine}\n- ${versions}\n- load average: ${load.map(ratio).join(' at the start, ')} at the end`,
    ...(commands.length > 0 ? ['## Commands', commandTable(commands, pairs)] : []),
    ...(peers.length > 0 ? peerSections(peers, pairs) : []),
    ...(missing.length > 0 ? [`Not installed, so not measured: ${missing.join(', ')}.`] : []),
    '',
  ].join('\n\n');

function commandTable(commands, pairs) {
  const rows = commands.map((row) => [
    row.name,
    number(row.size),
    ratio(row.ratio),
    `${ratio(row.min)}–${ratio(row.max)}`,
    String(row.target),
    row.floor === undefined ? '' : ratio(row.floor),
    `${Math.round(row.command)} / ${Math.round(row.baseline)} ${row.unit}`,
    row.pairs < pairs ? String(row.pairs) : '',
  ]);
  const header = ['command', 'items', 'ratio', 'min–max', 'target', 'floor', 'time / baseline', 'pairs'];
  return `${table([header, ...rows])}

The floor is the ratio of a script that only looks at the status of each file, or where there are no caches, reads it.`;
}

const tasks = {
  list: 'List the items of an agency with a status',
  count: 'Count the items of each agency',
  update: 'Change the status of an item and commit',
};

function peerSections(peers, pairs) {
  const sizes = peers[0].sizes.map(({ size }) => size);
  const cell = (row) =>
    `${ratio(row.ratio)} (${ratio(row.min)}–${ratio(row.max)}${row.pairs < pairs ? `, ${row.pairs} pairs` : ''})`;
  return [
    '## Other tools',
    `Each tool has the same items in its own format, and lists the same ids. All but plan keep the items in one file, and
commit with \`git commit --all\`. The baseline is \`node -e 0\`.`,
    ...Object.entries(tasks).flatMap(([task, title]) => [
      `### ${title}`,
      table([
        ['', ...sizes.map((size) => `${number(size)} items`)],
        ...peers.map(({ name, sizes }) => [name, ...sizes.map((each) => cell(each[task]))]),
      ]),
    ]),
    '### Versions and formats',
    table([['', 'version', 'format'], ...peers.map(({ name, version, format }) => [name, version, format])]),
  ];
}

/** Rows of cells as a table in Markdown; the first row is its header. */
export function table(rows) {
  const widths = rows[0].map((_, at) => Math.max(3, ...rows.map((row) => row[at].length)));
  const line = (cells) => `| ${cells.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`;
  const [header, ...body] = rows;
  return [header, widths.map((width) => '-'.repeat(width)), ...body].map(line).join('\n');
}

/** A ratio with three significant digits. */
export function ratio(value) {
  if (value < 10) return value.toFixed(2);
  return value < 100 ? value.toFixed(1) : String(Math.round(value));
}

/** A number with separators: 10,000. */
export const number = (value) => value.toLocaleString('en');
