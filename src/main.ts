/** Runs a command line: finds and runs its command, prints errors, and returns the exit code. */

import type { CommonFlags } from './cli/context.ts';
import { type CommandName, commandGroups, commands, defaultCommand, queryCommand } from './commands/index.ts';
import { PlanError } from './errors.ts';
import { ExitCode } from './exit-codes.ts';
import type { System } from './io.ts';

export { processIo } from './io.ts';

/** Runs a command line. Every error ends here. */
export async function main(argv: readonly string[], io: System): Promise<ExitCode> {
  try {
    return await run(argv, io);
  } catch (error) {
    return await reportError(error, argv, io);
  }
}

async function run(argv: readonly string[], io: System): Promise<ExitCode> {
  const resolved = await resolveCommand(argv);
  if (resolved === 'version') {
    io.out(`${version}\n`);
    return ExitCode.done;
  }
  if (resolved === 'help') {
    const { programHelp } = await import('./render/help.ts');
    io.out(programHelp(commandGroups, (await import('./help-topics/index.ts')).topics));
    return ExitCode.done;
  }
  const { name, rest } = resolved;
  const [{ command }, { parseCommandLine }, { CommandContext }] = await Promise.all([
    commands[name].load(),
    import('./cli/command-line.ts'),
    import('./cli/context.ts'),
  ]);
  const parsed = await parseCommandLine(name, command, rest, commands);
  if ('help' in parsed) {
    io.out(parsed.help);
    return ExitCode.done;
  }
  const { args, flags } = parsed;
  const runOnce = async (io: System, flags: CommonFlags): Promise<ExitCode> => {
    const context = new CommandContext(io, flags, command);
    try {
      return await command.run(context, args, flags as never);
    } finally {
      context.close();
    }
  };
  if (!command.hasOutput || (flags.output === undefined && !io.stdoutIsTerminal))
    return await runOnce(io, flags);
  const { writeOutput } = await import('./cli/output.ts');
  return await writeOutput({ io, flags, formats: command.formats }, runOnce);
}

declare const PLANTRAIL_VERSION: string;
/** Set by the build from `package.json`. */
const version = PLANTRAIL_VERSION;

/**
 * The command of a command line and the words without its name. A saved query in its place (`plan @name`) is run by
 * `list`; without a command, `summary` runs.
 * @throws PlanError `usage`
 */
async function resolveCommand(
  argv: readonly string[],
): Promise<{ name: CommandName; rest: readonly string[] } | 'help' | 'version'> {
  const position = await findCommandPosition(argv);
  if (position === null) return await resolveDefault(argv);
  const word = argv[position]!;
  if (word.startsWith('@')) return { name: queryCommand, rest: argv };
  const rest = argv.toSpliced(position, 1);
  if (word === 'help') {
    const topic = rest.find((each) => !each.startsWith('-'));
    if (topic === undefined || Object.hasOwn(commands, topic))
      return await resolveCommand([...rest, '--help']);
  }
  if (Object.hasOwn(commands, word)) return { name: word as CommandName, rest };
  throw (await import('./cli/usage-errors.ts')).unknownCommand(word, commands);
}

/** The options of the program itself. */
const programOptions = ['--version', '--help', '-h'];

/** The parser is loaded only if an option of a command comes first. */
async function findCommandPosition(argv: readonly string[]): Promise<number | null> {
  if (argv.every((word) => programOptions.includes(word))) return null;
  if (!argv[0]!.startsWith('-')) return 0;
  return await (await import('./cli/command-line.ts')).commandPosition(argv, commands, queryCommand);
}

/** A command line without a command. */
async function resolveDefault(argv: readonly string[]): ReturnType<typeof resolveCommand> {
  if (argv.includes('--version')) return 'version';
  if (argv.includes('--help') || argv.includes('-h')) return 'help';
  const [{ command }, { firstOperand }] = await Promise.all([
    commands[defaultCommand].load(),
    import('./cli/command-line.ts'),
  ]);
  const word = firstOperand(argv, command);
  if (word === null) return { name: defaultCommand, rest: argv };
  throw (await import('./cli/usage-errors.ts')).unknownCommand(word, commands);
}

/** Prints an error: as JSON on standard output if the user asked for JSON, else as text on standard error. */
async function reportError(thrown: unknown, argv: readonly string[], io: System): Promise<ExitCode> {
  const error = thrown instanceof PlanError ? thrown : internalError(thrown);
  const { errorJson, errorText } = await import('./render/error.ts');
  if (wantsJson(argv)) {
    try {
      io.out(errorJson(error));
      return error.exit;
    } catch {
      // Standard output cannot be written: print it as text.
    }
  }
  const { createTheme, shouldColor } = await import('./render/common/colors.ts');
  const hasColor = shouldColor(optionValue('--color', argv), io.env, io.stderrIsTerminal);
  io.err(errorText(error, await createTheme(hasColor)));
  return error.exit;
}

const wantsJson = (argv: readonly string[]) =>
  argv.includes('--json') || /^(nd)?json$/.test(optionValue('--format', argv) ?? '');

/** The last value of an option, found without the parser: the command line may be what is wrong. */
function optionValue(name: string, argv: readonly string[]): string | undefined {
  const position = argv.findLastIndex((word) => word === name || word.startsWith(`${name}=`));
  if (position < 0) return undefined;
  return argv[position] === name ? argv[position + 1] : argv[position]!.slice(name.length + 1);
}

function internalError(thrown: unknown): PlanError {
  const message = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return new PlanError('internal', `unexpected error: ${message}`, 'please report it');
}
