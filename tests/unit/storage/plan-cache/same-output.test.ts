/** The plan cache changes no output, whatever is done to the files and however fast. */
import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { plan } from '../../../support/plan.ts';
import fc, { times } from '../../../support/property.ts';
import type { Sandbox } from '../../../support/sandbox.ts';
import { fewItems, shippedPlan } from '../../../support/shipped.ts';

type Action = (sandbox: Sandbox, path: string, number: number) => void;

const change =
  (how: (text: string, number: number) => string): Action =>
  (sandbox, path, number) => {
    if (lstatSync(sandbox.at(path), { throwIfNoEntry: false })?.isFile())
      sandbox.write({ [path]: how(sandbox.read(path), number) });
  };

const ratings = ['on-track', 'at-risk ', 'off-track'];

const actions: Record<string, Action> = {
  // Same size, same file, same time.
  inPlace: change((text, n) => text.replace(/\bthe\b/, () => ['the', 'teh', 'eth'][n % 3]!)),
  rating: change((text, n) => `${text.replace(/^rating: .*\n/m, '')}rating: ${ratings[n % 3]}\n`),
  unrated: change((text) => text.replace(/^rating: .*\n/m, '')),
  own: change((text, n) => `${text.replace(/^x-.*\n/gm, '')}x-${n % 2}: [.inf, -0, ${n}, { y: 1e999 }]\n`),
  break: change((text) => `<<<<<<< ours\n${text}`),
  mend: change((text) => text.replace(/^<{7}.*\n/m, '')),
  // As editors write files; the modification time is restored.
  replace(sandbox, path, n) {
    if (!lstatSync(sandbox.at(path), { throwIfNoEntry: false })?.isFile()) return;
    const stats = lstatSync(sandbox.at(path));
    writeFileSync(
      sandbox.at('new'),
      sandbox.read(path).replace(/\bof\b/, () => ['of', 'fo'][n % 2]!),
    );
    renameSync(sandbox.at('new'), sandbox.at(path));
    utimesSync(sandbox.at(path), stats.atime, stats.mtime);
  },
  remove: (sandbox, path) => rmSync(sandbox.at(path), { recursive: true, force: true }),
  folder(sandbox, path) {
    rmSync(sandbox.at(path), { recursive: true, force: true });
    mkdirSync(sandbox.at(path));
  },
  shard(sandbox, path) {
    if (!lstatSync(sandbox.at(path), { throwIfNoEntry: false })?.isFile()) return;
    mkdirSync(sandbox.at('plan/items/00'), { recursive: true });
    renameSync(sandbox.at(path), sandbox.at('plan/items/00/0005.yaml'));
  },
  checkout: (sandbox) => void sandbox.git('checkout', '--quiet', '--force', 'HEAD', '--', 'plan'),
  update(sandbox, _, n) {
    try {
      sandbox.git('stash', n % 2 ? 'pop' : 'push');
    } catch {
      // There is nothing to stash, or it conflicts.
    }
  },
};

const commands = [
  ['list', '--json'],
  ['list', '--agency', 'police'],
  ['list', '--where', 'overdue || rating == "on-track"', '--fields', 'id,action,rating,note'],
  ['list', '--count-by', 'agency,status', '--json'],
  ['summary', '--json'],
  ['agencies', '--json'],
  ['validate', '--json'],
  ['report', '--json'],
  ['show', '5', '--json'],
];

const files = [...fewItems.map((id) => `plan/items/${id}.yaml`), 'plan/plan.yaml', 'plan/agencies.yaml'];

test('output with the cache equals output without it', async () => {
  const step = fc.tuple(
    fc.constantFrom(...Object.keys(actions)),
    fc.constantFrom(...files),
    fc.nat(5),
    fc.constantFrom(null, ...commands),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const sandbox = shippedPlan(fewItems);
      await plan(sandbox.dir, ['list']);
      for (const [name, path, number, command] of steps) {
        actions[name]!(sandbox, path, number);
        if (command)
          expect(await plan(sandbox.dir, command), `${name} ${path}`).toEqual(
            await plan(sandbox.dir, [...command, '--no-index']),
          );
      }
      const folder = sandbox.at('.git/plantrail/plan-cache');
      expect(readdirSync(folder).filter((each) => each.endsWith('.tmp'))).toEqual([]);
    }),
    { numRuns: times(6) },
  );
});
