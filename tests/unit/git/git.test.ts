import { chmodSync, existsSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import type { PlanError } from '../../../src/errors.ts';
import { GitError, git } from '../../../src/git/git.ts';
import { findRepository } from '../../../src/git/repository.ts';
import { createSandbox, type Sandbox } from '../../support/sandbox.ts';

const inside = (sandbox: Sandbox, env: Record<string, string> = {}) =>
  git(findRepository(sandbox.dir, {})!, { ...sandbox.env, ...env });
const errorOf = (run: Promise<unknown>): Promise<PlanError> =>
  run.then(
    () => expect.unreachable(),
    (error) => error,
  );

test('returns what git prints, as text and as bytes', async () => {
  const sandbox = createSandbox();
  const head = sandbox.commit({ 'ngā mahi': 'Ngā mihi\n' });
  expect(await inside(sandbox)(['rev-parse', 'HEAD'])).toBe(`${head}\n`);
  expect(await inside(sandbox).bytes(['cat-file', '--batch'], { input: 'HEAD:ngā mahi\n' })).toEqual(
    Buffer.from(`${sandbox.git('rev-parse', 'HEAD:ngā mahi')} blob 10\nNgā mihi\n\n`),
  );
});

test('returns long output whole', async () => {
  const sandbox = createSandbox();
  sandbox.commit({ big: 'x'.repeat(5_000_000) });
  expect((await inside(sandbox).bytes(['cat-file', 'blob', 'HEAD:big'])).length).toBe(5_000_000);
});

test('throws an error with the message of git', async () => {
  const error = await errorOf(inside(createSandbox())(['rev-parse', '--verify', 'gone']));
  expect(error).toBeInstanceOf(GitError);
  expect(error).toMatchObject({ code: 'git', exitCode: 128, message: /^`git rev-parse` failed: fatal: .*/s });
});

test('throws when git fails without a message', async () => {
  const error = await errorOf(inside(createSandbox())(['rev-parse', '--verify', '--quiet', 'gone']));
  expect(error).toMatchObject({
    message: '`git rev-parse` failed without a message (exit code 1)',
    stderr: '',
  });
});

test('throws when git is killed', async () => {
  const sandbox = createSandbox();
  sandbox.git('config', 'alias.die', '!kill -9 $PPID');
  const error = await errorOf(inside(sandbox)(['die']));
  expect(error).toMatchObject({ code: 'git', exitCode: null, message: /it was killed/ });
});

test('throws when git is not installed', async () => {
  const sandbox = createSandbox();
  const error = await errorOf(inside(sandbox, { PATH: sandbox.home })(['status']));
  expect(error).toMatchObject({
    code: 'git',
    message: 'git can’t be run',
    hint: expect.stringMatching(/install git/),
  });
});

test('passes the whole environment to git', async () => {
  const sandbox = createSandbox();
  const env = {
    EDITOR: 'vi',
    VISUAL: 'vi',
    PAGER: 'less',
    PREFIX: '/usr',
    SSH_ASKPASS: 'ask',
    GIT_ASKPASS: 'ask',
    GIT_EDITOR: 'vi',
    GIT_SEQUENCE_EDITOR: 'vi',
    GIT_PAGER: 'less',
    GIT_SSH: 'ssh',
    GIT_SSH_COMMAND: 'ssh -i key',
    GIT_EXTERNAL_DIFF: 'difft',
    GIT_PROXY_COMMAND: 'proxy',
    GIT_TEMPLATE_DIR: sandbox.home,
    GIT_AUTHOR_NAME: 'Hēmi',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'core.sshCommand',
    GIT_CONFIG_VALUE_0: 'ssh -v',
    GIT_CONFIG_GLOBAL: `${sandbox.home}/.gitconfig`,
  };
  sandbox.git('config', 'alias.env', '!env');
  const output = (await inside(sandbox, env)(['env'])).split('\n');
  expect(output).toEqual(
    expect.arrayContaining(Object.entries(env).map(([key, value]) => `${key}=${value}`)),
  );
  expect(await inside(sandbox, env)(['var', 'GIT_AUTHOR_IDENT'])).toMatch(/^Hēmi <mere@example.org>/);
});

test('output is not translated, except that of hooks', async () => {
  const sandbox = createSandbox();
  sandbox.git('config', 'alias.language', '!echo "$LC_ALL"');
  const run = inside(sandbox, { LC_ALL: 'mi_NZ.UTF-8' });
  expect(await run(['language'])).toBe('C\n');
  expect(await run(['language'], { hooks: true })).toBe('mi_NZ.UTF-8\n');
});

test('hooks may use abbreviated options', async () => {
  const sandbox = createSandbox();
  sandbox.git('config', 'alias.short', '!git status --porcel --bra');
  expect(await inside(sandbox)(['short'])).toContain('## No commits yet on main');
});

test('does not wait for a process that a hook leaves running', async () => {
  const sandbox = createSandbox();
  sandbox.git('config', 'alias.leave', '!sleep 600 & echo $! >left; echo done');
  expect(await inside(sandbox)(['leave'], { hooks: true })).toBe('done\n');
  process.kill(Number(sandbox.read('left')));
});

test.each([
  ['-c', 'core.sshCommand=touch oops', 'fetch'],
  ['-c', 'merge.x.driver=touch oops', 'merge', 'HEAD'],
  ['fetch', '--upload-pack=touch oops', '.'],
  ['config', 'core.hooksPath', '.'],
])('refuses arguments that run a program: %s %s', async (...args) => {
  const sandbox = createSandbox();
  const error = await errorOf(inside(sandbox)(args));
  expect(error).toMatchObject({ code: 'git', message: expect.stringContaining('not permitted') });
  expect(existsSync(sandbox.at('oops'))).toBe(false);
  expect(sandbox.read('.git/config')).not.toContain('hooksPath');
});

test('accepts such an argument when it is allowed', async () => {
  const sandbox = createSandbox();
  await inside(sandbox)(['config', 'merge.x.driver', 'true'], { allow: ['allowUnsafeMergeDriver'] });
  expect(sandbox.git('config', 'merge.x.driver')).toBe('true');
});

/** The whole output of a stream. */
async function allOf(chunks: AsyncIterable<Buffer>): Promise<string> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all).toString();
}

