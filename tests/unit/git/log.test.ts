/** Commits as `git log` lists them, with their files, texts and signatures. */
import { expect, test } from 'vitest';
import {
  deletedFiles,
  gitLog,
  logWithFiles,
  logWithTexts,
  newestCommits,
  newestWithTrailer,
  replacedBlob,
  signedCommits,
  trailerValue,
} from '../../../src/git/log.ts';
import { findRepository } from '../../../src/git/repository.ts';
import { createSandbox, type Sandbox } from '../../support/sandbox.ts';

const repoOf = (sandbox: Sandbox) => findRepository(sandbox.dir, sandbox.env)!;

const message = `Ngā mihi: subject

A note.
Plan-Item: 9

Plan-Change: update
Plan-Item: 5
`;

test('reads every part of a commit', async () => {
  const sandbox = createSandbox();
  const parent = sandbox.commit({ 'a b': '1\n' });
  const commit = sandbox.commit({ 'a b': '2\n', 'ngā\nmahi': '' }, message);
  const [newest, oldest] = await gitLog(repoOf(sandbox), ['--raw', '--no-abbrev', '--root'], sandbox.env);
  expect(newest).toEqual({
    ...{ commit, parents: [parent], author: 'Mere Tūhoe', mail: 'mere@example.org' },
    date: sandbox.git('log', '-1', '--format=%ad', '--date=short'),
    committed: Number(sandbox.git('log', '-1', '--format=%ct')),
    subject: 'Ngā mihi: subject',
    body: 'A note.\nPlan-Item: 9',
    trailers: [
      ['Plan-Change', 'update'],
      ['Plan-Item', '5'],
    ],
    files: [
      {
        path: 'a b',
        before: [sandbox.git('rev-parse', 'HEAD~1:a b')],
        after: sandbox.git('rev-parse', 'HEAD:a b'),
      },
      { path: 'ngā\nmahi', before: [null], after: sandbox.git('rev-parse', 'HEAD:ngā\nmahi') },
    ],
  });
  expect(oldest).toMatchObject({ commit: parent, parents: [], body: '', trailers: [] });
  expect(trailerValue(newest!, 'Plan-Item')).toBe('5');
});

test('the user’s settings for logs do not matter', async () => {
  const sandbox = createSandbox();
  sandbox.commit({ a: '1\n' });
  const expected = await gitLog(repoOf(sandbox), ['--raw', '--no-abbrev', '--root'], sandbox.env);
  for (const [key, value] of [
    ['log.showSignature', 'true'],
    ['log.date', 'relative'],
    ['log.decorate', 'full'],
    ['color.ui', 'always'],
    ['i18n.logOutputEncoding', 'ISO-8859-1'],
    ['trailer.separators', '='],
  ] as const)
    sandbox.git('config', key, value);
  expect(await gitLog(repoOf(sandbox), ['--raw', '--no-abbrev', '--root'], sandbox.env)).toEqual(expected);
});

/** `main` and `other` each change a file, and a merge takes that of `main` and drops the other. */
function merged(): Sandbox {
  const sandbox = createSandbox();
  sandbox.commit({ ours: '1\n', theirs: '1\n' });
  sandbox.git('switch', '--quiet', '--create', 'other');
  sandbox.commit({ theirs: '2\n' }, 'other');
  sandbox.git('switch', '--quiet', 'main');
  sandbox.commit({ ours: '2\n' }, 'main');
  sandbox.git('merge', '--quiet', '--strategy=ours', '--message', 'merge', 'other');
  return sandbox;
}

test('a merge has the files that differ from any parent', async () => {
  const sandbox = merged();
  const range = { tip: 'HEAD', everyCommit: true, paths: [] };
  const [merge] = await logWithFiles(repoOf(sandbox), range, sandbox.env);
  const blob = (name: string) => sandbox.git('rev-parse', name);
  expect(merge).toMatchObject({
    subject: 'merge',
    files: [
      { path: 'ours', before: [blob('HEAD:ours'), blob('HEAD~1^:ours')], after: blob('HEAD:ours') },
      { path: 'theirs', before: [blob('HEAD:theirs'), blob('HEAD^2:theirs')], after: blob('HEAD:theirs') },
    ],
  });
});

