/** Long answers on a real terminal, by the real `less`. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import { inTerminal, needs } from '../support/recorded-terminal.ts';
import { fewItems, program, shippedPlan } from '../support/shipped.ts';

const whole = () => shippedPlan(undefined, { repository: false });

/** What `less` shows below the text while it waits for a key. */
const prompt = /:\u001b\[K/;

describe('by less', () => {
  test('an answer longer than the screen is shown in pages, and what is said after it comes after it', async (context) => {
    needs(context, 'script', 'less');
    const sandbox = whole();
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

  test('ending it early is no error, and colours reach the screen', async (context) => {
    needs(context, 'script', 'less');
    const { screen, code } = await inTerminal(whole(), 'plan list', { keys: [[prompt, 'q']] });
    expect(code).toBe(0);
    expect(screen).toContain('\u001b[1mid');
    expect(screen).not.toContain('Develop risk profiles');
  });

  test('the exit code is the command’s own', async (context) => {
    needs(context, 'script', 'less');
    const sandbox = whole();
    sandbox.write({ 'plan/items/28.yaml': 'not: an item\n' });
    const { screen, code } = await inTerminal(sandbox, 'plan list', { keys: [[prompt, 'q']] });
    expect(code).toBe(1);
    expect(screen).toContain('the output is incomplete');
  });

  test('Ctrl-C is a key for the pager, which goes on', async (context) => {
    needs(context, 'script', 'less');
    const { screen } = await inTerminal(whole(), 'plan list; echo "exit $?"', {
      keys: [
        [prompt, '\u0003'],
        [/./, 'G'],
        [/END/, 'q'],
      ],
    });
    expect(screen).toMatch(/exit 0\n$/);
  });

  test('a signal ends the pager, which puts the terminal right, and then the command', async (context) => {
    needs(context, 'script', 'less');
    const sandbox = whole();
    const end = () => void process.kill(Number(sandbox.read('pid')), 'SIGTERM');
    const { screen } = await inTerminal(sandbox, 'plan list; echo "exit $?"; stty -a', {
      keys: [[prompt, end]],
      own: { PLAN_PAGER: 'echo $PPID > pid; exec less' },
    });
    expect(screen).toContain('exit 143\n');
    expect(screen).toMatch(/ icanon .* echo /s);
  });
});

/** The last line of the list, and whether `less` waited for a key below it. */
const everything = /28 {2}dol, moj, acc(?!.*\(END\)).*28 of 28 items\n$/s;

test.each([
  ['where it fits the screen', 'plan list', { rows: 60 }],
  ['where there is no less', 'env PATH="$HOME/few" plan list', {}],
  ['where there is no such pager', 'plan list', { own: { PAGER: 'no-such-pager' } }],
])('an answer comes whole %s', async (_, command, options) => {
  const sandbox = whole();
  mkdirSync(join(sandbox.home, 'few'));
  for (const [name, to] of [
    ['node', process.execPath],
    ['plan', program],
  ] as const)
    symlinkSync(to, join(sandbox.home, 'few', name));
  const { screen, code } = await inTerminal(sandbox, command, options);
  expect(code).toBe(0);
  expect(screen).toMatch(everything);
});

test('a pager is a command of the shell', async () => {
  const { screen } = await inTerminal(whole(), 'plan list', {
    own: { PLAN_PAGER: "grep 'pillar\\|profiles' | tr a-z A-Z" },
  });
  expect(screen).toMatch(/^10 {2}DOL, CUSTOMS.*RISK PROFILES AND ALERTS\n28 of 28 items\n$/);
});

describe('what is asked of a pager', () => {
  const paged = async (words: string[], own: object) => {
    const sandbox = shippedPlan(fewItems, { repository: false });
    const asked: string[] = [];
    const page = async (command: string) => void asked.push(command) === undefined;
    await plan(sandbox.dir, words, { stdoutIsTerminal: true, height: 3, showInPager: page, ...own });
    return asked;
  };

  test.each(['list', 'show 5', 'agencies', 'rules', 'summary', 'explain wording-changed', 'doctor'])(
    '%s is paged',
    async (words) => expect(await paged(words.split(' '), {})).toEqual(['less']),
  );

  test.each([
    [['--no-pager'], {}],
    [[], { PLAN_PAGER: 'cat', PAGER: 'more' }],
    [[], { PLAN_PAGER: '', PAGER: 'more' }],
    [[], { PAGER: '' }],
    [[], { TERM: 'dumb' }],
  ])('nothing with %j and %j', async (words, env) => {
    expect(await paged(['list', ...words], { env })).toEqual([]);
  });

  test.each([
    [{ PLAN_PAGER: 'most', PAGER: 'more' }, 'most'],
    [{ PAGER: 'more -d' }, 'more -d'],
  ])('with %j', async (env, command) => expect(await paged(['list'], { env })).toEqual([command]));

  test('neither a pipe nor a file is', async () => {
    expect(await paged(['list'], { stdoutIsTerminal: false })).toEqual([]);
    expect(await paged(['list', '-o', 'list.csv'], {})).toEqual([]);
  });

  test('long lines count as the lines they take', async () => {
    // Three items and their head.
    expect(await paged(['list', '--wide'], { height: 6, width: 300 })).toEqual([]);
    expect(await paged(['list', '--wide'], { height: 6, width: 60 })).toEqual(['less']);
  });
});
