/**
 * Sessions at a terminal, written down in Markdown and run again here: each command, its whole output and its exit code.
 * They are what the program promises, and its documentation. `npm run sessions` writes down what it does now.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Sandbox, sandbox } from '../sandbox.ts';

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

/** The plan as it is shipped, committed in a repository of its own, with `plan` on the path. */
function shippedPlan(): Sandbox {
  const box = sandbox();
  cpSync(join(root, 'plan'), box.at('plan'), { recursive: true });
  mkdirSync(box.at('schemas'));
  for (const name of readdirSync(join(root, 'schemas')).filter((name) => name.endsWith('.json')))
    cpSync(join(root, 'schemas', name), box.at(`schemas/${name}`));
  const bin = join(box.home, 'bin');
  mkdirSync(bin);
  symlinkSync(join(root, 'bin/plan.js'), join(bin, 'plan'));
  box.env.PATH = `${bin}:${box.env.PATH}`;
  onDay(box, '2026-11-23');
  box.commit({}, 'The plan as it was published');
  onDay(box, '2026-11-24');
  return box;
}

function onDay({ env }: Sandbox, day: string): void {
  env.PLAN_TODAY = day;
  env.GIT_AUTHOR_DATE = `${day}T09:00:00+13:00`;
  env.GIT_COMMITTER_DATE = env.GIT_AUTHOR_DATE;
}

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
