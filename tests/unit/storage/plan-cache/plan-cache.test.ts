/** The plan cache can always be thrown away: whatever happens to its file, output is that of the plan's files. */
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
import { plan } from '../../../support/plan.ts';
import { fewItems, program, shippedPlan } from '../../../support/shipped.ts';

const list = ['list', '--json'];

/** Files that were written just now are not cached yet. */
const rest = () => new Promise((resolve) => setTimeout(resolve, 20));

/** A plan with a cache, and the output of `plan list`. */
async function cachedPlan() {
  const sandbox = shippedPlan(fewItems);
  const file = sandbox.at('.git/plantrail/plan-cache/plan.cache');
  await rest();
  const output = await plan(sandbox.dir, list);
  return { sandbox, file, output };
}

test('unchanged files are not read again; one that changed is', async () => {
  const { sandbox, file, output } = await cachedPlan();
  const bytes = readFileSync(file);
  expect(await plan(sandbox.dir, list)).toEqual(output);
  expect(readFileSync(file).equals(bytes)).toBe(true);
  sandbox.write({ 'plan/items/05.yaml': `${sandbox.read('plan/items/05.yaml')}rating: at-risk\n` });
  await rest();
  const changed = await plan(sandbox.dir, list);
  expect(JSON.parse(changed.stdout).items[0].rating).toBe('at-risk');
  expect(readFileSync(file).equals(bytes)).toBe(false);
});

test('commands that only read take unchanged files from the cache; those that write read the files', async () => {
  const { sandbox, file } = await cachedPlan();
  // Another word in the cached values, with a new checksum.
  const { planCacheBytes: fileBytes, readPlanCache: readCache } = await import(
    '../../../../src/storage/plan-cache/file-format.ts'
  );
  const { plainItem: wholeItem } = await import('../../../../src/storage/plan-cache/lazy-item.ts');
  const key = `not built ${sandbox.at('plan')}`;
  const content = readCache(file, key)!;
  const items = fewItems.map((_, row) => wholeItem(content, row));
  const changed = JSON.parse(JSON.stringify(items).replace(/[Vv]ictims/g, 'pirates'));
  writeFileSync(file, Buffer.concat(fileBytes(key, content, changed)!));
  expect((await plan(sandbox.dir, list)).stdout).toContain('pirates');
  expect((await plan(sandbox.dir, [...list, '--no-index'])).stdout).not.toContain('pirates');
  const dry = await plan(sandbox.dir, [
    'update',
    '5',
    '--status',
    'in-progress',
    '--note',
    'Begun.',
    '--dry-run',
  ]);
  expect(dry.stdout).toContain('in-progress');
  expect(dry.stdout).not.toContain('pirates');
});

test('a corrupt cache changes no output', async () => {
  const { sandbox, file, output } = await cachedPlan();
  const bytes = readFileSync(file);
  const spoilt: [string, () => void][] = [
    ...Array.from({ length: 24 }, (_, at): [string, () => void] => {
      const offset = Math.floor((at * 7919 * bytes.length) / (24 * 7919));
      return [
        `byte ${offset}`,
        () => {
          const other = Buffer.from(bytes);
          other[offset]! ^= 1 << (at % 8);
          writeFileSync(file, other);
        },
      ];
    }),
    ...[0, 1, 15, 16, 300, bytes.length >> 1, bytes.length - 1].map((size): [string, () => void] => [
      `cut to ${size}`,
      () => truncateSync(file, size),
    ]),
    ['zeros', () => writeFileSync(file, Buffer.alloc(bytes.length))],
    ['text', () => writeFileSync(file, 'not a cache\n'.repeat(100))],
    [
      'of another build',
      () => writeFileSync(file, bytes.toString('latin1').replace('not built', 'not known'), 'latin1'),
    ],
  ];
  for (const [how, spoil] of spoilt) {
    writeFileSync(file, bytes);
    spoil();
    for (const words of [list, ['summary'], ['validate']])
      expect(await plan(sandbox.dir, words), how).toEqual(await plan(sandbox.dir, [...words, '--no-index']));
    expect(await plan(sandbox.dir, list), how).toEqual(output);
  }
});

test('output is the same where no cache can be written', async () => {
  const { sandbox, file, output } = await cachedPlan();
  rmSync(file);
  mkdirSync(file);
  expect(await plan(sandbox.dir, list)).toEqual(output);
  rmSync(file, { recursive: true });
  rmSync(sandbox.at('.git/plantrail/plan-cache'), { recursive: true });
  writeFileSync(sandbox.at('.git/plantrail/plan-cache'), '');
  expect(await plan(sandbox.dir, list)).toEqual(output);
});

test('without git the cache is in the user’s cache folder, if there is one', async () => {
  const sandbox = shippedPlan(fewItems, { repository: false });
  await rest();
  const cache = sandbox.at('../cache');
  const output = await plan(sandbox.dir, list, { env: { XDG_CACHE_HOME: cache } });
  const [name] = readdirSync(join(cache, 'plantrail'));
  expect(name).toMatch(/%2Fplan\.cache$/);
  expect(await plan(sandbox.dir, list, { env: { XDG_CACHE_HOME: cache } })).toEqual(output);
  expect(await plan(sandbox.dir, list)).toEqual(output);
  expect(existsSync(sandbox.at('plan/.plantrail'))).toBe(false);
});

test('a plan with very many different keys is not cached', async () => {
  const { sandbox, file } = await cachedPlan();
  rmSync(file);
  const own = Array.from({ length: 200 }, (_, at) => `x-${at}: ${at}\n`).join('');
  sandbox.write({ 'plan/items/05.yaml': `${sandbox.read('plan/items/05.yaml')}${own}` });
  await rest();
  await plan(sandbox.dir, list);
  expect(existsSync(file)).toBe(false);
});

test('several commands run at once while files are edited', async () => {
  const sandbox = shippedPlan(fewItems);
  const run = async () => {
    const child = spawn(process.execPath, [program, ...list], {
      cwd: sandbox.dir,
      env: sandbox.env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [code] = await once(child, 'close');
    return code;
  };
  const runs = Array.from({ length: 8 }, run);
  for (let at = 0; at < 50; at++) {
    const text = sandbox.read('plan/items/05.yaml').replace(/^rating: .*\n/m, '');
    sandbox.write({ new: `${text}rating: ${['at-risk', 'on-track'][at % 2]}\n` });
    renameSync(sandbox.at('new'), sandbox.at('plan/items/05.yaml'));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(await Promise.all(runs)).toEqual(runs.map(() => 0));
  expect((await plan(sandbox.dir, list)).stdout).toBe(
    (await plan(sandbox.dir, [...list, '--no-index'])).stdout,
  );
  expect(readdirSync(sandbox.at('.git/plantrail/plan-cache'))).toEqual(['plan.cache']);
});

test('a file is cached only if every later change to it can be detected', () => {
  const at = (ctimeMs: number, dev = 1) => ({ ctimeMs, mtimeMs: ctimeMs, dev }) as never;
  expect(isDetectable(at(999), at(1000))).toBe(true);
  expect(isDetectable(at(1000), at(1000))).toBe(false);
  expect(isDetectable(at(1001), at(1000))).toBe(false);
  // Clocks of two disks may differ by an hour.
  expect(isDetectable(at(999, 2), at(1000))).toBe(false);
  expect(isDetectable(at(0, 2), at(3_600_001))).toBe(true);
});
