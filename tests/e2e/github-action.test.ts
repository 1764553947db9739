/** The GitHub action: its steps, run in their shell as a runner does. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { brokenPlan, folder } from '../support/broken-plan.ts';
import { createSandbox, type ProcessResult, type Sandbox } from '../support/sandbox.ts';
import { fewItems, shippedPlan } from '../support/shipped.ts';

const root = join(import.meta.dirname, '../..');
const fixture = (name: string) => readFileSync(join(root, 'tests/fixtures/formats', name), 'utf8');

interface Action {
  inputs: Record<string, { description: string; default?: string }>;
  runs: { using: string; steps: { shell: string; run: string; env?: Record<string, string> }[] };
}
const action: Action = parse(readFileSync(join(root, 'action.yml'), 'utf8'));

/** Runs the steps until one fails. @returns the result of the last one */
async function runAction(sandbox: Sandbox, inputs: Record<string, string> = {}): Promise<ProcessResult> {
  const value = (name: string) => inputs[name] ?? action.inputs[name]!.default ?? '';
  const env = {
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION_PATH: root,
    GITHUB_WORKSPACE: sandbox.dir,
    GITHUB_STEP_SUMMARY: join(sandbox.home, 'summary'),
    GITHUB_OUTPUT: join(sandbox.home, 'output'),
  };
  let result: ProcessResult | undefined;
  for (const step of action.runs.steps) {
    expect(step.shell).toBe('bash');
    const script = join(sandbox.home, 'step.sh');
    sandbox.write({ '../home/step.sh': step.run });
    const own = Object.entries(step.env ?? {}).map(([name, text]) => [
      name,
      text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input: string) => value(input)),
    ]);
    result = await sandbox.run('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', script], {
      env: { ...env, ...Object.fromEntries(own) },
    });
    if (result.code !== 0) return result;
  }
  return result!;
}

test('prints annotations and writes the job summary, with paths from the top of the repository', async () => {
  const sandbox = brokenPlan();
  const { stdout, code } = await runAction(sandbox, { dir: `${folder}/plan` });
  expect(stdout).toBe(fixture('broken.github.txt'));
  expect(sandbox.read('../home/summary')).toBe(`${fixture('broken.md')}\n`);
  expect(code).toBe(1);
});

test('finds the plan without inputs', async () => {
  const sandbox = shippedPlan();
  expect(await runAction(sandbox)).toMatchObject({
    stdout: '',
    stderr: 'no findings in 30 files\n',
    code: 0,
  });
  expect(sandbox.read('../home/summary')).toBe('### `plan validate`: no findings in 30 files\n\n');
});

test('audits, and writes the findings to a file', async () => {
  const sandbox = shippedPlan(fewItems);
  expect(await runAction(sandbox, { command: 'audit', format: 'sarif', output: 'plan.sarif' })).toMatchObject(
    {
      ...{ stdout: '', code: 0 },
    },
  );
  expect(JSON.parse(sandbox.read('plan.sarif')).runs[0].results).toEqual([]);
});

test('inputs are never run as shell code', async () => {
  for (const { run } of action.runs.steps) expect(run).not.toContain('${{');
  const evil = '"; touch pwned; $(touch pwned) `touch pwned` --help\n::error::x';
  const { command: _, ...others } = Object.fromEntries(
    Object.keys(action.inputs).map((name) => [name, evil]),
  );
  for (const inputs of [others, { command: evil }]) {
    const sandbox = createSandbox();
    const { stdout, code } = await runAction(sandbox, inputs);
    expect(code).not.toBe(0);
    expect(stdout).not.toMatch(/Usage|^::error::x/m);
    expect(existsSync(sandbox.at('pwned'))).toBe(false);
  }
});
