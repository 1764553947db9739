/** The plan at a moment of the past. */
import type { PlanFile } from '../../schemas/plan.ts';
import { Fault } from '../errors.ts';
import type { Env } from '../git/repository.ts';
import type { Folder } from '../storage/plan-files/file-source.ts';
import type { Place } from '../workspace.ts';
import { folderAt } from './commit-files.ts';
import { type Point, pointAt } from './resolve-moment.ts';

export interface Then extends Point {
  folder: Folder;
}

/**
 * @param moment a day or a commit, as a person names it
 * @param about the plan as it is today, whose time zone and id count; null where that can't be read
 * @param today the day it really is
 * @throws Fault `refused` where there is no repository; `usage`, `not-found`
 */
export async function thenOf(
  { repo, root }: Place,
  moment: string,
  about: PlanFile | null,
  today: string,
  { env }: { env: Env },
): Promise<Then> {
  if (!repo)
    throw new Fault(
      'refused',
      'there is no git repository here, so nothing remembers what was',
      'put the plan under git: `git init`, then commit it',
    );
  const point = await pointAt(repo, moment, { timeZone: about?.['time-zone'] ?? 'UTC', today, env });
  return {
    ...point,
    folder: await folderAt(repo, { commit: point.commit, root, id: about?.id ?? null, env }),
  };
}
