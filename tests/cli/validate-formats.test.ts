/** The findings of one plan in all six formats. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { brokenPlan, inFolder } from '../support/broken-plan.ts';

const fixture = (name: string) => join(import.meta.dirname, '../fixtures/formats', name);

const names = {
  text: 'broken.txt',
  json: 'broken.json',
  github: 'broken.github.txt',
  sarif: 'broken.sarif',
  junit: 'broken.junit.xml',
  markdown: 'broken.md',
};

describe.each(Object.entries(names))('%s', (format, name) => {
  test('matches the fixture', async () => {
    const { stdout, stderr, code } = await inFolder(brokenPlan(), `validate --format ${format}`);
    await expect(stdout).toMatchFileSnapshot(fixture(name));
    expect(stderr).toBe(format === 'json' ? '' : '8 errors in 7 files\n');
    expect(code).toBe(1);
  });
});

test('on GitHub Actions, the default is annotations and a job summary in Markdown', async () => {
  const sandbox = brokenPlan();
  sandbox.write({ summary: 'as it was\n' });
  const { stdout } = await inFolder(sandbox, 'validate', {
    GITHUB_ACTIONS: 'true',
    GITHUB_STEP_SUMMARY: sandbox.at('summary'),
  });
  expect(stdout).toBe(readFileSync(fixture(names.github), 'utf8'));
  expect(sandbox.read('summary')).toBe(`as it was\n${readFileSync(fixture(names.markdown), 'utf8')}\n`);
});

test('on GitHub Actions, `--format` still applies', async () => {
  const { stdout } = await inFolder(brokenPlan(), 'validate --format text', { GITHUB_ACTIONS: 'true' });
  expect(stdout).toBe(readFileSync(fixture(names.text), 'utf8'));
});
