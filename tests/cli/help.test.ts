/** The pages of `plan help` are short and true: their examples run, and what they name is there. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listFormats } from '../../src/cli/list-output.ts';
import { selectionOptions } from '../../src/cli/selection.ts';
import { splitShellWords } from '../../src/commands/setup/completion/parse-line.ts';
import { topics } from '../../src/help-topics/index.ts';
import { plan } from '../support/in-process.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { shippedPlan } from '../support/shipped.ts';

const names = Object.keys(topics) as (keyof typeof topics)[];
const page = async (name: keyof typeof topics) => (await topics[name].load()).default;

/** What a line of a page does, in this process where it is `plan` alone. */
async function does(box: Sandbox, line: string) {
  if (/^plan [^|&]*$/.test(line))
    return await plan(box.dir, splitShellWords(line, '').words.slice(1), { env: box.env });
  const { code, stdout, stderr } = await box.run('bash', ['-c', `set -o pipefail\n${line}`]);
  return { code, out: stdout, err: stderr };
}

test.each(names)('%s: every example does what a shell is told', async (name) => {
  const examples = [...(await page(name)).matchAll(/^ {2}# .*\n {2}(.*)$/gm)].map(([, line]) => line!);
  expect(examples.length).toBeGreaterThan(0);
  const box = shippedPlan();
  // Something that can be compared and undone.
  box.commit({ 'plan/items/05.yaml': `${box.read('plan/items/05.yaml')}# seen\n` });
  for (const line of examples) {
    const { code, out, err } = await does(box, line);
    // Some find something wrong, and say so.
    expect({ line, err, isWell: code === 0 || (code === 1 && out !== '') }).toMatchObject({ isWell: true });
  }
});

test.each(names)('%s: a page of lines that fit, and one sentence first', async (name) => {
  const text = await page(name);
  const { code, out } = await plan('.', ['help', name]);
  expect({ code, out }).toEqual({ code: 0, out: text });
  const lines = text.split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(lines.length).toBeLessThan(60);
  expect(text).toMatch(/^[^\n]+[.]\n\n/);
  expect(text).not.toMatch(/\t| \n/);
});

test('`plan help` names every topic', async () => {
  const { out } = await plan('.', ['help']);
  for (const name of names) expect(out).toContain(`  plan help ${name} `);
});

test('every format of a list is told, and no option that is not there', async () => {
  const formats = await page('formats');
  for (const format of listFormats) expect(formats).toMatch(new RegExp(`\\b${format}\\b`));
  const known = selectionOptions.map(({ long }) => long);
  const told = [...(await page('filters')).matchAll(/^ {2}(--[a-z-]+) /gm)].map(([, option]) => option);
  expect(known).toEqual(expect.arrayContaining(told));
});

test('what of the environment counts is told', async () => {
  const files = await page('files');
  const src = join(import.meta.dirname, '../../src');
  const read = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [...readFileSync(join(src, name), 'utf8').matchAll(/\bPLAN_[A-Z_]+\b/g)])
    .map(([name]) => name);
  for (const name of new Set(read)) expect(files).toContain(name);
});
