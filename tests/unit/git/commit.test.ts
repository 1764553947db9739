import { existsSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PlanError } from '../../../src/errors.ts';
import { createCommit } from '../../../src/git/commit.ts';
import { formatMessage } from '../../../src/git/commit-message.ts';
import { isCommitted, refreshIndex } from '../../../src/git/git-index.ts';
import { preflight } from '../../../src/git/preflight.ts';
import { findRepository } from '../../../src/git/repository.ts';
import { createSandbox, type Sandbox } from '../../support/sandbox.ts';

const item = 'plan/items/05 ā.yaml';
const message = formatMessage({ subject: 'plan: 5 noted', body: 'Ka pai.', trailers: [['Plan-Item', '5']] });

/** A repository with an item, another file, and a change to the item on disk. */
async function changed(prepare: (sandbox: Sandbox) => void = () => {}) {
  const sandbox = createSandbox();
  sandbox.commit({ [item]: 'status: old\n', other: '1\n' });
  prepare(sandbox);
  const repo = findRepository(sandbox.dir, sandbox.env)!;
  const paths = [sandbox.at(item)];
  const files = { changed: paths, created: [] };
  const target = await preflight(repo, files, sandbox.env);
  sandbox.write({ [item]: 'status: new\n' });
  const record = (author?: string) => createCommit(repo, files, { message, author, target }, sandbox.env);
  return { sandbox, repo, paths, files, target, record };
}

