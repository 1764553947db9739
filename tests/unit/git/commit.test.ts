import { existsSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PlanError } from '../../../src/errors.ts';
import { createCommit } from '../../../src/git/commit.ts';
import { formatMessage } from '../../../src/git/commit-message.ts';
import { isCommitted, refreshIndex } from '../../../src/git/git-index.ts';
import { preflight } from '../../../src/git/preflight.ts';
import { findRepository } from '../../../src/git/repository.ts';
import { type Sandbox, sandbox } from '../../support/sandbox.ts';

const item = 'plan/items/05 ā.yaml';
const message = formatMessage({ subject: 'plan: 5 noted', body: 'Ka pai.', trailers: [['Plan-Item', '5']] });

/** A repository with an item, another file, and a change to the item on disk. */
async function changed(prepare: (box: Sandbox) => void = () => {}) {
  const box = sandbox();
  box.commit({ [item]: 'status: old\n', other: '1\n' });
  prepare(box);
  const repo = findRepository(box.dir, box.env)!;
  const paths = [box.at(item)];
  const files = { changed: paths, created: [] };
  const target = await preflight(repo, files, box.env);
  box.write({ [item]: 'status: new\n' });
  const record = (author?: string) => createCommit(repo, files, { message, author, target }, box.env);
  return { box, repo, paths, files, target, record };
}

