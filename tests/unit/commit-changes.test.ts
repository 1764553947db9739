/** A change is committed whole, or everything stays as it was and the error tells why. */
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newItem, oldItem, pdf } from '../support/commit-files.ts';
import {
  created,
  outcomeChecker,
  program,
  recoverNow,
  repositoryInUse,
  run,
} from '../support/commit-script.ts';
import { inOwnMounts } from '../support/disk.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { leftoversIn, stateOf } from '../support/shipped.ts';

test.each(['all', 'created', 'message'] as const)('%s: commits its files and nothing else', async (what) => {
  const sandbox = repositoryInUse();
  const outcome = outcomeChecker(sandbox, what);
  const ran = await run(sandbox, [what]);
  expect(ran).toMatchObject({ code: 0, stdout: `committed ${sandbox.git('rev-parse', 'HEAD')} \n` });
  expect(outcome()).toBe('after');
  expect(leftoversIn(sandbox)).toEqual([]);
});

test.each(['created', 'message'] as const)('%s: makes the first commit', async (what) => {
  const sandbox = repositoryInUse({ hasCommit: false });
  const outcome = outcomeChecker(sandbox, what);
  for (const script of ['exit 1', 'git read-tree --empty']) {
    sandbox.hook('pre-commit', script);
    // Of a message alone a hook can take nothing out.
    if (what === 'message' && script !== 'exit 1') continue;
    expect(await run(sandbox, [what])).toMatchObject({ code: 3, stdout: /^git: the commit was refused/ });
    expect(outcome(), script).toBe('before');
  }
  rmSync(sandbox.at('.git/hooks/pre-commit'));
  expect(await run(sandbox, [what])).toMatchObject({ code: 0 });
  expect(outcome()).toBe('after');
});

test('commits in a linked work tree', async () => {
  const sandbox = repositoryInUse();
  const dir = sandbox.at('../ngā linked');
  sandbox.git('worktree', 'add', '--quiet', '-b', 'other', dir);
  const at = (path: string) => join(dir, path);
  const linked: Sandbox = {
    ...sandbox,
    ...{ dir, at },
    read: (path) => readFileSync(at(path), 'utf8'),
    git: (...args) => sandbox.git('-C', dir, ...args),
  };
  const outcome = outcomeChecker(linked, 'all');
  sandbox.hook('pre-commit', 'exit 1');
  expect(await run(linked, ['all'], { cwd: dir })).toMatchObject({ code: 3 });
  expect(outcome()).toBe('before');
  rmSync(sandbox.at('.git/hooks/pre-commit'));
  expect(await run(linked, ['all'], { cwd: dir })).toMatchObject({ code: 0 });
  expect(outcome()).toBe('after');
});

