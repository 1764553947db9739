/** `-o FILE`: complete or not at all, in the format of the extension, and never over a file of a plan. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formatOfFile } from '../../../src/cli/output.ts';
import { inOwnMounts } from '../../support/disk.ts';
import { plan } from '../../support/plan.ts';
import type { Sandbox } from '../../support/sandbox.ts';
import { fewItems, shippedPlan } from '../../support/shipped.ts';

const shipped = () => shippedPlan(fewItems, { repository: false });
/** Every file, and what is in it. */
const state = (sandbox: Sandbox) =>
  execFileSync('find', ['.', '-type', 'f', '-exec', 'cksum', '{}', '+'], {
    cwd: sandbox.dir,
    encoding: 'utf8',
  });

test.each(['items.csv', 'items.tsv', 'items.json', 'items.ndjson', 'items.md', 'ITEMS.CSV'])(
  'writes to %s what a pipe gets',
  async (name) => {
    const sandbox = shipped();
    const format = formatOfFile(name, ['tsv', 'csv', 'json', 'ndjson', 'markdown']);
    const piped = await plan(sandbox.dir, ['list', '--format', format]);
    const filed = await plan(sandbox.dir, ['list', '-o', name], { stdoutIsTerminal: true, width: 40 });
    expect(filed).toEqual({ stdout: '', stderr: `wrote \`${name}\`\n`, code: 0 });
    expect(sandbox.read(name)).toBe(piped.stdout);
  },
);

test('a table in a file has its full width, and color only with `--color always`', async () => {
  const sandbox = shipped();
  const env = { FORCE_COLOR: '1' };
  const { stdout } = await plan(sandbox.dir, ['list', '--format', 'table']);
  await plan(sandbox.dir, ['list', '-o', 'items.txt'], { env, stdoutIsTerminal: true, width: 40 });
  expect(sandbox.read('items.txt')).toBe(stdout);
  await plan(sandbox.dir, ['list', '-o', 'items.txt', '--color', 'always']);
  expect(sandbox.read('items.txt')).toContain('\u001b[');
});

test('`--format` overrides the extension', async () => {
  const sandbox = shipped();
  const { stdout } = await plan(sandbox.dir, ['list', '--json']);
  for (const words of [
    ['--format=json', '-o', 'items.csv'],
    ['--json', '-o', 'items'],
    ['-oitems.x', '--json'],
  ]) {
    expect((await plan(sandbox.dir, ['list', ...words])).code).toBe(0);
    expect(sandbox.read(words.find((word) => /items/.test(word))!.replace('-o', ''))).toBe(stdout);
  }
});

test('`-` is standard output', async () => {
  const sandbox = shipped();
  expect(await plan(sandbox.dir, ['list', '-o', '-'])).toEqual(await plan(sandbox.dir, ['list']));
  expect(existsSync(sandbox.at('-'))).toBe(false);
});

test('`-o` may come before the command, and without one', async () => {
  const sandbox = shipped();
  expect((await plan(sandbox.dir, ['-o', 'list.csv', 'list'])).stderr).toBe('wrote `list.csv`\n');
  expect((await plan(sandbox.dir, ['-o', 'state.json'])).stderr).toBe('wrote `state.json`\n');
});

test.each([
  [
    ['-o', 'items.doc'],
    'the extension of `items.doc` selects no format of this command: use `.txt`, `.tsv`, ',
  ],
  [['-o', 'items'], 'the extension of `items` selects no format'],
  [['-o', 'items.cvs'], 'did you mean `csv`?'],
])('%j is refused before the plan is read', async (words, message) => {
  const sandbox = shipped();
  sandbox.write({ 'plan/plan.yaml': 'no: plan' });
  const { stdout, stderr, code } = await plan(sandbox.dir, ['list', ...words]);
  expect([stdout, code]).toEqual(['', 2]);
  expect(stderr).toContain(message);
});