const errorOf = async (run: Promise<unknown>): Promise<PlanError> => {
  const error = await run.then(
    () => expect.unreachable('it should fail'),
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(PlanError);
  return error as PlanError;
};
const check = (box: Sandbox, path = item) =>
  preflight(findRepository(box.dir, box.env)!, { changed: [box.at(path)], created: [] }, box.env);

test('commits its own paths only, with message and author', async () => {
  const { box, record, target } = await changed((box) => {
    box.write({ other: '2\n' });
    box.git('add', 'other');
    box.write({ other: '3\n', untracked: '' });
  });
  const made = await record('Hēmi Rā <hemi@example.org>');
  expect(made).toEqual({ commit: box.git('rev-parse', 'HEAD'), branch: 'main', warning: null });
  expect(box.git('log', '-1', '--format=%P|%an|%ae|%cn|%B')).toBe(
    `${target.head}|Hēmi Rā|hemi@example.org|Mere Tūhoe|${message}`,
  );
  expect(box.git('show', '--format=', '--name-only', '-z')).toBe(`${item}\0`);
  expect(box.git('status', '--porcelain')).toBe('MM other\n?? untracked');
});

test('commits on a detached HEAD, with GIT_AUTHOR_NAME', async () => {
  const { box, record } = await changed((box) => {
    box.git('checkout', '--quiet', '--detach');
    box.env.GIT_AUTHOR_NAME = 'Robot';
  });
  expect((await record()).branch).toBeNull();
  expect(box.git('log', '-1', '--format=%an')).toBe('Robot');
});

test('makes the first commit', async () => {
  const box = sandbox();
  const repo = findRepository(box.dir, box.env)!;
  box.write({ [item]: 'a\n' });
  expect(await errorOf(check(box))).toMatchObject({ code: 'refused', message: /not yet added to git/ });
  box.git('add', '--all');
  const target = { branch: 'main', head: null };
  const made = await createCommit(
    repo,
    { changed: [box.at(item)], created: [] },
    { message, target },
    box.env,
  );
  expect(made.commit).toBe(box.git('rev-parse', 'HEAD'));
});

test('reports a hook that refuses the first commit', async () => {
  const box = sandbox();
  box.hook('pre-commit', 'exit 1');
  box.write({ [item]: 'a\n' });
  box.git('add', '--all');
  const repo = findRepository(box.dir, box.env)!;
  const target = { branch: 'main', head: null };
  const error = await errorOf(
    createCommit(repo, { changed: [box.at(item)], created: [] }, { message, target }, box.env),
  );
  expect(error.message).toBe('the commit was refused: git gave no reason');
});

test('commits in a linked work tree', async () => {
  const { box } = await changed((box) => {
    box.git('worktree', 'add', '--quiet', '-b', 'other', '../ngā linked');
  });
  const path = box.at(`../ngā linked/${item}`);
  const repo = findRepository(box.at('../ngā linked'), box.env)!;
  const target = await preflight(repo, { changed: [path], created: [] }, box.env);
  writeFileSync(path, 'status: new\n');
  expect(
    await createCommit(repo, { changed: [path], created: [] }, { message, target }, box.env),
  ).toMatchObject({
    branch: 'other',
  });
  expect(box.git('-C', '../ngā linked', 'status', '--porcelain')).toBe('');
});

test('accepts a message that is too long for a command line', async () => {
  const { box, repo, files, target } = await changed();
  const long = formatMessage({ subject: 's', body: 'word '.repeat(60_000), trailers: [['Plan-Item', '5']] });
  await createCommit(repo, files, { message: long, target }, box.env);
  expect(box.git('log', '-1', '--format=%B').length).toBeGreaterThan(290_000);
});

test('keeps lines that start with #', async () => {
  const { box, repo, files, target } = await changed();
  const text = formatMessage({ subject: 's', body: '# one\n#two', trailers: [['Plan-Item', '5']] });
  await createCommit(repo, files, { message: text, target }, box.env);
  expect(box.git('log', '-1', '--format=%b')).toContain('# one\n#two');
});

test('file names are not patterns', async () => {
  const box = sandbox();
  box.commit({ '[ab].yaml': '1', 'a.yaml': '1', ':(top)x': '1' });
  box.write({ 'a.yaml': 'somebody’s' });
  const repo = findRepository(box.dir, box.env)!;
  const files = { changed: ['[ab].yaml', ':(top)x'].map(box.at), created: [] };
  const target = await preflight(repo, files, box.env);
  box.write({ '[ab].yaml': '2', ':(top)x': '2' });
  await createCommit(repo, files, { message, target }, box.env);
  expect(box.git('status', '--porcelain')).toBe(' M a.yaml');
});

test('refuses an invalid author', async () => {
  const { record } = await changed();
  for (const author of ['Mere', 'Mere <a', ' <a@b>', '--amend', 'A\nB <a@b>'])
    expect(await errorOf(record(author))).toMatchObject({ code: 'refused', message: /is not an author/ });
});

/** Checks that a refused commit changed nothing. */
function untouched(box: Sandbox, head: string | null) {
  expect(box.git('rev-parse', 'HEAD')).toBe(head);
  expect(box.git('diff', '--cached', '--name-only')).toBe('other');
  expect(existsSync(box.at('.git/index.lock'))).toBe(false);
}
const stageOther = (box: Sandbox) => {
  box.write({ other: '2\n' });
  box.git('add', 'other');
};

test.each(['pre-commit', 'commit-msg', 'prepare-commit-msg'])(
  'reports a %s hook that fails without a message',
  async (name) => {
    const { box, record, target } = await changed((box) => {
      stageOther(box);
      box.hook(name, 'exit 1');
    });
    expect(await errorOf(record())).toMatchObject({
      code: 'git',
      message: 'the commit was refused: git gave no reason',
      hint: expect.stringContaining(`/.git/hooks/${name}\``),
    });
    untouched(box, target.head);
  },
);

test('reports the message of a hook in core.hooksPath', async () => {
  const { box, record, target } = await changed((box) => {
    stageOther(box);
    box.hook('pre-commit', 'echo nothing to see');
    mkdirSync(box.at('.githooks ā'));
    box.git('config', 'core.hooksPath', '.githooks ā');
    writeFileSync(box.at('.githooks ā/pre-commit'), '#!/bin/sh\necho "No, Ā!" >&2; exit 7\n', {
      mode: 0o755,
    });
  });
  expect(await errorOf(record())).toMatchObject({
    code: 'git',
    message: 'the commit was refused: No, Ā!',
    hint: expect.stringContaining(`${box.at('.githooks ā/pre-commit')}\``),
  });
  untouched(box, target.head);
});

test('reports a signature that fails', async () => {
  const { box, record, target } = await changed((box) => {
    stageOther(box);
    box.git('config', 'commit.gpgsign', 'true');
    box.git('config', 'gpg.program', 'false');
  });
  expect(await errorOf(record())).toMatchObject({
    code: 'git',
    message: /refused: .*gpg failed/s,
    hint: null,
  });
  untouched(box, target.head);
});

test('reports a git that is killed', async () => {
  const { box, record, target } = await changed((box) => {
    stageOther(box);
    box.hook('pre-commit', 'kill -9 $PPID');
  });
  expect(await errorOf(record())).toMatchObject({
    message: 'the commit was refused: git was killed',
    hint: expect.stringContaining('/.git/index.lock'),
  });
  expect(box.git('rev-parse', 'HEAD')).toBe(target.head);
});

test('finds the commit of a git that is killed after making it', async () => {
  const { box, repo, paths, record, target } = await changed((box) => {
    stageOther(box);
    // This hook runs when HEAD has moved and the index has not yet.
    box.hook('reference-transaction', 'if [ "$1" = committed ] && grep -q HEAD; then kill -9 $PPID; fi');
  });
  const made = await record();
  expect(made.commit).toBe(box.git('rev-parse', 'HEAD'));
  expect(made.commit).not.toBe(target.head);
  expect(made.warning).toMatchObject({ code: 'busy', message: /index\.lock/ });

  rmSync(box.at('.git/hooks/reference-transaction'));
  rmSync(box.at('.git/index.lock'));
  expect(box.git('status', '--porcelain')).toContain(`MM "plan/items/05 \\304\\201.yaml"`);
  expect(await isCommitted(repo, paths, box.env)).toBe(true);
  expect(box.git('status', '--porcelain')).toBe('M  other');
});

test('reports a hook that removes the change', async () => {
  const { record } = await changed((box) => box.hook('pre-commit', 'git read-tree HEAD'));
  expect(await errorOf(record())).toMatchObject({ message: /a hook removed the change/ });
});

test('finds the commit when a hook makes another', async () => {
  const { box, record } = await changed((box) =>
    box.hook('post-commit', 'rm "$0"; echo more >more; git add more; git commit -q -m more'),
  );
  const { commit } = await record();
  expect(box.git('log', '-2', '--format=%H %s')).toMatch(new RegExp(`more\n${commit} plan: 5 noted`));
});

test('accepts a hook that changes the subject', async () => {
  const { box, record } = await changed((box) => box.hook('commit-msg', 'sed -i "1s/^/[ABC-1] /" "$1"'));
  await record();
  expect(box.git('log', '-1', '--format=%s')).toBe('[ABC-1] plan: 5 noted');
});

test('refuses during a merge', async () => {
  const box = sandbox();
  box.commit({ [item]: '1\n', other: '1\n' });
  box.git('switch', '--quiet', '--create', 'branch');
  box.commit({ other: '2\n' });
  box.git('switch', '--quiet', 'main');
  box.commit({ other: '3\n' });
  await box.run('git', ['merge', 'branch']);
  expect(await errorOf(check(box))).toMatchObject({
    code: 'refused',
    message: `a merge is in progress in \`${box.dir}\``,
    hint: expect.stringContaining('git merge --abort'),
  });
});

test('refuses without an identity', async () => {
  const box = sandbox();
  box.commit({ [item]: '1\n' });
  box.git('config', 'user.useConfigOnly', 'true');
  writeFileSync(`${box.home}/.gitconfig`, '');
  expect(await errorOf(check(box))).toMatchObject({
    code: 'refused',
    message: 'git does not know who you are',
    hint: expect.stringContaining('user.email'),
  });
});

test('refuses uncommitted changes', async () => {
  const box = sandbox();
  box.commit({ [item]: '1\n', '.gitignore': 'secret\n' });
  expect(await check(box)).toEqual({ branch: 'main', head: box.git('rev-parse', 'HEAD') });
  const messageFor = async (path = item) => (await errorOf(check(box, path))).message;

  box.write({ [item]: '2\n' });
  expect(await messageFor()).toBe(`there are uncommitted changes: \`${item}\` (not staged)`);
  box.git('add', '--all');
  expect(await messageFor()).toContain('(staged)');
  box.write({ [item]: '3\n', 'new one': '', secret: '' });
  expect(await messageFor()).toContain('(staged and not staged)');
  expect(await messageFor('new one')).toContain('`new one` (not yet added to git)');
  expect(await messageFor('secret')).toContain('`secret` (ignored by git)');
});

test('refuses a file in conflict, without an operation in progress', async () => {
  const box = sandbox();
  box.commit({ [item]: '1\n' });
  box.write({ [item]: '2\n' });
  box.git('stash');
  box.commit({ [item]: '3\n' });
  await box.run('git', ['stash', 'pop']);
  expect((await errorOf(check(box))).message).toContain(`\`${item}\` (in conflict)`);
});

test('the check takes no lock and writes no index', async () => {
  const box = sandbox();
  box.commit({ [item]: '1\n' });
  const long = new Date(2001, 1, 1);
  utimesSync(box.at(item), long, long);
  utimesSync(box.at('.git/index'), long, long);
  await check(box);
  expect(statSync(box.at('.git/index')).mtime).toEqual(long);
});

test('waits for another git command, and then gives up', async () => {
  const { box, repo, paths, record } = await changed();
  writeFileSync(box.at('.git/index.lock'), '');
  const busy = { code: 'busy', message: expect.stringContaining(box.at('.git/index.lock')) };
  const runs = [check(box), record(), isCommitted(repo, paths, box.env)];
  for (const error of await Promise.all(runs.map(errorOf))) expect(error).toMatchObject(busy);
  setTimeout(() => rmSync(box.at('.git/index.lock')), 100);
  expect((await record()).commit).toBe(box.git('rev-parse', 'HEAD'));
});

test('isCommitted tells whether HEAD has the contents', async () => {
  const { box, repo, paths, record } = await changed();
  const is = () => isCommitted(repo, paths, box.env);
  expect(await is()).toBe(false);
  box.git('add', '--all');
  expect(await is()).toBe(false);
  box.git('reset', '--quiet');
  await record();
  expect(await is()).toBe(true);
  expect(await isCommitted(repo, [...paths, box.at('gone')], box.env).catch(() => false)).toBe(false);
});

test('isCommitted accepts line endings that git converts', async () => {
  const { box, repo, paths, record } = await changed((box) => {
    box.commit({ '.gitattributes': '*.yaml text eol=crlf\n' });
    box.write({ [item]: 'status: old\r\n' });
    box.git('add', '--renormalize', '.');
  });
  box.write({ [item]: 'status: new\r\n' });
  await record();
  expect(box.git('cat-file', 'blob', `HEAD:${item}`)).toBe('status: new');
  expect(await isCommitted(repo, paths, box.env)).toBe(true);
});

test('isCommitted is false before the first commit', async () => {
  const box = sandbox();
  box.write({ [item]: '' });
  expect(await isCommitted(findRepository(box.dir, {})!, [box.at(item)], box.env)).toBe(false);
});

test('refreshIndex keeps what somebody staged', async () => {
  const { box, repo, paths, record } = await changed();
  await record();
  box.write({ [item]: 'status: mine\n' });
  box.git('add', '--all');
  box.write({ [item]: 'status: new\n' });
  await refreshIndex(repo, paths, box.env);
  expect(box.git('cat-file', 'blob', `:${item}`)).toBe('status: mine');
});

test('reports a repository that git can’t write to', async () => {
  const { box, record, target } = await changed((box) => {
    stageOther(box);
    // Permissions do not stop root; a folder where a file belongs stops everybody.
    rmSync(box.at('.git/COMMIT_EDITMSG'));
    mkdirSync(box.at('.git/COMMIT_EDITMSG'));
  });
  expect(await errorOf(record())).toMatchObject({ code: 'git', message: /COMMIT_EDITMSG/ });
  untouched(box, target.head);
});
