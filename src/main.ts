/** The command line and what the process offers -> the exit code. The one place that catches. */

import type { CommonFlags } from './cli/context.ts';
import {
  type CommandName,
  commands,
  defaultCommand,
  publicCommands,
  queryCommand,
} from './commands/index.ts';
import { PlanError } from './errors.ts';
import { ExitCode } from './exit-codes.ts';
import type { System } from './io.ts';

export { processIo } from './io.ts';

export async function main(argv: readonly string[], io: System): Promise<ExitCode> {
  try {
    return await run(argv, io);
  } catch (error) {
    return await reportError(error, argv, io);
  }
}

async function run(argv: readonly string[], io: System): Promise<ExitCode> {
  const { name, rest } = await resolveCommand(argv);
  if (name === null || (name === defaultCommand && !argv.includes(name) && asksForHelp(rest))) {
    if (rest.includes('--version')) io.out(`${version}\n`);
    else {
      const { programHelp } = await import('./render/help.ts');
      io.out(programHelp(publicCommands, (await import('./help-topics/index.ts')).topics));
    }
    return ExitCode.done;
  }
  const [{ command }, { parse }, { CommandContext }] = await Promise.all([
    commands[name].load(),
    import('./cli/command.ts'),
    import('./cli/context.ts'),
  ]);
  const parsed = await parse(name, command, rest, commands);
  if ('help' in parsed) {
    io.out(parsed.help);
    return ExitCode.done;
  }
  const { flags } = parsed;
  const runOnce = async (io: System, flags: CommonFlags): Promise<ExitCode> => {
    const context = new CommandContext(io, flags, command);
    try {
      return await command.run(context, parsed.args, flags as never);
    } catch (error) {
      // What was remembered is of no use: the files tell.
      if (flags.index && context.discardCorruptCache(error))
        return await runOnce(io, { ...flags, index: false });
      throw error;
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

const asksForHelp = (argv: readonly string[]) =>
  ['-h', '--help', '--version'].some((flag) => argv.includes(flag));

/**
 * The command is the first word that is neither an option nor an option's value. A saved question that stands there is asked
 * of `list`; `plan` alone has a command too, and so have options alone.
 */
async function resolveCommand(
  argv: readonly string[],
): Promise<{ name: CommandName | null; rest: string[] }> {
  const at = await commandPosition(argv);
  if (at === null) return { name: defaultCommand, rest: [...argv] };
  const word = argv[at]!;
  if (word.startsWith('@')) return { name: queryCommand, rest: [...argv] };
  const rest = argv.toSpliced(at, 1);
  if (word === 'help') {
    const [what] = rest.filter((each) => !each.startsWith('-'));
    if (what === undefined && rest.length === 0) return { name: null, rest };
    if (what === undefined || Object.hasOwn(commands, what)) return await resolveCommand([...rest, '--help']);
  }
  if (Object.hasOwn(commands, word)) return { name: word as CommandName, rest };
  const { unknownCommand } = await import('./cli/usage-errors.ts');
  throw await unknownCommand(argv, at, commands);
}

/** Most command lines begin with it. What options take is looked up only where one stands before it. */
async function commandPosition(argv: readonly string[]): Promise<number | null> {
  if (argv[0]?.startsWith('-')) return (await import('./cli/first-positional.ts')).firstPositional(argv);
  return argv.length > 0 ? 0 : null;
}

/** Every end that is not a command's own: a fault told as text, or as JSON where JSON was asked for. */
async function reportError(error: unknown, argv: readonly string[], io: System): Promise<ExitCode> {
  const fault = error instanceof PlanError ? error : internalError(error);
  const { faultJson, errorText } = await import('./render/error.ts');
  if (wantsJson(argv)) {
    try {
      io.out(faultJson(fault));
      return fault.exit;
    } catch {
      // Where the answer can't be written, nor can this be: it is said to the person.
    }
  }
  const { createTheme, shouldColor } = await import('./render/common/colors.ts');
  const hasColor = shouldColor(valueIn(argv, '--color'), io.env, io.stderrIsTerminal);
  io.err(errorText(fault, await createTheme(hasColor)));
  return fault.exit;
}

const wantsJson = (argv: readonly string[]) =>
  argv.includes('--json') || /^(nd)?json$/.test(valueIn(argv, '--format') ?? '');

/** An option's value by the look of the words alone: the command line may be what is wrong. */
function valueIn(argv: readonly string[], name: string): string | undefined {
  const at = argv.findLastIndex((word) => word === name || word.startsWith(`${name}=`));
  if (at < 0) return undefined;
  return argv[at] === name ? argv[at + 1] : argv[at]!.slice(name.length + 1);
}

function internalError(error: unknown): PlanError {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new PlanError('internal', `something the program did not foresee: ${message}`, 'please report it');
}
