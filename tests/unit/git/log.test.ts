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
import { type Sandbox, sandbox } from '../../support/sandbox.ts';

const repoOf = (box: Sandbox) => findRepository(box.dir, box.env)!;

const message = `Ngā mihi: subject

A note.
Plan-Item: 9

Plan-Change: update
Plan-Item: 5
`;

test('reads every part of a commit', async () => {
  const box = sandbox();
  const parent = box.commit({ 'a b': '1\n' });
  const commit = box.commit({ 'a b': '2\n', 'ngā\nmahi': '' }, message);
  const [newest, oldest] = await gitLog(repoOf(box), ['--raw', '--no-abbrev', '--root'], box.env);
  expect(newest).toEqual({
    ...{ commit, parents: [parent], author: 'Mere Tūhoe', mail: 'mere@example.org' },
    date: box.git('log', '-1', '--format=%ad', '--date=short'),
    committed: Number(box.git('log', '-1', '--format=%ct')),
    subject: 'Ngā mihi: subject',
    body: 'A note.\nPlan-Item: 9',
    trailers: [
      ['Plan-Change', 'update'],
      ['Plan-Item', '5'],
    ],
    files: [
      {
        path: 'a b',
        before: [box.git('rev-parse', 'HEAD~1:a b')],
        after: box.git('rev-parse', 'HEAD:a b'),
      },
      { path: 'ngā\nmahi', before: [null], after: box.git('rev-parse', 'HEAD:ngā\nmahi') },
    ],
  });
  expect(oldest).toMatchObject({ commit: parent, parents: [], body: '', trailers: [] });
  expect(trailerValue(newest!, 'Plan-Item')).toBe('5');
});

test('the user’s settings for logs do not matter', async () => {
  const box = sandbox();
  box.commit({ a: '1\n' });
  const expected = await gitLog(repoOf(box), ['--raw', '--no-abbrev', '--root'], box.env);
  for (const [key, value] of [
    ['log.showSignature', 'true'],
    ['log.date', 'relative'],
    ['log.decorate', 'full'],
    ['color.ui', 'always'],
    ['i18n.logOutputEncoding', 'ISO-8859-1'],
    ['trailer.separators', '='],
  ] as const)
    box.git('config', key, value);
  expect(await gitLog(repoOf(box), ['--raw', '--no-abbrev', '--root'], box.env)).toEqual(expected);
});

/** `main` and `other` each change a file, and a merge takes that of `main` and drops the other. */
function merged(): Sandbox {
  const box = sandbox();
  box.commit({ ours: '1\n', theirs: '1\n' });
  box.git('switch', '--quiet', '--create', 'other');
  box.commit({ theirs: '2\n' }, 'other');
  box.git('switch', '--quiet', 'main');
  box.commit({ ours: '2\n' }, 'main');
  box.git('merge', '--quiet', '--strategy=ours', '--message', 'merge', 'other');
  return box;
}

test('a merge has the files that differ from any parent', async () => {
  const box = merged();
  const range = { tip: 'HEAD', everyCommit: true, paths: [] };
  const [merge] = await logWithFiles(repoOf(box), range, box.env);
  const blob = (name: string) => box.git('rev-parse', name);
  expect(merge).toMatchObject({
    subject: 'merge',
    files: [
      { path: 'ours', before: [blob('HEAD:ours'), blob('HEAD~1^:ours')], after: blob('HEAD:ours') },
      { path: 'theirs', before: [blob('HEAD:theirs'), blob('HEAD^2:theirs')], after: blob('HEAD:theirs') },
    ],
  });
});

test('with first parents only, a merge has what it brought to the branch', async () => {
  const box = merged();
  box.git('reset', '--quiet', '--hard', 'HEAD~1');
  box.git('merge', '--quiet', '--message', 'merge', 'other');
  const range = { tip: 'HEAD', firstParent: true, paths: ['ours', 'theirs'] };
  const commits = await logWithFiles(repoOf(box), range, box.env);
  expect(commits.map(({ subject, files }) => [subject, files.map(({ path }) => path)])).toEqual([
    ['merge', ['theirs']],
    ['main', ['ours']],
    ['as it was', ['ours', 'theirs']],
  ]);
});

test('gives the texts before and after', async () => {
  const box = sandbox();
  box.commit({ a: '1\n' });
  box.commit({ a: '2\n', b: 'new\n' });
  const commits = await logWithTexts(repoOf(box), { revisions: ['HEAD'], paths: [box.at('b')] }, box.env);
  expect(commits.map(({ files }) => files)).toEqual([[{ path: 'b', before: null, after: 'new\n' }]]);
});

test('finds the newest commits, none before the first', async () => {
  const box = sandbox();
  const options = { paths: [box.dir], limit: 1, tip: null };
  expect(await newestCommits(repoOf(box), options, box.env)).toEqual([]);
  box.commit({ a: '1\n' });
  const commit = box.commit({ a: '2\n' }, 'two');
  expect(await newestCommits(repoOf(box), options, box.env)).toMatchObject([{ commit, subject: 'two' }]);
});

test('finds deleted files, and the blob that a commit replaced', async () => {
  const box = sandbox();
  expect(await deletedFiles(repoOf(box), box.dir, box.env)).toEqual([]);
  box.commit({ a: '1\n', b: '1\n' });
  expect(await replacedBlob(repoOf(box), 'a', box.env)).toBeNull();
  const blob = box.git('rev-parse', 'HEAD:a');
  box.git('rm', '--quiet', 'b');
  box.commit({ a: '2\n' });
  expect(await deletedFiles(repoOf(box), box.dir, box.env)).toEqual(['b']);
  expect(await replacedBlob(repoOf(box), 'a', box.env)).toBe(blob);
});

test('finds a commit by its trailer, not by a line that looks like one', async () => {
  const box = sandbox();
  expect(await newestWithTrailer(repoOf(box), 'Plan-Change', box.dir, box.env)).toBeNull();
  const commit = box.commit({ a: '1\n' }, message);
  box.commit({ a: '2\n' }, 'two\n\nPlan-Change: update\n\nNot a trailer.');
  expect(await newestWithTrailer(repoOf(box), 'Plan-Change', box.dir, box.env)).toMatchObject({ commit });
});

test('a commit without a signature has the letter N', async () => {
  const box = sandbox();
  const commit = box.commit({ a: '1\n' });
  expect(await signedCommits(repoOf(box), [commit], box.env)).toMatchObject([
    { commit, signature: { letter: 'N', signer: '', key: '' } },
  ]);
  expect(await signedCommits(repoOf(box), [], box.env)).toEqual([]);
});
