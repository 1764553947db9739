import { chmodSync, existsSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import type { PlanError } from '../../../src/errors.ts';
import { GitError, git } from '../../../src/git/git.ts';
import { findRepository } from '../../../src/git/repository.ts';
import { type Sandbox, sandbox } from '../../support/sandbox.ts';

const inside = (box: Sandbox, env: Record<string, string> = {}) =>
  git(findRepository(box.dir, {})!, { ...box.env, ...env });
const faultOf = (run: Promise<unknown>): Promise<PlanError> =>
  run.then(
    () => expect.unreachable(),
    (error) => error,
  );

test('what git prints, as text and as bytes', async () => {
  const box = sandbox();
  const head = box.commit({ 'ngā mahi': 'Ngā mihi\n' });
  expect(await inside(box)(['rev-parse', 'HEAD'])).toBe(`${head}\n`);
  expect(await inside(box).bytes(['cat-file', '--batch'], { input: 'HEAD:ngā mahi\n' })).toEqual(
    Buffer.from(`${box.git('rev-parse', 'HEAD:ngā mahi')} blob 10\nNgā mihi\n\n`),
  );
});

test('much output comes whole', async () => {
  const box = sandbox();
  box.commit({ big: 'x'.repeat(5_000_000) });
  expect((await inside(box).bytes(['cat-file', 'blob', 'HEAD:big'])).length).toBe(5_000_000);
});

test('a failure says what git said', async () => {
  const fault = await faultOf(inside(sandbox())(['rev-parse', '--verify', 'gone']));
  expect(fault).toBeInstanceOf(GitError);
  expect(fault).toMatchObject({ code: 'git', exitCode: 128, message: /^`git rev-parse` failed: fatal: .*/s });
});

test('a failure without a word is a failure', async () => {
  const fault = await faultOf(inside(sandbox())(['rev-parse', '--verify', '--quiet', 'gone']));
  expect(fault).toMatchObject({
    message: '`git rev-parse` failed without a message (exit code 1)',
    stderr: '',
  });
});

test('a git that was killed is a failure', async () => {
  const box = sandbox();
  box.git('config', 'alias.die', '!kill -9 $PPID');
  const fault = await faultOf(inside(box)(['die']));
  expect(fault).toMatchObject({ code: 'git', exitCode: null, message: /it was killed/ });
});

test('no git on this machine', async () => {
  const box = sandbox();
  const fault = await faultOf(inside(box, { PATH: box.home })(['status']));
  expect(fault).toMatchObject({
    code: 'git',
    message: 'git can’t be run',
    hint: expect.stringMatching(/install git/),
  });
});

test('the whole environment reaches git, whatever it may be used for', async () => {
  const box = sandbox();
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
    GIT_TEMPLATE_DIR: box.home,
    GIT_AUTHOR_NAME: 'Hēmi',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'core.sshCommand',
    GIT_CONFIG_VALUE_0: 'ssh -v',
    GIT_CONFIG_GLOBAL: `${box.home}/.gitconfig`,
  };
  box.git('config', 'alias.env', '!env');
  const output = (await inside(box, env)(['env'])).split('\n');
  expect(output).toEqual(
    expect.arrayContaining(Object.entries(env).map(([key, value]) => `${key}=${value}`)),
  );
  expect(await inside(box, env)(['var', 'GIT_AUTHOR_IDENT'])).toMatch(/^Hēmi <mere@example.org>/);
});

test('hooks see the user’s language; a parser sees none', async () => {
  const box = sandbox();
  box.git('config', 'alias.language', '!echo "$LC_ALL"');
  const run = inside(box, { LC_ALL: 'mi_NZ.UTF-8' });
  expect(await run(['language'])).toBe('C\n');
  expect(await run(['language'], { hooks: true })).toBe('mi_NZ.UTF-8\n');
});

test('hooks may use abbreviated options', async () => {
  const box = sandbox();
  box.git('config', 'alias.short', '!git status --porcel --bra');
  expect(await inside(box)(['short'])).toContain('## No commits yet on main');
});

