/** Whether git, in this repository, merges a plan's items with our program, and telling it to. */
import { join } from 'node:path';
import { emptyOnExit1, git } from './git.ts';
import { type Driver, driverCommand, driverName } from './merge-driver.ts';
import { type Env, type Repository, repoPath } from './repository.ts';

/** The line that gives the driver its files, for `.gitattributes` in the plan's own folder. */
export const attributesLine = 'items/**/*.yaml merge=plantrail';

/** Which half of it is there: the attribute that names the driver, and the configuration that says what it is. */
export async function driverState(
  repo: Repository,
  driver: Driver,
  env: Env,
): Promise<{ attribute: boolean; config: boolean }> {
  const run = git(repo, env);
  const folder = repoPath(repo, join(driver.root, 'items.yaml')).replace(/items\.yaml$/, 'items');
  const [attribute, command] = await Promise.all([
    run(['check-attr', '-z', 'merge', '--', `${folder}/1.yaml`, `${folder}/0/1.yaml`]),
    run(['config', '--local', '--get', 'merge.plantrail.driver']).catch(emptyOnExit1),
  ]);
  return {
    attribute: /^(?:[^\0]*\0merge\0plantrail\0){2}$/.test(attribute),
    config: command.trimEnd() === driverCommand(driver),
  };
}

/** Tells git, in this repository alone, what the driver is. @throws PlanError `git` */
export async function configure(repo: Repository, driver: Driver, env: Env): Promise<void> {
  const run = git(repo, env);
  await run(['config', '--local', 'merge.plantrail.name', driverName]);
  await run(['config', '--local', 'merge.plantrail.driver', driverCommand(driver)], {
    allow: ['allowUnsafeMergeDriver'],
  });
}
