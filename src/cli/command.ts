/** What a command is, and how its command line is read. The door to commander. */
import { Command as Commander, CommanderError, Option } from 'commander';
import type { ExitCode } from '../exit-codes.ts';
import { helpText } from '../render/help.ts';
import type { ArgumentValues } from './argument-kinds.ts';
import type { CommandContext, CommonFlags } from './context.ts';

/** A command as it is listed, before it is loaded. */
export interface CommandEntry {
  summary: string;
  /** For other programs to run, not for people: it is in no list. */
  hidden?: true;
  load(): Promise<{ command: Command<never> }>;
}

/** The commands there are, by name. */
export type CommandTable = Readonly<Record<string, CommandEntry>>;

/** One command: what it declares, and what it does. */
export interface Command<Flags = object> {
  summary: string;
  /** Command lines that answer real questions, and what each does. They come first in the help. */
  examples: readonly (readonly [command: string, what: string])[];
  /** The formats it can answer in; the first is a terminal's, the second a pipe's. */
  formats: readonly [terminal: string, pipe: string, ...more: string[]];
  /** Its arguments as commander spells them: `[words...]`. */
  arguments?: readonly (readonly [name: string, what: string])[];
  options?: readonly Option[];
  /** It answers a question: what it gives `io.out`, text or bytes, may go to a file (`-o`), and bytes to no terminal. */
  hasOutput?: true;
  /** It asks items for facts of theirs by name, and for nothing else: they need not be read whole. */
  readsFieldsOnly?: true;
  /** What its arguments and options take, by name without dashes or brackets, where `completes.ts` does not say it of all. */
  completions?: Readonly<Record<string, ArgumentValues>>;
  run(context: CommandContext, args: readonly string[], flags: Flags): Promise<ExitCode>;
}

export { Option };

export const option = (flags: string, what: string): Option => new Option(flags, what);

/** An option that takes several values: repeated, or with commas between them. */
export const listOption = (flags: string, what: string): Option =>
  new Option(flags, what).argParser((value: string, earlier: string[] = []) => [
    ...earlier,
    ...value
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean),
  ]);

/** For commands that find faults. */
export const failOnOption = option('--fail-on <severity>', 'exit 1 from this on')
  .choices(['warning', 'error'])
  .default('error');

/** For commands that only read: they can do so at any moment that git remembers. */
export const asOfOption = option('--as-of <moment>', 'as the plan stood at the end of a day, or at a commit');

const deliveryOptions = [
  option('-o, --output <file>', 'answer into this file; its ending says the format'),
  option('--no-pager', 'whole on the terminal, however long (or set PLAN_PAGER=cat)'),
  option('--no-index', 'read every file, whatever is remembered of it'),
];

/** What every command understands. */
export const commonOptions = ({
  formats,
  hasOutput,
}: Pick<Command<never>, 'formats' | 'hasOutput'>): Option[] => [
  new Option('--format <format>', 'how to answer').choices([...new Set(formats)]),
  new Option('--json', 'the same as `--format json`'),
  ...(hasOutput ? deliveryOptions : []),
  new Option('-C, --dir <folder>', "the plan's folder (or set PLAN_DIR)"),
  new Option('--today <date>', 'the day it is, YYYY-MM-DD (or set PLAN_TODAY)'),
  new Option('--color <when>', 'whether to colour').choices(['always', 'never', 'auto']),
];

/** Either the help that was asked for, or what the command line says. */
export type ParsedArgs = { help: string } | { args: string[]; flags: CommonFlags & Record<string, unknown> };

/**
 * Reads a command's command line.
 * @param commands all there are, to say which of them has an option that this one lacks
 * @throws PlanError `usage`
 */
export async function parse(
  name: string,
  command: Command<never>,
  argv: readonly string[],
  commands: CommandTable,
): Promise<ParsedArgs> {
  const parser = new Commander(name)
    .exitOverride()
    .configureOutput({ writeOut: () => {}, writeErr: () => {} })
    .configureHelp({ formatHelp: (parser, helper) => helpText(name, command, parser, helper) })
    .helpOption('-h, --help', 'this help')
    .allowExcessArguments(false);
  for (const [argument, what] of command.arguments ?? []) parser.argument(argument, what);
  const options = [...(command.options ?? []), ...commonOptions(command)];
  for (const each of options) parser.addOption(each);
  try {
    parser.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed') return { help: parser.helpInformation() };
    const { usageError } = await import('./usage-errors.ts');
    throw await usageError(name, error.message, options, commands);
  }
  return { args: parser.args, flags: parser.opts() };
}
