/**
 * Every rule has a folder of fixtures: files that break it, with the expected output in `fires.txt`, and similar files that
 * do not. `fires.yaml` replaces item 1 of the small plan in `base`, `fires.NAME.yaml` replaces the file NAME, and the files
 * in `fires.evidence` are added as evidence.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import { fixtures, planFolder } from '../support/plan-folder.ts';
import { fileRules } from '../support/rule-docs.ts';

const folders = readdirSync(fixtures).filter((name) => name !== 'base');

/** The small plan with the fixtures of a rule. */
function planWith(rule: string, side: 'fires' | 'silent'): string {
  const names = readdirSync(join(fixtures, rule)).filter((name) => name.startsWith(`${side}.`));
  const files = names.flatMap((name) => {
    if (name === `${side}.evidence`) {
      const folder = join(fixtures, rule, name);
      return readdirSync(folder).map(
        (each) => [`evidence/${each}`, readFileSync(join(folder, each))] as const,
      );
    }
    const [, own = 'items/01.yaml'] = /^\w+\.(.+\.yaml)$/.exec(name) ?? [];
    const path = /^(?:plan|agencies)\.yaml$/.test(own) ? own : `items/${own.replace(/^items\//, '')}`;
    return name.endsWith('.yaml') ? [[path, readFileSync(join(fixtures, rule, name))] as const] : [];
  });
  expect(files, `fixtures of \`${rule}\` that begin with \`${side}.\``).not.toEqual([]);
  return planFolder(Object.fromEntries(files));
}

test('every rule has fixtures, and every fixture a rule', () => {
  expect(folders).toEqual([...fileRules.keys()].toSorted());
});

test('every rule has a name and a summary of one sentence', () => {
  for (const [rule, { summary }] of fileRules) {
    expect(rule).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    expect(summary).toMatch(/^[A-Z].*\.$/);
  }
});

test('the small plan has no findings', async () => {
  expect(await plan(planFolder(), ['validate'])).toEqual({
    stdout: '',
    stderr: 'no findings in 5 files\n',
    code: 0,
  });
});

describe.each(folders)('%s', (rule) => {
  test('is broken by its fixture', async () => {
    const folder = planWith(rule, 'fires');
    const { stdout, stderr, code } = await plan(folder, ['validate']);
    await expect(`${stdout}${stderr}[exit ${code}]\n`).toMatchFileSnapshot(join(fixtures, rule, 'fires.txt'));
    const json = JSON.parse((await plan(folder, ['validate', '--json'])).stdout);
    const named = json.findings.map((finding: { rule: string }) => finding.rule);
    expect(named).toContain(rule);
    for (const name of named) expect([...fileRules.keys()]).toContain(name);
  });

  test('accepts the other fixture', async () => {
    const { stdout, stderr, code } = await plan(planWith(rule, 'silent'), ['validate']);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^no findings in \d files(?:; \d suppressed)?\n$/);
    expect(code).toBe(0);
  });
});
