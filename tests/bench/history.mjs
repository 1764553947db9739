/**
 * Measures commands that read the history, beside the git command that any such program would need, on the shipped plan with
 * 5,000 commits: `node tests/bench/history.mjs [PAIRS]`.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commit, compare, temporary as cwd, fastImport, plan, root, run } from './measure.mjs';
import { number, ratio } from './page.mjs';
import { random } from './plans.mjs';

const logOfFile = ['git', 'log', '--', 'plan/items/07.yaml'];
const log = ['git', 'log'];
const logWithPatches = ['git', 'log', '-p', '--', 'plan'];

/** A command, git's beside it, and whether the caches are deleted before each turn. */
const cases = [
  ['log 7', logOfFile, true],
  ['log 7', logOfFile],
  ['log --json', logWithPatches, true],
  ['log --json', logWithPatches],
  ['log --agency dol --since 2026-01-01', log],
  ['blame 7', logOfFile],
  ['show 7', logOfFile],
  ['list --known HEAD~2500', log],
  ['diff HEAD~100..HEAD', ['git', 'diff', 'HEAD~100..HEAD', '--', 'plan']],
  ['audit', logWithPatches, true],
  ['audit', logWithPatches],
];

run(['git', 'init', '--quiet', '--initial-branch=main']);
fastImport(cwd, commits(5000));
const deleteCaches = () => rmSync(join(cwd, '.git/plantrail'), { recursive: true, force: true });
for (const [command, git, isFirst = false] of cases) {
  const sides = {
    cwd,
    command: () => plan(...command.split(' ')),
    baseline: () => [git],
    before: isFirst ? deleteCaches : undefined,
  };
  const measured = compare(sides, { pairs: Number(process.argv[2] ?? 7), seconds: 60 });
  const name = `plan ${command}${isFirst ? ', without caches' : ''}`;
  console.log(
    `${name}: ${ratio(measured.ratio)} (${ratio(measured.min)}–${ratio(measured.max)}) times \`${git.join(' ')}\`, ` +
      `${number(Math.round(measured.command))} / ${number(Math.round(measured.baseline))} ms`,
  );
}

/** The import of the shipped plan, and updates of its items over 17 years, in a stream of `git fast-import`. */
function commits(count) {
  const next = random(2009);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const shipped = (path) => [`plan/${path}`, readFileSync(join(root, 'plan', path), 'utf8')];
  const items = readdirSync(join(root, 'plan/items')).map((name) => {
    const [path, text] = shipped(`items/${name}`);
    return { path, text, id: Number.parseInt(name, 10), status: null, updates: '' };
  });
  const start = Date.UTC(2009, 6, 1) / 1000;
  const end = Date.UTC(2026, 10, 20) / 1000;
  const author = (seconds) => `Mere Tūhoe <mere@example.org> ${Math.floor(seconds)} +1200`;
  const files = [
    shipped('plan.yaml'),
    shipped('agencies.yaml'),
    ...items.map(({ path, text }) => [path, text]),
  ];
  const stream = [commit('main', author(start), 'The plan as it was published', files)];
  for (let at = 1; at < count; at++) {
    const item = pick(items);
    const seconds = start + ((end - start) * at) / count;
    const day = new Date(seconds * 1000).toISOString().slice(0, 10);
    const status = pick(['not-started', 'in-progress', 'on-hold']);
    const note = `Report ${at}: ${'the group met and agreed on the next draft. '.repeat(1 + Math.floor(next() * 3)).trim()}`;
    const trailers = [
      'Plan-Change: update',
      `Plan-Item: ${item.id}`,
      ...(status === item.status
        ? []
        : [`Plan-Status: ${item.id} ${item.status ?? 'not-reported'} -> ${status}`]),
      `Plan-As-Of: ${day}`,
    ];
    item.status = status;
    item.updates += `  - as-of: ${day}\n    recorded: ${day}\n    status: ${status}\n    note: "${note}"\n`;
    stream.push(
      commit('main', author(seconds), `plan: ${item.id} ${status}\n\n${note}\n\n${trailers.join('\n')}\n`, [
        [item.path, `${item.text}status: ${status}\nupdates:\n${item.updates}`],
      ]),
    );
  }
  return stream;
}