const errorOf = async (run: Promise<unknown>): Promise<PlanError> => {
  const error = await run.then(
    () => expect.unreachable('it should fail'),
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(PlanError);
  return error as PlanError;
};
const check = (sandbox: Sandbox, path = item) =>
  preflight(
    findRepository(sandbox.dir, sandbox.env)!,
    { changed: [sandbox.at(path)], created: [] },
    sandbox.env,
  );

test('commits its own paths only, with message and author', async () => {
  const { sandbox, record, target } = await changed((sandbox) => {
    sandbox.write({ other: '2\n' });
    sandbox.git('add', 'other');
    sandbox.write({ other: '3\n', untracked: '' });
  });
  const result = await record('Hēmi Rā <hemi@example.org>');
  expect(result).toEqual({ commit: sandbox.git('rev-parse', 'HEAD'), branch: 'main', warning: null });
  expect(sandbox.git('log', '-1', '--format=%P|%an|%ae|%cn|%B')).toBe(
    `${target.head}|Hēmi Rā|hemi@example.org|Mere Tūhoe|${message}`,
  );
  expect(sandbox.git('show', '--format=', '--name-only', '-z')).toBe(`${item}\0`);
  expect(sandbox.git('status', '--porcelain')).toBe('MM other\n?? untracked');
});

test('commits on a detached HEAD, with GIT_AUTHOR_NAME', async () => {
  const { sandbox, record } = await changed((sandbox) => {
    sandbox.git('checkout', '--quiet', '--detach');
    sandbox.env.GIT_AUTHOR_NAME = 'Robot';
  });
  expect((await record()).branch).toBeNull();
  expect(sandbox.git('log', '-1', '--format=%an')).toBe('Robot');
});

test('makes the first commit', async () => {
  const sandbox = createSandbox();
  const repo = findRepository(sandbox.dir, sandbox.env)!;
  sandbox.write({ [item]: 'a\n' });
  expect(await errorOf(check(sandbox))).toMatchObject({ code: 'refused', message: /not yet added to git/ });
  sandbox.git('add', '--all');
  const target = { branch: 'main', head: null };
  const result = await createCommit(
    repo,
    { changed: [sandbox.at(item)], created: [] },
    { message, target },
    sandbox.env,
  );
  expect(result.commit).toBe(sandbox.git('rev-parse', 'HEAD'));
});

test('reports a hook that refuses the first commit', async () => {
  const sandbox = createSandbox();
  sandbox.hook('pre-commit', 'exit 1');
  sandbox.write({ [item]: 'a\n' });
  sandbox.git('add', '--all');
  const repo = findRepository(sandbox.dir, sandbox.env)!;
  const target = { branch: 'main', head: null };
  const error = await errorOf(
    createCommit(repo, { changed: [sandbox.at(item)], created: [] }, { message, target }, sandbox.env),
  );
  expect(error.message).toBe('the commit was refused: git gave no reason');
});

test('commits in a linked work tree', async () => {
  const { sandbox } = await changed((sandbox) => {
    sandbox.git('worktree', 'add', '--quiet', '-b', 'other', '../ngā linked');
  });
  const path = sandbox.at(`../ngā linked/${item}`);
  const repo = findRepository(sandbox.at('../ngā linked'), sandbox.env)!;
  const target = await preflight(repo, { changed: [path], created: [] }, sandbox.env);
  writeFileSync(path, 'status: new\n');
  expect(
    await createCommit(repo, { changed: [path], created: [] }, { message, target }, sandbox.env),
  ).toMatchObject({
    branch: 'other',
  });
  expect(sandbox.git('-C', '../ngā linked', 'status', '--porcelain')).toBe('');
});

test('accepts a message that is too long for a command line', async () => {
  const { sandbox, repo, files, target } = await changed();
  const long = formatMessage({ subject: 's', body: 'word '.repeat(60_000), trailers: [['Plan-Item', '5']] });
  await createCommit(repo, files, { message: long, target }, sandbox.env);
  expect(sandbox.git('log', '-1', '--format=%B').length).toBeGreaterThan(290_000);
});

test('keeps lines that start with #', async () => {
  const { sandbox, repo, files, target } = await changed();
  const text = formatMessage({ subject: 's', body: '# one\n#two', trailers: [['Plan-Item', '5']] });
  await createCommit(repo, files, { message: text, target }, sandbox.env);
  expect(sandbox.git('log', '-1', '--format=%b')).toContain('# one\n#two');
});

test('file names are not patterns', async () => {
  const sandbox = createSandbox();
  sandbox.commit({ '[ab].yaml': '1', 'a.yaml': '1', ':(top)x': '1' });
  sandbox.write({ 'a.yaml': 'somebody’s' });
  const repo = findRepository(sandbox.dir, sandbox.env)!;
  const files = { changed: ['[ab].yaml', ':(top)x'].map(sandbox.at), created: [] };
  const target = await preflight(repo, files, sandbox.env);
  sandbox.write({ '[ab].yaml': '2', ':(top)x': '2' });
  await createCommit(repo, files, { message, target }, sandbox.env);
  expect(sandbox.git('status', '--porcelain')).toBe(' M a.yaml');
});

test('refuses an invalid author', async () => {
  const { record } = await changed();
  for (const author of ['Mere', 'Mere <a', ' <a@b>', '--amend', 'A\nB <a@b>'])
    expect(await errorOf(record(author))).toMatchObject({ code: 'refused', message: /is not an author/ });
});

/** Checks that a refused commit changed nothing. */
function untouched(sandbox: Sandbox, head: string | null) {
  expect(sandbox.git('rev-parse', 'HEAD')).toBe(head);
  expect(sandbox.git('diff', '--cached', '--name-only')).toBe('other');
  expect(existsSync(sandbox.at('.git/index.lock'))).toBe(false);
}
const stageOther = (sandbox: Sandbox) => {
  sandbox.write({ other: '2\n' });
  sandbox.git('add', 'other');
};

test.each(['pre-commit', 'commit-msg', 'prepare-commit-msg'])(
  'reports a %s hook that fails without a message',
  async (name) => {
    const { sandbox, record, target } = await changed((sandbox) => {
      stageOther(sandbox);
      sandbox.hook(name, 'exit 1');
    });
    expect(await errorOf(record())).toMatchObject({
      code: 'git',
      message: 'the commit was refused: git gave no reason',
      hint: expect.stringContaining(`/.git/hooks/${name}\``),
    });
    untouched(sandbox, target.head);
  },
);

test('reports the message of a hook in core.hooksPath', async () => {
  const { sandbox, record, target } = await changed((sandbox) => {
    stageOther(sandbox);
    sandbox.hook('pre-commit', 'echo nothing to see');
    mkdirSync(sandbox.at('.githooks ā'));
    sandbox.git('config', 'core.hooksPath', '.githooks ā');
    writeFileSync(sandbox.at('.githooks ā/pre-commit'), '#!/bin/sh\necho "No, Ā!" >&2; exit 7\n', {
      mode: 0o755,
    });
  });
  expect(await errorOf(record())).toMatchObject({
    code: 'git',
    message: 'the commit was refused: No, Ā!',
    hint: expect.stringContaining(`${sandbox.at('.githooks ā/pre-commit')}\``),
  });
  untouched(sandbox, target.head);
});

test('reports a signature that fails', async () => {
  const { sandbox, record, target } = await changed((sandbox) => {
    stageOther(sandbox);
    sandbox.git('config', 'commit.gpgsign', 'true');
    sandbox.git('config', 'gpg.program', 'false');
  });
  expect(await errorOf(record())).toMatchObject({
    code: 'git',
    message: /refused: .*gpg failed/s,
    hint: null,
  });
  untouched(sandbox, target.head);
});

test('reports a git that is killed', async () => {
  const { sandbox, record, target } = await changed((sandbox) => {
    stageOther(sandbox);
    sandbox.hook('pre-commit', 'kill -9 $PPID');
  });
  expect(await errorOf(record())).toMatchObject({
    message: 'the commit was refused: git was killed',
    hint: expect.stringContaining('/.git/index.lock'),
  });
  expect(sandbox.git('rev-parse', 'HEAD')).toBe(target.head);
});

test('finds the commit of a git that is killed after making it', async () => {
  const { sandbox, repo, paths, record, target } = await changed((sandbox) => {
    stageOther(sandbox);
    // This hook runs when HEAD has moved and the index has not yet.
    sandbox.hook('reference-transaction', 'if [ "$1" = committed ] && grep -q HEAD; then kill -9 $PPID; fi');
  });
  const result = await record();
  expect(result.commit).toBe(sandbox.git('rev-parse', 'HEAD'));
  expect(result.commit).not.toBe(target.head);
  expect(result.warning).toMatchObject({ code: 'busy', message: /index\.lock/ });

  rmSync(sandbox.at('.git/hooks/reference-transaction'));
  rmSync(sandbox.at('.git/index.lock'));
  expect(sandbox.git('status', '--porcelain')).toContain(`MM "plan/items/05 \\304\\201.yaml"`);
  expect(await isCommitted(repo, paths, sandbox.env)).toBe(true);
  expect(sandbox.git('status', '--porcelain')).toBe('M  other');
});

test('reports a hook that removes the change', async () => {
  const { record } = await changed((sandbox) => sandbox.hook('pre-commit', 'git read-tree HEAD'));
  expect(await errorOf(record())).toMatchObject({ message: /a hook removed the change/ });
});

test('finds the commit when a hook makes another', async () => {
  const { sandbox, record } = await changed((sandbox) =>
    sandbox.hook('post-commit', 'rm "$0"; echo more >more; git add more; git commit -q -m more'),
  );
  const { commit } = await record();
  expect(sandbox.git('log', '-2', '--format=%H %s')).toMatch(new RegExp(`more\n${commit} plan: 5 noted`));
});

test('accepts a hook that changes the subject', async () => {
  const { sandbox, record } = await changed((sandbox) =>
    sandbox.hook('commit-msg', 'sed -i "1s/^/[ABC-1] /" "$1"'),
  );
  await record();
  expect(sandbox.git('log', '-1', '--format=%s')).toBe('[ABC-1] plan: 5 noted');
});

test('refuses during a merge', async () => {
  const sandbox = createSandbox();
  sandbox.commit({ [item]: '1\n', other: '1\n' });
  sandbox.git('switch', '--quiet', '--create', 'branch');
  sandbox.commit({ other: '2\n' });
  sandbox.git('switch', '--quiet', 'main');
  sandbox.commit({ other: '3\n' });
  await sandbox.run('git', ['merge', 'branch']);
  expect(await errorOf(check(sandbox))).toMatchObject({
    code: 'refused',
    message: `a merge is in progress in \`${sandbox.dir}\``,
    hint: expect.stringContaining('git merge --abort'),
  });
});

test('refuses without an identity', async () => {
  const sandbox = createSandbox();
  sandbox.commit({ [item]: '1\n' });
  sandbox.git('config', 'user.useConfigOnly', 'true');
  writeFileSync(`${sandbox.home}/.gitconfig`, '');
  expect(await errorOf(check(sandbox))).toMatchObject({
    code: 'refused',
    message: 'git does not know who you are',
    hint: expect.stringContaining('user.email'),
  });
});

test('refuses uncommitted changes', async () => {
  const sandbox = createSandbox();
  sandbox.commit({ [item]: '1\n', '.gitignore': 'secret\n' });
  expect(await check(sandbox)).toEqual({ branch: 'main', head: sandbox.git('rev-parse', 'HEAD') });
  const messageFor = async (path = item) => (await errorOf(check(sandbox, path))).message;

  sandbox.write({ [item]: '2\n' });
  expect(await messageFor()).toBe(`there are uncommitted changes: \`${item}\` (not staged)`);
  sandbox.git('add', '--all');
  expect(await messageFor()).toContain('(staged)');
  sandbox.write({ [item]: '3\n', 'new one': '', secret: '' });
  expect(await messageFor()).toContain('(staged and not staged)');
  expect(await messageFor('new one')).toContain('`new one` (not yet added to git)');
  expect(await messageFor('secret')).toContain('`secret` (ignored by git)');
});

test('refuses a file in conflict, without an operation in progress', async () => {
  const sandbox = createSandbox();
  sandbox.commit({ [item]: '1\n' });
  sandbox.write({ [item]: '2\n' });
  sandbox.git('stash');
  sandbox.commit({ [item]: '3\n' });
  await sandbox.run('git', ['stash', 'pop']);
  expect((await errorOf(check(sandbox))).message).toContain(`\`${item}\` (in conflict)`);
});

test('the check takes no lock and writes no index', async () => {
  const sandbox = createSandbox();
  sandbox.commit({ [item]: '1\n' });
  const long = new Date(2001, 1, 1);
  utimesSync(sandbox.at(item), long, long);
  utimesSync(sandbox.at('.git/index'), long, long);
  await check(sandbox);
  expect(statSync(sandbox.at('.git/index')).mtime).toEqual(long);
});

test('waits for another git command, and then gives up', async () => {
  const { sandbox, repo, paths, record } = await changed();
  writeFileSync(sandbox.at('.git/index.lock'), '');
  const busy = { code: 'busy', message: expect.stringContaining(sandbox.at('.git/index.lock')) };
  const runs = [check(sandbox), record(), isCommitted(repo, paths, sandbox.env)];
  for (const error of await Promise.all(runs.map(errorOf))) expect(error).toMatchObject(busy);
  setTimeout(() => rmSync(sandbox.at('.git/index.lock')), 100);
  expect((await record()).commit).toBe(sandbox.git('rev-parse', 'HEAD'));
});

test('isCommitted is true if HEAD has the contents', async () => {
  const { sandbox, repo, paths, record } = await changed();
  const is = () => isCommitted(repo, paths, sandbox.env);
  expect(await is()).toBe(false);
  sandbox.git('add', '--all');
  expect(await is()).toBe(false);
  sandbox.git('reset', '--quiet');
  await record();
  expect(await is()).toBe(true);
  // A file that was deleted is committed if HEAD lacks it.
  rmSync(paths[0]!);
  expect(await is()).toBe(false);
  sandbox.git('commit', '--quiet', '--all', '--message=deleted');
  expect(await is()).toBe(true);
});

test('isCommitted accepts line endings that git converts', async () => {
  const { sandbox, repo, paths, record } = await changed((sandbox) => {
    sandbox.commit({ '.gitattributes': '*.yaml text eol=crlf\n' });
    sandbox.write({ [item]: 'status: old\r\n' });
    sandbox.git('add', '--renormalize', '.');
  });
  sandbox.write({ [item]: 'status: new\r\n' });
  await record();
  expect(sandbox.git('cat-file', 'blob', `HEAD:${item}`)).toBe('status: new');
  expect(await isCommitted(repo, paths, sandbox.env)).toBe(true);
});

test('isCommitted is false before the first commit', async () => {
  const sandbox = createSandbox();
  sandbox.write({ [item]: '' });
  expect(await isCommitted(findRepository(sandbox.dir, {})!, [sandbox.at(item)], sandbox.env)).toBe(false);
});

test('refreshIndex keeps what was staged', async () => {
  const { sandbox, repo, paths, record } = await changed();
  await record();
  sandbox.write({ [item]: 'status: mine\n' });
  sandbox.git('add', '--all');
  sandbox.write({ [item]: 'status: new\n' });
  await refreshIndex(repo, paths, sandbox.env);
  expect(sandbox.git('cat-file', 'blob', `:${item}`)).toBe('status: mine');
});

test('reports a repository that git can’t write to', async () => {
  const { sandbox, record, target } = await changed((sandbox) => {
    stageOther(sandbox);
    // Permissions do not stop root; a folder where a file belongs stops everybody.
    rmSync(sandbox.at('.git/COMMIT_EDITMSG'));
    mkdirSync(sandbox.at('.git/COMMIT_EDITMSG'));
  });
  expect(await errorOf(record())).toMatchObject({ code: 'git', message: /COMMIT_EDITMSG/ });
  untouched(sandbox, target.head);
});
