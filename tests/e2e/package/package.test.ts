/** The npm package: packed, installed without a network, and run from another folder. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shippedPlan } from '../../support/shipped.ts';

const root = join(import.meta.dirname, '../../..');

test('`npm pack` gives a package whose commands work from any folder', async () => {
  const sandbox = shippedPlan();
  const home = sandbox.at('../installed');
  mkdirSync(home);
  // Without scripts: a new build would replace files that other tests are using.
  const packed = await sandbox.run(
    'npm',
    ['pack', '--silent', '--ignore-scripts', '--pack-destination', home],
    {
      cwd: root,
    },
  );
  expect(packed).toMatchObject({ code: 0 });
  const [archive] = readdirSync(home);
  const installed = await sandbox.run(
    'npm',
    ['install', '--offline', '--silent', '--no-audit', `./${archive}`],
    {
      cwd: home,
    },
  );
  expect(installed).toMatchObject({ code: 0 });
  const listed = await sandbox.run(process.execPath, [join(root, 'bin/plan.js'), 'list']);
  for (const name of ['plan', 'plantrail']) {
    const result = await sandbox.run(join(home, 'node_modules/.bin', name), ['list'], {
      cwd: sandbox.at('plan/items'),
    });
    expect(result).toEqual(listed);
  }
});

test('has no dependencies, and credits the libraries that it contains', () => {
  const { dependencies = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(dependencies).toEqual({});
  const credits = readFileSync(join(root, 'dist/LICENSES.txt'), 'utf8');
  for (const name of ['chalk', 'cli-table3', 'commander', 'diff', 'js-yaml', 'simple-git', 'yaml', 'zod'])
    expect(credits).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+, `, 'm'));
});

test('package-lock.json names no registry', () => {
  expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved"/);
});