const refusing: Record<string, [arrange: (sandbox: Sandbox) => void, message: RegExp]> = {
  'a hook that fails without a message': [
    (sandbox) => sandbox.hook('pre-commit', 'exit 1'),
    /^git: the commit was refused: git gave no reason/,
  ],
  'a hook that fails with a message': [
    (sandbox) => sandbox.hook('commit-msg', 'echo no Fridays >&2; exit 1'),
    /^git: .*no Fridays/,
  ],
  'a hook that removes the change': [
    (sandbox) => sandbox.hook('pre-commit', 'git read-tree HEAD'),
    /^git: .*a hook removed the change/,
  ],
  'a signer that fails': [
    (sandbox) => {
      sandbox.git('config', 'commit.gpgsign', 'true');
      sandbox.git('config', 'gpg.program', 'false');
    },
    /^git: .*gpg failed/s,
  ],
  'a merge in progress': [
    (sandbox) => sandbox.write({ '.git/MERGE_HEAD': `${sandbox.git('rev-parse', 'HEAD')}\n` }),
    /^refused: a merge is in progress/,
  ],
  'a file that exists': [
    (sandbox) => sandbox.write({ [newItem]: 'mine' }),
    /^refused: `plan\/items\/29.yaml` exists already \(not yet added to git\)/,
  ],
  'a file that is staged and deleted': [
    (sandbox) => {
      sandbox.write({ [newItem]: 'mine' });
      sandbox.git('add', newItem);
      rmSync(sandbox.at(newItem));
    },
    /^refused: `plan\/items\/29.yaml` was deleted, but git still tracks it \(staged and not staged\)/,
  ],
  'a file that was committed and deleted': [
    (sandbox) => {
      sandbox.write({ [newItem]: 'theirs' });
      sandbox.git('add', newItem);
      sandbox.git('commit', '--quiet', '--only', '--message', 'theirs', '--', newItem);
      rmSync(sandbox.at(newItem));
    },
    /^refused: `plan\/items\/29.yaml` was deleted, but git still tracks it \(not staged\)/,
  ],
  'a deleted file in place of a folder': [
    (sandbox) => {
      sandbox.write({ 'plan/evidence': 'theirs' });
      sandbox.git('add', 'plan/evidence');
      sandbox.git('commit', '--quiet', '--only', '--message', 'theirs', '--', 'plan/evidence');
      sandbox.git('rm', '--quiet', 'plan/evidence');
    },
    /^refused: `plan\/evidence` was deleted, but git still tracks it \(staged\)/,
  ],
  'a folder that git ignores': [
    (sandbox) => sandbox.write({ '.gitignore': '# none\nplan/evidence/\n' }),
    /^refused: git ignores `plan\/evidence\/2026\/minute.pdf`.*`plan\/evidence\/` in `.gitignore`, line 2/,
  ],
  'a name that git ignores by core.excludesFile': [
    (sandbox) => {
      writeFileSync(join(sandbox.home, 'ignored'), '*.pdf\n');
      sandbox.git('config', 'core.excludesFile', join(sandbox.home, 'ignored'));
    },
    /^refused: git ignores `plan\/evidence\/2026\/minute.pdf`/,
  ],
  'a sparse checkout': [
    (sandbox) => sandbox.git('sparse-checkout', 'set', '--cone', 'plan/items'),
    /^refused: `plan\/evidence\/2026\/minute.pdf`: outside this sparse checkout/,
  ],
  'a folder that links out of the work tree': [
    (sandbox) => symlinkSync(sandbox.home, sandbox.at('plan/evidence')),
    /^refused: .* is outside the work tree/,
  ],
};

test.each(Object.entries(refusing))('%s: refuses and changes nothing', async (_, [arrange, message]) => {
  const sandbox = repositoryInUse();
  arrange(sandbox);
  const before = stateOf(sandbox);
  const ran = await run(sandbox, ['all']);
  expect(ran).toMatchObject({ code: 3, stderr: '' });
  expect(ran.stdout).toMatch(message);
  expect(stateOf(sandbox)).toEqual(before);
});

test.each([
  [
    'a sparse checkout that has the folder',
    (sandbox: Sandbox) => sandbox.git('sparse-checkout', 'set', '--cone', 'plan'),
  ],
  [
    'a pattern that is negated',
    (sandbox: Sandbox) => sandbox.write({ '.gitignore': '*.pdf\n!minute.pdf\n' }),
  ],
])('%s: commits', async (_, arrange) => {
  const sandbox = repositoryInUse();
  arrange(sandbox);
  const outcome = outcomeChecker(sandbox, 'all');
  expect((await run(sandbox, ['all'])).stdout).toMatch(/^committed/);
  expect(outcome()).toBe('after');
});

test('commits a message alone, also when a hook adds a file, but not when it refuses', async () => {
  const sandbox = repositoryInUse();
  const outcome = outcomeChecker(sandbox, 'message');
  sandbox.hook('pre-commit', 'exit 1');
  expect(await run(sandbox, ['message'])).toMatchObject({ code: 3 });
  expect(outcome()).toBe('before');
  sandbox.hook('pre-commit', 'git add new.txt');
  expect((await run(sandbox, ['message'])).stdout).toBe(`committed ${sandbox.git('rev-parse', 'HEAD')} \n`);
  expect(sandbox.git('show', '--format=', '--name-only')).toBe('new.txt');
});

test.each(['INT', 'TERM'])('SIG%s to all processes during a hook changes nothing', async (signal) => {
  for (const hook of ['post-index-change', 'pre-commit']) {
    const sandbox = repositoryInUse();
    const outcome = outcomeChecker(sandbox, 'all');
    sandbox.hook(hook, `rm "$0"; kill -${signal} 0; sleep 60`);
    const ran = await run(sandbox, ['all'], { detached: true });
    expect(ran.stdout, hook).toMatch(/^interrupted: interrupted: nothing was changed/);
    expect(outcome()).toBe('before');
    expect(leftoversIn(sandbox)).toEqual([]);
  }
});

