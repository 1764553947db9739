/** Errors about the command line, each with a suggestion. */
import { PlanError } from '../errors.ts';
import { closest, joinQuoted } from '../util/suggest.ts';
import type { CommandTable, Option } from './command.ts';

/**
 * An error of commander (code and message) in the style of the program’s messages.
 * @param name the command
 * @param options those of the command
 */
export async function usageError(
  name: string,
  { code, message }: { code: string; message: string },
  options: readonly Option[],
  commands: CommandTable,
): Promise<PlanError> {
  const text = message.replace(/^error: /, '').replace(/\n.*/s, '');
  const seeHelp = `see \`plan ${name} --help\``;
  const [, flag] = /^unknown option '([^=]*?)(?:=.*)?'$/s.exec(text) ?? [];
  if (code === 'commander.unknownOption' && flag !== undefined)
    return new PlanError(
      'usage',
      `unknown option \`${flag}\``,
      (await suggestFlag(flag, options, commands)) ?? seeHelp,
    );
  return new PlanError(
    'usage',
    text
      .replace(/\. Expected (\d+) arguments? but got (\d+)\.$/, ': expected $1, found $2')
      .replaceAll("'", '`'),
    code === 'commander.conflictingOption' ? 'use only one of them' : seeHelp,
  );
}

/** Suggests an option: with a second dash, of another command, or with a similar name. */
async function suggestFlag(
  flag: string,
  options: readonly Option[],
  commands: CommandTable,
): Promise<string | null> {
  const longs = options.flatMap(({ long }) => long ?? []);
  if (longs.includes(`-${flag}`)) return `did you mean \`-${flag}\`?`;
  const all = await commandsByFlag(commands);
  const owners = all.get(flag);
  if (owners) return `\`${flag}\` is an option of ${nameSome(owners)}`;
  const own = closest(flag, longs) ?? closest(`-${flag}`, longs);
  if (own !== null) return `did you mean \`${own}\`?`;
  const other = closest(flag, all.keys());
  return other === null ? null : `did you mean \`${other}\`? It is an option of ${nameSome(all.get(other)!)}`;
}

/** Each option with the names of the commands that have it. Loads every command. */
async function commandsByFlag(commands: CommandTable): Promise<Map<string, string[]>> {
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

/** Names that other programs have for commands. */
const otherNames: Readonly<Record<string, string>> = {
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
  lint: 'validate',
  check: 'validate',
  pull: 'sync',
  push: 'sync',
  import: 'apply',
  comment: 'note',
};

/** The names in `names` or their names in other programs: the one closest to `word`. */
function suggestName(word: string, names: readonly string[], aliases: Readonly<Record<string, string>>) {
  const name = closest(word, [...names, ...Object.keys(aliases)]);
  return name === null ? null : (aliases[name] ?? name);
}

/** @param word what stands in the place of the command’s name */
export function unknownCommand(word: string, commands: CommandTable): PlanError {
  const names = Object.keys(commands).filter((name) => !commands[name]!.hidden);
  const name = suggestName(word, names, { ...otherNames, history: 'log' });
  return new PlanError(
    'usage',
    `\`${word}\` is not a command`,
    name === null ? 'see `plan --help`' : `did you mean \`${name}\`?`,
  );
}

/** @param names the commands and help topics */
export function unknownTopic(word: string, names: readonly string[]): PlanError {
  const name = suggestName(word, names, { ...otherNames, trail: 'history', where: 'expressions' });
  return new PlanError(
    'unknown-word',
    `there is no help on \`${word}\``,
    name === null ? 'see `plan help`' : `did you mean \`plan help ${name}\`?`,
  );
}
