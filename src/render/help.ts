/** Help: examples first, since they are what people read. */
import type { Command, Help } from 'commander';

interface Helped {
  summary: string;
  examples: readonly (readonly [command: string, what: string])[];
  arguments?: readonly (readonly [name: string, what: string])[];
}

/** The help of one command. */
export function helpText(name: string, command: Helped, parser: Command, helper: Help): string {
  const options = helper
    .visibleOptions(parser)
    .map((each) => [helper.optionTerm(each), helper.optionDescription(each)] as const);
  const usage = ['plan', name, ...(command.arguments ?? []).map(([argument]) => argument), '[options]'];
  return [
    `${helper.boxWrap(command.summary, width)}\n`,
    exampleSection(command.examples),
    `Usage\n  ${usage.join(' ')}\n`,
    section('Arguments', command.arguments ?? [], helper),
    section('Options', options, helper),
    exitCodes,
  ]
    .filter(Boolean)
    .join('\n');
}

/** The help of the program. It needs no library, and so it loads none. */
export function programHelp(
  commands: Readonly<Record<string, { summary: string }>>,
  topics: Readonly<Record<string, { about: string }>>,
): string {
  const widest = Math.max(...Object.keys(commands).map(({ length }) => length));
  const widestTopic = Math.max(...Object.keys(topics).map(({ length }) => length));
  const lines = Object.entries(commands).map(
    ([name, { summary }]) => `  plan ${name.padEnd(widest + 2)}${summary}\n`,
  );
  const pages = Object.entries(topics).map(
    ([name, { about }]) => `  plan help ${name.padEnd(widestTopic + 2)}${about}\n`,
  );
  return [
    'plan keeps a plan of action honest: YAML that people can read, and git for every change.\n',
    exampleSection([
      ['plan', "the plan's state at a glance"],
      ['plan list --agency police --status not-reported', 'what one agency still owes'],
      ['plan update 5 --status in-progress --note "Begun."', 'record a report, as one commit'],
      ['plan validate', 'everything wrong, with file, line and column'],
    ]),
    `Commands\n${lines.join('')}`,
    `Topics\n${pages.join('')}`,
    'See `plan COMMAND --help` for its options.\n',
    exitCodes,
  ].join('\n');
}

/** Help is the same bytes everywhere, so it does not ask the terminal. */
const width = 80;

const exitCodes = `Exit codes
  0 done
  1 the plan has findings, or the answer is partial
  2 the command line is wrong
  3 it could not be done, and nothing was changed
  130 interrupted
`;

function exampleSection(examples: Helped['examples']): string {
  return `Examples\n${examples.map(([command, what]) => `  # ${what}\n  ${command}\n`).join('')}`;
}

function section(title: string, rows: readonly (readonly [string, string])[], helper: Help): string {
  if (rows.length === 0) return '';
  helper.helpWidth = width;
  const termWidth = Math.max(...rows.map(([term]) => term.length));
  return `${title}\n${rows.map(([term, what]) => `${helper.formatItem(term, termWidth, what, helper)}\n`).join('')}`;
}
