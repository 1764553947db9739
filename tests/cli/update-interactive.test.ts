/** `plan update` on a terminal prompts for what is missing, and records nothing without confirmation. */
import { chmodSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { matchesSearch } from '../../src/commands/record/update/interactive.ts';
import { anItem } from '../support/items.ts';
import { plan, planProcess } from '../support/plan.ts';
import { fewItems, shippedPlan, stateOf } from '../support/shipped.ts';
import { has, terminal } from '../support/terminal.ts';

const down = '\u001b[B';
const esc = '\u001b';
const enter = '\r';

describe.skipIf(!has('script'))('on a terminal', () => {
  test('prompts for item, milestone, status and note, shows the change, and records it', async () => {
    const sandbox = shippedPlan(fewItems);
    sandbox.write({
      '../home/editor':
        '#!/bin/sh\ncp "$1" "$HOME/seen"; printf "# Kua tīmata\\nnext\\n" > "$1.new"; cat "$1" >> "$1.new"; mv "$1.new" "$1"\n',
    });
    chmodSync(`${sandbox.home}/editor`, 0o755);
    const at = terminal(sandbox, 'plan update', { env: { EDITOR: `${sandbox.home}/editor` } });
    await at.sees('Which item?');
    at.type('on-going intell');
    await at.sees('1 match');
    at.type(enter);
    await at.sees('Update the item or a milestone?');
    at.type(down + enter);
    await at.sees('Which status?');
    at.type(down + down + enter);
    await at.sees('Add a note?');
    at.type(down + enter);
    expect(await at.sees('Record this?')).toContain('5 milestone 5.1 status: not reported → in-progress');
    expect(sandbox.git('log', '--format=%s')).toBe('The plan as it was published');
    at.type(enter);
    const shown = await at.sees(/without prompts: [^\n]*\n[^\n]*\n/);
    expect(await at.ended()).toBe(0);
    expect(sandbox.read('../home/seen')).toContain('# 5  Collect information');

    // The command line that it prints does the same.
    const other = shippedPlan(fewItems);
    const [, line = ''] = /without prompts: ([\s\S]*?'[\s\S]*?')/.exec(shown) ?? [];
    expect(await other.run('bash', ['-c', line.replaceAll('\r', '')])).toMatchObject({ code: 0 });
    expect(other.git('rev-parse', 'HEAD')).toBe(sandbox.git('rev-parse', 'HEAD'));
    expect(sandbox.git('log', '-1', '--format=%B')).toContain('# Kua tīmata\nnext\n');
  });

  test('does not prompt for what is given, nor for confirmation with `--yes`', async () => {
    const sandbox = shippedPlan(fewItems);
    const at = terminal(sandbox, 'plan update --status in-place --note Working. --yes');
    await at.sees('Which item?');
    at.type('7');
    await at.sees('1 match');
    at.type(enter);
    await at.sees('without prompts: plan update 7 --status in-place --note Working.');
    expect(await at.ended()).toBe(0);
    expect(sandbox.git('log', '-1', '--format=%s')).toBe('plan: 7 not-reported -> in-place');
  });

  test('prompts for a reason when closed work is reopened', async () => {
    const sandbox = shippedPlan(fewItems);
    await planProcess(
      sandbox,
      'update 5 --milestone 5.1 --status completed --evidence https://example.org/a',
    );
    const at = terminal(sandbox, 'plan update 5 --milestone 5.1');
    expect(await at.sees('Which status?')).not.toContain('Update the item or a milestone?');
    at.type(down + down + enter);
    await at.sees('Why is completed work reopened?');
    at.type(`${enter}`);
    await at.sees('write something');
    at.type(`Not all of it.${enter}`);
    await at.sees('Add a note?');
    at.type(down + down + enter);
    await at.sees('Record this?');
    at.type(enter);
    expect(await at.ended()).toBe(0);
    expect(sandbox.read('plan/items/05.yaml')).toContain('reason: Not all of it.');
  });

  test('changes nothing when it is cancelled at any prompt', async () => {
    const sandbox = shippedPlan(fewItems);
    const before = stateOf(sandbox);
    const prompts = [
      ['Which item?', `7${enter}`],
      ['Which status?', down + enter],
      ['Add a note?', enter],
      ['What was done?', `Begun.${enter}`],
      ['Record this?', 'n'],
    ] as const;
    // At the same time; each run is cancelled at another prompt.
    await Promise.all(
      prompts.map(async ([last], stop) => {
        const at = terminal(sandbox, 'plan update');
        for (const [prompt, answer] of prompts.slice(0, stop)) {
          await at.sees(prompt);
          at.type(answer);
        }
        await at.sees(last);
        at.type(stop % 2 === 0 ? '\u0003' : esc);
        expect(await at.ended()).toBe(130);
        expect(at.shown()).toContain('nothing was changed');
      }),
    );
    expect(stateOf(sandbox)).toEqual(before);
  });

  test('changes nothing without confirmation', async () => {
    const sandbox = shippedPlan(fewItems);
    const before = stateOf(sandbox);
    const at = terminal(sandbox, 'plan update --status in-place --note Working.');
    await at.sees('Which item?');
    at.type(`7${enter}`);
    await at.sees('Record this?');
    at.type('n');
    expect(await at.ended()).toBe(130);
    expect(stateOf(sandbox)).toEqual(before);
  });

  test('escapes control characters in the text of a plan', async () => {
    const sandbox = shippedPlan(fewItems);
    const text = sandbox.read('plan/items/07.yaml');
    sandbox.write({
      'plan/items/07.yaml': text.replace(/^action: .*$/m, 'action: "a \\u202e b \\u2067 漢字漢字 \\ufeff c"'),
    });
    const at = terminal(sandbox, 'plan update');
    await at.sees(/\\u202e b \\u2067/);
    at.type(esc);
    expect(await at.ended()).toBe(130);
    expect(at.shown()).not.toMatch(/[\u202a-\u202e\u2066-\u2069\ufeff]/);
  });

  test('uses no colours with `--color never`', async () => {
    const at = terminal(shippedPlan(fewItems), 'plan update --color never');
    await at.sees('Which item?');
    at.type(esc);
    await at.ended();
    expect(at.shown()).not.toMatch(/\u001b\[[\d;]*m/);
  });

  test('does not prompt when the output is a pipe', async () => {
    const at = terminal(shippedPlan(fewItems), 'plan update | cat');
    await at.ended();
    expect(at.shown()).toContain('no item given');
  });
});

test.each([
  ['--no-input', {}],
  ['', { env: { CI: 'true' } }],
  ['', { env: { TERM: 'dumb' } }],
  ['', { stdinIsTerminal: false }],
  ['', { stdoutIsTerminal: false }],
  ['', { stderrIsTerminal: false }],
  ['--json', {}],
])('does not prompt without a terminal or when told not to: %s %j', async (flag, own) => {
  const terminal = { stdinIsTerminal: true, stdoutIsTerminal: true, stderrIsTerminal: true };
  const promptStreams = { input: process.stdin, output: process.stderr };
  const result = await plan('.', ['update', ...flag.split(' ').filter(Boolean)], {
    ...terminal,
    promptStreams,
    ...own,
  });
  expect(result.code).toBe(2);
  expect(result.stdout + result.stderr).toContain('no item given');
});

test.each([
  ['5', true],
  ['05', true],
  ['people TRAFFICKING', true],
  ['police', true],
  ['nothing of it', false],
  ['', true],
])('searching for %j finds item 5: %j', (typed, isFound) => {
  const item = anItem({ id: 5, action: 'Stop people trafficking', agencies: ['police'] });
  expect(matchesSearch(typed, item)).toBe(isFound);
});
