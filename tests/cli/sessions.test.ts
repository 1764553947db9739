/**
 * Sessions at a terminal, written down in Markdown and run again here: each command, its whole output and its exit code.
 * They are what the program promises, and its documentation. `npm run sessions` writes down what it does now.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Sandbox } from '../support/sandbox.ts';
import { onDay, shippedPlan } from '../support/shipped.ts';

const root = join(import.meta.dirname, '../..');
const pages = [
  ...readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(import.meta.dirname, name)),
  join(root, 'README.md'),
];

/** A fence of commands and what they printed; its first line may name the day, in which the next ones stay. */
const fence = /^```console(?: (\d{4}-\d\d-\d\d))?\n(.*?)^```$/gms;

test.each(pages)('%s', { timeout: 120_000 }, async (page) => {
  const box = shippedPlan();
  const written = readFileSync(page, 'utf8');
  let done = '';
  let end = 0;
  for (const match of written.matchAll(fence)) {
    const [whole, day, body] = match;
    if (day !== undefined) onDay(box, day);
    const [opening] = whole.split('\n', 1);
    done += `${written.slice(end, match.index)}${opening}\n${await replay(box, body!)}\`\`\``;
    end = match.index + whole.length;
  }
  await expect(done + written.slice(end)).toMatchFileSnapshot(page);
});

/** Runs the commands of a fence, `$ ` and lines that go on with `> `, each followed by what it prints. */
async function replay(box: Sandbox, body: string): Promise<string> {
  let text = '';
  for (const [, shown] of body.matchAll(/^(\$ .*\n(?:> .*\n)*)/gm)) {
    const command = shown!.replace(/^[$>] /gm, '');
    const { stdout, code } = await box.run('bash', ['-c', `exec 2>&1\n${command}`]);
    const ending = stdout === '' || stdout.endsWith('\n') ? '' : '\n';
    text += `${shown}${stdout}${ending}${code === 0 ? '' : `[exit ${code}]\n`}`;
  }
  return text;
}
