/** Symbolic links, very large files, and arguments that look like options: nothing outside the plan is read, written or run. */
import { mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plan } from '../../support/plan.ts';
import { base, planFolder } from '../../support/plan-folder.ts';
import { fewItems, shippedPlan, stateOf } from '../../support/shipped.ts';

test.each(['/etc/passwd', '/dev/null', '../outside.yaml'])(
  'a file that is a link to %s is not read',
  async (target) => {
    for (const name of ['plan.yaml', 'agencies.yaml', 'items/01.yaml']) {
      const folder = planFolder();
      writeFileSync(join(folder, 'outside.yaml'), 'secret: word\n');
      rmSync(join(folder, 'plan', name));
      symlinkSync(target, join(folder, 'plan', name));
      const { stdout, stderr, code } = await plan(folder, ['validate']);
      expect(stdout + stderr).not.toMatch(/secret|root:/);
      expect(code).not.toBe(0);
    }
  },
);

test('an items folder that is a link is not read', async () => {
  const folder = planFolder();
  renameSync(join(folder, 'plan/items'), join(folder, 'elsewhere'));
  symlinkSync('../elsewhere', join(folder, 'plan/items'));
  const { stdout, code } = await plan(folder, ['validate']);
  expect(stdout).toContain('plan/items:1:1: error: the items folder is a symbolic link');
  expect(code).toBe(1);
});

test('nested folders are searched without following links, at any depth', async () => {
  const folder = planFolder({ 'items/minutes/june.pdf': '' });
  symlinkSync('/', join(folder, 'plan/items/minutes/all'));
  expect(await plan(folder, ['validate'])).toMatchObject({ stdout: '', code: 0 });
  mkdirSync(join(folder, 'plan/items/deep', 'd/'.repeat(600)), { recursive: true });
  expect((await plan(folder, ['validate'])).stdout).toMatch(
    /^plan\/items\/deep:1:1: error: items in nested folders/,
  );
});

test('evidence over the size limit, or in a linked folder, is not read', async () => {
  const evidence = `{ file: evidence/big.bin, sha256: "${'0'.repeat(64)}" }`;
  const update = `updates:\n  - { as-of: 2026-01-01, recorded: 2026-01-01, note: a, evidence: [${evidence}] }\n`;
  const folder = planFolder({ 'items/01.yaml': base('items/01.yaml') + update, 'evidence/big.bin': '' });
  truncateSync(join(folder, 'plan/evidence/big.bin'), 100_000_000_000);
  const { stdout } = await plan(folder, ['validate']);
  expect(stdout).toContain('`evidence/big.bin` is not a regular file, or is too large for evidence');
  rmSync(join(folder, 'plan/evidence'), { recursive: true });
  symlinkSync('/dev', join(folder, 'plan/evidence'));
  expect((await plan(folder, ['validate'])).stdout).toContain('there is no file `evidence/big.bin`');
});

const option = '--output=taken';

const commandLines = [
  ['list', `--known=${option}`],
  ['list', '--known', 'HEAD\nHEAD'],
  ['log', `--since=${option}`],
  ['log', `--until=${option}`],
  ['audit', '--since=--all'],
  ['changes', '--since=HEAD', '--until=--stdin'],
  ...[`${option}..HEAD`, `HEAD..${option}`, '--stdin'].map((range) => ['diff', '--', range]),
  ...['log', 'blame', 'show', 'undo'].map((command) => [command, '--', option]),
  ['show', '-5'],
  ['acknowledge', '--note', 'x', '--', '--all'],
  ['sync', '--', '--upload-pack=touch taken'],
  ['sync', '--', 'ext::touch% taken'],
  ['merge-driver', '--', '--a', '--b', '--c'],
  ['apply', '/dev/zero'],
  ['list', '--dir', '/dev/null'],
];

test('arguments are not options for git', async () => {
  const sandbox = shippedPlan(fewItems);
  const before = { ...stateOf(sandbox), left: null };
  for (const argv of commandLines) {
    const { stdout, stderr, code } = await plan(sandbox, argv);
    expect([2, 3], argv.join(' ')).toContain(code);
    expect(stdout, argv.join(' ')).toBe('');
    expect(stderr).not.toContain('unexpected error');
  }
  // Except for caches.
  expect({ ...stateOf(sandbox), left: null }).toEqual(before);
});

test('files in git have the same limits, and their names are escaped', async () => {
  const sandbox = shippedPlan(fewItems);
  sandbox.commit({
    'plan/items/05.yaml': `${sandbox.read('plan/items/05.yaml')}# ${'x'.repeat(2_000_000)}\n`,
    'plan/items/a\n:b\u001b[31m.yaml': 'id: 6\n',
  });
  const { stdout, code } = await plan(sandbox, ['validate', '--known', 'HEAD']);
  expect(stdout).toMatch(/05\.yaml:1:1: error: this file has 1,9\d\d KiB: .* \[unreadable-file\]/);
  expect(stdout).toContain('plan/items/a :b\\u001b[31m.yaml:1:1: error');
  expect(code).toBe(1);
  for (const command of ['log', 'blame 5', 'audit', 'changes --since HEAD~1']) {
    const result = await plan(sandbox, command.split(' '));
    expect(result.stdout + result.stderr).not.toMatch(/unexpected error|\u001b/);
  }
});
