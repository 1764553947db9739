/** Reading, updating and history work in every kind of repository and checkout, and missing files are reported. */
import { mkdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sandboxBeside } from '../support/clones.ts';
import { planProcess } from '../support/plan.ts';
import type { RunOptions, Sandbox } from '../support/sandbox.ts';
import { fewItems, shippedPlan } from '../support/shipped.ts';

/** Lists items, updates one, reads its history, and expects a clean work tree. */
async function expectWorking(sandbox: Sandbox, options: RunOptions = {}, warning = ''): Promise<void> {
  const run = async (words: string) => {
    const { code, stdout, stderr } = await planProcess(sandbox, words, options);
    const expected = words.startsWith('log') ? warning : '';
    expect({ code, stderr }, words).toEqual({ code: 0, stderr: expected });
    return stdout;
  };
  expect((await run('list')).trim().split('\n')).toHaveLength(fewItems.length + 1);
  expect(await run('update 7 --status in-place')).toMatch(
    /^7 status: not reported → in-place\ncommitted [0-9a-f]{7} on /,
  );
  expect(await run('log 7 --limit 1')).toContain('  7 status: not reported → in-place\n');
  expect(await run('update 7 --status in-place')).toBe('7: no change\n');
  expect(sandbox.git('status', '--porcelain')).toBe('');
}

test('a linked work tree, with a lock of its own', async () => {
  const sandbox = shippedPlan(fewItems);
  const dir = sandbox.at('../tētahi atu');
  sandbox.git('worktree', 'add', '--quiet', '-b', 'other', dir);
  await expectWorking(sandboxBeside(sandbox, dir));
  expect(sandbox.git('rev-parse', 'main')).not.toBe(sandbox.git('rev-parse', 'other'));
  await expectWorking(sandbox);
});

test('a submodule', async () => {
  const sandbox = shippedPlan(fewItems);
  const above = sandboxBeside(sandbox, sandbox.at('../above'));
  mkdirSync(above.dir);
  above.git('init', '--quiet', '--initial-branch=main', '--template=');
  above.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', sandbox.dir, 'sub');
  above.commit({}, 'With a plan');
  const sub = sandboxBeside(sandbox, above.at('sub'));
  await expectWorking(sub);
  expect(above.git('status', '--porcelain')).toBe(' M sub');
});

test('a shallow clone', async () => {
  const sandbox = shippedPlan(fewItems);
  await planProcess(sandbox, 'update 5 --note One.');
  const dir = sandbox.at('../shallow');
  sandbox.git('clone', '--quiet', '--template=', '--depth=1', `file://${sandbox.dir}`, dir);
  await expectWorking(
    sandboxBeside(sandbox, dir),
    {},
    'plan: this clone is shallow: nothing before 2026-11-24 can be seen\n' +
      '  run `git fetch --unshallow` to get the full history\n',
  );
});

test('a detached HEAD', async () => {
  const sandbox = shippedPlan(fewItems);
  sandbox.git('switch', '--quiet', '--detach');
  const { code, stdout } = await planProcess(sandbox, 'update 7 --status in-place');
  expect(code).toBe(0);
  expect(stdout).toContain(' on a detached HEAD: ');
  expect((await planProcess(sandbox, 'log 7')).stdout).toContain('in-place');
});

test('an unborn branch', async () => {
  const sandbox = shippedPlan(fewItems);
  sandbox.git('checkout', '--quiet', '--orphan', 'fresh');
  expect((await planProcess(sandbox, 'list')).code).toBe(0);
  expect(await planProcess(sandbox, 'log')).toMatchObject({ code: 0, stdout: '' });
  const refused = await planProcess(sandbox, 'update 7 --status in-place');
  expect(refused).toMatchObject({ code: 3, stdout: '' });
  expect(refused.stderr).toMatchInlineSnapshot(`
    "plan: there are uncommitted changes: \`plan/items/07.yaml\` (staged)
      commit or stash them first, or use \`--no-commit\`
    "
  `);
  sandbox.git('commit', '--quiet', '--message', 'Begun');
  await expectWorking(sandbox);
});

test('`GIT_DIR` and `GIT_WORK_TREE`', async () => {
  const sandbox = shippedPlan(fewItems);
  const bare = sandbox.at('../kept.git');
  sandbox.git('clone', '--quiet', '--bare', sandbox.dir, bare);
  const env = { GIT_DIR: '../kept.git', GIT_WORK_TREE: '.' };
  const refused = await planProcess(sandbox, 'update 7 --status in-place', {
    env: { GIT_DIR: '../kept.git' },
  });
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain('is a bare repository');
  sandbox.git('--git-dir=../kept.git', '--work-tree=.', 'reset', '--quiet');
  const update = await planProcess(sandbox, 'update 7 --status in-place', { env });
  expect(update, update.stderr).toMatchObject({ code: 0, stderr: '' });
  expect((await planProcess(sandbox, 'log 7', { env })).stdout).toContain('in-place');
});

