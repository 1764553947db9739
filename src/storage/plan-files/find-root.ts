/** Where a plan lies. */
import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { PlanError } from '../../errors.ts';

/**
 * The folder that holds `plan.yaml`: `from` itself, or `plan` or `.` in it or the nearest folder above it.
 * @param named the folder the user named outright, in which case nothing else is looked at
 * @throws PlanError `not-found`
 */
export function findRoot(from: string, named: string | undefined): string {
  if (named !== undefined) {
    const folder = resolve(from, named);
    const root = [folder, join(folder, 'plan')].find(isPlanRoot);
    if (root) return root;
    throw new PlanError(
      'not-found',
      `there is no plan in \`${named}\`: expected it to hold \`plan.yaml\``,
      'give the folder that holds `plan.yaml` with `--dir`',
    );
  }
  for (let folder = from; ; folder = dirname(folder)) {
    const root = [join(folder, 'plan'), folder].find(isPlanRoot);
    if (root) return root;
    if (dirname(folder) === folder) break;
  }
  throw new PlanError(
    'not-found',
    'there is no plan here or in any folder above: expected `plan/plan.yaml`',
    'go to a plan’s folder, or name it with `--dir`',
  );
}

/** Whether `plan.yaml` lies in this folder. */
export const isPlanRoot = (folder: string): boolean => {
  try {
    return statSync(join(folder, 'plan.yaml'), { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    // What is no folder holds nothing, and neither does a link that leads to itself.
    return false;
  }
};
