/**
 * Golden sessions: Markdown pages whose `console` blocks are run again here. A block holds commands, their whole output
 * and their exit codes. `npm run sessions` writes the current output into the pages.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { setToday, shippedPlan } from '../support/shipped.ts';

const pages = [
  ...readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `tests/cli/${name}`),
  'README.md',
];

/** A block; its first line may name a day, which stays today in the blocks below. */
const block = /^```console(?: (\d{4}-\d\d-\d\d))?\n(.*?)^```$/gms;

test.each(pages)('%s', async (page) => {
  const path = join(import.meta.dirname, '../..', page);
  const sandbox = shippedPlan();
  const text = readFileSync(path, 'utf8');
  let replayed = '';
  let end = 0;
  for (const match of text.matchAll(block)) {
    const [whole, day, commands] = match;
    if (day !== undefined) setToday(sandbox, day);
    const [opening] = whole.split('\n', 1);
    replayed += `${text.slice(end, match.index)}${opening}\n${await replay(sandbox, commands!)}\`\`\``;
    end = match.index + whole.length;
  }
  expect(text.slice(end), 'a block without an end').not.toMatch(/^```console/m);
  await expect(replayed + text.slice(end)).toMatchFileSnapshot(path);
});

/** Runs the commands of a block, `$ ` and lines that go on with `> `, each followed by its output. */
async function replay(sandbox: Sandbox, commands: string): Promise<string> {
  let text = '';
  for (const [, shown] of commands.matchAll(/^(\$ .*\n(?:> .*\n)*)/gm)) {
    const command = shown!.replace(/^[$>] /gm, '');
    const { output, code } = await runCommand(sandbox, command);
    const ending = output === '' || output.endsWith('\n') ? '' : '\n';
    text += `${shown}${output}${ending}${code === 0 ? '' : `[exit ${code}]\n`}`;
  }
  return text;
}

/** The commands of `plan` that have been run in a process of their own. */
const started = new Set<string>();

/**
 * Runs a plain `plan …` in this process, which takes a tenth of the time; but the first one of each command of `plan`,
 * and whatever needs a shell, in a process of its own.
 */
async function runCommand(
  sandbox: Sandbox,
  command: string,
): Promise<{ output: string; code: number | null }> {
  const words = wordsOf(command);
  if (words?.[0] === 'plan') {
    const [, name = 'plan'] = words;
    if (started.has(name)) return await inThisProcess(sandbox, words.slice(1));
    started.add(name);
  }
  const { stdout, code } = await sandbox.run('bash', ['-c', `exec 2>&1\n${command}`]);
  return { output: stdout, code };
}

async function inThisProcess(sandbox: Sandbox, words: readonly string[]) {
  let output = '';
  const show = (data: string | Uint8Array) => {
    output += typeof data === 'string' ? data : Buffer.from(data).toString();
  };
  const { code } = await plan(sandbox, words, { out: show, err: show });
  return { output, code };
}

/** The words of a command line, or null where a shell would do more than take words and quotes apart. */
function wordsOf(command: string): string[] | null {
  const word = /(?:[\p{L}\p{N}@%+=:,./_-]|'[^']*'|"[^"$`\\!]*")+/u;
  if (!new RegExp(`^${word.source}(?: +${word.source})*\\n$`, 'u').test(command)) return null;
  return [...command.matchAll(new RegExp(word, 'gu'))].map(([raw]) =>
    raw.replace(/'([^']*)'|"([^"]*)"/g, (_, single, double) => single ?? double),
  );
}
