/** `plan sync` between two clones of a remote, and every case in which it refuses and changes nothing. */
import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { clones } from '../support/clones.ts';
import { plan } from '../support/plan.ts';
import { type Sandbox, snapshot } from '../support/sandbox.ts';
import { setToday, stateOf } from '../support/shipped.ts';

async function done(sandbox: Sandbox, words: string | string[]): Promise<string> {
  const { code, stdout, stderr } = await plan(sandbox, words);
  expect({ code, stderr }).toEqual({ code: 0, stderr: words === 'validate' ? expect.any(String) : '' });
  return stdout.replace(/\b[0-9a-f]{7}\b/g, 'HASH');
}

/** The error of a command that changes nothing but remote-tracking branches. */
async function refusal(sandbox: Sandbox, words: string, code = 3): Promise<string> {
  const state = () => {
    const { head, ...rest } = stateOf(sandbox);
    const refs = head.split('\n').filter((line) => !line.includes('refs/remotes/'));
    return { ...rest, status: rest.status.replace(/^# branch\.ab .*$/m, ''), refs };
  };
  const before = state();
  const ran = await plan(sandbox, words);
  expect(ran).toMatchObject({ code, stdout: '' });
  expect(state()).toEqual(before);
  return ran.stderr.replaceAll(sandbox.at('..'), '…').replace(/\b[0-9a-f]{7}\b/g, 'HASH');
}

test('branches that are the same, ahead, behind and diverged', async () => {
  const { ours, theirs } = clones();
  expect(await done(ours, 'sync')).toBe('main and origin/main are the same\n');
  await done(ours, 'update 5 --milestone 5.1 --status completed');
  expect(await done(ours, 'sync --no-push')).toBe('main is 1 commit ahead of origin/main; not pushed\n');
  expect(await done(ours, 'sync')).toBe('main is 1 commit ahead of origin/main; pushed\n');
  expect(await done(theirs, 'sync')).toBe('main was 1 commit behind origin/main, and is now at HASH\n');

  await done(ours, 'update 5 --milestone 5.2 --status on-hold');
  await done(ours, 'sync');
  await done(theirs, 'update 5 --note Asked.');
  await done(theirs, 'update 7 --status in-place');
  expect(await done(theirs, 'sync')).toBe(
    'merged 1 commit from origin/main into main, which has 2 commits of its own: HASH; pushed\n',
  );
  expect(theirs.git('log', '-1', '--format=%B')).toBe(
    'plan: merge 2 local commits into origin/main\n\nPlan-Change: merge\n',
  );
  expect(theirs.git('status', '--porcelain')).toBe('');
  await done(theirs, 'validate');
  await done(ours, 'sync');
  expect(ours.git('rev-parse', 'HEAD')).toBe(theirs.git('rev-parse', 'HEAD'));
  expect(JSON.parse(await done(ours, 'sync --json'))).toEqual({
    ...{ schemaVersion: 1, kind: 'sync', branch: 'main', upstream: 'origin/main', state: 'same' },
    ...{ ahead: 0, behind: 0, commit: null, pushed: false },
  });
});

test('other staged and unstaged work stays', async () => {
  const { ours, theirs } = clones();
  theirs.commit({ 'notes.txt': 'one\n' });
  theirs.git('push', '--quiet');
  ours.git('pull', '--quiet');
  await done(theirs, 'update 7 --status in-place');
  await done(theirs, 'sync');
  await done(ours, 'update 5 --status in-progress');
  ours.write({ 'notes.txt': 'two\n', 'staged.txt': 'three\n', 'plan/draft.txt': 'four\n' });
  ours.git('add', 'staged.txt');
  await done(ours, 'sync');
  expect(ours.git('status', '--porcelain', '-uall')).toBe(' M notes.txt\nA  staged.txt\n?? plan/draft.txt');
  expect(ours.git('show', '--format=', '--name-only', '-m', '--first-parent', 'HEAD')).toBe(
    'plan/items/05.yaml',
  );
});

describe('the user’s work in a file that upstream changed too stays', () => {
  const old = 'one\ntwo\nthree\n';
  const changed = 'one\ntwo\nthree\nfour\n';

  /** A clone whose upstream changed, deleted and added files; whether it has a commit of its own. */
  async function behind(hasOwn: boolean): Promise<Sandbox> {
    const { ours, theirs } = clones();
    theirs.commit({ 'notes.txt': old, 'gone.txt': old, '.gitignore': '*.log\n' });
    theirs.git('push', '--quiet');
    ours.git('pull', '--quiet');
    theirs.git('rm', '--quiet', 'gone.txt');
    theirs.write({ 'run.log': changed });
    theirs.git('add', '--force', 'run.log');
    theirs.commit({ 'notes.txt': changed, 'new/file.txt': changed });
    theirs.git('push', '--quiet');
    if (hasOwn) await done(ours, 'update 7 --status in-place');
    return ours;
  }

  const remove = (sandbox: Sandbox, path: string) => rmSync(sandbox.at(path));
  const edits: Record<string, (sandbox: Sandbox) => void> = {
    'an edit': (sandbox) => sandbox.write({ 'notes.txt': 'mine\n' }),
    'the beginning of the new text': (sandbox) => sandbox.write({ 'notes.txt': 'one\n' }),
    'part of the new text': (sandbox) => sandbox.write({ 'notes.txt': `${old}fo` }),
    'the whole new text': (sandbox) => sandbox.write({ 'notes.txt': changed }),
    'an emptied file': (sandbox) => sandbox.write({ 'notes.txt': '' }),
    'a deleted file': (sandbox) => remove(sandbox, 'notes.txt'),
    'a staged deletion': (sandbox) => sandbox.git('rm', '--quiet', 'notes.txt'),
    'a staged version': (sandbox) => {
      sandbox.write({ 'notes.txt': 'staged\n' });
      sandbox.git('add', 'notes.txt');
      sandbox.write({ 'notes.txt': 'mine\n' });
    },
    'a staged version under the old text': (sandbox) => {
      sandbox.write({ 'notes.txt': 'staged\n' });
      sandbox.git('add', 'notes.txt');
      sandbox.write({ 'notes.txt': old });
    },
    'an edit of a file that upstream deleted': (sandbox) => sandbox.write({ 'gone.txt': 'mine\n' }),
    'an untracked file': (sandbox) => sandbox.write({ 'new/file.txt': 'mine\n' }),
    'an untracked file with the new text': (sandbox) => sandbox.write({ 'new/file.txt': changed }),
    'an empty untracked file': (sandbox) => sandbox.write({ 'new/file.txt': '' }),
    'an ignored file': (sandbox) => sandbox.write({ 'run.log': 'mine\n' }),
    'an untracked file in place of a folder': (sandbox) => sandbox.write({ new: 'mine\n' }),
    'an edit hidden from git': (sandbox) => {
      sandbox.git('update-index', '--assume-unchanged', 'notes.txt');
      sandbox.write({ 'notes.txt': 'mine\n' });
    },
  };
  const bytes = (sandbox: Sandbox) =>
    ['notes.txt', 'gone.txt', 'new', 'new/file.txt', 'run.log'].map((path) => {
      try {
        return sandbox.read(path);
      } catch {
        return null;
      }
    });

  test.each([
    ['behind upstream', false],
    ['diverged from upstream', true],
  ])('on a branch that has %s', async (_, hasOwn) => {
    const sandbox = await behind(hasOwn);
    const restore = snapshot(sandbox);
    for (const [what, edit] of Object.entries(edits)) {
      restore();
      edit(sandbox);
      const before = bytes(sandbox);
      const index = sandbox.git('ls-files', '--stage');
      expect(await refusal(sandbox, 'sync'), what).toMatch(
        /^plan: (the merge would overwrite|git can’t update)/,
      );
      expect(bytes(sandbox), what).toEqual(before);
      expect(sandbox.git('ls-files', '--stage'), what).toBe(index);
    }
  });

  test('also when an earlier sync was killed before it changed anything', async () => {
    const sandbox = await behind(false);
    sandbox.git('fetch', '--quiet');
    const [from, to] = [sandbox.git('rev-parse', 'HEAD'), sandbox.git('rev-parse', 'origin/main')];
    const journal = { command: 'plan sync', since: '2026-11-24T09:00:00.000Z', from, to };
    const restore = snapshot(sandbox);
    for (const [what, edit] of Object.entries(edits)) {
      restore();
      edit(sandbox);
      // A file with exactly the new text was written by git.
      const isOurs = bytes(sandbox).includes(changed);
      const before = bytes(sandbox);
      const index = sandbox.git('ls-files', '--stage');
      sandbox.write({ '.git/plantrail/sync.json': JSON.stringify(journal) });
      const { stderr } = await plan(sandbox, 'list');
      expect(stderr, what).toContain('was interrupted before it was committed');
      if (isOurs) expect(sandbox.git('status', '--porcelain'), what).toBe('');
      else expect(bytes(sandbox), what).toEqual(before);
      expect(sandbox.git('ls-files', '--stage'), what).toBe(index);
    }
  });
});

test('keeps the different reports of two agencies, and the report lists them', async () => {
  const { ours, theirs } = clones();
  await done(ours, 'update 5 --status in-progress --agency dol');
  await done(ours, 'sync');
  await done(theirs, 'update 5 --status on-hold --agency police');
  await done(theirs, 'sync');
  await done(theirs, 'validate');
  expect((await plan(theirs, 'audit')).stderr).toContain('no findings in 3 commits');
  const { stdout } = await plan(theirs, 'report --audience internal --json');
  const concern = JSON.parse(stdout).attention.find(({ id }: { id: string }) => id === '5');
  const reports = concern.reasons.find(({ is }: { is: string }) => is === 'disagreement')?.reports;
  expect(reports.map(({ agency, status }: Record<string, string>) => [agency, status])).toEqual(
    expect.arrayContaining([
      ['dol', 'in-progress'],
      ['police', 'on-hold'],
    ]),
  );
});

describe('refused', () => {
  test('where both sides changed the same field', async () => {
    const { ours, theirs } = clones();
    await done(ours, 'update 5 --status in-progress --agency dol');
    await done(ours, 'sync');
    await done(theirs, 'update 5 --status on-hold --agency dol');
    await done(theirs, 'update 7 --status in-place');
    theirs.write({ 'plan/draft.txt': 'mine\n' });
    expect(await refusal(theirs, 'sync')).toMatchInlineSnapshot(`
      "plan: \`main\` and \`origin/main\` are in conflict; nothing was merged:
      plan/items/05.yaml: status is in conflict
        ours:   item 5 is on-hold (dol, as of 2026-11-24)
        theirs: item 5 is in-progress (dol, as of 2026-11-24)
        agree on one value, record it with \`plan update\`, and run \`plan sync\` again; or resolve it by hand: \`plan setup\`, then \`git merge origin/main\`
      "
    `);
    // As the hint says.
    await done(theirs, 'update 5 --status in-progress');
    await done(theirs, 'sync');
    await done(theirs, 'validate');
  });

  test('where the merged plan has errors that neither side has', async () => {
    const { ours, theirs } = clones();
    ours.commit({
      'plan/agencies.yaml': ours.read('plan/agencies.yaml').replace(/ {2}- id: mfat\n(?: {4}.*\n)*/, ''),
    });
    ours.git('rm', '--quiet', 'plan/items/07.yaml', 'plan/items/13.yaml');
    ours.git('commit', '--quiet', '--message', 'Gone');
    await done(ours, 'sync');
    const item = theirs.read('plan/items/07.yaml').replace('id: 7', 'id: 8');
    theirs.commit({ 'plan/items/08.yaml': item });
    expect(await refusal(theirs, 'sync')).toMatchInlineSnapshot(`
      "plan/items/08.yaml:7:12: error: \`mfat\` is not the id of an agency in agencies.yaml [unknown-agency]
         7 | agencies: [mfat, dol]
           |            ^^^^
      plan: merging \`origin/main\` into \`main\` would cause new errors; nothing was merged
        fix them on one side, and run \`plan sync\` again
      "
    `);
  });

  test('where one side deleted a file', async () => {
    const { ours, theirs } = clones();
    ours.git('rm', '--quiet', 'plan/items/07.yaml');
    ours.git('commit', '--quiet', '--message', 'Gone');
    await done(ours, 'sync');
    await done(theirs, 'update 7 --status in-place');
    expect(await refusal(theirs, 'sync')).toMatchInlineSnapshot(`
      "plan: \`main\` and \`origin/main\` are in conflict; nothing was merged:
      plan/items/07.yaml: the file is in conflict
        ours:   changed
        theirs: deleted
        agree on one value, record it with \`plan update\`, and run \`plan sync\` again; or resolve it by hand: \`plan setup\`, then \`git merge origin/main\`
      "
    `);
  });

  test('where the remote branch was rewritten', async () => {
    const { ours, theirs } = clones();
    const base = ours.git('rev-parse', 'HEAD');
    await done(theirs, 'update 5 --status in-progress --note True.');
    await done(theirs, 'sync');
    await done(ours, 'sync');
    await done(ours, 'update 7 --status in-place');
    theirs.git('reset', '--quiet', '--hard', base);
    await done(theirs, 'update 5 --status on-hold --note False.');
    theirs.git('push', '--quiet', '--force');
    expect(await refusal(ours, 'sync')).toMatchInlineSnapshot(`
      "plan: \`origin/main\` was rewritten: it had the commit HASH, and no longer has it; nothing was merged
        compare them with \`git log HASH...origin/main\`, and ask who rewrote it; then take the new branch with \`git rebase --onto origin/main HASH\`, or restore the old commits with \`git merge origin/main\` and \`git push\`
      "
    `);
    // By now the remote-tracking branch has moved, and a later fetch does not show it.
    expect(await refusal(ours, 'sync')).toContain('`origin/main` was rewritten');
    ours.git('fetch', '--quiet');
    const again = await refusal(ours, 'sync --no-push');
    expect(again).toContain('`origin/main` was rewritten');

    // As the hint says.
    const command = /`git (rebase [^`]*)`/.exec((await plan(ours, 'sync')).stderr)![1]!;
    ours.git(...command.split(' '));
    await done(ours, 'sync');
    expect(ours.read('plan/items/05.yaml')).not.toContain('True.');
    expect(ours.git('rev-list', '--count', `${base}..HEAD`)).toBe('2');
  });

  test('where the remote branch lost commits', async () => {
    const { ours, theirs } = clones();
    const base = ours.git('rev-parse', 'HEAD');
    await done(ours, 'update 5 --status in-progress');
    await done(ours, 'sync');
    theirs.git('push', '--quiet', '--force', 'origin', `${base}:main`);
    expect(await refusal(ours, 'sync')).toContain('`origin/main` was rewritten');
    expect(await refusal(ours, 'sync')).toContain('`origin/main` was rewritten');
    // As the hint says.
    ours.git('merge', '--quiet', 'origin/main');
    ours.git('push', '--quiet');
    expect(await done(ours, 'sync')).toBe('main and origin/main are the same\n');
  });

  test('where the remote branch was rewritten before its commits were merged', async () => {
    const { ours, theirs } = clones();
    await done(theirs, 'update 5 --status in-progress');
    await done(theirs, 'sync');
    ours.git('fetch', '--quiet');
    theirs.git('commit', '--quiet', '--amend', '--message', 'Another');
    theirs.git('push', '--quiet', '--force');
    expect(await refusal(ours, 'sync')).toContain('`origin/main` was rewritten');
  });

  test('with uncommitted edits of the plan', async () => {
    const { ours } = clones();
    ours.write({
      'plan/items/07.yaml': `${ours.read('plan/items/07.yaml')}# mine\n`,
      'plan/items/99.yaml': '',
    });
    ours.git('add', 'plan/items/07.yaml');
    expect(await refusal(ours, 'sync')).toMatchInlineSnapshot(`
      "plan: there are uncommitted changes: \`plan/items/07.yaml\` (staged), \`plan/items/99.yaml\` (not yet added to git)
        commit or stash them first
      "
    `);
  });

  test('on a detached HEAD, without an upstream, and during a merge', async () => {
    const { ours } = clones();
    ours.git('switch', '--quiet', '--detach');
    expect(await refusal(ours, 'sync')).toMatchInlineSnapshot(`
      "plan: HEAD is detached, so there is no branch to sync
        switch to a branch first: \`git switch main\`
      "
    `);
    ours.git('switch', '--quiet', '--create', 'other');
    expect(await refusal(ours, 'sync')).toMatchInlineSnapshot(`
      "plan: \`other\` tracks no branch of a remote
        set one with \`git branch --set-upstream-to=origin/other\`, or push the branch with \`git push --set-upstream origin other\`
      "
    `);
    expect(await refusal(ours, 'sync nowhere')).toMatchInlineSnapshot(`
      "plan: there is no remote \`nowhere\`: this repository has \`origin\`
        add it with \`git remote add\`
      "
    `);
    ours.git('update-ref', 'MERGE_HEAD', 'HEAD');
    expect(await refusal(ours, 'sync')).toMatchInlineSnapshot(`
      "plan: a merge is in progress in \`…/ngā mahi\`
        finish it with \`git merge --continue\`, or cancel it with \`git merge --abort\`
      "
    `);
  });

  test('where git would overwrite an untracked file', async () => {
    const { ours, theirs } = clones();
    theirs.commit({ 'notes.txt': 'theirs\n' });
    theirs.git('push', '--quiet');
    await done(ours, 'update 7 --status in-place');
    ours.write({ 'notes.txt': 'mine\n' });
    expect(await refusal(ours, 'sync')).toMatchInlineSnapshot(`
      "plan: the merge would overwrite uncommitted changes: \`notes.txt\` (not in git)
        commit, stash or move them first; nothing was changed
      "
    `);
  });

  test('where the remote can’t be reached', async () => {
    const { ours } = clones();
    rmSync(ours.at('../hub.git'), { recursive: true });
    expect(await refusal(ours, 'sync')).toMatch(/^plan: can’t fetch from `origin`: /);
  });

  test('by a hook', async () => {
    const { ours, theirs } = clones();
    await done(ours, 'update 7 --status in-place');
    await done(ours, 'sync');
    await done(theirs, 'update 5 --status on-hold');
    theirs.hook('pre-merge-commit', 'git diff --cached --name-only HEAD; exit 1');
    expect(await refusal(theirs, 'sync')).toMatchInlineSnapshot(`
      "plan: the hook \`pre-merge-commit\` refused the merge: plan/items/07.yaml
        nothing was changed
      "
    `);
    theirs.hook('pre-merge-commit', 'exit 0');
    theirs.hook('commit-msg', 'echo "Seen-By: hook" >> "$1"');
    await done(theirs, 'sync');
    expect(theirs.git('log', '-1', '--format=%(trailers:key=Seen-By,valueonly)')).toBe('hook\n');
  });

  test('by the remote: the merge stays', async () => {
    const { ours, theirs } = clones();
    await done(ours, 'update 7 --status in-place');
    await done(ours, 'sync');
    await done(theirs, 'update 5 --status on-hold');
    theirs.hook('pre-push', 'echo "not today" >&2; exit 1');
    const { code, stderr, stdout } = await plan(theirs, 'sync');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(
      stderr.replaceAll(theirs.at('..'), '…').replace(/\b[0-9a-f]{7}\b/g, 'HASH'),
    ).toMatchInlineSnapshot(`
      "plan: merged 1 commit from origin/main into main, which has 1 commit of its own: HASH
      plan: can’t push to \`origin/main\`: not today
      error: failed to push some refs to '…/hub.git'
        \`main\` is ahead of it; run \`plan sync\` again to merge what others have pushed
      "
    `);
    // By now there is nothing to merge: a second attempt changes nothing.
    expect(await refusal(theirs, 'sync')).toMatch(/^plan: can’t push to `origin\/main`: not today/);
    rmSync(theirs.at('.git/hooks/pre-push'));
    expect(await done(theirs, 'sync')).toBe('main is 2 commits ahead of origin/main; pushed\n');
  });
});

