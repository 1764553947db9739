/** What judging a plan costs beside the general tool for it, ajv-cli with our JSON Schemas, in time and memory. */
import { join } from 'node:path';
import { line, opening } from './line.mjs';
import { alternate } from './measure.mjs';
import { ajv } from './peers/ajv.mjs';
import { find, install } from './peers/find.mjs';
import { plan } from './peers/plan.mjs';
import { dir, memory, nothing, repository } from './place.mjs';
import { itemsOf } from './plans.mjs';

export function measureValidate(pairs) {
  install([ajv], console.error);
  const [peer] = find([ajv]).found;
  console.log(opening(pairs));
  if (!peer) console.log('ajv-cli can’t be had from npm here: measured beside `node -e 0` alone\n');
  for (const size of [28, 1000, 10_000]) {
    const cwd = join(dir, `plan-${size}`);
    // A plan as ajv-cli reads it is one that we read too.
    repository(cwd, ajv.files(itemsOf(size, 2009)));
    const ours = plan.works.validate.words(plan.exe);
    const bare = peer ? ajv.works.validate.words(peer.exe) : nothing;
    const [measured] = alternate([{ cwd, ours: () => ours, bare: () => [bare] }], { pairs, budget: 10_000 });
    const [mine, its] = [ours, bare].map((words) => memory(words, { cwd }));
    console.log(line(`plan validate, ${size} items`, measured, peer ? ajv.name : 'node -e 0', { mine, its }));
  }
}
