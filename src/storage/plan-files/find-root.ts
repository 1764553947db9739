/** Finds the folder of a plan. */
import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { PlanError } from '../../errors.ts';

/**
 * The folder with `plan.yaml`: `plan` in the folder `from`, or `from` itself, or the same in the nearest folder above.
 *
 * @param named the folder that the user gave; then only it and `plan` in it are tried
 * @throws PlanError `not-found`
 */
export function findRoot(from: string, named: string | undefined): string {
  if (named !== undefined) {
    const folder = resolve(from, named);
    const root = [folder, join(folder, 'plan')].find(isPlanRoot);
    if (root) return root;
    throw new PlanError(
      'not-found',
      `there is no plan in \`${named}\`: expected \`plan.yaml\` in it`,
      'give the folder of `plan.yaml` with `--dir`',
    );
  }
  for (let folder = from; ; folder = dirname(folder)) {
    const root = [join(folder, 'plan'), folder].find(isPlanRoot);
    if (root) return root;
    if (dirname(folder) === folder) break;
  }
  throw new PlanError(
    'not-found',
    'there is no plan in this folder or any folder above: expected `plan/plan.yaml`',
    'change to the folder of a plan, or give it with `--dir`',
  );
}

/** Whether a folder has a `plan.yaml`. */
export const isPlanRoot = (folder: string): boolean => {
  try {
    return statSync(join(folder, 'plan.yaml'), { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    // It is not a folder, or a link that leads to itself.
    return false;
  }
};
