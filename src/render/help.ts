/** Help texts: of the program and of one command. */
import type { Help } from 'commander';

type Rows = readonly (readonly [term: string, description: string])[];

interface CommandHelp {
  description: string;
  examples: readonly (readonly [command: string, description: string])[];
  arguments?: readonly { term: string; description: string }[];
}

/** The help of one command. */
export function helpText(
  name: string,
  command: CommandHelp,
  options: readonly Parameters<Help['optionTerm']>[0][],
  helper: Help,
): string {
  helper.helpWidth = width;
  const { description, examples, arguments: args = [] } = command;
  return [
    `${helper.boxWrap(description, width)}\n`,
    exampleSection(examples),
    `Usage\n  ${['plan', name, ...args.map(({ term }) => term), '[options]'].join(' ')}\n`,
    wrappedSection(
      'Arguments',
      args.map(({ term, description }) => [term, description]),
      helper,
    ),
    wrappedSection(
      'Options',
      options.map((each) => [helper.optionTerm(each), helper.optionDescription(each)]),
      helper,
    ),
    exitCodes,
  ]
    .filter(Boolean)
    .join('\n');
}

/**
 * The help of the program. It loads no library.
 * @param groups the commands under the headings of their groups
 * @param topics the pages of `plan help TOPIC`
 */
export function programHelp(
  groups: Readonly<Record<string, Readonly<Record<string, { summary: string; hidden?: true }>>>>,
  topics: Readonly<Record<string, { summary: string }>>,
): string {
  return [
    'Track a plan of action as YAML files in git.\n',
    exampleSection([
      ['plan', 'show the state of the plan'],
      ['plan list --agency police --status not-reported', 'list what an agency has not reported on'],
      ['plan update 5 --status in-progress --note "Begun."', 'record an update, as one commit'],
      ['plan validate', 'check the plan for errors'],
    ]),
    'Usage\n  plan <command> [options]\n',
    ...Object.entries(groups).map(([heading, commands]) =>
      section(
        heading,
        Object.entries(commands).flatMap(([name, { summary, hidden }]) => (hidden ? [] : [[name, summary]])),
      ),
    ),
    section(
      'Help topics: plan help <topic>',
      Object.entries(topics).map(([name, { summary }]) => [name, summary]),
    ),
    section('Options', [
      ['-h, --help', 'show this help, or with a command the help of the command'],
      ['--version', 'show the version'],
    ]),
    exitCodes,
  ].join('\n');
}

/** In columns. The help does not depend on the terminal. */
const width = 80;

const exitCodes = `Exit codes
  0    done
  1    findings were reported, or the output is incomplete
  2    the command line is wrong
  3    it failed and nothing was changed
  130  interrupted
`;

const exampleSection = (examples: CommandHelp['examples']) =>
  `Examples\n${examples.map(([command, description]) => `  # ${description}\n  ${command}\n`).join('')}`;

function section(heading: string, rows: Rows): string {
  const termWidth = Math.max(...rows.map(([term]) => term.length));
  return `${heading}\n${rows.map(([term, description]) => `  ${term.padEnd(termWidth)}  ${description}\n`).join('')}`;
}

function wrappedSection(heading: string, rows: Rows, helper: Help): string {
  if (rows.length === 0) return '';
  const termWidth = Math.max(...rows.map(([term]) => term.length));
  const lines = rows.map(
    ([term, description]) => `${helper.formatItem(term, termWidth, description, helper)}\n`,
  );
  return `${heading}\n${lines.join('')}`;
}