test('the next command restores an index that was locked', async () => {
  const sandbox = repositoryInUse();
  const outcome = outcomeChecker(sandbox, 'all');
  sandbox.hook('pre-commit', 'kill -KILL $PPID');
  const ran = await run(sandbox, ['all']);
  expect(ran.stdout).toMatch(
    /^busy: the commit was refused: git was killed; and git’s index still has the new files: .*index\.lock/,
  );
  expect(sandbox.read(oldItem)).toBe('old\n');
  await expect(recoverNow(sandbox)).rejects.toMatchObject({ code: 'busy' });
  rmSync(sandbox.at('.git/index.lock'));
  expect(await recoverNow(sandbox)).toMatchObject({ outcome: 'rolled back', skipped: [] });
  expect(outcome()).toBe('before');
});

test('recovery keeps a new file that was staged since', async () => {
  const sandbox = repositoryInUse();
  sandbox.hook('pre-commit', 'kill -KILL 0; sleep 60');
  await run(sandbox, ['all'], { detached: true });
  rmSync(sandbox.at('.git/index.lock'));
  sandbox.write({ [newItem]: 'mine' });
  sandbox.git('add', newItem);
  expect(await recoverNow(sandbox)).toMatchObject({ skipped: [{ path: sandbox.at(newItem), old: null }] });
  expect(sandbox.git('ls-files', 'plan')).toBe(`"plan/items/05 \\304\\201.yaml"\n${newItem}`);
  expect(sandbox.git('cat-file', 'blob', `:${newItem}`)).toBe('mine');
});

const fullDisk = `
set -e
state() { git rev-parse HEAD; git status --porcelain=v2; git diff --cached; find plan | sort; cat plan/items/*; }
top=$PWD; place=$(realpath "$1"); program=$2; node=$3
cp -a "$place" "$HOME/copy"; cd /; mount -t tmpfs -o size=1m none "$place"; cp -a "$HOME/copy/." "$place"; cd "$top"
before=$(state)
for room in {0..60}; do
  cat /dev/zero > "$place/.filler" 2> "$HOME/full" || truncate -s "-$((room * 4096))" "$place/.filler"
  "$node" "$program" all > "$HOME/out" && break
  cat "$HOME/out" | tr '\\n' ' '; echo
  rm "$place/.filler"
  # The next command recovers what there was no space to roll back.
  "$node" "$program" message --no-commit > "$HOME/recovered"
  if [ "$(state)" != "$before" ]; then echo "changed with room for $room pages"; state; exit 1; fi
done
rm -f "$place/.filler"
git status --porcelain; git show --format= --name-only
`;

test.for(['.', '.git'])('a full disk at `%s`', async (folder, context) => {
  const sandbox = repositoryInUse();
  sandbox.write({ '.git/info/exclude': '.filler\n' });
  const args = [folder, program(sandbox), process.execPath];
  const { stdout, stderr, code } = await inOwnMounts(sandbox, context, fullDisk, args);
  expect({ stderr, code }, stdout).toEqual({ stderr: '', code: 0 });
  const lines = stdout.trimEnd().split('\n');
  const refused = lines.filter((line) => /^(disk|git): /.test(line));
  expect(refused.length, stdout).toBeGreaterThan(0);
  expect(lines.slice(refused.length).sort()).toEqual(
    [' A coming.txt', 'MM minutes.txt', '?? new.txt', `"plan/items/05 \\304\\201.yaml"`, ...created].sort(),
  );
  for (const line of refused) expect(line).toMatch(/disk is full|No space left|Out of diskspace/);
});

test.for(['.git', 'plan'])('a read-only disk at `%s`', async (folder, context) => {
  const sandbox = repositoryInUse();
  const outcome = outcomeChecker(sandbox, 'all');
  const script = `
    place=$(realpath "$1"); top=$PWD; cd /
    mount --bind "$place" "$place"; mount -o remount,bind,ro "$place"; cd "$top"; "$3" "$2" all`;
  const ran = await inOwnMounts(sandbox, context, script, [folder, program(sandbox), process.execPath]);
  expect(ran.stdout).toMatch(/^disk: cannot (lock|write) .*: the file system is read-only/);
  expect(outcome()).toBe('before');
  expect(await run(sandbox, ['all'])).toMatchObject({ code: 0 });
  expect(outcome()).toBe('after');
  expect(sandbox.read(pdf)).toContain('%PDF');
});