test('a program that a hook leaves behind is not waited for', async () => {
  const box = sandbox();
  box.git('config', 'alias.leave', '!sleep 600 & echo $! >left; echo done');
  expect(await inside(box)(['leave'], { hooks: true })).toBe('done\n');
  process.kill(Number(box.read('left')));
});

test.each([
  ['-c', 'core.sshCommand=touch oops', 'fetch'],
  ['-c', 'merge.x.driver=touch oops', 'merge', 'HEAD'],
  ['fetch', '--upload-pack=touch oops', '.'],
  ['config', 'core.hooksPath', '.'],
])('arguments that run a program are refused: %s %s', async (...args) => {
  const box = sandbox();
  const error = await faultOf(inside(box)(args));
  expect(error).toMatchObject({ code: 'git', message: expect.stringContaining('not permitted') });
  expect(existsSync(box.at('oops'))).toBe(false);
  expect(box.read('.git/config')).not.toContain('hooksPath');
});

test('an argument that is allowed by name', async () => {
  const box = sandbox();
  await inside(box)(['config', 'merge.x.driver', 'true'], { allow: ['allowUnsafeMergeDriver'] });
  expect(box.git('config', 'merge.x.driver')).toBe('true');
});

/** Everything that a stream brings. */
async function allOf(chunks: AsyncIterable<Buffer>): Promise<string> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all).toString();
}

test('a stream brings the whole output', async () => {
  const box = sandbox();
  box.commit({ big: 'x'.repeat(5_000_000) });
  const output = await allOf(inside(box).stream(['cat-file', '--batch'], 'HEAD:big\n'));
  expect(output.length).toBeGreaterThan(5_000_000);
});

test('a stream throws as a run does', async () => {
  const box = sandbox();
  const failed = await faultOf(allOf(inside(box).stream(['rev-parse', '--verify', 'gone'], '')));
  expect(failed).toBeInstanceOf(GitError);
  expect(failed).toMatchObject({ exitCode: 128, stderr: expect.stringMatching(/^fatal: /) });
  const missing = await faultOf(allOf(inside(box, { PATH: box.home }).stream(['status'], '')));
  expect(missing).toMatchObject({ code: 'git', message: 'git can’t be run' });
});

test('git ends when nobody reads its stream any more', async () => {
  const box = sandbox();
  box.git('config', 'alias.chatter', '!echo $PPID $$; exec sleep 600');
  let pids: number[] = [];
  for await (const chunk of inside(box).stream(['chatter'], '')) {
    pids = `${chunk}`.split(' ').map(Number);
    break;
  }
  await vi.waitFor(() => expect(() => process.kill(pids[0]!, 0)).toThrow('ESRCH'));
  process.kill(pids[1]!);
});

test('words of a plan are data', async () => {
  const box = sandbox();
  box.commit({ '--output=oops': '', '$(touch oops)': '' });
  const run = inside(box);
  for (const path of ['--output=oops', '$(touch oops)'])
    expect(await run(['log', '--format=%s', '--', path])).toBe('as it was\n');
  await faultOf(run(['rev-parse', '--verify', '--end-of-options', '--git-dir']));
  expect(existsSync(box.at('oops'))).toBe(false);
});

test('GIT_DIR and GIT_WORK_TREE may be relative', async () => {
  const box = sandbox();
  box.write({ 'plan/a': '' });
  const env = { ...box.env, GIT_DIR: '../.git', GIT_WORK_TREE: '..' };
  const repo = findRepository(box.at('plan'), env)!;
  expect(await git(repo, env)(['rev-parse', '--show-toplevel'])).toBe(`${box.dir}\n`);
});

test('several at the same time', async () => {
  const run = inside(sandbox());
  const asked = Array.from({ length: 12 }, (_, index) => run(['rev-parse', '--sq-quote', `${index}`]));
  expect(await Promise.all(asked)).toEqual(asked.map((_, index) => ` '${index}'\n`));
});

test('a repository that git does not trust', async () => {
  const box = sandbox();
  chmodSync(box.dir, 0o755);
  const fault = await faultOf(inside(box, { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' })(['status']));
  expect(fault.message).toContain('dubious ownership');
});
