/** The index is disposable: whatever befalls its file, the answer is the files', and the next one finds it whole. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isDetectable } from '../../../../src/storage/plan-cache/freshness.ts';
import { plan } from '../../../support/in-process.ts';
import { few, program, shippedPlan } from '../../../support/shipped.ts';

const list = ['list', '--json'];

/** What was written a moment ago proves nothing yet. */
const rest = () => new Promise((resolve) => setTimeout(resolve, 20));

/** A plan with an index, and what `plan list` says of it. */
async function indexedPlan() {
  const box = shippedPlan(few);
  const file = box.at('.git/plantrail/index/plan.index');
  await rest();
  const told = await plan(box.dir, list);
  return { box, file, told };
}

test('files at rest are not read again; one that changed is', async () => {
  const { box, file, told } = await indexedPlan();
  const bytes = readFileSync(file);
  expect(await plan(box.dir, list)).toEqual(told);
  expect(readFileSync(file).equals(bytes)).toBe(true);
  box.write({ 'plan/items/05.yaml': `${box.read('plan/items/05.yaml')}rating: at-risk\n` });
  await rest();
  const changed = await plan(box.dir, list);
  expect(JSON.parse(changed.out).items[0].rating).toBe('at-risk');
  expect(readFileSync(file).equals(bytes)).toBe(false);
});

test('what is told of a file at rest comes out of the index, for verbs that only read; who writes reads the file', async () => {
  const { box, file } = await indexedPlan();
  // The same facts with another word of the same length, under a seal of their own.
  const { openSections, writeSections } = await import('../../../../src/storage/plan-cache/container.ts');
  const about = JSON.stringify(['not built', box.at('plan')]);
  const sections = openSections(file, about)!;
  const poisoned = (name: string) => {
    const text = Buffer.from(sections.bytes(name)).toString('latin1');
    return Buffer.from(text.replace(/[Vv]ictims/g, 'pirates'), 'latin1');
  };
  writeFileSync(
    file,
    Buffer.concat(writeSections(about, new Map(sections.names().map((name) => [name, poisoned(name)])))),
  );
  expect((await plan(box.dir, list)).out).toContain('pirates');
  expect((await plan(box.dir, [...list, '--no-index'])).out).not.toContain('pirates');
  const dry = await plan(box.dir, [
    'update',
    '5',
    '--status',
    'in-progress',
    '--note',
    'Begun.',
    '--dry-run',
  ]);
  expect(dry.out).toContain('in-progress');
  expect(dry.out).not.toContain('pirates');
});

test('damage of any kind is not seen', async () => {
  const { box, file, told } = await indexedPlan();
  const bytes = readFileSync(file);
  const spoilt: [string, () => void][] = [
    ...Array.from({ length: 24 }, (_, at): [string, () => void] => {
      const workspace = Math.floor((at * 7919 * bytes.length) / (24 * 7919));
      return [
        `byte ${workspace}`,
        () => {
          const other = Buffer.from(bytes);
          other[workspace]! ^= 1 << (at % 8);
          writeFileSync(file, other);
        },
      ];
    }),
    ...[0, 1, 15, 16, 300, bytes.length >> 1, bytes.length - 1].map((size): [string, () => void] => [
      `cut to ${size}`,
      () => truncateSync(file, size),
    ]),
    ['zeros', () => writeFileSync(file, Buffer.alloc(bytes.length))],
    ['text', () => writeFileSync(file, 'not an index\n'.repeat(100))],
    [
      'another program’s',
      () => writeFileSync(file, bytes.toString('latin1').replace('not built', 'not known'), 'latin1'),
    ],
  ];
  for (const [how, spoil] of spoilt) {
    writeFileSync(file, bytes);
    spoil();
    for (const words of [list, ['summary'], ['validate']])
      expect(await plan(box.dir, words), how).toEqual(await plan(box.dir, [...words, '--no-index']));
    expect(await plan(box.dir, list), how).toEqual(told);
  }
});

test('what can’t be kept is not missed', async () => {
  const { box, file, told } = await indexedPlan();
  rmSync(file);
  mkdirSync(file);
  expect(await plan(box.dir, list)).toEqual(told);
  rmSync(file, { recursive: true });
  rmSync(box.at('.git/plantrail/index'), { recursive: true });
  writeFileSync(box.at('.git/plantrail/index'), '');
  expect(await plan(box.dir, list)).toEqual(told);
});

test('without git it lies in the user’s cache, and where there is none, nowhere', async () => {
  const box = shippedPlan(few, { repository: false });
  await rest();
  const cache = box.at('../cache');
  const told = await plan(box.dir, list, { env: { XDG_CACHE_HOME: cache } });
  const [name] = readdirSync(join(cache, 'plantrail'));
  expect(name).toMatch(/%2Fplan\.index$/);
  expect(await plan(box.dir, list, { env: { XDG_CACHE_HOME: cache } })).toEqual(told);
  expect(await plan(box.dir, list)).toEqual(told);
  expect(existsSync(box.at('plan/.plantrail'))).toBe(false);
});

test('a plan of more kinds of keys than columns are for is read each time', async () => {
  const { box, file } = await indexedPlan();
  rmSync(file);
  const own = Array.from({ length: 200 }, (_, at) => `x-${at}: ${at}\n`).join('');
  box.write({ 'plan/items/05.yaml': `${box.read('plan/items/05.yaml')}${own}` });
  await rest();
  await plan(box.dir, list);
  expect(existsSync(file)).toBe(false);
});

test('several begin at once, and edits go on meanwhile', { timeout: 120_000 }, async () => {
  const box = shippedPlan(few);
  const run = async () => {
    const child = spawn(process.execPath, [program, ...list], {
      cwd: box.dir,
      env: box.env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [code] = await once(child, 'close');
    return code;
  };
  const runs = Array.from({ length: 8 }, run);
  for (let at = 0; at < 50; at++) {
    const text = box.read('plan/items/05.yaml').replace(/^rating: .*\n/m, '');
    box.write({ new: `${text}rating: ${['at-risk', 'on-track'][at % 2]}\n` });
    renameSync(box.at('new'), box.at('plan/items/05.yaml'));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(await Promise.all(runs)).toEqual(runs.map(() => 0));
  expect((await plan(box.dir, list)).out).toBe((await plan(box.dir, [...list, '--no-index'])).out);
  expect(readdirSync(box.at('.git/plantrail/index'))).toEqual(['plan.index']);
});

test('a file counts as at rest only if any later change would show', () => {
  const at = (ctimeMs: number, dev = 1) => ({ ctimeMs, mtimeMs: ctimeMs, dev }) as never;
  expect(isDetectable(at(999), at(1000))).toBe(true);
  expect(isDetectable(at(1000), at(1000))).toBe(false);
  expect(isDetectable(at(1001), at(1000))).toBe(false);
  // Of another disk's clock, an hour is not believed.
  expect(isDetectable(at(999, 2), at(1000))).toBe(false);
  expect(isDetectable(at(0, 2), at(3_600_001))).toBe(true);
});