test('streams the whole output', async () => {
  const sandbox = createSandbox();
  sandbox.commit({ big: 'x'.repeat(5_000_000) });
  const output = await allOf(inside(sandbox).stream(['cat-file', '--batch'], 'HEAD:big\n'));
  expect(output.length).toBeGreaterThan(5_000_000);
});

test('a stream throws as a run does', async () => {
  const sandbox = createSandbox();
  const failed = await errorOf(allOf(inside(sandbox).stream(['rev-parse', '--verify', 'gone'], '')));
  expect(failed).toBeInstanceOf(GitError);
  expect(failed).toMatchObject({ exitCode: 128, stderr: expect.stringMatching(/^fatal: /) });
  const missing = await errorOf(allOf(inside(sandbox, { PATH: sandbox.home }).stream(['status'], '')));
  expect(missing).toMatchObject({ code: 'git', message: 'git can’t be run' });
});

test('ends git when its stream is no longer read', async () => {
  const sandbox = createSandbox();
  sandbox.git('config', 'alias.chatter', '!echo $PPID; exec sleep 20');
  let pid = 0;
  for await (const chunk of inside(sandbox).stream(['chatter'], '')) {
    pid = Number(chunk);
    break;
  }
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'));
});

test('file names are not taken for options or commands', async () => {
  const sandbox = createSandbox();
  sandbox.commit({ '--output=oops': '', '$(touch oops)': '' });
  const run = inside(sandbox);
  for (const path of ['--output=oops', '$(touch oops)'])
    expect(await run(['log', '--format=%s', '--', path])).toBe('as it was\n');
  await errorOf(run(['rev-parse', '--verify', '--end-of-options', '--git-dir']));
  expect(existsSync(sandbox.at('oops'))).toBe(false);
});

test('GIT_DIR and GIT_WORK_TREE may be relative', async () => {
  const sandbox = createSandbox();
  sandbox.write({ 'plan/a': '' });
  const env = { ...sandbox.env, GIT_DIR: '../.git', GIT_WORK_TREE: '..' };
  const repo = findRepository(sandbox.at('plan'), env)!;
  expect(await git(repo, env)(['rev-parse', '--show-toplevel'])).toBe(`${sandbox.dir}\n`);
});

test('runs several at the same time', async () => {
  const run = inside(createSandbox());
  const runs = Array.from({ length: 12 }, (_, index) => run(['rev-parse', '--sq-quote', `${index}`]));
  expect(await Promise.all(runs)).toEqual(runs.map((_, index) => ` '${index}'\n`));
});

test('reports a repository that belongs to another user', async () => {
  const sandbox = createSandbox();
  chmodSync(sandbox.dir, 0o755);
  const error = await errorOf(inside(sandbox, { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' })(['status']));
  expect(error.message).toContain('dubious ownership');
});
