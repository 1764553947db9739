/** Finding the command of a command line, and splitting a line into arguments and options, by the commands' definitions. */
import { expect, test } from 'vitest';
import { type CommandTable, optionsOf } from '../../../src/cli/command.ts';
import { commandPosition, splitLine } from '../../../src/cli/command-line.ts';
import { commands } from '../../../src/commands/index.ts';

test.each([
  ['list', 0],
  ['lsit --json', 0],
  ['--json list', 1],
  ['--agency police list', 2],
  ['--agency=police list visa', 1],
  ['-n 3 log', 2],
  ['-C plan show 5', 2],
  // A value may be the name of a command.
  ['-C show list', 2],
  ['--milestone 5.1 --status completed update 5', 4],
  ['--agency police @chase', 2],
  // The value of an option.
  ['--where @chase', null],
  ['--agency list', null],
  ['--overdue', null],
  // An operand comes first.
  ['--json 5 show', null],
  ['--no-such-option list', null],
  ['-- list', 1],
])('the command in `plan %s` is at %s', async (line, position) => {
  expect(await commandPosition(line.split(' '), commands, 'list')).toBe(position);
});

test('only commands that the line names are loaded', async () => {
  const loaded: string[] = [];
  const table: CommandTable = Object.fromEntries(
    Object.entries(commands).map(([name, { summary, load }]) => [
      name,
      {
        summary,
        load: () => {
          loaded.push(name);
          return load();
        },
      },
    ]),
  );
  await commandPosition(['list'], table, 'list');
  expect(loaded).toEqual([]);
  await commandPosition(['--agency', 'show', 'list'], table, 'list');
  expect(loaded).toEqual(['show', 'list']);
});

test('a line is split as commander reads it', async () => {
  const options = optionsOf((await commands.log.load()).command);
  const { operands, values } = splitLine(['5', '-n', '3', '--json', '--since=v1', '--', '--until'], options);
  expect(operands).toEqual(['5', '--until']);
  expect([...values].map(([{ long }, value]) => [long, value])).toEqual([
    ['--limit', '3'],
    ['--json', ''],
    ['--since', 'v1'],
  ]);
});
