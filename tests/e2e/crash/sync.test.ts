/** `plan sync`, killed with or without git: the next command finds all of the merge or nothing. */
import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { clones } from '../../support/clones.ts';
import { killedAtEachStep } from '../../support/kill-at-steps.ts';
import { plan, planProcess } from '../../support/plan.ts';
import { snapshot } from '../../support/sandbox.ts';
import { leftoversIn, program } from '../../support/shipped.ts';

/** A clone that diverged from its remote and has other staged changes, with a function that restores it. */
async function diverged() {
  const { ours, theirs } = clones();
  for (const words of ['update 5 --milestone 5.1 --status completed', 'update 13 --note Asked.', 'sync'])
    await plan(ours, words);
  await plan(theirs, 'update 5 --milestone 5.2 --status on-hold');
  theirs.write({ 'minutes.txt': 'staged\n' });
  theirs.git('add', 'minutes.txt');
  const hub = theirs.at('../hub.git');
  return { sandbox: theirs, restore: snapshot(theirs, [theirs.dir, hub]) };
}

/** Steps that change a branch, the work tree or the journal; the others only read or create objects. */
const decisive = /^spawn git|sync\.json|plantrail\/merge$|lock$/;

test('a sync, killed: the next command finds all of it or nothing', async () => {
  const { sandbox, restore } = await diverged();
  const before = sandbox.git('rev-parse', 'HEAD');
  const seen = new Set<string>();
  for await (const { step, index, killed } of killedAtEachStep(
    sandbox,
    [program, 'sync'],
    restore,
    decisive,
  )) {
    // A command that reads and one that writes take turns.
    const writes = index % 2 === 1;
    const { code, stderr } = await plan(sandbox, writes ? 'update 7 --status in-place' : 'list');
    expect(code, `${step}: ${stderr}`).toBe(0);
    expect(sandbox.git('status', '--porcelain'), step).toBe('A  minutes.txt');
    expect(leftoversIn(sandbox), step).not.toContain('sync.json');
    const isMerged = sandbox.git('log', '--format=%s').includes('plan: merge ');
    if (!isMerged)
      expect(sandbox.git('rev-list', '--count', `${before}..HEAD`), step).toBe(writes ? '1' : '0');
    seen.add(`${killed ? 'killed' : 'done'}, ${isMerged ? 'merged' : 'not merged'}`);
  }
  expect([...seen].sort()).toEqual(['done, merged', 'killed, merged', 'killed, not merged']);
});

test('killed with git while it writes the work tree', async () => {
  const { sandbox } = await diverged();
  // The filter runs while the second file is written.
  sandbox.write({ '.git/info/attributes': 'plan/items/13.yaml filter=end\n' });
  sandbox.git('config', 'filter.end.smudge', 'kill -KILL 0; sleep 60');
  // Git may read the file again if its time equals that of the index.
  sandbox.git('config', 'filter.end.clean', 'cat');
  sandbox.git('config', 'filter.end.required', 'true');
  const before = sandbox.git('rev-parse', 'HEAD');
  const old = sandbox.read('plan/items/05.yaml');
  expect(await planProcess(sandbox, 'sync', { detached: true })).toMatchObject({ signal: 'SIGKILL' });
  expect(sandbox.read('plan/items/05.yaml')).not.toBe(old);
  sandbox.git('config', '--unset', 'filter.end.smudge');
  sandbox.git('config', '--unset', 'filter.end.required');

  const lock = sandbox.at('.git/index.lock');
  const refused = await planProcess(sandbox, 'list');
  expect(refused).toMatchObject({ code: 3, stdout: '' });
  expect(refused.stderr).toContain(`\`${lock}\` exists`);
  rmSync(lock);

  const mended = await planProcess(sandbox, 'list');
  expect(mended.code).toBe(0);
  expect(mended.stderr).toMatch(
    /^plan: `plan sync` of \S+ was interrupted before it was committed; rolled back: plan\/items\/05.yaml; not rolled back, because they may be your edits: plan\/items\/13.yaml\n$/,
  );
  expect(sandbox.read('plan/items/05.yaml')).toBe(old);
  expect(sandbox.git('rev-parse', 'HEAD')).toBe(before);
  // Git had removed it to write it anew, which nothing tells from a deletion by the user.
  expect(sandbox.git('status', '--porcelain')).toBe('A  minutes.txt\n D plan/items/13.yaml');
  sandbox.git('restore', 'plan/items/13.yaml');
  expect(sandbox.git('status', '--porcelain')).toBe('A  minutes.txt');
  expect(await planProcess(sandbox, 'sync')).toMatchObject({ code: 0 });
  expect(sandbox.git('status', '--porcelain')).toBe('A  minutes.txt');
});
