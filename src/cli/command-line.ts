/** Reads command lines with commander, by the definitions of the commands. */
import { Command as Commander, CommanderError } from 'commander';
import { helpText } from '../render/help.ts';
import { type Command, type CommandTable, helpOption, Option, optionsOf } from './command.ts';
import type { CommonFlags } from './context.ts';

/** The help text if the user asked for it, else the arguments and option values. */
export type ParsedCommandLine =
  | { help: string }
  | { args: string[]; flags: CommonFlags & Record<string, unknown> };

/**
 * Parses the command line of a command.
 * @param argv without the command’s name
 * @param commands all commands, to suggest the right one for an unknown option
 * @throws PlanError `usage`, `unknown-word`
 */
export async function parseCommandLine(
  name: string,
  command: Command<never>,
  argv: readonly string[],
  commands: CommandTable,
): Promise<ParsedCommandLine> {
  const options = optionsOf(command);
  const parser = silentParser(name)
    .configureHelp({ formatHelp: (_, helper) => helpText(name, command, options, helper) })
    .addHelpOption(helpOption)
    .allowExcessArguments(false);
  for (const each of command.arguments ?? []) parser.addArgument(each);
  for (const each of options) if (each !== helpOption) parser.addOption(each);
  try {
    parser.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed') return { help: parser.helpInformation() };
    const { usageError } = await import('./usage-errors.ts');
    throw await usageError(name, error, options, commands);
  }
  return { args: parser.args, flags: parser.opts() };
}

/** A parser that neither prints nor exits. */
const silentParser = (name = '') =>
  new Commander(name).exitOverride().configureOutput({ writeOut: () => {}, writeErr: () => {} });

/** A command line split into positional arguments and option values, before any value is checked. */
export interface SplitLine {
  operands: readonly string[];
  /** The last value of each option that is given; `''` for an option without a value. */
  values: ReadonlyMap<Option, string>;
}

/** Splits words as commander does. Words from the first unknown option on are ignored. */
export function splitLine(words: readonly string[], options: readonly Option[]): SplitLine {
  const parser = silentParser();
  const values = new Map<Option, string>();
  for (const each of options) {
    // A copy without the checks and defaults of the option.
    parser.addOption(new Option(each.flags));
    parser.on(`option:${each.name()}`, (value?: string) => values.set(each, value ?? ''));
  }
  const { operands } = parser.parseOptions([...words]);
  return { operands, values };
}

/** Stands for a word in a line to find out how commander reads it. No argument of a process can hold it. */
export const marker = '\0';

/**
 * The position of the command’s name, or of the saved query that stands in its place (`plan @name`). Options may come
 * before it: whether a word is the value of such an option depends on the command that the word would name.
 * @param queryCommand the command that runs a saved query
 * @returns null if there is none
 */
export async function commandPosition(
  argv: readonly string[],
  commands: CommandTable,
  queryCommand: string,
): Promise<number | null> {
  if (argv.length > 0 && !argv[0]!.startsWith('-')) return 0;
  for (const [position, word] of argv.entries()) {
    const name = word.startsWith('@') ? queryCommand : word;
    if (!Object.hasOwn(commands, name)) continue;
    const { command } = await commands[name]!.load();
    const { operands } = splitLine([...argv.slice(0, position), marker], optionsOf(command));
    if (operands[0] === marker) return position;
  }
  return null;
}

/** The first positional argument in a command line that names no command; null if there is none. */
export function firstOperand(argv: readonly string[], command: Command<never>): string | null {
  // The marker is the value of an option at the end that lacks one.
  const [word] = splitLine([...argv, marker], optionsOf(command)).operands;
  return word === undefined || word === marker ? null : word;
}