describe('refuses to write to', () => {
  test.each([
    ['plan/items', '`plan/items` is a folder', 3],
    ['no/items.csv', 'there is no folder `no`', 3],
    ['README/items.csv', 'there is no folder `README`', 3],
    ['plan/items/05.yaml', '`plan/items/05.yaml` is a file of a plan', 3],
    ['plan/plan.yaml', '`plan/plan.yaml` is a file of a plan', 3],
    ['link', '`link` is a file of a plan', 3],
    ['lost', 'is a symbolic link', 3],
  ])('%s', async (name, message, code) => {
    const sandbox = shipped();
    sandbox.write({ README: 'a file\n' });
    symlinkSync('plan/items/05.yaml', sandbox.at('link'));
    symlinkSync('nowhere', sandbox.at('lost'));
    const before = state(sandbox);
    const result = await plan(sandbox.dir, ['list', '--format', 'csv', '-o', name]);
    expect(result.stderr).toContain(message);
    expect([result.stdout, result.code]).toEqual(['', code]);
    expect(state(sandbox)).toBe(before);
  });

  test.for([
    ['a full disk', 'size=4k', 'the disk is full'],
    ['a read-only disk', 'ro', 'the file system is read-only'],
  ])('%s', async ([_, options, message], context) => {
    const sandbox = shipped();
    mkdirSync(sandbox.at('disk'));
    const script = `mount -t tmpfs -o size=64k none disk && echo before > disk/items.csv &&
      mount -o remount,${options} disk && { plan list -o disk/items.csv; echo $?; ls -A disk; cat disk/*; }`;
    const { stdout, stderr } = await inOwnMounts(sandbox, context, script);
    expect(stderr).toContain(message);
    expect(stdout).toMatch(/3\nitems.csv\nbefore\n$/);
  });
});

test('keeps the mode of an existing file, and follows a link', async () => {
  const sandbox = shipped();
  sandbox.write({ 'kept/items.csv': 'before\n' });
  chmodSync(sandbox.at('kept/items.csv'), 0o640);
  symlinkSync('kept/items.csv', sandbox.at('items.csv'));
  expect((await plan(sandbox.dir, ['list', '-o', 'items.csv'])).code).toBe(0);
  expect(lstatSync(sandbox.at('items.csv')).isSymbolicLink()).toBe(true);
  expect(sandbox.read('kept/items.csv')).toContain('id,agencies');
  expect(statSync(sandbox.at('kept/items.csv')).mode & 0o777).toBe(0o640);
  expect(readdirSync(sandbox.at('kept'))).toEqual(['items.csv']);
});

test('writes to a pipe and to a device', async () => {
  const sandbox = shipped();
  const script = 'plan list -o >(cat) --format csv; plan list -o /dev/null --json; wait; test -c /dev/null';
  const { stdout, stderr, code } = await sandbox.run('bash', ['-c', script]);
  expect(stdout).toContain('id,agencies');
  expect(stderr).toMatch(/^wrote `\/dev\/fd\/\d+`\nwrote `\/dev\/null`\n$/);
  expect(code).toBe(0);
});

test('writes incomplete output, with a warning', async () => {
  const sandbox = shipped();
  sandbox.write({ 'plan/items/07.yaml': 'not: an item' });
  const { stderr, code } = await plan(sandbox.dir, ['list', '-o', 'items.json']);
  expect(code).toBe(1);
  expect(stderr).toContain('the output is incomplete');
  expect(JSON.parse(sandbox.read('items.json')).summary.items).toBe(2);
});

test('does not change the file if the command fails', async () => {
  const sandbox = shipped();
  sandbox.write({ 'items.csv': 'before\n' });
  expect((await plan(sandbox.dir, ['list', '--agency', 'nobody', '-o', 'items.csv'])).code).toBe(2);
  expect(sandbox.read('items.csv')).toBe('before\n');
});
