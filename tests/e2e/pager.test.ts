/** Paged output, on a real terminal with the real `less`. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { fewItems, program, shippedPlan } from '../support/shipped.ts';
import { has, terminal } from '../support/terminal.ts';

const fullPlan = () => shippedPlan(undefined, { repository: false });

/** A key to press, or something else to do, when this appears on the screen. */
type Key = readonly [when: RegExp, press: string | (() => void)];

interface Options {
  env?: Record<string, string>;
  rows?: number;
}

/** Runs a command on a terminal of 10 lines. Unlike other shells, Bash goes on after a Ctrl-C that was handled. */
const onTerminal = (sandbox: Sandbox, command: string, { env = {}, rows = 10 }: Options = {}) =>
  terminal(sandbox, command, { env: { SHELL: '/bin/bash', ...env }, rows });

/** Runs a command on a terminal, pressing these keys. @returns all output, and the exit code */
async function inTerminal(
  sandbox: Sandbox,
  command: string,
  { keys = [], ...options }: Options & { keys?: readonly Key[] } = {},
): Promise<{ screen: string; code: number | null }> {
  const screen = onTerminal(sandbox, command, options);
  for (const [when, press] of keys) {
    await screen.sees(when);
    if (typeof press === 'string') screen.type(press);
    else press();
  }
  const code = await screen.ended();
  return { screen: screen.shown().replaceAll('\r\n', '\n'), code };
}

/** The prompt of `less`. */
const prompt = /:\u001b\[K/;

describe.skipIf(!has('less'))('less', () => {
  test('shows output longer than the screen in pages, and messages come after it', async () => {
    const sandbox = fullPlan();
    const { screen, code } = await inTerminal(sandbox, 'plan list', {
      keys: [
        [prompt, ' '],
        [prompt, 'G'],
        [/END/, 'q'],
      ],
    });
    expect(code).toBe(0);
    expect(screen).toContain('id  agencies');
    expect(screen.indexOf('28 of 28 items')).toBeGreaterThan(screen.lastIndexOf('(END)'));
  });

  test('can be quit early, and shows colours', async () => {
    const { screen, code } = await inTerminal(fullPlan(), 'plan list', { keys: [[prompt, 'q']] });
    expect(code).toBe(0);
    expect(screen).toContain('\u001b[1mid');
    expect(screen).not.toContain('Develop risk profiles');
  });

  test('does not change the exit code', async () => {
    const sandbox = fullPlan();
    sandbox.write({ 'plan/items/28.yaml': 'not: an item\n' });
    const { screen, code } = await inTerminal(sandbox, 'plan list', { keys: [[prompt, 'q']] });
    expect(code).toBe(1);
    expect(screen).toContain('the output is incomplete');
  });

  test('handles Ctrl-C itself', async () => {
    const screen = onTerminal(fullPlan(), 'plan list; echo "exit $?"');
    await screen.sees(prompt);
    screen.type('\u0003');
    const press = (key: string) => {
      screen.type(key);
      return screen.shown();
    };
    // `less` can lose a key while it handles Ctrl-C, or one that follows another.
    await expect.poll(() => press('G')).toContain('END');
    await expect.poll(() => press('q')).toContain('exit');
    await screen.ended();
    expect(screen.shown()).toMatch(/exit 0\r\n$/);
  });

  test('is ended by a signal to the command, and restores the terminal', async () => {
    const sandbox = fullPlan();
    const end = () => void process.kill(Number(sandbox.read('pid')), 'SIGTERM');
    const { screen } = await inTerminal(sandbox, 'plan list; echo "exit $?"; stty -a', {
      keys: [[prompt, end]],
      env: { PLAN_PAGER: 'echo $PPID > pid; exec less' },
    });
    expect(screen).toContain('exit 143\n');
    expect(screen).toMatch(/ icanon .* echo /s);
  });
});

/** The whole list, shown without waiting for a key. */
const unpaged = /28 {2}dol, moj, acc(?!.*\(END\)).*28 of 28 items\n$/s;

test.each([
  ['if it fits the screen', 'plan list', { rows: 60 }],
  ['without less', 'env PATH="$HOME/few" plan list', {}],
  ['if the pager does not exist', 'plan list', { env: { PAGER: 'no-such-pager' } }],
])('output is not paged %s', async (_, command, options) => {
  const sandbox = fullPlan();
  mkdirSync(join(sandbox.home, 'few'));
  for (const [name, to] of [
    ['node', process.execPath],
    ['plan', program],
  ] as const)
    symlinkSync(to, join(sandbox.home, 'few', name));
  const { screen, code } = await inTerminal(sandbox, command, options);
  expect(code).toBe(0);
  expect(screen).toMatch(unpaged);
});

test('PLAN_PAGER is a shell command', async () => {
  const { screen } = await inTerminal(fullPlan(), 'plan list', {
    env: { PLAN_PAGER: "grep 'pillar\\|profiles' | tr a-z A-Z" },
  });
  expect(screen).toMatch(/^10 {2}DOL, CUSTOMS.*RISK PROFILES AND ALERTS\n28 of 28 items\n$/);
});

describe('the pager', () => {
  const pagersFor = async (words: string[], own: object) => {
    const sandbox = shippedPlan(fewItems, { repository: false });
    const pagers: string[] = [];
    const page = async (command: string) => void pagers.push(command) === undefined;
    await plan(sandbox.dir, words, { stdoutIsTerminal: true, height: 3, showInPager: page, ...own });
    return pagers;
  };

  test.each(['list', 'show 5', 'agencies', 'rules', 'summary', 'explain wording-changed', 'doctor'])(
    'is used by %s',
    async (words) => expect(await pagersFor(words.split(' '), {})).toEqual(['less']),
  );

  test.each([
    [['--no-pager'], {}],
    [[], { PLAN_PAGER: 'cat', PAGER: 'more' }],
    [[], { PLAN_PAGER: '', PAGER: 'more' }],
    [[], { PAGER: '' }],
    [[], { TERM: 'dumb' }],
  ])('is not used with %j and %j', async (words, env) => {
    expect(await pagersFor(['list', ...words], { env })).toEqual([]);
  });

  test.each([
    [{ PLAN_PAGER: 'most', PAGER: 'more' }, 'most'],
    [{ PAGER: 'more -d' }, 'more -d'],
  ])('is chosen by %j', async (env, command) =>
    expect(await pagersFor(['list'], { env })).toEqual([command]),
  );

  test('is not used for pipes and files', async () => {
    expect(await pagersFor(['list'], { stdoutIsTerminal: false })).toEqual([]);
    expect(await pagersFor(['list', '-o', 'list.csv'], {})).toEqual([]);
  });

  test('counts the screen lines of long lines', async () => {
    // Three items and the header.
    expect(await pagersFor(['list', '--wide'], { height: 6, width: 300 })).toEqual([]);
    expect(await pagersFor(['list', '--wide'], { height: 6, width: 60 })).toEqual(['less']);
  });
});
