/** What is said of a command line that can't be read: what was expected and found, and what was most likely meant. */

import { PlanError } from '../errors.ts';
import { shellQuote } from '../util/shell-quote.ts';
import { closest, didYouMean, joinQuoted, unknownValue } from '../util/suggest.ts';

/** As much of an option, and of the table of commands, as is looked at. */
interface Option {
  long?: string | undefined;
  short?: string | undefined;
}
type Commands = Readonly<
  Record<string, { hidden?: true; load(): Promise<{ command: { options?: readonly Option[] } }> }>
>;

/**
 * The parser's words in our manner: names in back-ticks, and the suggestion as the hint.
 * @param message as commander has it
 * @param options those that the command knows
 */
export async function usageError(
  name: string,
  message: string,
  options: readonly Option[],
  commands: Commands,
): Promise<PlanError> {
  const [what = ''] = message.replace(/^error: /, '').split('\n');
  const [, flags, value, choices] =
    /^option '(.*)' argument '(.*)' is invalid\. Allowed choices are (.*)\.$/.exec(what) ?? [];
  if (flags !== undefined && value !== undefined && choices !== undefined)
    return unknownValue(value, `a value of \`${flags}\``, choices.split(', '));
  const seeHelp = `see \`plan ${name} --help\``;
  const [, flag] = /^unknown option '([^=]*?)(?:=.*)?'$/s.exec(what) ?? [];
  if (flag !== undefined)
    return new PlanError(
      'usage',
      `unknown option \`${flag}\``,
      (await suggestFlag(flag, options, commands)) ?? seeHelp,
    );
  const told = what
    .replace(/\. Expected (\d+) arguments? but got (\d+)\.$/, ': expected $1, found $2')
    .replaceAll("'", '`');
  return new PlanError('usage', told, seeHelp);
}

/** The option that is meant: with one dash too few, or another command's, or one that is spelt much the same. */
async function suggestFlag(
  flag: string,
  options: readonly Option[],
  commands: Commands,
): Promise<string | null> {
  const longs = ['--help', ...options.flatMap(({ long }) => long ?? [])];
  if (longs.includes(`-${flag}`)) return `did you mean \`-${flag}\`?`;
  const all = await flagsOf(commands);
  const owners = all.get(flag);
  if (owners) return `\`${flag}\` belongs to ${nameSome(owners)}`;
  const own = closest(flag, longs) ?? closest(`-${flag}`, longs);
  if (own !== null) return `did you mean \`${own}\`?`;
  const other = closest(flag, all.keys());
  return other === null ? null : `did you mean \`${other}\`? It belongs to ${nameSome(all.get(other)!)}`;
}

/** Every option there is, with the commands that have it. */
async function flagsOf(commands: Commands): Promise<Map<string, string[]>> {
  const owners = new Map<string, string[]>();
  for (const [name, { hidden, load }] of Object.entries(commands)) {
    if (hidden) continue;
    for (const { long, short } of (await load()).command.options ?? [])
      for (const flag of [long, short]) if (flag) owners.set(flag, [...(owners.get(flag) ?? []), name]);
  }
  return owners;
}

/** `list`, `log` and others. */
const nameSome = (names: readonly string[]) =>
  names.length <= 3
    ? joinQuoted(names)
    : `${names
        .slice(0, 2)
        .map((name) => `\`${name}\``)
        .join(', ')} and others`;

/** What other programs call what a command of ours does. */
const aliasesElsewhere: Readonly<Record<string, string>> = {
  ls: 'list',
  find: 'list',
  search: 'list',
  status: 'summary',
  view: 'show',
  get: 'show',
  set: 'update',
  edit: 'amend',
  new: 'add',
  create: 'add',
  rm: 'retire',
  remove: 'retire',
  delete: 'retire',
  revert: 'undo',
  history: 'log',
  lint: 'validate',
  check: 'validate',
  pull: 'sync',
  push: 'sync',
  import: 'apply',
  comment: 'note',
};

/**
 * A word that stands where the command should.
 * @param argv the whole command line, and at which place of it the word is
 */
export async function unknownCommand(
  argv: readonly string[],
  at: number,
  commands: Commands,
): Promise<PlanError> {
  const word = argv[at]!;
  const flag = argv[at - 1];
  const before =
    flag && /^--?[a-z][a-z-]*$/.test(flag) ? await optionBeforeCommand(flag, argv, at, commands) : null;
  if (before instanceof PlanError) return before;
  const shown = Object.keys(commands).filter((name) => !commands[name]!.hidden);
  return new PlanError(
    'usage',
    `\`${word}\` is not a command`,
    before ?? commandMeant(word, shown) ?? 'see `plan --help`',
  );
}

function commandMeant(word: string, shown: readonly string[]): string | null {
  const meant = closest(word, [...shown, ...Object.keys(aliasesElsewhere)]);
  return meant === null ? null : `did you mean \`${aliasesElsewhere[meant] ?? meant}\`?`;
}

/** Those of every command that take no value. */
const everywhere = ['--json', '--no-pager', '--help', '-h', '--version'];

/** The word may be the value of an option that stands before it: of one that nobody has, or that not every command reads so. */
async function optionBeforeCommand(
  flag: string,
  argv: readonly string[],
  at: number,
  commands: Commands,
): Promise<PlanError | string | null> {
  const all = await flagsOf(commands);
  const owners = all.get(flag);
  if (!owners) {
    if (everywhere.includes(flag)) return null;
    const known = [...all.keys(), ...everywhere];
    return new PlanError(
      'usage',
      `unknown option \`${flag}\``,
      didYouMean(flag, known) ?? 'see `plan --help`',
    );
  }
  const named = argv.findIndex((word, index) => index > at && Object.hasOwn(commands, word));
  const name = argv[named] ?? owners[0];
  if (name === undefined || !owners.includes(name)) return null;
  const words = [name, ...argv.filter((_, index) => index !== named)];
  return `options come behind the command: \`plan ${words.map(shellQuote).join(' ')}\``;
}

/** A word that is neither a command nor a topic of help. */
export function unknownTopic(word: string, words: readonly string[]): PlanError {
  const near = closest(word, [...words, ...Object.keys(aliasesElsewhere)]);
  const meant = near && (aliasesElsewhere[near] ?? near);
  return new PlanError(
    'unknown-word',
    `there is no help on \`${word}\``,
    meant ? `did you mean \`plan help ${meant}\`?` : 'see `plan help`',
  );
}