describe('a sparse checkout', () => {
  test('that includes the plan', async () => {
    const sandbox = shippedPlan(fewItems);
    sandbox.commit({ 'elsewhere/notes.txt': 'one\n' });
    sandbox.git('sparse-checkout', 'set', '--cone', 'plan');
    await expectWorking(sandbox);
  });

  test('that leaves items out: output is incomplete, with exit code 1', async () => {
    const sandbox = shippedPlan(fewItems);
    sandbox.git('sparse-checkout', 'set', '--no-cone', '/*', '!/plan/items/07.yaml');
    const { code, stdout, stderr } = await planProcess(sandbox, 'list');
    expect(stdout).not.toMatch(/^7\t/m);
    expect(stderr).toMatchInlineSnapshot(`
      "plan/items/07.yaml:1:1: error: this sparse checkout leaves the file out [unreadable-file]
             include its folder with \`git sparse-checkout add\`, or run \`git sparse-checkout disable\`
      plan: the output is incomplete: some files can’t be read: 1 error
      "
    `);
    expect(code).toBe(1);
    const update = await planProcess(sandbox, 'update 5 --status in-progress');
    expect(update, update.stderr).toMatchObject({ code: 0 });
    const excluded = await planProcess(sandbox, 'update 7 --status in-place');
    expect(excluded).toMatchObject({ code: 1, stdout: '' });
    expect(excluded.stderr).toContain('sparse checkout leaves the file out');
    expect((await planProcess(sandbox, 'validate')).stdout).toContain('sparse checkout leaves the file out');
    expect(sandbox.git('ls-files', '-t', 'plan/items')).toContain('S plan/items/07.yaml');
  });
});

test('a plan in a folder with spaces and macrons', async () => {
  const sandbox = shippedPlan(fewItems);
  mkdirSync(sandbox.at('ngā mahere'));
  sandbox.git('mv', 'plan', 'ngā mahere/plan');
  sandbox.git('commit', '--quiet', '--message', 'Moved');
  await expectWorking(sandbox, { cwd: sandbox.at('ngā mahere') });
});

test('`core.autocrlf`', async () => {
  const sandbox = shippedPlan(fewItems);
  sandbox.git('config', 'core.autocrlf', 'true');
  sandbox.git('rm', '--quiet', '-r', '--cached', '.');
  sandbox.git('reset', '--quiet', '--hard');
  expect(sandbox.read('plan/items/07.yaml')).toContain('\r\n');
  await expectWorking(sandbox);
  expect(sandbox.read('plan/items/07.yaml').replaceAll('\r\n', '')).not.toContain('\n');
  expect(sandbox.git('cat-file', 'blob', 'HEAD:plan/items/07.yaml')).not.toContain('\r');
});

test('`commit.gpgSign` with an SSH key', async () => {
  const sandbox = shippedPlan(fewItems);
  const key = sandbox.at('../key');
  await sandbox.run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'mere@example.org', '-f', key]);
  const { stdout: known } = await sandbox.run('sh', [
    '-c',
    `printf 'mere@example.org %s' "$(cat '${key}.pub')"`,
  ]);
  sandbox.write({ '../signers': known });
  for (const [name, value] of [
    ['gpg.format', 'ssh'],
    ['user.signingKey', key],
    ['commit.gpgSign', 'true'],
    ['gpg.ssh.allowedSignersFile', sandbox.at('../signers')],
  ] as const)
    sandbox.git('config', name, value);
  await expectWorking(sandbox);
  expect(sandbox.git('log', '-1', '--format=%G?')).toBe('G');
  sandbox.git('config', 'user.signingKey', `${key}.gone`);
  const refused = await planProcess(sandbox, 'update 5 --status in-progress');
  expect(refused).toMatchObject({ code: 3, stdout: '' });
  expect(sandbox.git('status', '--porcelain')).toBe('');
});

test('`core.hooksPath`', async () => {
  const sandbox = shippedPlan(fewItems);
  sandbox.git('config', 'core.hooksPath', '../our hooks');
  sandbox.write({ '../our hooks/commit-msg': '#!/bin/sh\necho "Seen-By: hook" >> "$1"\n' });
  await sandbox.run('chmod', ['+x', sandbox.at('../our hooks/commit-msg')]);
  await expectWorking(sandbox);
  expect(sandbox.git('log', '-1', '--format=%B')).toContain('Seen-By: hook');
});
