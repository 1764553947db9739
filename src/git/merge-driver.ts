/** How git is told to merge a plan's items by our own program. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyOnExit1, git } from './git.ts';
import { type Env, type Repository, repoPath } from './repository.ts';

export interface Driver {
  /** The words that start the program. */
  program: readonly string[];
  /** The plan's folder, absolute. */
  root: string;
}

/** What git runs to merge one file. */
export const driverCommand = ({ program }: Driver): string =>
  `${program.map(inShell).join(' ').replaceAll('%', '%%')} merge-driver %O %A %B %L %P`;

export const driverName = 'a plan’s items, field by field';

/** The driver for one run of git. */
export const driverConfig = (driver: Driver): string[] => [
  ...['-c', `merge.plantrail.name=${driverName}`],
  ...['-c', `merge.plantrail.driver=${driverCommand(driver)}`],
];

/** The user's own attributes, and under them the line that gives the driver its files: what a repository says counts more. */
export async function attributesFile(repo: Repository, { root }: Driver, env: Env): Promise<string> {
  const named = (
    await git(repo, env)(['config', '--type=path', '--get', 'core.attributesFile']).catch(emptyOnExit1)
  ).trim();
  const folder = env.XDG_CONFIG_HOME || join(env.HOME ?? '', '.config');
  const file = named || join(folder, 'git/attributes');
  const own = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const inRepo = repoPath(repo, root);
  return `${pattern(`/${inRepo === '' ? '' : `${inRepo}/`}`)} merge=plantrail\n${own}`;
}

/** The items of the plan in a folder, as a pattern of gitattributes: nothing in the folder's name is a wildcard. */
const pattern = (folder: string) =>
  `"${`${folder.replace(/[\\*?[\]]/g, '\\$&')}items/**/*.yaml`.replace(/["\\]/g, '\\$&')}"`;

/** As one word of a command line of `sh`. */
export const inShell = (word: string) =>
  /^[\w./:@+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
