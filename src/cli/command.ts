/** What a command is: its description, arguments, options and code; and the options that all commands share. */
import { Argument as CommanderArgument, Option as CommanderOption } from 'commander';
import type { ExitCode } from '../exit-codes.ts';
import { type Audience, audiences } from '../plan/model/audience.ts';
import type { fixedCandidates, itemCandidates, planCandidates } from '../plan/query/completion-values.ts';
import { parseEnum } from '../util/suggest.ts';
import type { CommandContext } from './context.ts';

/** A command in the table of commands, before its code is loaded. */
export interface CommandEntry {
  /** One line, for the list of commands. */
  summary: string;
  /** Run by other programs only; not listed. */
  hidden?: true;
  load(): Promise<{ command: Command<never> }>;
}

/** The commands by name. */
export type CommandTable = Readonly<Record<string, CommandEntry>>;

/** The definition of a command. Parsing, help, completion and suggestions are derived from it. */
export interface Command<Flags = object> {
  /** What it does, in full sentences, for its help. */
  description: string;
  /** Command lines and what each does; they come first in the help. */
  examples: readonly (readonly [command: string, description: string])[];
  /** The output formats: the default on a terminal, the default elsewhere, and the others. */
  formats: readonly [terminal: string, pipe: string, ...more: string[]];
  arguments?: readonly Argument[];
  options?: readonly Option[];
  /** Its result is text or bytes on `io.out`, which may go to a file (`-o`) or through a pager. */
  hasOutput?: true;
  /** It reads fields of items by name only, so items need not be parsed whole. */
  readsFieldsOnly?: true;
  run(context: CommandContext, args: readonly string[], flags: Flags): Promise<ExitCode>;
}

/** The kinds of values that completion can suggest. `text` is free text: nothing is suggested. */
export type ValueKind =
  | keyof typeof fixedCandidates
  | keyof typeof planCandidates
  | keyof typeof itemCandidates
  | 'command-or-query'
  | 'item'
  | 'item-or-query'
  | 'day'
  | 'period'
  | 'revision'
  | 'commit'
  | 'amendable-field'
  | 'field-assignment'
  | 'rule'
  | 'topic'
  | 'file'
  | 'folder'
  | 'text';

/** What completion suggests for a value: those of a kind, or a fixed list. */
export type Suggestions = ValueKind | readonly string[];

/** An option of commander with what completion suggests for its value. */
export class Option extends CommanderOption {
  suggestions: Suggestions = 'text';
  /** Whether it may be given more than once. */
  isRepeatable = false;
  /** Whether its value is a list separated by commas. */
  isList = false;

  /** Limits the values. @throws PlanError `unknown-word` on parsing, for any other value */
  override choices(values: readonly string[]): this {
    super.choices(values);
    this.suggestions = values;
    return this.argParser((value) => parseEnum(value, `a value of \`${this.flags}\``, values));
  }
}

/** A positional argument of commander with what completion suggests for it. */
export class Argument extends CommanderArgument {
  readonly suggestions: Suggestions;
  /** As it is written in the usage line: `[ids...]`. */
  readonly term: string;

  constructor(term: string, description: string, suggestions: Suggestions) {
    super(term, description);
    this.term = term;
    this.suggestions = suggestions;
  }
}

/** @param term `<id>` if required, `[id]` if optional, `[ids...]` if there may be several */
export const argument = (term: string, description: string, suggestions: Suggestions = 'text'): Argument =>
  new Argument(term, description, suggestions);

export function option(flags: string, description: string, suggestions: Suggestions = 'text'): Option {
  const made = new Option(flags, description);
  made.suggestions = suggestions;
  return made;
}

/** An option that may be given more than once. */
export function repeatedOption(flags: string, description: string, suggestions?: Suggestions): Option {
  const made = option(flags, description, suggestions);
  made.isRepeatable = true;
  return made.argParser((value: string, earlier: string[] = []) => [...earlier, value]);
}

/** An option that takes several values: separated by commas, or given more than once. */
export function listOption(flags: string, description: string, suggestions?: Suggestions): Option {
  const made = option(flags, description, suggestions);
  made.isRepeatable = true;
  made.isList = true;
  return made.argParser((value: string, earlier: string[] = []) => [
    ...earlier,
    ...value
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean),
  ]);
}

/** For commands that print findings. */
export const failOnOption = option(
  '--fail-on <severity>',
  'exit with 1 for findings of this severity or above',
)
  .choices(['warning', 'error'])
  .default('error');

/** For commands that can read what was recorded at an earlier revision. */
export const knownOption = option(
  '--known <revision>',
  'what was recorded at this commit, or at the end of this day',
  'revision',
);

/** For commands that show the plan. */
export const audienceOption = (byDefault: Audience) =>
  option('--audience <who>', 'public: without internal updates and names of people; internal: everything')
    .choices(audiences)
    .default(byDefault);

/** The options of `ViewFlags`, for commands that show the plan. */
export const viewOptions = (audienceByDefault: Audience) => [
  option('--as-of <day>', 'how things stood on this day, by everything recorded since', 'day'),
  knownOption,
  audienceOption(audienceByDefault),
];

export const helpOption = option('-h, --help', 'show this help');

const outputOptions = [
  option('-o, --output <file>', 'write to a file; its extension selects the format', 'file'),
  option('--no-pager', 'do not use a pager (or set PLAN_PAGER=cat)'),
  option('--no-index', 'read every file, ignoring the cache'),
];

/** All options of a command: its own and the common ones. */
export const optionsOf = ({ options = [], formats, hasOutput }: Command<never>): readonly Option[] => [
  ...options,
  option('--format <format>', 'output format').choices([...new Set(formats)]),
  option('--json', 'same as `--format json`'),
  ...(hasOutput ? outputOptions : []),
  option('-C, --dir <folder>', 'folder of the plan (or set PLAN_DIR)', 'folder'),
  option('--today <date>', 'take this date as today: YYYY-MM-DD (or set PLAN_TODAY)', 'day'),
  option('--color <when>', 'use color').choices(['always', 'never', 'auto']),
  helpOption,
];
