/** The command line and what the process offers -> the exit code. The one place that catches. */

import type { CommonFlags } from './cli/context.ts';
import { askedVerb, defaultVerb, shownVerbs, type VerbName, verbs } from './commands/index.ts';
import { type Exit, exits, Fault } from './errors.ts';
import type { Io } from './io.ts';

export { processIo } from './io.ts';

export async function main(argv: readonly string[], io: Io): Promise<Exit> {
  try {
    return await run(argv, io);
  } catch (error) {
    return await tell(error, argv, io);
  }
}

async function run(argv: readonly string[], io: Io): Promise<Exit> {
  const { name, rest } = await findVerb(argv);
  if (name === null || (name === defaultVerb && !argv.includes(name) && asksForHelp(rest))) {
    if (rest.includes('--version')) io.out(`${version}\n`);
    else {
      const { programHelp } = await import('./render/help.ts');
      io.out(programHelp(shownVerbs, (await import('./help-topics/index.ts')).topics));
    }
    return exits.done;
  }
  const [{ verb }, { parse }, { Session }] = await Promise.all([
    verbs[name].load(),
    import('./cli/command.ts'),
    import('./cli/context.ts'),
  ]);
  const parsed = await parse(name, verb, rest, verbs);
  if ('help' in parsed) {
    io.out(parsed.help);
    return exits.done;
  }
  const { flags } = parsed;
  const work = async (io: Io, flags: CommonFlags): Promise<Exit> => {
    const session = new Session(io, flags, verb);
    try {
      return await verb.run(session, parsed.args, flags as never);
    } catch (error) {
      // What was remembered is of no use: the files tell.
      if (flags.index && session.forgot(error)) return await work(io, { ...flags, index: false });
      throw error;
    } finally {
      session.end();
    }
  };
  if (!verb.answers || (flags.output === undefined && !io.stdoutIsTerminal)) return await work(io, flags);
  const { deliver } = await import('./cli/output.ts');
  return await deliver({ io, flags, formats: verb.formats }, work);
}

declare const PLANTRAIL_VERSION: string;
/** Set by the build from `package.json`. */
const version = PLANTRAIL_VERSION;

const asksForHelp = (argv: readonly string[]) =>
  ['-h', '--help', '--version'].some((flag) => argv.includes(flag));

/**
 * The verb is the first word that is neither an option nor an option's value. A saved question that stands there is asked
 * of `list`; `plan` alone has a verb too, and so have options alone.
 */
async function findVerb(argv: readonly string[]): Promise<{ name: VerbName | null; rest: string[] }> {
  const at = await placeOfVerb(argv);
  if (at === null) return { name: defaultVerb, rest: [...argv] };
  const word = argv[at]!;
  if (word.startsWith('@')) return { name: askedVerb, rest: [...argv] };
  const rest = argv.toSpliced(at, 1);
  if (word === 'help') {
    const [what] = rest.filter((each) => !each.startsWith('-'));
    if (what === undefined && rest.length === 0) return { name: null, rest };
    if (what === undefined || Object.hasOwn(verbs, what)) return await findVerb([...rest, '--help']);
  }
  if (Object.hasOwn(verbs, word)) return { name: word as VerbName, rest };
  const { unknownCommand } = await import('./cli/usage-errors.ts');
  throw await unknownCommand(argv, at, verbs);
}

/** Most command lines begin with it. What options take is looked up only where one stands before it. */
async function placeOfVerb(argv: readonly string[]): Promise<number | null> {
  if (argv[0]?.startsWith('-')) return (await import('./cli/first-positional.ts')).firstWord(argv);
  return argv.length > 0 ? 0 : null;
}

/** Every end that is not a verb's own: a fault told as text, or as JSON where JSON was asked for. */
async function tell(error: unknown, argv: readonly string[], io: Io): Promise<Exit> {
  const fault = error instanceof Fault ? error : unforeseen(error);
  const { faultJson, faultText } = await import('./render/error.ts');
  if (wantsJson(argv)) {
    try {
      io.out(faultJson(fault));
      return fault.exit;
    } catch {
      // Where the answer can't be written, nor can this be: it is said to the person.
    }
  }
  const { paint } = await import('./render/common/colors.ts');
  const { isColoured } = await import('./cli/context.ts');
  io.err(faultText(fault, await paint(isColoured(valueIn(argv, '--color'), io.env, io.stderrIsTerminal))));
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

function unforeseen(error: unknown): Fault {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new Fault('internal', `something the program did not foresee: ${message}`, 'please report it');
}
