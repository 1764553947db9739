/** What the past costs: the 28 items with 5,000 commits, beside the plain git commands that any reader would need. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { line, opening } from './line.mjs';
import { alternate } from './measure.mjs';
import { dir, env, memory, program, run } from './place.mjs';
import { growYears } from './years.mjs';

const file = ['log', '--', 'plan/items/07.yaml'];
const all = ['log'];
const patches = ['log', '-p', '--', 'plan'];

/** A command of ours, git's beside it, and whether ours finds nothing remembered. A line each. */
const cases = [
  ['log 7', file, 'first'],
  ['log 7', file],
  ['log 7', all, 'first'],
  ['log 7', all],
  ['log --json', patches, 'first'],
  ['log --json', patches],
  ['log --agency dol --since 2026-01-01', all],
  ['blame 7', file],
  ['show 7', file],
  ['list --as-of HEAD~2500', file],
  ['list --as-of HEAD~2500', all],
  ['diff HEAD~100..HEAD', ['diff', 'HEAD~100..HEAD', '--', 'plan']],
  ['audit', all, 'first'],
  ['audit', all],
  ['audit', patches, 'first'],
  ['audit', patches],
];

export function measureHistory(pairs) {
  run(['git', 'init', '--quiet', '--initial-branch=main']);
  growYears(dir, { env });
  run(['git', 'reset', '--quiet', '--hard']);
  console.log(opening(pairs));
  const forget = () => rmSync(join(dir, '.git/plantrail/history'), { recursive: true, force: true });
  for (const [words, git, first] of cases) {
    const ours = program(...words.split(' '));
    const bare = ['git', ...git];
    const before = first ? forget : () => {};
    before();
    const [mine, its] = [ours, bare].map((each) => memory(each, { cwd: dir }));
    const side = { cwd: dir, before, ours: () => ours, bare: () => [bare] };
    const [measured] = alternate([side], { pairs, budget: Infinity });
    console.log(line(`plan ${words}${first ? ', first' : ''}`, measured, bare.join(' '), { mine, its }));
  }
}
