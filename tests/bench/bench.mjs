/**
 * What the program costs beside the least that any such program could cost: `plan list` beside Node doing nothing,
 * `plan update` beside Node doing nothing and git committing an edited file. `npm run bench [pairs]`; with years of
 * history, `npm run bench history [pairs]`; plans of up to 10,000 items beside ajv-cli, `npm run bench validate [pairs]`.
 */
import { appendFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { compare, dir, opening, program, root, run } from './measure.mjs';

const [word, count] = process.argv.slice(2);
if (word === 'history') {
  const { measureHistory } = await import('./history.mjs');
  measureHistory(Number(count ?? 7));
} else if (word === 'validate') {
  const { measureValidate } = await import('./validate.mjs');
  measureValidate(Number(count ?? 7));
} else measure(Number(word ?? 15));

function measure(pairs) {
  cpSync(join(root, 'plan'), join(dir, 'plan'), { recursive: true });
  run('git', 'init', '--quiet');
  run('git', 'config', 'user.name', 'Bench');
  run('git', 'config', 'user.email', 'bench@example.org');
  run('git', 'add', '--all');
  run('git', 'commit', '--quiet', '--message', 'The plan');

  const plan = (...words) => run(...program(...words));
  const nothing = () => run(process.execPath, '-e', '0');
  let count = 0;
  const cases = [
    ['plan --help', () => plan('--help'), 'node -e 0', nothing],
    ['plan list', () => plan('list', '--agency', 'police'), 'node -e 0', nothing],
    ['plan', () => plan(), 'node -e 0', nothing],
    ['plan validate', () => plan('validate'), 'node -e 0', nothing],
    [
      'plan update',
      () => plan('update', '5', '--note', `Report ${++count}`),
      'node -e 0 + git commit --only',
      () => {
        nothing();
        appendFileSync(join(dir, 'plan/items/07.yaml'), `# ${++count}\n`);
        run('git', 'commit', '--quiet', '--only', '--message', 'An edit', '--', 'plan/items/07.yaml');
      },
    ],
  ];
  opening(pairs);
  for (const [name, ours, other, bare] of cases) compare(pairs, { name, ours, other, bare });
}