test('what was recorded on a day stays the same, whichever clone syncs and pushes first', async () => {
  const { ours, theirs } = clones();
  const on = async (sandbox: Sandbox, day: string, ...commands: string[]) => {
    setToday(sandbox, day);
    for (const words of commands) await done(sandbox, words);
  };
  const recorded = async (sandbox: Sandbox, day: string) => {
    const words = ['list', '--known', day, '--fields', 'id,status', '--format', 'csv'];
    return (await plan(sandbox, words)).stdout.trim().split(/\r?\n/).slice(1);
  };
  // Theirs is recorded on Tuesday and pushed on Thursday, after what ours recorded and pushed on Wednesday.
  await on(theirs, '2026-11-24', 'update 7 --status in-place');
  await on(ours, '2026-11-25', 'update 5 --status in-progress', 'sync');
  const [tuesday, wednesday] = [await recorded(ours, '2026-11-24'), await recorded(ours, '2026-11-25')];
  expect(wednesday.filter((line) => !line.endsWith(',not reported'))).toEqual(['5,in-progress']);
  await on(theirs, '2026-11-26', 'sync');
  await on(ours, '2026-11-27', 'sync', 'update 13 --status on-hold', 'sync');
  await on(theirs, '2026-11-28', 'update 13 --note Asked.', 'sync');
  for (const sandbox of [ours, theirs]) {
    setToday(sandbox, '2026-11-30');
    expect(await recorded(sandbox, '2026-11-24')).toEqual(tuesday);
    expect(await recorded(sandbox, '2026-11-25')).toEqual(wednesday);
    expect(await recorded(sandbox, '2026-11-26')).toContain('7,in-place');
  }
});