test('gives the texts before and after', async () => {
  const sandbox = createSandbox();
  sandbox.commit({ a: '1\n' });
  sandbox.commit({ a: '2\n', b: 'new\n' });
  const commits = await logWithTexts(
    repoOf(sandbox),
    { revisions: ['HEAD'], paths: [sandbox.at('b')] },
    sandbox.env,
  );
  expect(commits.map(({ files }) => files)).toEqual([[{ path: 'b', before: null, after: 'new\n' }]]);
});

test('finds the newest commits, none before the first', async () => {
  const sandbox = createSandbox();
  const options = { paths: [sandbox.dir], limit: 1, tip: null };
  expect(await newestCommits(repoOf(sandbox), options, sandbox.env)).toEqual([]);
  sandbox.commit({ a: '1\n' });
  const commit = sandbox.commit({ a: '2\n' }, 'two');
  expect(await newestCommits(repoOf(sandbox), options, sandbox.env)).toMatchObject([
    { commit, subject: 'two' },
  ]);
});

test('finds deleted files, and the blob that a commit replaced', async () => {
  const sandbox = createSandbox();
  expect(await deletedFiles(repoOf(sandbox), sandbox.dir, sandbox.env)).toEqual([]);
  sandbox.commit({ a: '1\n', b: '1\n' });
  expect(await replacedBlob(repoOf(sandbox), 'a', sandbox.env)).toBeNull();
  const blob = sandbox.git('rev-parse', 'HEAD:a');
  sandbox.git('rm', '--quiet', 'b');
  sandbox.commit({ a: '2\n' });
  expect(await deletedFiles(repoOf(sandbox), sandbox.dir, sandbox.env)).toEqual(['b']);
  expect(await replacedBlob(repoOf(sandbox), 'a', sandbox.env)).toBe(blob);
});

test('finds a commit by its trailer, not by a line that looks like one', async () => {
  const sandbox = createSandbox();
  const find = (unsharedBy?: string) =>
    newestWithTrailer(
      repoOf(sandbox),
      { key: 'Plan-Change', folder: sandbox.dir, ...(unsharedBy !== undefined && { unsharedBy }) },
      sandbox.env,
    );
  expect(await find()).toBeNull();
  const commit = sandbox.commit({ a: '1\n' }, message);
  sandbox.commit({ a: '2\n' }, 'two\n\nAs they said:\nPlan-Change: update\nNot a trailer.');
  expect(await find()).toMatchObject({ commit });
  expect(await find(sandbox.git('log', '-1', '--format=%ce'))).toMatchObject({ commit });
  expect(await find('other@example.org')).toBeNull();
  sandbox.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  expect(await find(sandbox.git('log', '-1', '--format=%ce'))).toBeNull();
});

test.each([
  ['a paragraph after it', `${'one\n\nKa pai.\n\nPlan-Change: update\nPlan-Item: 5'}\n\nRefs ABC-1`],
  ['trailers of others after it', 'one\n\nKa pai.\n\nPlan-Change: update\nPlan-Item: 5\n\nRefs: ABC-1'],
  [
    'the line of git that hides trailers',
    'one\n\nKa pai.\n# ------------------------ >8 ------------------------\n\nPlan-Change: update\nPlan-Item: 5',
  ],
])('finds our trailers with %s', async (_, text) => {
  const sandbox = createSandbox();
  sandbox.commit({ a: '1\n' }, text);
  const [commit] = await gitLog(repoOf(sandbox), ['HEAD'], sandbox.env);
  expect(commit!.trailers.slice(0, 2)).toEqual([
    ['Plan-Change', 'update'],
    ['Plan-Item', '5'],
  ]);
  expect(commit!.body).toMatch(/^Ka pai\./);
  expect(commit!.body).not.toContain('Plan-');
});

test('a commit without a signature has the letter N', async () => {
  const sandbox = createSandbox();
  const commit = sandbox.commit({ a: '1\n' });
  expect(await signedCommits(repoOf(sandbox), [commit], sandbox.env)).toMatchObject([
    { commit, signature: { letter: 'N', signer: '', key: '' } },
  ]);
  expect(await signedCommits(repoOf(sandbox), [], sandbox.env)).toEqual([]);
});
