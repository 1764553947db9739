/** A sync killed at every step, and git with it: the next command finds nothing half done. */
import { cpSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { clones } from '../../support/clones.ts';
import { killedAtEveryStep } from '../../support/killing.ts';
import { planProcess } from '../../support/plan.ts';
import { leftIn, program } from '../../support/shipped.ts';

/** Two clones that have gone apart, one of which is at other work; and a way back to that. */
async function apart() {
  const { ours, theirs } = clones();
  for (const words of ['update 5 --milestone 5.1 --status completed', 'update 13 --note Asked.', 'sync'])
    await planProcess(ours, words);
  await planProcess(theirs, 'update 5 --milestone 5.2 --status on-hold');
  theirs.write({ 'minutes.txt': 'staged\n' });
  theirs.git('add', 'minutes.txt');
  const hub = theirs.at('../hub.git');
  const pristine = theirs.at('../pristine');
  for (const [folder, name] of [
    [theirs.dir, 'clone'],
    [hub, 'hub'],
  ] as const)
    cpSync(folder, `${pristine}/${name}`, { recursive: true, preserveTimestamps: true });
  const arrange = () => {
    for (const [folder, name] of [
      [theirs.dir, 'clone'],
      [hub, 'hub'],
    ] as const) {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      cpSync(`${pristine}/${name}`, folder, { recursive: true, preserveTimestamps: true });
    }
  };
  return { box: theirs, arrange };
}

// Before that it only asks git, and makes its lock.
test('a sync is whole or was never made', { timeout: 600_000 }, async () => {
  const { box, arrange } = await apart();
  const before = box.git('rev-parse', 'HEAD');
  const seen = new Set<string>();
  const runs = killedAtEveryStep(box, [program, 'sync'], { arrange, whens: ['after'], first: 36 });
  for await (const { step, killed } of runs) {
    const { code, stderr } = await planProcess(box, step % 2 === 0 ? 'list' : 'update 7 --status in-place');
    expect(code, `step ${step}: ${stderr}`).toBe(0);
    expect(box.git('status', '--porcelain'), `step ${step}`).toBe('A  minutes.txt');
    expect(leftIn(box), `step ${step}`).not.toContain('sync.json');
    const isMerged = box.git('log', '--format=%s').includes('plan: merge 2 commits from origin/main');
    if (!isMerged) expect(box.git('rev-list', '--count', `${before}..HEAD`)).toBe(step % 2 === 0 ? '0' : '1');
    seen.add(`${killed ? 'killed' : 'done'}, ${isMerged ? 'merged' : 'not merged'}`);
  }
  expect([...seen].sort()).toEqual(['done, merged', 'killed, merged', 'killed, not merged']);
});

test('git killed while it writes the work tree', { timeout: 120_000 }, async () => {
  const { box } = await apart();
  // A filter runs while a file is written; the first one is written by then.
  box.write({ '.git/info/attributes': 'plan/items/13.yaml filter=end\n' });
  box.git('config', 'filter.end.smudge', 'kill -KILL 0; sleep 60');
  // Git may have to look into the file where it was written in the moment of git’s own index.
  box.git('config', 'filter.end.clean', 'cat');
  box.git('config', 'filter.end.required', 'true');
  const before = box.git('rev-parse', 'HEAD');
  const old = box.read('plan/items/05.yaml');
  expect(await planProcess(box, 'sync', { detached: true })).toMatchObject({ signal: 'SIGKILL' });
  expect(box.read('plan/items/05.yaml')).not.toBe(old);
  box.git('config', '--unset', 'filter.end.smudge');
  box.git('config', '--unset', 'filter.end.required');

  const lock = box.at('.git/index.lock');
  const refused = await planProcess(box, 'list');
  expect(refused).toMatchObject({ code: 3, stdout: '' });
  expect(refused.stderr).toContain(`\`${lock}\` exists`);
  rmSync(lock);

  const mended = await planProcess(box, 'list');
  expect(mended.code).toBe(0);
  expect(mended.stderr).toMatch(
    /^plan: `plan sync` of \S+ was interrupted before it was committed; rolled back: plan\/items\/05.yaml; not rolled back, because they may be your edits: plan\/items\/13.yaml\n$/,
  );
  expect(box.read('plan/items/05.yaml')).toBe(old);
  expect(box.git('rev-parse', 'HEAD')).toBe(before);
  // Git had removed it to write it anew, which nothing tells from a deletion by the user.
  expect(box.git('status', '--porcelain')).toBe('A  minutes.txt\n D plan/items/13.yaml');
  box.git('restore', 'plan/items/13.yaml');
  expect(box.git('status', '--porcelain')).toBe('A  minutes.txt');
  expect(await planProcess(box, 'sync')).toMatchObject({ code: 0 });
  expect(box.git('status', '--porcelain')).toBe('A  minutes.txt');
});
