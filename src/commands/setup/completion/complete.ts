/** `plan complete`: prints what can stand at the cursor of a command line. Run by the shells’ completion scripts. */
import { argument, type Command, type CommandTable, option, optionsOf } from '../../../cli/command.ts';
import { commandPosition } from '../../../cli/command-line.ts';
import type { CommandContext } from '../../../cli/context.ts';
import { ExitCode } from '../../../exit-codes.ts';
import type { Candidate } from '../../../plan/query/completion-values.ts';
import { oneLine } from '../../../render/common/escape.ts';
import { type Candidates, candidatesFor } from './candidates.ts';
import { type PartialLine, parsePartial, splitShellWords } from './parse-line.ts';

interface Flags {
  line?: string;
  breaks: string;
}

/** The commands, and those that run without their names. */
interface Program {
  commands: CommandTable;
  /** Runs if the line names no command. */
  defaultCommand: string;
  /** Runs a saved query in place of a command. */
  queryCommand: string;
}

export const completeCommand = (program: Program): Command<Flags> => ({
  description:
    'Print what can stand in place of the last word, for shell completion: one candidate on each line, with a description after a tab if there is one. `:files`, `:folders` and `:nospace` tell the shell to complete file names or folders, or to add no space. It changes nothing and prints no errors.',
  examples: [['plan complete -- list --agency po', 'complete the name of an agency']],
  formats: ['text', 'text'],
  arguments: [argument('[words...]', 'the words after `plan`')],
  options: [
    option('--line <text>', 'the command line up to the cursor, instead of words'),
    option('--breaks <characters>', 'the characters at which Readline breaks words').default(''),
  ],

  async run(context, args, { line, breaks }) {
    const split = line === undefined ? { words: args, kept: '' } : splitShellWords(line, breaks);
    const words = line === undefined ? split.words : split.words.slice(1);
    try {
      context.io.out(completionText(await complete(words, program, context), split.kept));
    } catch {
      // The user is still typing. Errors are reported when the command runs.
    }
    return ExitCode.done;
  },
});

/** In place of a command. */
const commandArgument = argument('[command]', '', 'command-or-query');
const versionOption = option('--version', 'show the version');

/** @param words the last one is at the cursor */
async function complete(
  words: readonly string[],
  { commands, defaultCommand, queryCommand }: Program,
  context: CommandContext,
): Promise<Candidates> {
  const position = await commandPosition(words.slice(0, -1), commands, queryCommand);
  const word = position === null ? defaultCommand : words[position]!;
  const isQuery = word.startsWith('@');
  const name = isQuery ? queryCommand : word;
  if (!Object.hasOwn(commands, name)) return [];
  const { command } = await commands[name]!.load();
  if (position === null) {
    const options = [...optionsOf(command), versionOption];
    return await completeIn({ ...command, arguments: [commandArgument] }, words, options);
  }
  return await completeIn(command, isQuery ? words : words.toSpliced(position, 1), optionsOf(command));

  async function completeIn(
    { arguments: args = [] }: Pick<Command, 'arguments'>,
    words: readonly string[],
    options: readonly CommandOption[],
  ): Promise<Candidates> {
    const typed = words.at(-1) ?? '';
    const partial = parsePartial(words, options);
    const { cursor, operands } = partial;
    const request = {
      context: quietContext(context, partial),
      commands,
      operands,
      milestone: optionValue('--milestone', partial),
    };
    if (cursor.at === 'option') return optionCandidates(typed, options, partial);
    if (cursor.at === 'value') {
      const found = await candidatesFor(cursor.option.suggestions, { ...request, typed: cursor.typed });
      if (typeof found === 'string') return found;
      return found
        .filter(({ word }) => word.startsWith(cursor.typed) && !cursor.earlier.includes(word))
        .map(({ word, what }) => ({ word: cursor.prefix + word, what }));
    }
    const { suggestions = [] } = args[cursor.index] ?? args.findLast(({ variadic }) => variadic) ?? {};
    const found = await candidatesFor(suggestions, { ...request, typed });
    if (typeof found === 'string') return found;
    const matching = found.filter(({ word }) => word.startsWith(typed));
    // For free text, suggest what else could come.
    return matching.length > 0 || typed !== '' ? matching : optionCandidates('--', options, partial);
  }
}

type CommandOption = ReturnType<typeof optionsOf>[number];

/** A context with the plan and the day that the line names; it prints nothing. */
function quietContext(context: CommandContext, partial: PartialLine): CommandContext {
  const [dir, today] = [optionValue('--dir', partial), optionValue('--today', partial)];
  return context.fork(
    { ...context.io, err: () => {} },
    { ...(dir !== undefined && { dir }), ...(today !== undefined && { today }) },
  );
}

function optionValue(flag: string, { values }: PartialLine): string | undefined {
  return [...values].find(([{ long }]) => long === flag)?.[1];
}

/** The options that begin so and can still be given; their short form if only that matches. */
function optionCandidates(
  typed: string,
  options: readonly CommandOption[],
  { values }: PartialLine,
): Candidate[] {
  return options
    .filter((each) => each.isRepeatable || !values.has(each))
    .flatMap(({ long, short, description }) => {
      const word = [long, short].find((flag) => flag?.startsWith(typed));
      return word ? [{ word, what: description }] : [];
    });
}

/** Whether every shell reads a word as one word and nothing else. Other words are not suggested. */
const isSafe = (word: string) => /^[\p{L}\p{N}@_.-][\p{L}\p{N}@_.,:=+/-]*$/u.test(word);

/** In characters. */
const maxDescription = 100;

/** @param kept the beginning of each word that the shell adds itself */
function completionText(candidates: Candidates, kept: string): string {
  if (typeof candidates === 'string') return `:${candidates}\n`;
  const lines = candidates
    .filter(({ word }) => isSafe(word))
    .map(({ word, what }) => `${word.slice(kept.length)}${what && `\t${shorten(oneLine(what))}`}\n`);
  const needsMore = candidates.length > 0 && candidates.every(({ word }) => word.endsWith('='));
  return `${needsMore ? ':nospace\n' : ''}${lines.join('')}`;
}

function shorten(text: string): string {
  const characters = [...text];
  if (characters.length <= maxDescription) return text;
  return `${characters
    .slice(0, maxDescription - 1)
    .join('')
    .trimEnd()}…`;
}
