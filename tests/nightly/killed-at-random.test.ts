/**
 * `update`, `apply`, `undo` and `sync`, killed at a random instant: the next command finds the plan before or after the
 * change, with no lock and no leftover files.
 */
import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { clones } from '../support/clones.ts';
import { planProcess } from '../support/plan.ts';
import { seed, times } from '../support/property.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { leftoversIn, program } from '../support/shipped.ts';
import { random as seededRandom } from '../support/yaml-fuzz/random.ts';

const runs = times(4);
const random = seededRandom(seed);
const rows = (count: number) =>
  JSON.stringify([
    { id: 5, milestone: '5.1', status: 'in-progress', note: `Row ${count}` },
    { id: 7, status: 'in-place', note: `Row ${count}` },
    { id: 13, rating: 'at-risk', note: `Row ${count}` },
  ]);

/** Each command, and how many commits it adds to the branch when it is whole. */
const commands: Record<string, (count: number) => { words: string[]; input?: string }> = {
  update: (count) => ({ words: ['update', '5', '7', '--note', `Report ${count}`] }),
  apply: (count) => ({ words: ['apply', '-', '--from', 'json'], input: rows(count) }),
  undo: () => ({ words: ['undo'] }),
  sync: () => ({ words: ['sync'] }),
};

/** Starts `plan`, and kills it, but not the git it may have started, after so many milliseconds. */
function killed(
  sandbox: Sandbox,
  { words, input }: { words: string[]; input?: string },
  after: number,
): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...words], {
      cwd: sandbox.dir,
      env: sandbox.env,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.stdin.on('error', () => {}).end(input ?? '');
    const timer = setTimeout(() => child.kill('SIGKILL'), after);
    child.on('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

test('killed at random', async () => {
  const { ours: sandbox, theirs } = clones();
  const seen = { before: 0, whole: 0 };
  for (let count = 0; count < runs; count++) {
    const [name, command] = Object.entries(commands)[count % 4]!;
    if (name === 'sync') {
      // Both sides have something that the other has not.
      await planProcess(theirs, ['sync']);
      await planProcess(theirs, ['update', '13', '--note', `Theirs ${count}`]);
      await planProcess(theirs, ['sync']);
      await planProcess(sandbox, ['update', '5', '--note', `Ours ${count}`]);
    }
    const old = sandbox.git('rev-parse', 'HEAD');
    const begun = performance.now();
    const delay = random.below(name === 'sync' ? 1500 : 500);
    await killed(sandbox, command(count), delay);
    const what = `${name}, killed after ${delay} ms (run ${count}, ${Math.round(performance.now() - begun)})`;
    const listed = await planProcess(sandbox, ['list', '--json']);
    expect(listed.code, `${what}: ${listed.stderr}`).toBe(0);
    expect(await planProcess(sandbox, ['validate']), what).toMatchObject({ code: 0 });
    expect(sandbox.git('status', '--porcelain'), what).toBe('');
    const now = sandbox.git('rev-parse', 'HEAD');
    seen[now === old ? 'before' : 'whole']++;
    const audit = await planProcess(sandbox, ['audit']);
    expect(audit.code, `${what}: ${audit.stdout}`).toBe(0);
    // Nothing keeps the next one from doing its work.
    expect(await planProcess(sandbox, ['update', '7', '--note', `After ${count}`]), what).toMatchObject({
      code: 0,
    });
    expect(
      leftoversIn(sandbox).filter((left) => /^(lock|journal\.json|sync\.json|index\.lock)$/.test(left)),
      what,
    ).toEqual([]);
  }
  expect(seen.before + seen.whole).toBe(runs);
});
