/** The merge driver: how git merges items with our program, for one run of git or for a whole repository. */
import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { shellQuote } from '../util/shell-quote.ts';
import { emptyOnExit1, git } from './git.ts';
import { type Env, type Repository, repoPath } from './repository.ts';

export interface MergeDriver {
  /** The command line that starts the program. */
  program: readonly string[];
  /** The plan's folder, absolute. */
  root: string;
}

const driverName = 'items of a plan, field by field';

/**
 * What git runs to merge one file. Where the program can't run or fails, the file has no conflict marker, and git merges
 * it by lines: otherwise our side would stay, and theirs would be lost.
 */
const driverCommand = ({ program }: MergeDriver): string =>
  `${program.map(shellQuote).join(' ').replaceAll('%', '%%')} merge-driver %O %A %B %L %P || ${ifUnmarked}`;

const ifUnmarked =
  '{ grep -q "^<\\{%L\\}" %A && exit 1; git merge-file -q --marker-size=%L -L ours -L base -L theirs %A %O %B; }';

/** The files of a configured driver's command line that do not exist. @param command as of `driverState` */
export function missingPrograms(command: string): string[] {
  const [start = ''] = command.split(' merge-driver ');
  const words = [...start.matchAll(/((?:'[^']*'|\\.|[^\s'\\])+)/g)].map(([word]) =>
    word.replace(/'([^']*)'|\\(.)/g, '$1$2').replaceAll('%%', '%'),
  );
  return words.filter((word) => isAbsolute(word) && !existsSync(word));
}

/** The options that configure the driver for one run of git. */
export const driverOptions = (driver: MergeDriver): string[] => [
  ...['-c', `merge.plantrail.name=${driverName}`],
  ...['-c', `merge.plantrail.driver=${driverCommand(driver)}`],
];

/** The attribute for a `.gitattributes` file in the plan's folder. */
export const attributesLine = 'items/**/*.yaml merge=plantrail';

/**
 * The text of a `core.attributesFile`: the attribute, and then the user's own attributes, which count more.
 * @throws PlanError `git`
 */
export async function userAttributes(repo: Repository, { root }: MergeDriver, env: Env): Promise<string> {
  const configured = (
    await git(repo, env)(['config', '--type=path', '--get', 'core.attributesFile']).catch(emptyOnExit1)
  ).trim();
  const file = configured || join(env.XDG_CONFIG_HOME || join(env.HOME ?? '', '.config'), 'git/attributes');
  const own = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const folder = repoPath(repo, root);
  return `${itemsPattern(`/${folder === '' ? '' : `${folder}/`}`)} merge=plantrail\n${own}`;
}

/** The items below a folder as a pattern of gitattributes; the folder's name has no wildcards. */
const itemsPattern = (folder: string) =>
  `"${`${folder.replace(/[\\*?[\]]/g, '\\$&')}items/**/*.yaml`.replace(/["\\]/g, '\\$&')}"`;

/**
 * Whether the repository has the attribute and the configuration of this driver, and the command line that git runs now,
 * which is empty when none is configured.
 * @throws PlanError `git`
 */
export async function driverState(
  repo: Repository,
  driver: MergeDriver,
  env: Env,
): Promise<{ attribute: boolean; config: boolean; command: string }> {
  const run = git(repo, env);
  const folder = repoPath(repo, join(driver.root, 'items.yaml')).replace(/items\.yaml$/, 'items');
  const [attribute, command] = await Promise.all([
    run(['check-attr', '-z', 'merge', '--', `${folder}/1.yaml`, `${folder}/0/1.yaml`]),
    run(['config', '--local', '--get', 'merge.plantrail.driver']).catch(emptyOnExit1),
  ]);
  return {
    attribute: /^(?:[^\0]*\0merge\0plantrail\0){2}$/.test(attribute),
    config: command.trimEnd() === driverCommand(driver),
    command: command.trimEnd(),
  };
}

/** Configures the driver for this repository. @throws PlanError `git` */
export async function configureDriver(repo: Repository, driver: MergeDriver, env: Env): Promise<void> {
  const run = git(repo, env);
  await run(['config', '--local', 'merge.plantrail.name', driverName]);
  await run(['config', '--local', 'merge.plantrail.driver', driverCommand(driver)], {
    allow: ['allowUnsafeMergeDriver'],
  });
}
