/** A sync killed at every step, and git with it: the next command finds nothing half done. */
import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { clones } from '../../support/clones.ts';
import { killedAtEachStep } from '../../support/kill-at-steps.ts';
import { plan, planProcess } from '../../support/plan.ts';
import { snapshot } from '../../support/sandbox.ts';
import { leftIn, program } from '../../support/shipped.ts';

/** Two clones that have gone apart, one of which is at other work; and a way back to that. */
async function apart() {
  const { ours, theirs } = clones();
  for (const words of ['update 5 --milestone 5.1 --status completed', 'update 13 --note Asked.', 'sync'])
    await plan(ours, words);
  await plan(theirs, 'update 5 --milestone 5.2 --status on-hold');
  theirs.write({ 'minutes.txt': 'staged\n' });
  theirs.git('add', 'minutes.txt');
  const hub = theirs.at('../hub.git');
  return { box: theirs, restore: snapshot(theirs, [theirs.dir, hub]) };
}

/** Steps that change a branch, the work tree or the journal of the merge; the others read, or make objects that nobody sees. */
const decisive = /^spawn git|sync\.json|plantrail\/merge$|lock$/;

test('a sync, killed: the next command finds all of it or nothing', async () => {
  const { box, restore } = await apart();
  const before = box.git('rev-parse', 'HEAD');
  const seen = new Set<string>();
  for await (const { step, index, killed } of killedAtEachStep(box, [program, 'sync'], restore, decisive)) {
    // A command that reads and one that writes take turns.
    const writes = index % 2 === 1;
    const { code, stderr } = await plan(box, writes ? 'update 7 --status in-place' : 'list');
    expect(code, `${step}: ${stderr}`).toBe(0);
    expect(box.git('status', '--porcelain'), step).toBe('A  minutes.txt');
    expect(leftIn(box), step).not.toContain('sync.json');
    const isMerged = box.git('log', '--format=%s').includes('plan: merge 2 commits from origin/main');
    if (!isMerged) expect(box.git('rev-list', '--count', `${before}..HEAD`), step).toBe(writes ? '1' : '0');
    seen.add(`${killed ? 'killed' : 'done'}, ${isMerged ? 'merged' : 'not merged'}`);
  }
  expect([...seen].sort()).toEqual(['done, merged', 'killed, merged', 'killed, not merged']);
});

test('git killed while it writes the work tree', async () => {
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
