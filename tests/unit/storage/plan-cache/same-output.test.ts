/** What is remembered of the files never shows: whatever is done to them, and however fast, the answer is theirs. */
import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plan } from '../../../support/in-process.ts';
import type { Sandbox } from '../../../support/sandbox.ts';
import { few, shippedPlan } from '../../../support/shipped.ts';

type Deed = (box: Sandbox, path: string, number: number) => void;

const change =
  (how: (text: string, number: number) => string): Deed =>
  (box, path, number) => {
    if (lstatSync(box.at(path), { throwIfNoEntry: false })?.isFile())
      box.write({ [path]: how(box.read(path), number) });
  };

const ratings = ['on-track', 'at-risk ', 'off-track'];

const deeds: Record<string, Deed> = {
  // As long as before, in the same file, at the same moment.
  inPlace: change((text, n) => text.replace(/\bthe\b/, () => ['the', 'teh', 'eth'][n % 3]!)),
  rating: change((text, n) => `${text.replace(/^rating: .*\n/m, '')}rating: ${ratings[n % 3]}\n`),
  unrated: change((text) => text.replace(/^rating: .*\n/m, '')),
  own: change((text, n) => `${text.replace(/^x-.*\n/gm, '')}x-${n % 2}: [.inf, -0, ${n}, { y: 1e999 }]\n`),
  break: change((text) => `<<<<<<< ours\n${text}`),
  mend: change((text) => text.replace(/^<{7}.*\n/m, '')),
  // An editor's way of writing, and somebody who puts the time back.
  replace(box, path, n) {
    if (!lstatSync(box.at(path), { throwIfNoEntry: false })?.isFile()) return;
    const stats = lstatSync(box.at(path));
    writeFileSync(
      box.at('new'),
      box.read(path).replace(/\bof\b/, () => ['of', 'fo'][n % 2]!),
    );
    renameSync(box.at('new'), box.at(path));
    utimesSync(box.at(path), stats.atime, stats.mtime);
  },
  remove: (box, path) => rmSync(box.at(path), { recursive: true, force: true }),
  folder(box, path) {
    rmSync(box.at(path), { recursive: true, force: true });
    mkdirSync(box.at(path));
  },
  shard(box, path) {
    if (!lstatSync(box.at(path), { throwIfNoEntry: false })?.isFile()) return;
    mkdirSync(box.at('plan/items/00'), { recursive: true });
    renameSync(box.at(path), box.at('plan/items/00/0005.yaml'));
  },
  checkout: (box) => void box.git('checkout', '--quiet', '--force', 'HEAD', '--', 'plan'),
  update(box, _, n) {
    try {
      box.git('stash', n % 2 ? 'pop' : 'push');
    } catch {
      // There was nothing to put away, or it does not fit.
    }
  },
};

const questions = [
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

const files = [...few.map((id) => `plan/items/${id}.yaml`), 'plan/plan.yaml', 'plan/agencies.yaml'];

test('with an index = without', { timeout: 300_000 }, async () => {
  const step = fc.tuple(
    fc.constantFrom(...Object.keys(deeds)),
    fc.constantFrom(...files),
    fc.nat(5),
    fc.constantFrom(null, ...questions),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const box = shippedPlan(few);
      await plan(box.dir, ['list']);
      for (const [name, path, number, question] of steps) {
        deeds[name]!(box, path, number);
        if (question)
          expect(await plan(box.dir, question), `${name} ${path}`).toEqual(
            await plan(box.dir, [...question, '--no-index']),
          );
      }
      const kept = box.at('.git/plantrail/index');
      expect(readdirSync(kept).filter((each) => each.endsWith('.tmp'))).toEqual([]);
    }),
    { numRuns: Number(process.env.RUNS ?? 6) },
  );
});
