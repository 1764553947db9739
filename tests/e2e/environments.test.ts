/** Plans wherever git lets them lie: reading, reporting and history work, and what can't be seen is said. */
import { mkdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { elsewhere } from '../support/clones.ts';
import { planProcess } from '../support/plan.ts';
import type { RunOptions, Sandbox } from '../support/sandbox.ts';
import { few, shippedPlan } from '../support/shipped.ts';

/** Lists, reports, reads the report back, and finds nothing lying about. */
async function works(box: Sandbox, options: RunOptions = {}, warning = ''): Promise<void> {
  const done = async (words: string) => {
    const { code, stdout, stderr } = await planProcess(box, words, options);
    const told = words.startsWith('log') ? warning : '';
    expect({ code, stderr }, words).toEqual({ code: 0, stderr: told });
    return stdout;
  };
  expect((await done('list')).trim().split('\n')).toHaveLength(few.length + 1);
  expect(await done('update 7 --status in-place')).toMatch(
    /^7 status: not reported → in-place\ncommitted [0-9a-f]{7} on /,
  );
  expect(await done('log 7 --limit 1')).toContain('  7 status: not reported → in-place\n');
  expect(await done('update 7 --status in-place')).toBe('7: no change\n');
  expect(box.git('status', '--porcelain')).toBe('');
}

test('a linked work tree, whose lock is its own', async () => {
  const box = shippedPlan(few);
  const dir = box.at('../tētahi atu');
  box.git('worktree', 'add', '--quiet', '-b', 'other', dir);
  await works(elsewhere(box, dir));
  expect(box.git('rev-parse', 'main')).not.toBe(box.git('rev-parse', 'other'));
  await works(box);
});

test('a submodule', async () => {
  const box = shippedPlan(few);
  const above = elsewhere(box, box.at('../above'));
  mkdirSync(above.dir);
  above.git('init', '--quiet', '--initial-branch=main', '--template=');
  above.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', box.dir, 'sub');
  above.commit({}, 'With a plan');
  const sub = elsewhere(box, above.at('sub'));
  await works(sub);
  expect(above.git('status', '--porcelain')).toBe(' M sub');
});

test('a shallow clone', async () => {
  const box = shippedPlan(few);
  await planProcess(box, 'update 5 --note One.');
  const dir = box.at('../shallow');
  box.git('clone', '--quiet', '--template=', '--depth=1', `file://${box.dir}`, dir);
  await works(
    elsewhere(box, dir),
    {},
    'plan: this clone is shallow: nothing before 2026-11-24 can be seen\n' +
      '  run `git fetch --unshallow` to get the full history\n',
  );
});

test('a detached HEAD', async () => {
  const box = shippedPlan(few);
  box.git('switch', '--quiet', '--detach');
  const { code, stdout } = await planProcess(box, 'update 7 --status in-place');
  expect(code).toBe(0);
  expect(stdout).toContain(' on a detached HEAD: ');
  expect((await planProcess(box, 'log 7')).stdout).toContain('in-place');
});

test('an unborn branch', async () => {
  const box = shippedPlan(few);
  box.git('checkout', '--quiet', '--orphan', 'fresh');
  expect((await planProcess(box, 'list')).code).toBe(0);
  expect(await planProcess(box, 'log')).toMatchObject({ code: 0, stdout: '' });
  const refused = await planProcess(box, 'update 7 --status in-place');
  expect(refused).toMatchObject({ code: 3, stdout: '' });
  expect(refused.stderr).toMatchInlineSnapshot(`
    "plan: there are uncommitted changes: \`plan/items/07.yaml\` (staged)
      commit or stash them first, or use \`--no-commit\`
    "
  `);
  box.git('commit', '--quiet', '--message', 'Begun');
  await works(box);
});

test('`GIT_DIR` and `GIT_WORK_TREE`', async () => {
  const box = shippedPlan(few);
  const bare = box.at('../kept.git');
  box.git('clone', '--quiet', '--bare', box.dir, bare);
  const env = { GIT_DIR: '../kept.git', GIT_WORK_TREE: '.' };
  const refused = await planProcess(box, 'update 7 --status in-place', { env: { GIT_DIR: '../kept.git' } });
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain('is a bare repository');
  box.git('--git-dir=../kept.git', '--work-tree=.', 'reset', '--quiet');
  const report = await planProcess(box, 'update 7 --status in-place', { env });
  expect(report, report.stderr).toMatchObject({ code: 0, stderr: '' });
  expect((await planProcess(box, 'log 7', { env })).stdout).toContain('in-place');
});

describe('a sparse checkout', () => {
  test('with the whole plan in sight', async () => {
    const box = shippedPlan(few);
    box.commit({ 'elsewhere/notes.txt': 'one\n' });
    box.git('sparse-checkout', 'set', '--cone', 'plan');
    await works(box);
  });

  test('with some items out of sight: the answer says that it is partial', async () => {
    const box = shippedPlan(few);
    box.git('sparse-checkout', 'set', '--no-cone', '/*', '!/plan/items/07.yaml');
    const { code, stdout, stderr } = await planProcess(box, 'list');
    expect(stdout).not.toMatch(/^7\t/m);
    expect(stderr).toMatchInlineSnapshot(`
      "plan/items/07.yaml:1:1: error: this sparse checkout leaves the file out [unreadable-file]
             include its folder with \`git sparse-checkout add\`, or run \`git sparse-checkout disable\`
      plan: the output is incomplete: some files can’t be read: 1 error
      "
    `);
    expect(code).toBe(1);
    const report = await planProcess(box, 'update 5 --status in-progress');
    expect(report, report.stderr).toMatchObject({ code: 0 });
    const unseen = await planProcess(box, 'update 7 --status in-place');
    expect(unseen).toMatchObject({ code: 1, stdout: '' });
    expect(unseen.stderr).toContain('sparse checkout leaves the file out');
    expect((await planProcess(box, 'validate')).stdout).toContain('sparse checkout leaves the file out');
    expect(box.git('ls-files', '-t', 'plan/items')).toContain('S plan/items/07.yaml');
  });
});

test('a plan in a folder below, with blanks and macrons', async () => {
  const box = shippedPlan(few);
  mkdirSync(box.at('ngā mahere'));
  box.git('mv', 'plan', 'ngā mahere/plan');
  box.git('commit', '--quiet', '--message', 'Moved');
  await works(box, { cwd: box.at('ngā mahere') });
});

test('`core.autocrlf`', async () => {
  const box = shippedPlan(few);
  box.git('config', 'core.autocrlf', 'true');
  box.git('rm', '--quiet', '-r', '--cached', '.');
  box.git('reset', '--quiet', '--hard');
  expect(box.read('plan/items/07.yaml')).toContain('\r\n');
  await works(box);
  expect(box.read('plan/items/07.yaml').replaceAll('\r\n', '')).not.toContain('\n');
  expect(box.git('cat-file', 'blob', 'HEAD:plan/items/07.yaml')).not.toContain('\r');
});

test('`commit.gpgSign` with an SSH key', async () => {
  const box = shippedPlan(few);
  const key = box.at('../key');
  await box.run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'mere@example.org', '-f', key]);
  const { stdout: known } = await box.run('sh', ['-c', `printf 'mere@example.org %s' "$(cat '${key}.pub')"`]);
  box.write({ '../signers': known });
  for (const [name, value] of [
    ['gpg.format', 'ssh'],
    ['user.signingKey', key],
    ['commit.gpgSign', 'true'],
    ['gpg.ssh.allowedSignersFile', box.at('../signers')],
  ] as const)
    box.git('config', name, value);
  await works(box);
  expect(box.git('log', '-1', '--format=%G?')).toBe('G');
  box.git('config', 'user.signingKey', `${key}.gone`);
  const refused = await planProcess(box, 'update 5 --status in-progress');
  expect(refused).toMatchObject({ code: 3, stdout: '' });
  expect(box.git('status', '--porcelain')).toBe('');
});

test('`core.hooksPath`', async () => {
  const box = shippedPlan(few);
  box.git('config', 'core.hooksPath', '../our hooks');
  box.write({ '../our hooks/commit-msg': '#!/bin/sh\necho "Seen-By: hook" >> "$1"\n' });
  await box.run('chmod', ['+x', box.at('../our hooks/commit-msg')]);
  await works(box);
  expect(box.git('log', '-1', '--format=%B')).toContain('Seen-By: hook');
});
