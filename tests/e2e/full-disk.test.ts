/** Full and read-only disks: a change is made whole or not at all, and the error says why. */
import { expect, test } from 'vitest';
import { inOwnMounts } from '../support/disk.ts';
import { planProcess } from '../support/plan.ts';
import { fewItems, shippedPlan } from '../support/shipped.ts';

/** Everything in a repository that a failed change must leave as it was. */
const state = `
state() {
  git rev-parse HEAD; git status --porcelain=v2; git diff --cached; cat plan/items/*.yaml
  find . -name '.*.tmp' -o -name 'index.lock' -o -path '*/plantrail/*' ! -path '*/plantrail/plan-cache*'
}`;

/** Tries with no free space, then with one page, and so on until the update succeeds. */
const fullDisk = `
set -e; ${state}
top=$PWD; place=$(realpath "$1")
mkdir -p .git/info; echo filler > .git/info/exclude
cp -a "$place" "$HOME/copy"; cd /; mount -t tmpfs -o size=1m none "$place"; cp -a "$HOME/copy/." "$place"; cd "$top"
before=$(state)
for room in {0..60}; do
  cat /dev/zero > "$place/filler" 2> "$HOME/full" || truncate -s "-$((room * 4096))" "$place/filler"
  plan update 5 7 --status on-hold > "$HOME/out" 2> "$HOME/err" && break
  echo "exit $? $(cat "$HOME/out" "$HOME/err" | tr '\\n' ' ')"
  rm "$place/filler"
  if [ "$(state)" != "$before" ]; then echo "changed with room for $room pages"; exit 1; fi
done
rm "$place/filler"
cat "$HOME/out"; git status --porcelain; git show --format= --name-only
`;

test.for(['.', 'plan/items', '.git'])('a full disk at `%s`', async (folder, context) => {
  const sandbox = shippedPlan(fewItems);
  const { stdout, stderr, code } = await inOwnMounts(sandbox, context, fullDisk, [folder]);
  expect({ stderr, code }, stdout).toEqual({ stderr: '', code: 0 });
  const lines = stdout.trimEnd().split('\n');
  const refused = lines.filter((line) => line.startsWith('exit '));
  expect(refused.length, stdout).toBeGreaterThan(0);
  for (const line of refused)
    expect(line).toMatch(
      /^exit 3 plan: (cannot (lock|write) `[^`]+`: the disk is full {3}free some space and try again|the commit was refused: .*(No space left|Out of diskspace)).* $/,
    );
  const [five, seven, commit, , ...rest] = lines.slice(refused.length);
  expect([five, seven]).toEqual(['5 status: not reported → on-hold', '7 status: not reported → on-hold']);
  expect(commit).toMatch(/^committed [0-9a-f]{7} on main: plan: 5, 7 -> on-hold$/);
  expect(rest).toEqual(['plan/items/05.yaml', 'plan/items/07.yaml']);
});

const readOnly = `
set -e; ${state}
top=$PWD; place=$(realpath "$1")
cd /; mount --bind "$place" "$place"; mount -o remount,bind,ro "$place"; cd "$top"
before=$(state)
plan list --fields id 2>&1
plan update 5 7 --status on-hold 2>&1 || echo "exit $?"
if [ "$(state)" != "$before" ]; then echo changed; fi
`;

test.for([
  ['.', 'lock', '.git/plantrail/lock'],
  ['plan/items', 'write', 'plan/items/05.yaml'],
  ['.git', 'lock', '.git/plantrail/lock'],
] as const)('a read-only disk at `%s`', async ([folder, doing, path], context) => {
  const sandbox = shippedPlan(fewItems);
  expect(await inOwnMounts(sandbox, context, readOnly, [folder])).toMatchObject({
    code: 0,
    stderr: '',
    stdout: `id
5
7
13
plan: cannot ${doing} \`${sandbox.at(path)}\`: the file system is read-only
  make it writable, or use a copy elsewhere
exit 3
`,
  });
  expect(await planProcess(sandbox, 'update 5 7 --status on-hold')).toMatchObject({ code: 0, stderr: '' });
});
