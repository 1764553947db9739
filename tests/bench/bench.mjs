/**
 * What the program costs beside the least that any such program could cost, and beside its peers.
 *
 *     npm run bench [-- PAIRS] [--sizes 28,1000] [--sharded] [--quick] [--only works|peers] [--install] [--write]
 *     npm run bench -- history [PAIRS]     with years of history, beside git itself
 *     npm run bench -- validate [PAIRS]    judging a plan, beside ajv-cli
 *     npm run bench -- render              docs/benchmarks.md once more, of what was measured
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { documentOf } from './document.mjs';
import { root, settle } from './place.mjs';

const { positionals, values: flags } = parseArgs({
  allowPositionals: true,
  options: {
    sizes: { type: 'string' },
    seed: { type: 'string', default: '2009' },
    only: { type: 'string' },
    sharded: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    install: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});

const modes = {
  history: async (pairs) => (await import('./history.mjs')).measureHistory(pairs ?? 7),
  validate: async (pairs) => (await import('./validate.mjs')).measureValidate(pairs ?? 7),
  render: async () => write(JSON.parse(readFileSync(page('json'), 'utf8'))),
  all: measureAll,
};

const [word = 'all', count] = /^\d/.test(positionals[0] ?? '') ? ['all', positionals[0]] : positionals;
if (!Object.hasOwn(modes, word))
  throw new Error(`\`${word}\` is not one of ${Object.keys(modes).join(', ')}`);
if (!['works', 'peers', undefined].includes(flags.only)) throw new Error('`--only` is `works` or `peers`');
settle();
await modes[word](count === undefined ? undefined : Number(count));

async function measureAll(count) {
  const { measure } = await import('./all.mjs');
  const pairs = count ?? (flags.quick ? 5 : 15);
  const sizes = (flags.sizes ?? (flags.quick ? '28,1000' : '28,1000,10000,100000')).split(',').map(Number);
  const { seed, sharded, only, install } = flags;
  const milliseconds = flags.quick
    ? { ourTime: { budget: 1000, patience: 10_000 }, peerTime: { budget: 1000, patience: 8000 } }
    : { ourTime: { budget: 8000, patience: 30_000 }, peerTime: { budget: 4000, patience: 12_000 } };
  const say = (text) => console.error(text);
  const measured = measure({
    sizes,
    seed: Number(seed),
    sharded,
    only,
    install,
    say,
    pairs,
    ...milliseconds,
  });
  // Four digits are more than any machine repeats.
  const round = (_, value) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value);
  const result = JSON.parse(JSON.stringify(measured, round));
  console.log(documentOf(result));
  if (flags.write) write(result);
}

function write(result) {
  writeFileSync(page('json'), `${JSON.stringify(result, null, 2)}\n`);
  writeFileSync(page('md'), documentOf(result));
}

function page(ending) {
  return join(root, `docs/benchmarks.${ending}`);
}
