import { type ArgumentKind, type ArgumentValues, argumentKinds } from '../../../cli/argument-kinds.ts';
import { type Command, type CommandTable, commonOptions, type Option, option } from '../../../cli/command.ts';
import type { CommandContext } from '../../../cli/context.ts';
import { firstPositional } from '../../../cli/first-positional.ts';
import { ExitCode } from '../../../exit-codes.ts';
import type { Candidate } from '../../../plan/query/completion-words.ts';
import { oneLine } from '../../../render/common/escape.ts';
import { type Candidates, candidatesFor } from './candidates.ts';
import { nameOf, type PartialLine, parsePartial, splitShellWords, takesValue } from './parse-line.ts';

interface Flags {
  line?: string;
  breaks?: string;
}

/** What there is to complete, and the commands that need no name: of options alone, and of a saved question. */
interface Known {
  commands: CommandTable;
  alone: string;
  asked: string;
}

export const completeCommand = (known: Known): Command<Flags> => ({
  summary:
    'What can stand where the last word is being typed, for the shells’ completions: each word on a line, and behind a tab what it is, where that needs saying. `:files`, `:folders` and `:nospace` ask the shell to look itself, or to add no space. It changes nothing, and is silent whatever is wrong.',
  examples: [['plan complete -- list --agency po', 'what the agency can be']],
  formats: ['text', 'text'],
  arguments: [['[words...]', 'what was typed after `plan`']],
  options: [
    option('--line <text>', 'instead of words, the line up to the cursor, as Readline has it'),
    option('--breaks <characters>', 'the characters behind which Readline begins another word').default(''),
  ],

  async run(context, args, { line, breaks = '' }) {
    const read = line === undefined ? { words: args, held: '' } : splitShellWords(line, breaks);
    const words = line === undefined ? read.words : read.words.slice(1);
    try {
      context.io.out(answerText(await answerTo(words, known, context), read.held));
    } catch {
      // Whoever is typing has not asked anything yet: what is wrong is told when they do.
    }
    return ExitCode.done;
  },
});

/** What can stand in the place of the last word, whole. */
async function answerTo(
  words: readonly string[],
  { commands, ...usual }: Known,
  context: CommandContext,
): Promise<Candidates> {
  const at = firstPositional(words.slice(0, -1));
  const first = at === null ? null : words[at]!;
  const name = first === null ? usual.alone : first.startsWith('@') ? usual.asked : first;
  const named = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!named) return [];
  const { command } = await named.load();
  const options = [...(command.options ?? []), ...commonOptions(command), option('-h, --help', 'this help')];
  const ground = {
    options,
    commands: commands,
    session: context,
    kinds: command.completions ?? {},
    arguments: command.arguments ?? [],
  };
  const typed = words.at(-1) ?? '';
  if (at === null) {
    const all = [...options, option('--version', 'which version this is')];
    return await completeAt(parsePartial(words, all), typed, { ...ground, ...opening, options: all });
  }
  return await completeAt(
    parsePartial(first === name ? words.toSpliced(at, 1) : words, options),
    typed,
    ground,
  );
}

/** Where no word stands yet, it is a command or what may stand for one. */
const opening = { kinds: { opening: 'opening' }, arguments: [['[opening]', '']] } as const;

interface CompletionContext {
  options: readonly Option[];
  kinds: Readonly<Record<string, ArgumentValues>>;
  arguments?: Command['arguments'];
  commands: CommandTable;
  session: CommandContext;
}

async function completeAt(
  { spot, operands, values }: PartialLine,
  typed: string,
  { options, kinds, arguments: all = [], commands, session: own }: CompletionContext,
): Promise<Candidates> {
  const milestone = values.get('milestone');
  const context = own.fork({ ...own.io, err: () => {} }, { ...flag('dir'), ...flag('today') });
  const offered = (name: string, typed: string) =>
    offerOf(kinds[name] ?? argumentKinds[name] ?? 'text', { context, commands, typed, operands, milestone });
  if (spot.at === 'option') return optionsLike(typed);
  if (spot.at === 'value') {
    const { option, kept, typed, earlier } = spot;
    const found = option.argChoices ?? (await offered(nameOf(option), typed));
    const candidates = typeof found === 'string' ? found : found.map(asCandidate);
    if (typeof candidates === 'string') return candidates;
    return candidates
      .filter(({ word }) => word.startsWith(typed) && !earlier.includes(word))
      .map(({ word, what }) => ({ word: kept + word, what }));
  }
  const [argument] = all[spot.index] ?? all.filter(([name]) => name.includes('...')).slice(-1)[0] ?? [];
  const found = argument === undefined ? [] : await offered(argument.replace(/[^\w-]/g, ''), typed);
  if (typeof found === 'string') return found;
  const fitting = found.filter(({ word }) => word.startsWith(typed));
  // Where the words are the user's own, the options are what else could come.
  return fitting.length > 0 || typed !== '' ? fitting : optionsLike('--');

  function flag(name: 'dir' | 'today') {
    const value = values.get(name);
    return value === undefined ? {} : { [name]: value };
  }

  function optionsLike(start: string): Candidate[] {
    return options
      .filter((each) => !each.hidden && (isRepeatable(each) || !values.has(nameOf(each))))
      .flatMap((each) =>
        [each.long, each.short]
          .filter((word) => word?.startsWith(start))
          .slice(0, 1)
          .map((word) => ({ word: word!, what: each.description })),
      );
  }
}

const isRepeatable = (option: Option) =>
  takesValue(option) && option.parseArg !== undefined && !option.argChoices;

async function offerOf(
  kind: ArgumentValues,
  asked: Parameters<typeof candidatesFor>[1],
): Promise<Candidates> {
  return typeof kind === 'string' ? await candidatesFor(kind as ArgumentKind, asked) : kind.map(asCandidate);
}

const asCandidate = (each: string | Candidate): Candidate =>
  typeof each === 'string' ? { word: each, what: '' } : each;

/** Words that every shell reads as one word and nothing else; others are not offered. */
const isSafe = (word: string) => /^[\p{L}\p{N}@_.-][\p{L}\p{N}@_.,:=+/-]*$/u.test(word);

/** In how many letters it is said what a word is. */
const longest = 100;

function answerText(answer: Candidates, held: string): string {
  if (typeof answer === 'string') return `:${answer}\n`;
  const lines = answer
    .filter(({ word }) => isSafe(word))
    .map(({ word, what }) => `${word.slice(held.length)}${what && `\t${cut(oneLine(what))}`}\n`);
  const goesOn = answer.length > 0 && answer.every(({ word }) => word.endsWith('='));
  return `${goesOn ? ':nospace\n' : ''}${lines.join('')}`;
}

const cut = (text: string) => {
  const letters = [...text];
  return letters.length > longest
    ? `${letters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`
    : text;
};
