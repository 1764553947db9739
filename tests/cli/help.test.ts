/** Help lists every command once under its group; the pages of `plan help` are short, and their examples run. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CommandTable } from '../../src/cli/command.ts';
import { selectionOptions } from '../../src/cli/filter-options.ts';
import { listFormats } from '../../src/cli/list-output.ts';
import { commandGroups } from '../../src/commands/index.ts';
import { splitShellWords } from '../../src/commands/setup/completion/parse-line.ts';
import { topics } from '../../src/help-topics/index.ts';
import { plan } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { shippedPlan } from '../support/shipped.ts';

const names = Object.keys(topics) as (keyof typeof topics)[];
/** The glossary is a list of terms. */
const pages = names.filter((name) => name !== 'glossary');
const page = async (name: keyof typeof topics) => (await topics[name].load()).default;

/** What a line of a page does, in this process where it is `plan` alone. */
async function does(sandbox: Sandbox, line: string) {
  if (/^plan [^|&]*$/.test(line)) return await plan(sandbox, splitShellWords(line, '').words.slice(1));
  const { code, stdout, stderr } = await sandbox.run('bash', ['-c', `set -o pipefail\n${line}`]);
  return { code, stdout, stderr };
}

test.each(pages)('%s: every example runs', async (name) => {
  const examples = [...(await page(name)).matchAll(/^ {2}# .*\n {2}(.*)$/gm)].map(([, line]) => line!);
  expect(examples.length).toBeGreaterThan(0);
  const sandbox = shippedPlan();
  // Something that can be compared and undone.
  sandbox.commit({ 'plan/items/05.yaml': `${sandbox.read('plan/items/05.yaml')}# seen\n` });
  for (const line of examples) {
    const { code, stdout, stderr } = await does(sandbox, line);
    // Some find something wrong, and say so.
    expect({ line, stderr, isWell: code === 0 || (code === 1 && stdout !== '') }).toMatchObject({
      isWell: true,
    });
  }
});

test.each(pages)('%s: fits on a screen and begins with one sentence', async (name) => {
  const text = await page(name);
  const { code, stdout } = await plan('.', ['help', name]);
  expect({ code, stdout }).toEqual({ code: 0, stdout: text });
  const lines = text.split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(lines.length).toBeLessThan(60);
  expect(text).toMatch(/^[^\n]+[.]\n\n/);
  expect(text).not.toMatch(/\t| \n/);
});

test('`plan help` lists every topic', async () => {
  const { stdout } = await plan('.', ['help']);
  for (const name of names) expect(stdout).toContain(`\n  ${name} `);
});

test('`plan help` lists each command under the heading of its group, and no hidden one', async () => {
  const { stdout } = await plan('.', ['help']);
  for (const [heading, commands] of Object.entries<CommandTable>(commandGroups)) {
    const listed = stdout.split(`\n${heading}\n`)[1]!.split('\n\n')[0]!;
    const names = [...listed.matchAll(/^ {2}(\S+) /gm)].map(([, name]) => name);
    expect(names).toEqual(Object.keys(commands).filter((name) => !commands[name]!.hidden));
  }
});

test('`plan help glossary` prints docs/glossary.md as plain text, in alphabetical order', async () => {
  const { stdout } = await plan('.', ['help', 'glossary']);
  const markdown = readFileSync(join(import.meta.dirname, '../../docs/glossary.md'), 'utf8');
  const terms = [...markdown.matchAll(/^\*\*(.+)\*\*: /gm)].map(([, term]) => term!);
  expect(terms.length).toBeGreaterThan(40);
  expect(terms).toEqual(terms.toSorted());
  for (const term of terms) expect(stdout).toContain(`\n${term}: `);
  expect(stdout).not.toMatch(/\*\*|^#/m);
});

test.each([
  ['trail', 'history'],
  ['where', 'expressions'],
])('`plan help %s`, a former topic, suggests %s', async (former, topic) => {
  const { code, stderr } = await plan('.', ['help', former]);
  expect({ code, stderr }).toMatchObject({ code: 2 });
  expect(stderr).toContain(`did you mean \`plan help ${topic}\`?`);
});

test('`formats` names every format of lists, and `filters` only options that exist', async () => {
  const formats = await page('formats');
  for (const format of listFormats) expect(formats).toMatch(new RegExp(`\\b${format}\\b`));
  const known = selectionOptions.map(({ long }) => long);
  const documented = [...(await page('filters')).matchAll(/^ {2}(--[a-z-]+) /gm)].map(([, option]) => option);
  expect(known).toEqual(expect.arrayContaining(documented));
});

test('`files` names every environment variable of the program', async () => {
  const files = await page('files');
  const src = join(import.meta.dirname, '../../src');
  const read = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [...readFileSync(join(src, name), 'utf8').matchAll(/\bPLAN_[A-Z_]+\b/g)])
    .map(([name]) => name);
  for (const name of new Set(read)) expect(files).toContain(name);
});
